import { Button } from '@mantine/core';

import type { ConnectionView } from '../../shared/connection.ts';
import { useAction } from '../api/use-action.ts';
import { goTo } from '../navigation/use-route.ts';
import { visibleLine } from '../words/visible-text.ts';
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
      <p>
        You are signed out, the provider is told, and everything Latchkey keeps for this connection is erased.
      </p>
    </Question>
  );
}
