import { Button } from '@mantine/core';

import type { DeletedConnection } from '../../shared/app-state.ts';
import { useAction } from '../api/use-action.ts';
import { FailureView } from '../components/failure-view.tsx';
import { useFocusStays } from '../components/use-focus-stays.ts';
import { goTo } from '../navigation/use-route.ts';
import { visibleLine } from '../words/visible-text.ts';
import styles from './deleted-connections.module.css';

/** What was deleted a moment ago, each with the way back, as long as there is one. */
export function DeletedConnections({ deleted }: { readonly deleted: readonly DeletedConnection[] }) {
  return (
    <output className={styles['all']} aria-label="Deleted connections">
      {deleted.map((each) => (
        <Deleted key={each.id} deleted={each} />
      ))}
    </output>
  );
}

function Deleted({ deleted: { id, name } }: { readonly deleted: DeletedConnection }) {
  const action = useAction();
  const gone = useFocusStays<HTMLDivElement>();
  const undo = async (): Promise<void> => {
    const result = await action.run(() => window.latchkey.restoreConnection({ id }));
    if (result.ok) goTo({ kind: 'connection', id, tab: 'requests' });
  };
  return (
    <div ref={gone} className={styles['deleted']}>
      <p>
        <strong>
          “<bdi>{visibleLine(name)}</bdi>” was deleted.
        </strong>{' '}
        In a minute, or when you quit, what Latchkey keeps of it is erased, and a sign-in is ended at the
        provider. Until then it comes back whole.
      </p>
      <div className={styles['answers']}>
        <Button size="compact-xs" variant="default" disabled={action.busy} onClick={() => void undo()}>
          Undo
        </Button>
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          disabled={action.busy}
          onClick={() => void action.run(() => window.latchkey.finishDeletion({ id }))}
        >
          Erase now
        </Button>
      </div>
      {action.failure === null ? null : <FailureView failure={action.failure} />}
    </div>
  );
}
