import { end, finish, remember, without } from './attempt-steps.ts';
import type { Attempting, Of } from './attempt-steps.ts';
import { comesAsAnother, undecided } from './deciding-rows.ts';
import type { MachineEvent } from './events.ts';
import { note } from './notes.ts';
import { authorizationAsk } from './prompt.ts';
import type { PendingSignIn } from './records.ts';
import type { AttemptState, AttemptWish } from './state.ts';
import { go, rowsFor } from './table.ts';
import type { Context, RowsOf, Step } from './table.ts';

export type Rows<K extends AttemptState['kind']> = RowsOf<AttemptState, K>;
export type On<K extends MachineEvent['kind']> = Extract<MachineEvent, { readonly kind: K }>;

export const row = rowsFor<AttemptState>();

/** A wish becomes a request that is being made. */
export function begin(
  state: AttemptState,
  wish: AttemptWish,
  live: readonly PendingSignIn[],
  context: Context,
): Step<Of<'preparing'>> {
  const ask = authorizationAsk(context.whole.session, wish, context);
  return go({ kind: 'preparing', wish, startedAt: context.now, live, expired: state.expired }, [
    { kind: 'prepare-attempt', wish, ask },
  ]);
}

const cancel = row(['none'], (state: Attempting, _: MachineEvent, context) =>
  // Once its session is being sealed it is done: signing out is what ends it then.
  context.whole.session.kind === 'sign-in-saving'
    ? null
    : finish(state, null, [note('authorization', 'noted', 'The sign-in was cancelled.')]),
);

const endWithSignOut = row(['none'], (state: Attempting) => finish(state, null));

/** The browser's answer fits one of the running requests: its code is redeemed, once (R8, F22). */
const granted = row(
  ['finishing'],
  (state: Exclude<Attempting, Of<'finishing'>>, event: On<'callback-granted'>) => {
    const { transaction } = event.grant;
    const pending = state.live.find((one) => one.transaction.attempt === transaction.attempt);
    if (pending === undefined) return null;
    return go(
      {
        kind: 'finishing',
        wish: state.wish,
        startedAt: state.startedAt,
        live: state.live.filter((one) => one !== pending),
        expired: state.expired,
        transaction,
      },
      [
        ...(isOnDevice(state) ? [end(state.wish.attempt)] : []),
        note('callback', 'ok', 'The browser came back with an answer.'),
        { kind: 'redeem-code', grant: event.grant, pending },
      ],
    );
  },
);

/** The provider said no to one request: the attempt is over, unless a newer request runs beside it. */
export const refused = row(
  ['none', 'itself'],
  (state: Attempting, event: On<'callback-refused'>): Step<Of<'none'> | Attempting> | null => {
    const { attempt } = event.transaction;
    if (!state.live.some((one) => one.transaction.attempt === attempt)) return null;
    const told = note('callback', 'failed', 'The provider refused the sign-in.', event.failure);
    return attempt === currentAttempt(state)
      ? finish(state, event.failure, [told])
      : go({ ...state, live: without(state.live, attempt) }, [end(attempt), told]);
  },
);

/**
 * An answer that came too late while something runs here: to that very request, where the clock has jumped and its hour ended
 * unnoticed, or to an older one, beside which this one goes on.
 */
export const tooLate = row(
  ['none', 'itself'],
  (state: Attempting, event: On<'callback-expired'>): Step<Of<'none'> | Attempting> => {
    const { transaction, failure } = event;
    const { attempt } = transaction;
    const told = note('callback', 'failed', 'A sign-in came back too late.', failure);
    if (!state.live.some((one) => one.transaction.attempt === attempt)) return go(state, [told]);
    const expired = remember(state.expired, [transaction]);
    return attempt === currentAttempt(state)
      ? finish({ ...state, expired }, failure, [told])
      : go({ ...state, expired, live: without(state.live, attempt) }, [end(attempt), told]);
  },
);

export const stop = {
  'sign-in-cancelled': cancel,
  'sign-out-asked': endWithSignOut,
};

/** Until an answer is taken a new wish may begin another request, and answers to earlier ones still count. */
export const unanswered = {
  ...stop,
  'callback-granted': granted,
  'callback-refused': refused,
  'callback-expired': tooLate,
  'sign-in-asked': row(['preparing'], (state: Attempting, event: On<'sign-in-asked'>, context) =>
    startsAgain(state, event) ? begun(state, event, context) : null,
  ),
};

/** A double click joins the attempt that runs (F22); another way or another account is another attempt. */
function startsAgain(state: Attempting, event: On<'sign-in-asked'>): boolean {
  const { wish } = event;
  const way = isOnDevice(state) ? 'device' : (state.live.at(-1)?.transaction.way ?? state.wish.way);
  return (
    event.startAgain ||
    (wish.way !== null && wish.way !== way) ||
    (wish.anotherAccount && !state.wish.anotherAccount)
  );
}

function begun(state: Attempting, event: On<'sign-in-asked'>, context: Context): Step<Of<'preparing'>> {
  const step = begin(state, event.wish, state.live, context);
  // A request that was not even open in the browser cannot be answered, and a code that is shown no more is not asked about.
  const over = state.kind === 'preparing' || state.kind === 'sealing' || isOnDevice(state);
  const { attempt } = state.wish;
  return over
    ? go({ ...step.state, live: without(state.live, attempt) }, [end(attempt), ...step.effects])
    : step;
}

/** What came for a sign-in was judged: a new session, or why not. The same for every way. */
export const judged = row(
  ['none', 'finishing', 'deciding'],
  (state: Of<'finishing' | 'device-asking'>, event: On<'grant-judged'>, context) => {
    const transaction = state.kind === 'finishing' ? state.transaction : state.device.transaction;
    if (event.attempt !== transaction.attempt) return null;
    if (event.judgement.kind === 'rejected') {
      return finish(state, event.judgement.failure, [
        note('token', 'failed', 'The sign-in was not completed.', event.judgement.failure),
      ]);
    }
    const { record, received } = event.judgement;
    const { wish, startedAt, live, expired } = state;
    const finishing = { kind: 'finishing', wish, startedAt, live, expired, transaction } as const;
    return comesAsAnother(record, context.whole.session)
      ? undecided(finishing, event.judgement, context.whole.session)
      : go(finishing, [], [{ kind: 'grant-accepted', record, received }]);
  },
);

function currentAttempt(state: Attempting): string {
  return state.kind === 'finishing' ? state.transaction.attempt : state.wish.attempt;
}

type OnDevice = Of<'device-waiting' | 'device-asking'>;

function isOnDevice(state: AttemptState): state is OnDevice {
  return state.kind === 'device-waiting' || state.kind === 'device-asking';
}
