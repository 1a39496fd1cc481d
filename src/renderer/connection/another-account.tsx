import { Button } from '@mantine/core';

import type { ConnectionView } from '../../shared/connection.ts';
import type { DecideAccountInput } from '../../shared/ipc.ts';
import type { Account, AnotherAccount } from '../../shared/session.ts';
import { useAction } from '../api/use-action.ts';
import { FailureView } from '../components/failure-view.tsx';
import { StateMark } from '../components/state-mark.tsx';
import { goTo } from '../navigation/use-route.ts';
import { visibleLine } from '../words/visible-text.ts';
import panel from './sign-in-panel.module.css';
import styles from './another-account.module.css';

/** The question what becomes of an account that nobody expected (R25): until it is answered nothing of it is used. */
export function AnotherAccountPanel({
  connection,
  asked,
}: {
  readonly connection: ConnectionView;
  readonly asked: AnotherAccount;
}) {
  const { busy, failure, run } = useAction();
  const decide = async (decision: DecideAccountInput['decision']): Promise<void> => {
    const { attempt } = asked;
    const decided = await run(() => window.latchkey.decideAccount({ id: connection.id, attempt, decision }));
    if (decided.ok && decided.value.id !== connection.id) {
      goTo({ kind: 'connection', id: decided.value.id, tab: 'requests' });
    }
  };
  return (
    <section className={panel['panel']} aria-label="Sign in">
      <span className={styles['mark']}>
        <StateMark kind="another-account" size={22} />
      </span>
      <div className={panel['words']}>
        <h2 className={panel['title']}>Another account came back</h2>
        <p className={styles['who']}>
          The browser signed in <Name account={asked.arrived} />.{' '}
          {asked.currentSignedIn ? (
            <>
              You are signed in here as <Name account={asked.current} />.
            </>
          ) : (
            <>
              This connection belongs to <Name account={asked.current} />.
            </>
          )}
        </p>
        <p className={styles['choices']}>
          “Keep as a new connection” keeps both. “Replace” signs <Name account={asked.current} /> out, here
          and at {connection.host}. “Cancel” forgets what came.
        </p>
        <div className={panel['buttons']}>
          <Button disabled={busy} onClick={() => void decide('new-connection')}>
            Keep as a new connection
          </Button>
          <Button variant="default" disabled={busy} onClick={() => void decide('replace')}>
            Replace
          </Button>
          <Button
            variant="subtle"
            color="gray"
            aria-label="Cancel sign-in"
            disabled={busy}
            onClick={() => void decide('discard')}
          >
            Cancel
          </Button>
        </div>
        {failure === null ? null : <FailureView failure={failure} />}
      </div>
    </section>
  );
}

function Name({ account }: { readonly account: Account | null }) {
  return (
    <bdi className={styles['name']}>{account === null ? 'another account' : visibleLine(account.label)}</bdi>
  );
}
