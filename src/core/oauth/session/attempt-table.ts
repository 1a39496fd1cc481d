import type { Failure } from '../../../shared/failure.ts';
import { signInTooOld } from '../redirect-failures.ts';
import { begin, begun, inBrowser, row, startsAgain, unanswered } from './attempt-rows.ts';
import type { On, Rows } from './attempt-rows.ts';
import { end, failedAttempt, finish, openNewest, remember, waitingFor } from './attempt-steps.ts';
import type { Attempting, Of } from './attempt-steps.ts';
import { decidingRows } from './deciding-rows.ts';
import { finishingRows } from './finishing-rows.ts';
import { codeTooLate, deviceAsking, deviceWaiting, prepared } from './device-rows.ts';
import type { Effect } from './effects.ts';
import { note } from './notes.ts';
import type { AttemptState } from './state.ts';
import { go } from './table.ts';
import type { Step, Table } from './table.ts';

/** Running authorization requests of one connection, at most (F21). The oldest makes room. */
export const liveAttempts = 5;

function failed(state: Attempting, event: On<'attempt-failed'>): Step<Of<'none' | 'browser'>> | null {
  return event.attempt === state.wish.attempt ? failedAttempt(state, event.failure) : null;
}

/** A vault answers whatever happens; it throws only where there is a bug. */
const sealingBroke = 'Sealing a transaction broke.';

const none: Rows<'none'> = {
  'sign-in-asked': row(['preparing'], (state, event, context) => begin(state, event.wish, [], context)),
  'sign-ins-restored': row(['none', 'browser'], (state, event) => {
    const expired = remember(state.expired, event.expired);
    const live = event.live.toSorted((a, b) => a.transaction.startedAt - b.transaction.startedAt);
    const newest = live.at(-1);
    if (newest === undefined) return go({ ...state, expired });
    return go(waitingFor(newest, live.slice(-liveAttempts), expired));
  }),
  // Results for an attempt that is over by now: what it left behind is removed.
  'attempt-prepared': row(['none'], (state, event) => go(state, [end(event.pending.transaction.attempt)])),
  'device-prepared': row(['none'], (state, event) => go(state, [end(event.device.transaction.attempt)]), {
    none: codeTooLate,
  }),
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
    ...unanswered,
    'attempt-failed': row(['none', 'browser'], failed),
    'attempt-prepared': row(['preparing', 'sealing'], (state, event) => {
      const { attempt } = event.pending.transaction;
      if (attempt !== state.wish.attempt) return go(state, [end(attempt)]);
      const all = [...state.live, event.pending];
      const dropped = all.slice(0, Math.max(0, all.length - liveAttempts));
      return go({ ...state, kind: 'sealing', live: all.slice(-liveAttempts) }, [
        ...dropped.map((one) => end(one.transaction.attempt)),
        { kind: 'seal-attempt', pending: event.pending },
      ]);
    }),
    'device-prepared': prepared,
  },
  sealing: {
    ...unanswered,
    'attempt-failed': row(['none', 'browser'], failed, { none: sealingBroke, browser: sealingBroke }),
    'attempt-sealed': row(['opening'], (state, event) => {
      const pending = state.live.at(-1);
      if (pending === undefined || event.attempt !== state.wish.attempt) return null;
      return go({ ...state, kind: 'opening' }, [
        { kind: 'open-browser', attempt: event.attempt, url: pending.url },
      ]);
    }),
  },
  opening: {
    ...inBrowser,
    'browser-opened': row(['browser'], (state, event) =>
      event.attempt === state.wish.attempt
        ? go({ ...state, kind: 'browser', failure: event.failure, opened: true }, [opened(event.failure)])
        : null,
    ),
  },
  browser: {
    ...inBrowser,
    'sign-in-asked': row(['preparing', 'opening'], (state, event, context) =>
      startsAgain(state, event) ? begun(state, event, context) : state.opened ? null : openNewest(state),
    ),
    'open-again-asked': row(['opening'], openNewest),
    'attempt-due': row(['none'], (state) => {
      const step = finish(state, signInTooOld(), [
        note('authorization', 'failed', 'Nobody finished the sign-in within an hour.', signInTooOld()),
      ]);
      const transactions = state.live.map((one) => one.transaction);
      return { ...step, state: { ...step.state, expired: remember(state.expired, transactions) } };
    }),
  },
  'device-waiting': deviceWaiting,
  'device-asking': deviceAsking,
  finishing: finishingRows,
  deciding: decidingRows,
};

function opened(failure: Failure | null): Effect {
  return failure === null
    ? note('authorization', 'ok', 'The browser was asked to open the provider’s sign-in page.')
    : note('authorization', 'failed', 'The browser could not be opened.', failure);
}
