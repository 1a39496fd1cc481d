import type { ConnectionView } from '../../shared/connection.ts';
import type { Failure, FailureCode } from '../../shared/failure.ts';
import type { SignInInput } from '../../shared/ipc.ts';
import type { Result } from '../../shared/result.ts';

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

const questions: { readonly [C in FailureCode]?: (connection: ConnectionView) => Question } = {
  'pkce-not-listed': ({ id }) => ({
    answers: [signIn('Sign in anyway', { id, acceptUnlistedPkce: true })],
    decline: 'Cancel',
  }),
  'device-code-expired': ({ id }) => ({
    answers: [signIn('Get a new code', { id, way: 'device' })],
    decline: 'Cancel',
  }),
  'scheme-not-registered': repairOrAnotherWay,
  'scheme-taken': repairOrAnotherWay,
  'scheme-unchecked': (connection) => ({
    answers: [
      signIn('Sign in anyway', { id: connection.id, way: 'scheme' }),
      ...anotherWayThanScheme(connection),
    ],
    decline: 'Cancel',
  }),
};

/** What a failure asks the person; null for one that only tells. */
export function questionOf({ code }: Failure, connection: ConnectionView): Question | null {
  return questions[code]?.(connection) ?? null;
}

function signIn(label: string, input: SignInInput): Answer {
  return { label, give: () => window.latchkey.signIn(input) };
}

function repairOrAnotherWay(connection: ConnectionView): Question {
  const { id } = connection;
  return {
    answers: [
      {
        label: 'Repair and sign in',
        give: async () => {
          const repaired = await window.latchkey.repairScheme();
          return repaired.ok ? await window.latchkey.signIn({ id, way: 'scheme' }) : repaired;
        },
      },
      ...anotherWayThanScheme(connection),
    ],
    decline: 'Cancel',
  };
}

/** Only what is registered for the connection. */
function anotherWayThanScheme({ id, redirectWays }: ConnectionView): readonly Answer[] {
  const way = redirectWays.find((one) => one !== 'scheme');
  return way === undefined ? [] : [signIn('Another way', { id, way })];
}
