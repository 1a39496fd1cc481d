import { Button } from '@mantine/core';

import type { ConnectionView } from '../../shared/connection.ts';
import type { Failure } from '../../shared/failure.ts';
import { useAction } from '../api/use-action.ts';
import { FailureView } from '../components/failure-view.tsx';

/** Why a sign-in came to nothing, with what can be answered to it. */
export function SignInFailure({
  connection,
  failure,
  onAnswered,
}: {
  readonly connection: ConnectionView;
  readonly failure: Failure;
  /** What the header's own action still shows of it can go. */
  readonly onAnswered: () => void;
}) {
  const { id } = connection;
  const { busy, run } = useAction();
  return (
    <FailureView failure={failure} tone="warn">
      {failure.code === 'another-account' ? (
        <Button
          size="compact-xs"
          variant="default"
          disabled={busy}
          onClick={() => {
            onAnswered();
            void run(() => window.latchkey.signIn({ id, anotherAccount: true }));
          }}
        >
          Use another account
        </Button>
      ) : null}
      <Button
        size="compact-xs"
        variant="default"
        disabled={busy}
        onClick={() => {
          onAnswered();
          void run(() => window.latchkey.cancelSignIn({ id }));
        }}
      >
        Got it
      </Button>
    </FailureView>
  );
}
