import { Button } from '@mantine/core';

import type { ConnectionView } from '../../shared/connection.ts';
import type { Failure } from '../../shared/failure.ts';
import type { Result } from '../../shared/result.ts';
import { useAction } from '../api/use-action.ts';
import { FailureView } from '../components/failure-view.tsx';
import { CheckOffer } from '../doctor/check-offer.tsx';
import { ErrorHelp } from './error-help.tsx';
import { questionOf } from './sign-in-answers.ts';

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
  const question = questionOf(failure, connection);
  const { busy, failure: next, run } = useAction();
  const answer = (give: () => Promise<Result<unknown>>) => () => {
    onAnswered();
    void run(give);
  };
  return (
    <>
      <FailureView failure={failure} tone="warn">
        <ErrorHelp connection={connection} failure={failure} />
        <CheckOffer id={id} failure={failure} />
        {question?.answers.map(({ label, give }) => (
          <Button key={label} size="compact-xs" variant="default" disabled={busy} onClick={answer(give)}>
            {label}
          </Button>
        ))}
        <Button
          size="compact-xs"
          variant="default"
          disabled={busy}
          onClick={answer(() => window.latchkey.cancelSignIn({ id }))}
        >
          {question?.decline ?? 'Got it'}
        </Button>
      </FailureView>
      {next === null || next.code === failure.code ? null : <FailureView failure={next} />}
    </>
  );
}
