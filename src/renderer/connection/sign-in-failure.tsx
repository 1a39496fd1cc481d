import { Button } from '@mantine/core';

import type { ConnectionView } from '../../shared/connection.ts';
import type { Failure, FailureCode } from '../../shared/failure.ts';
import type { SignInInput } from '../../shared/ipc.ts';
import { useAction } from '../api/use-action.ts';
import { FailureView } from '../components/failure-view.tsx';

/** Failures that ask something: the sign-in that the person may want instead, and how the question is declined. */
const questions: {
  readonly [C in FailureCode]?: {
    readonly label: string;
    readonly input: Omit<SignInInput, 'id'>;
    readonly decline: string;
  };
} = {
  'another-account': {
    label: 'Use another account',
    input: { anotherAccount: true },
    decline: 'Got it',
  },
  'pkce-not-listed': {
    label: 'Sign in anyway',
    input: { acceptUnlistedPkce: true },
    decline: 'Cancel',
  },
};

/** Whether a failure asks the person something. */
export function isQuestion({ code }: Failure): boolean {
  return questions[code] !== undefined;
}

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
  const question = questions[failure.code];
  const { busy, failure: next, run } = useAction();
  return (
    <>
      <FailureView failure={failure} tone="warn">
        {question === undefined ? null : (
          <Button
            size="compact-xs"
            variant="default"
            loading={busy}
            onClick={() => {
              onAnswered();
              void run(() => window.latchkey.signIn({ id, ...question.input }));
            }}
          >
            {question.label}
          </Button>
        )}
        <Button
          size="compact-xs"
          variant="default"
          disabled={busy}
          onClick={() => {
            onAnswered();
            void run(() => window.latchkey.cancelSignIn({ id }));
          }}
        >
          {question?.decline ?? 'Got it'}
        </Button>
      </FailureView>
      {next === null || next.code === failure.code ? null : <FailureView failure={next} />}
    </>
  );
}
