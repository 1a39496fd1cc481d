import type { Clock } from '../../core/ports/clock.ts';

/** The longest time that a timer of Node's can wait, in milliseconds; more fires at once. */
const longestTimer = 2_147_483_647;

/** The computer's clocks. */
export function createSystemClock(): Clock {
  return {
    now: () => Date.now(),
    monotonic: () => performance.now(),
    after(milliseconds, callback) {
      const deadline = performance.now() + milliseconds;
      let timer: NodeJS.Timeout;
      const wait = (): void => {
        const left = Math.max(0, deadline - performance.now());
        timer = setTimeout(left > longestTimer ? wait : callback, Math.min(left, longestTimer));
        timer.unref();
      };
      wait();
      return () => {
        clearTimeout(timer);
      };
    },
  };
}
