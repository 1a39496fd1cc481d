import type { ConnectionId, ConnectionView, SignInWay } from '../../shared/connection.ts';
import type { Failure, FailureCode } from '../../shared/failure.ts';
import type { SignInInput } from '../../shared/ipc.ts';
import { succeed } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import { goTo } from '../navigation/use-route.ts';

/** What can be answered to a failure that asks something. */
export interface Answer {
  readonly label: string;
  readonly give: () => Promise<Result<unknown>>;
}

export interface Question {
  readonly answers: readonly Answer[];
  /** How the question is declined. */
  readonly decline: string;
}

type Asks = (connection: ConnectionView, failure: Failure) => Question;

const questions: { readonly [C in FailureCode]?: Asks } = {
  'pkce-not-listed': ({ id }, failure) => ({
    answers: [signIn('Sign in anyway', failure, { id, acceptUnlistedPkce: true })],
    decline: 'Cancel',
  }),
  'device-code-expired': ({ id }, failure) => ({
    answers: [signIn('Get a new code', failure, { id, way: 'device' })],
    decline: 'Cancel',
  }),
  // Another issuer is another redirect address: it is taken over where both are seen, and nowhere else (R44).
  'issuer-mismatch': openSettings,
  'metadata-redirected': openSettings,
  'scheme-not-registered': repairOrAnotherWay,
  'scheme-taken': repairOrAnotherWay,
  'scheme-unchecked': ({ id }, failure) => ({
    answers: [signIn('Sign in anyway', failure, { id, way: 'scheme' }), ...otherWays(id, failure)],
    decline: 'Cancel',
  }),
};

/** What a failure asks the person; null for one that only tells. */
export function questionOf(failure: Failure, connection: ConnectionView): Question | null {
  return questions[failure.code]?.(connection, failure) ?? null;
}

function signIn(label: string, stopped: Failure, input: SignInInput): Answer {
  return { label, give: () => window.latchkey.signIn(carriedOn(stopped, input)) };
}

/** The sign-in that was stopped goes on: it is for the account, and for the scopes, that it was for (R79, R84). */
function carriedOn({ details }: Failure, input: SignInInput): SignInInput {
  return {
    ...input,
    ...(details?.anotherAccount === true ? { anotherAccount: true } : {}),
    ...(details?.more === undefined ? {} : { more: details.more }),
  };
}

function openSettings({ id }: ConnectionView): Question {
  return {
    answers: [
      {
        label: 'Open Settings',
        give: () => {
          goTo({ kind: 'connection', id, tab: 'settings' });
          return Promise.resolve(succeed(null));
        },
      },
    ],
    decline: 'Got it',
  };
}

function repairOrAnotherWay({ id }: ConnectionView, failure: Failure): Question {
  return {
    answers: [
      {
        label: 'Repair and sign in',
        give: async () => {
          const repaired = await window.latchkey.repairScheme();
          return repaired.ok
            ? await window.latchkey.signIn(carriedOn(failure, { id, way: 'scheme' }))
            : repaired;
        },
      },
      ...otherWays(id, failure),
    ],
    decline: 'Cancel',
  };
}

const wayLabels: Readonly<Record<SignInWay, string>> = {
  scheme: 'App link',
  loopback: 'Another way',
  device: 'Sign in with a code',
};

function otherWays(id: ConnectionId, failure: Failure): readonly Answer[] {
  return (failure.details?.otherWays ?? []).map((way) => signIn(wayLabels[way], failure, { id, way }));
}
