import type { Failure } from '../../../shared/failure.ts';
import { end, finish, goesBeyond, remember, withBefore, without } from './attempt-steps.ts';
import type { Attempting, Of } from './attempt-steps.ts';
import { comesAsAnother, undecided } from './deciding-rows.ts';
import { cameWithout, withoutIt } from './more-access.ts';
import type { Effect } from './effects.ts';
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

const cancel = row(['none'], (state: Attempting, _: MachineEvent, context) => cancelled(state, context));

/** Once its session is being sealed a sign-in is done: signing out is what ends it then. */
export function cancelled(state: Attempting, context: Context): Step<Of<'none'>> | null {
  return context.whole.session.kind === 'sign-in-saving'
    ? null
    : finish(state, null, [note('authorization', 'noted', 'The sign-in was cancelled.')]);
}

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
        next: null,
      },
      [
        ...(isOnDevice(state) ? [end(state.wish.attempt)] : []),
        note('callback', 'ok', 'The browser came back with an answer.'),
        { kind: 'redeem-code', grant: event.grant, pending },
      ],
    );
  },
);

/** States whose own request the browser has: it may come back with an answer to that one, and not to earlier ones only. */
type InBrowser = Of<'opening' | 'browser'>;

/** The provider said no to an earlier request: the newer one, beside which it ran, goes on. */
function refusedBeside<S extends Attempting>(state: S, event: On<'callback-refused'>): Step<S> | null {
  const { attempt } = event.transaction;
  if (!isLive(state, attempt)) return null;
  return go({ ...state, live: without(state.live, attempt) }, [end(attempt), noToOne(event.failure)]);
}

/** The provider said no: the attempt is over, unless a newer request runs beside it. */
const refused = row(['none', 'itself'], (state: InBrowser, event: On<'callback-refused'>) =>
  event.transaction.attempt === state.wish.attempt
    ? finish(state, event.failure, [noToOne(event.failure)])
    : refusedBeside(state, event),
);

function noToOne(failure: Failure): Effect {
  return note('callback', 'failed', 'The provider refused the sign-in.', failure);
}

/** An answer to an earlier request came too late: what runs here goes on. */
function tooLateBeside<S extends Attempting>(state: S, event: On<'callback-expired'>): Step<S> {
  const { transaction, failure } = event;
  const { attempt } = transaction;
  if (!isLive(state, attempt)) return go(state, [cameTooLate(failure)]);
  const expired = remember(state.expired, [transaction]);
  return go({ ...state, expired, live: without(state.live, attempt) }, [end(attempt), cameTooLate(failure)]);
}

/** The same, to the very request that runs: the clock has jumped, and its hour ended unnoticed. */
const tooLate = row(['none', 'itself'], (state: InBrowser, event: On<'callback-expired'>) => {
  const { transaction, failure } = event;
  const own = transaction.attempt === state.wish.attempt && isLive(state, transaction.attempt);
  if (!own) return tooLateBeside(state, event);
  const expired = remember(state.expired, [transaction]);
  return finish({ ...state, expired }, failure, [cameTooLate(failure)]);
});

function cameTooLate(failure: Failure): Effect {
  return note('callback', 'failed', 'A sign-in came back too late.', failure);
}

function isLive({ live }: Attempting, attempt: string): boolean {
  return live.some((one) => one.transaction.attempt === attempt);
}

/** Answers to earlier requests, while something newer runs. */
export const besides = {
  'callback-refused': row(['itself'], (state: Attempting, event: On<'callback-refused'>) =>
    refusedBeside(state, event),
  ),
  'callback-expired': row(['itself'], (state: Attempting, event: On<'callback-expired'>) =>
    tooLateBeside(state, event),
  ),
};

export const stop = {
  'sign-in-cancelled': cancel,
  'sign-out-asked': endWithSignOut,
};

/** Until an answer is taken a new wish may begin another request, and answers to earlier ones still count. */
export const unanswered = {
  ...stop,
  ...besides,
  'callback-granted': granted,
  'sign-in-asked': row(['preparing'], (state: Attempting, event: On<'sign-in-asked'>, context) =>
    startsAgain(state, event) ? begun(state, event, context) : null,
  ),
};

/** The browser has the newest request. */
export const inBrowser = { ...unanswered, 'callback-refused': refused, 'callback-expired': tooLate };

/** A double click joins the attempt that runs (F22); another way, another account or one more scope is another attempt. */
export function startsAgain(state: Attempting, event: On<'sign-in-asked'>): boolean {
  const { wish } = event;
  const way = isOnDevice(state) ? 'device' : (state.live.at(-1)?.transaction.way ?? state.wish.way);
  return event.startAgain || (wish.way !== null && wish.way !== way) || goesBeyond(wish, state.wish);
}

/** A request of one's own for a wish, beside those that may still be answered. */
export function begun(
  state: Attempting,
  event: On<'sign-in-asked'>,
  context: Context,
): Step<Of<'preparing'>> {
  // Another way, or a new start, is for the account, and for all the scopes, that were asked for.
  const step = begin(state, withBefore(event.wish, state.wish), state.live, context);
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
    const { session } = context.whole;
    const { wish, startedAt, live, expired } = state;
    const next = state.kind === 'finishing' ? state.next : null;
    const finishing = { kind: 'finishing', wish, startedAt, live, expired, transaction, next } as const;
    if (comesAsAnother(record, session)) return undecided(finishing, event.judgement, session);
    return cameWithout(transaction.more, record, session)
      ? withoutIt(state, transaction.more)
      : go(finishing, [], [{ kind: 'grant-accepted', record, received }]);
  },
);

type OnDevice = Of<'device-waiting' | 'device-asking'>;

function isOnDevice(state: AttemptState): state is OnDevice {
  return state.kind === 'device-waiting' || state.kind === 'device-asking';
}
