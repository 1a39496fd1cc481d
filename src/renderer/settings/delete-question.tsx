import { Button } from '@mantine/core';

import type { ConnectionView } from '../../shared/connection.ts';
import { useSaved } from '../api/queries.ts';
import { useAction } from '../api/use-action.ts';
import { goTo } from '../navigation/use-route.ts';
import { isSignedIn } from '../words/session-words.ts';
import { visibleLine } from '../words/visible-text.ts';
import styles from './delete-question.module.css';
import { Question } from './question.tsx';

/** The one question before a connection is deleted. */
export function DeleteQuestion({
  connection,
  onClose,
}: {
  readonly connection: ConnectionView;
  readonly onClose: () => void;
}) {
  const remove = useAction();
  const saved = useSaved(connection.id);
  const signedIn = isSignedIn(connection.session);
  const waits = ['waiting-for-browser', 'another-account'].includes(connection.session.kind);
  const removeIt = async (): Promise<void> => {
    const result = await remove.run(() => window.latchkey.removeConnection({ id: connection.id }));
    if (result.ok) goTo({ kind: 'home' });
  };
  return (
    <Question
      title={<>Delete {visibleLine(connection.name)}?</>}
      failure={remove.failure}
      onClose={onClose}
      answers={
        <>
          <Button variant="default" data-autofocus onClick={onClose}>
            Keep
          </Button>
          <Button
            color="red"
            loading={remove.busy}
            onClick={() => {
              void removeIt();
            }}
          >
            Delete
          </Button>
        </>
      }
    >
      <div className={styles['words']}>
        <p>
          It goes at once, and requests that run
          {waits ? ' and the sign-in that waits in your browser' : ''} end. For a minute you can undo that,
          and the connection comes back whole{signedIn ? ', still signed in' : ''}.
        </p>
        <p>
          After that, or when you quit, {signedIn ? 'you are signed out, the provider is told, and ' : ''}its
          settings, variables and history are erased for good.
        </p>
        {saved === null || saved.items.length === 0 ? null : (
          <p>
            The files of its saved requests stay: <bdi>{visibleLine(saved.folder)}</bdi>
          </p>
        )}
      </div>
    </Question>
  );
}
