import type { Failure } from '../../../shared/failure.ts';
import type { Transaction } from '../types.ts';
import type { Effect } from './effects.ts';
import type { MachineEvent } from './events.ts';
import { signInTooOld } from '../redirect-failures.ts';
import { finish, remember } from './attempt-steps.ts';
import type { Attempting } from './attempt-steps.ts';
import { comesAsAnother, decidingRows, undecided } from './deciding-rows.ts';
import { note } from './notes.ts';
import { authorizationAsk } from './prompt.ts';
import type { PendingSignIn } from './records.ts';
import type { AttemptState, AttemptWish } from './state.ts';
import { go, rowsFor } from './table.ts';
import type { Context, RowsOf, Step, Table } from './table.ts';

/** Running authorization requests of one connection, at most (F21). The oldest makes room. */
export const liveAttempts = 5;

type Of<K extends AttemptState['kind']> = Extract<AttemptState, { readonly kind: K }>;
type Rows<K extends AttemptState['kind']> = RowsOf<AttemptState, K>;
type On<K extends MachineEvent['kind']> = Extract<MachineEvent, { readonly kind: K }>;

const row = rowsFor<AttemptState>();

function begin(
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

/** A result for an attempt that is over by now: what it left behind is removed. */
const orphan = row(['none'], (state: Of<'none'>, event: On<'attempt-prepared'>) =>
  go(state, [{ kind: 'end-attempt', attempt: event.pending.transaction.attempt }]),
);

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
        note('callback', 'ok', 'The browser came back with an answer.'),
        { kind: 'redeem-code', grant: event.grant, pending },
      ],
    );
  },
);

/** The provider said no to one request: the attempt is over, unless a newer request runs beside it. */
const refused = row(
  ['none', 'itself'],
  (state: Attempting, event: On<'callback-refused'>): Step<Of<'none'> | Attempting> | null => {
    const { attempt } = event.transaction;
    if (!state.live.some((one) => one.transaction.attempt === attempt)) return null;
    const told = note('callback', 'failed', 'The provider refused the sign-in.', event.failure);
    return attempt === currentAttempt(state)
      ? finish(state, event.failure, [told])
      : go({ ...state, live: without(state.live, attempt) }, [{ kind: 'end-attempt', attempt }, told]);
  },
);

const stop = {
  'sign-in-cancelled': cancel,
  'sign-out-asked': endWithSignOut,
};

/** While the request is being made, answers to earlier ones still count. */
const opening = {
  ...stop,
  'callback-granted': granted,
  'callback-refused': refused,
  'attempt-failed': row(['none', 'browser'], (state: Attempting, event: On<'attempt-failed'>) =>
    event.attempt === state.wish.attempt ? failedAttempt(state, event.failure) : null,
  ),
  'sign-in-asked': row(['preparing'], (state: Attempting, event: On<'sign-in-asked'>, context) =>
    startsAgain(state, event) ? begun(state, event, context) : null,
  ),
};

/** A double click joins the attempt that runs (F22); another way or another account is another attempt. */
function startsAgain(state: Attempting, event: On<'sign-in-asked'>): boolean {
  const { wish } = event;
  const way = state.live.at(-1)?.transaction.way ?? state.wish.way;
  return (
    event.startAgain ||
    (wish.way !== null && wish.way !== way) ||
    (wish.anotherAccount && !state.wish.anotherAccount)
  );
}

function begun(state: Attempting, event: On<'sign-in-asked'>, context: Context): Step<Of<'preparing'>> {
  const step = begin(state, event.wish, state.live, context);
  // A request that was not even open in the browser cannot be answered.
  const halfMade = state.kind === 'preparing' || state.kind === 'sealing';
  const { attempt } = state.wish;
  return halfMade
    ? go({ ...step.state, live: without(state.live, attempt) }, [
        { kind: 'end-attempt', attempt },
        ...step.effects,
      ])
    : step;
}

/** A request that could not be made leaves an earlier one, that is open in the browser, as it is. */
function failedAttempt(state: Attempting, failure: Failure): Step<Of<'none' | 'browser'>> {
  const live = without(state.live, state.wish.attempt);
  const newest = live.at(-1);
  if (newest === undefined) return finish(state, failure);
  const told = note('authorization', 'failed', 'Another sign-in could not be begun.', failure);
  return go({ ...waitingFor(newest, live, state.expired), failure }, [
    { kind: 'end-attempt', attempt: state.wish.attempt },
    told,
  ]);
}

/** The browser has the newest of these requests, and any of them may be answered. */
function waitingFor(
  newest: PendingSignIn,
  live: readonly PendingSignIn[],
  expired: readonly Transaction[],
): Of<'browser'> {
  const { attempt, way, startedAt } = newest.transaction;
  const wish = { attempt, way, anotherAccount: newest.anotherAccount };
  return { kind: 'browser', wish, startedAt, live, expired, failure: null };
}

const none: Rows<'none'> = {
  'sign-in-asked': row(['preparing'], (state, event, context) => begin(state, event.wish, [], context)),
  'sign-ins-restored': row(['none', 'browser'], (state, event) => {
    const expired = remember(state.expired, event.expired);
    const live = event.live.toSorted((a, b) => a.transaction.startedAt - b.transaction.startedAt);
    const newest = live.at(-1);
    if (newest === undefined) return go({ ...state, expired });
    return go(waitingFor(newest, live.slice(-liveAttempts), expired));
  }),
  'attempt-prepared': orphan,
  'callback-expired': row(['none'], (state, event) =>
    go({ ...state, failure: event.failure }, [
      note('callback', 'failed', 'A sign-in came back too late.', event.failure),
    ]),
  ),
  'callback-orphaned': row(['none'], (state, event) =>
    go({ ...state, failure: event.failure }, [
      note('callback', 'failed', 'A sign-in came back that cannot be finished.', event.failure),
    ]),
  ),
  'sign-in-cancelled': row(['none'], (state) => go({ ...state, failure: null })),
  'sign-out-asked': row(['none'], (state) => go({ ...state, failure: null })),
};

/** The table of the attempt region: one sign-in at a time, from the wish to the sealed session. */
export const attemptTable: Table<AttemptState> = {
  none,
  preparing: {
    ...opening,
    'attempt-prepared': row(['preparing', 'sealing'], (state, event) => {
      const { attempt } = event.pending.transaction;
      if (attempt !== state.wish.attempt) return go(state, [{ kind: 'end-attempt', attempt }]);
      const all = [...state.live, event.pending];
      const dropped = all.slice(0, Math.max(0, all.length - liveAttempts));
      return go({ ...state, kind: 'sealing', live: all.slice(-liveAttempts) }, [
        ...dropped.map((one): Effect => ({ kind: 'end-attempt', attempt: one.transaction.attempt })),
        { kind: 'seal-attempt', pending: event.pending },
      ]);
    }),
  },
  sealing: {
    ...opening,
    'attempt-sealed': row(['opening'], (state, event) => {
      const pending = state.live.at(-1);
      if (pending === undefined || event.attempt !== state.wish.attempt) return null;
      return go({ ...state, kind: 'opening' }, [
        { kind: 'open-browser', attempt: event.attempt, url: pending.url },
      ]);
    }),
  },
  opening: {
    ...opening,
    'browser-opened': row(['browser'], (state, event) =>
      event.attempt === state.wish.attempt
        ? go({ ...state, kind: 'browser', failure: event.failure }, [opened(event.failure)])
        : null,
    ),
  },
  browser: {
    ...opening,
    'open-again-asked': row(['opening'], (state) => {
      const pending = state.live.at(-1);
      if (pending === undefined) return null;
      const { failure: _, ...rest } = state;
      return go({ ...rest, kind: 'opening' }, [
        { kind: 'open-browser', attempt: state.wish.attempt, url: pending.url },
      ]);
    }),
    'attempt-due': row(['none'], (state) => {
      const step = finish(state, signInTooOld(), [
        note('authorization', 'failed', 'Nobody finished the sign-in within an hour.', signInTooOld()),
      ]);
      const transactions = state.live.map((one) => one.transaction);
      return { ...step, state: { ...step.state, expired: remember(state.expired, transactions) } };
    }),
  },
  finishing: {
    ...stop,
    'callback-refused': refused,
    'grant-judged': row(['none', 'finishing', 'deciding'], (state, event, context) => {
      if (event.attempt !== state.transaction.attempt) return null;
      if (event.judgement.kind === 'rejected') {
        return finish(state, event.judgement.failure, [
          note('token', 'failed', 'The sign-in was not completed.', event.judgement.failure),
        ]);
      }
      const { record } = event.judgement;
      return comesAsAnother(record, context.whole.session)
        ? undecided(state, record, context.whole.session)
        : go(state, [], [{ kind: 'grant-accepted', record }]);
    }),
    'sign-in-kept': row(['none'], (state) => finish(state, null, [], state.transaction.attempt)),
  },
  deciding: decidingRows,
};

function opened(failure: Failure | null): Effect {
  return failure === null
    ? note('authorization', 'ok', 'The browser was asked to open the provider’s sign-in page.')
    : note('authorization', 'failed', 'The browser could not be opened.', failure);
}

function currentAttempt(state: Attempting): string {
  return state.kind === 'finishing' ? state.transaction.attempt : state.wish.attempt;
}

function without(live: readonly PendingSignIn[], attempt: string): readonly PendingSignIn[] {
  return live.filter((one) => one.transaction.attempt !== attempt);
}
