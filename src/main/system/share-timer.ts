/** Starts the one timer that there is; returns what stops it. */
type StartTimer = (milliseconds: number, ring: () => void) => () => void;

interface Alarm {
  /** In milliseconds of `now`. */
  readonly at: number;
  readonly callback: () => void;
  cancelled: boolean;
}

/**
 * Lets many wait with one timer, which is started anew only for whoever is to be called sooner than everybody else.
 *
 * In Electron's main process starting a timer wakes a thread, and that one Chromium's loop: a tenth of a millisecond, which a small
 * request paid three times though none of its timers ever rang. Whoever is due is called in the order of their times, and of their
 * calls where those are the same, all in one turn of the event loop; never before the time.
 */
export function shareTimer(
  now: () => number,
  startTimer: StartTimer,
): (milliseconds: number, callback: () => void) => () => void {
  /** The one to be called first is the last. */
  const waiting: Alarm[] = [];
  let timer: { readonly at: number; readonly stop: () => void } | null = null;

  const setTimer = (): void => {
    const next = waiting.at(-1);
    if (next === undefined || (timer !== null && timer.at <= next.at)) return;
    timer?.stop();
    timer = { at: next.at, stop: startTimer(Math.max(0, next.at - now()), ring) };
  };
  const ring = (): void => {
    timer = ringing;
    const due = waiting.splice(placeOf(waiting, now()));
    try {
      for (let next = due.pop(); next !== undefined; next = due.pop()) {
        if (!next.cancelled) next.callback();
      }
    } finally {
      // Where one of them threw, the others are called all the same.
      waiting.push(...due);
      timer = null;
      setTimer();
    }
  };

  return (milliseconds, callback) => {
    const alarm: Alarm = { at: now() + milliseconds, callback, cancelled: false };
    waiting.splice(placeOf(waiting, alarm.at), 0, alarm);
    setTimer();
    return () => {
      alarm.cancelled = true;
      const index = waiting.indexOf(alarm);
      if (index !== -1) waiting.splice(index, 1);
    };
  };
}

/** Nobody sets a timer while those who are due are called. */
const ringing = { at: Number.NEGATIVE_INFINITY, stop: (): void => undefined };

/** The first place whose time is not after `at`, in a list that begins with the latest time. */
function placeOf(waiting: readonly Alarm[], at: number): number {
  let from = 0;
  let to = waiting.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((waiting[middle]?.at ?? at) > at) from = middle + 1;
    else to = middle;
  }
  return from;
}
