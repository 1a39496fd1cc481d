import { deviceCodeExpired } from '../device-failures.ts';
import { judged, row, unanswered } from './attempt-rows.ts';
import type { On, Rows } from './attempt-rows.ts';
import { end, failedAttempt, finish } from './attempt-steps.ts';
import type { Of } from './attempt-steps.ts';
import type { Failure } from '../../../shared/failure.ts';
import { note } from './notes.ts';
import { go } from './table.ts';
import type { Context, Step } from './table.ts';
import { askDeviceAgainAfter, slowDownMilliseconds } from './waiting-times.ts';

type OnDevice = Of<'device-waiting' | 'device-asking'>;
type Waiting = Of<'device-waiting'>;

/** Why a code that comes for an attempt that is over is still thrown away: what ends an attempt drops its requests too. */
export const codeTooLate = 'A code that came in the very moment in which its request was dropped.';

/** The code came: it is shown, and asked about after the interval (RFC 8628 §3.4). */
export const prepared = row(
  ['preparing', 'device-waiting'],
  (state: Of<'preparing'>, event: On<'device-prepared'>, context) => {
    const { device, interval } = event;
    const { attempt } = device.transaction;
    if (attempt !== state.wish.attempt) return go(state, [end(attempt)]);
    const { wish, startedAt, live, expired } = state;
    const shown = { wish, startedAt, live, expired, device, interval, failures: 0, failure: null };
    return go<Waiting>({ ...shown, kind: 'device-waiting', askAt: context.now + interval }, [
      note('authorization', 'ok', 'The provider gave a code to enter in any browser.'),
    ]);
  },
  { preparing: codeTooLate },
);

/** The code is asked about again, after the interval or what became of it. */
function waitOn(
  state: Of<'device-asking'>,
  changes: Partial<Pick<Waiting, 'interval' | 'failures' | 'failure'>>,
  retryAfter: number | null,
  context: Context,
): Step<Waiting> {
  const { kind: _, operation: __, ...rest } = state;
  const next = { ...rest, failures: 0, failure: null, ...changes };
  const askAt = context.now + askDeviceAgainAfter(next.interval, next.failures, retryAfter);
  return go({ ...next, kind: 'device-waiting', askAt });
}

/** Nobody finished in time. A request that is open in the browser may still be answered. */
function ranOut(state: OnDevice, failure: Failure): Step<Of<'none' | 'browser'>> {
  return failedAttempt(state, failure, 'The code for the sign-in ran out.');
}

/** The browser of this computer is one of the places where the code can be entered: waiting goes on beside it. */
const openings = {
  'open-again-asked': row(['itself'], (state: OnDevice) => {
    const { verificationUri, verificationUriComplete } = state.device.transaction;
    return go(state, [
      {
        kind: 'open-browser',
        attempt: state.wish.attempt,
        url: verificationUriComplete ?? verificationUri,
      },
    ]);
  }),
  'browser-opened': row(['itself'], (state: OnDevice, event: On<'browser-opened'>) =>
    event.attempt === state.wish.attempt ? go({ ...state, failure: event.failure }) : null,
  ),
};

/** The code is shown, until it is time to ask about it or it has run out. */
export const deviceWaiting: Rows<'device-waiting'> = {
  ...unanswered,
  ...openings,
  'ask-due': row(['device-asking'], (state, _event, context) => {
    if (context.suspended) return null;
    const { kind: _, askAt: __, ...rest } = state;
    return go({ ...rest, kind: 'device-asking', operation: context.serial }, [
      { kind: 'ask-device', operation: context.serial, device: state.device },
    ]);
  }),
  // Not while an answer is on its way: it may be the one that is waited for.
  'device-due': row(['none', 'browser'], (state) => ranOut(state, deviceCodeExpired())),
};

/** The provider is being asked, once at a time (R80). */
export const deviceAsking: Rows<'device-asking'> = {
  ...unanswered,
  ...openings,
  'device-answered': row(['device-waiting', 'none', 'browser'], (state, event, context) => {
    if (event.operation !== state.operation) return null;
    const { answer } = event;
    switch (answer.kind) {
      case 'pending':
        return waitOn(state, {}, null, context);
      case 'slow-down':
        return waitOn(state, { interval: state.interval + slowDownMilliseconds }, null, context);
      case 'no-answer': {
        const { failure, retryAfter } = answer;
        return waitOn(state, { failures: state.failures + 1, failure }, retryAfter, context);
      }
      case 'expired':
        return ranOut(state, answer.failure);
      case 'refused':
      default:
        return finish(state, answer.failure, [
          note('token', 'failed', 'The provider refused the sign-in.', answer.failure),
        ]);
    }
  }),
  'grant-judged': judged,
};
