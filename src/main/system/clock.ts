import type { Clock } from '../../core/ports/clock.ts';
import { shareTimer } from './share-timer.ts';

/** The longest time that a timer of Node's can wait, in milliseconds; more fires at once. */
const longestTimer = 2_147_483_647;

function monotonic(): number {
  return performance.now();
}

/** The computer's clocks. */
export function createSystemClock(): Clock {
  return {
    now: () => Date.now(),
    monotonic,
    // A timer that rings before anybody is due is set again.
    after: shareTimer(monotonic, (milliseconds, ring) => {
      const timer = setTimeout(ring, Math.min(Math.ceil(milliseconds), longestTimer));
      timer.unref();
      return () => {
        clearTimeout(timer);
      };
    }),
  };
}
