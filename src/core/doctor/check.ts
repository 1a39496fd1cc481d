import type { CheckId, Finding } from '../../shared/doctor.ts';
import type { Clock } from '../ports/clock.ts';

/** One question, and how it is answered. */
export interface Check {
  readonly id: CheckId;
  readonly title: string;
  /** Its own time begins when this has settled, which has a limit elsewhere. */
  readonly after?: Promise<unknown>;
  /** Milliseconds, without those in which a person is asked something. */
  readonly limit: number;
  /** What is said when that was not enough. */
  readonly late: Finding;
  /** Measures and judges. What it comes to after its time is not looked at. */
  readonly measure: (context: CheckContext) => Promise<Finding>;
}

export interface CheckContext {
  /** Aborted when the time is over, or the checks are cancelled. */
  readonly signal: AbortSignal;
  /** Told when a person is asked something that the check waits for, and when that is over. */
  readonly asking: (now: boolean) => void;
}

export interface RunDeps {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Told of each finding as soon as it is there. */
  readonly found: (id: CheckId, finding: Finding) => void;
}

/**
 * Runs all checks side by side. Each has a time of its own, so one server that is silent holds no other check. Resolves when each
 * was told, or at once when `signal` is aborted: those that are not told by then never are.
 */
export async function runChecks(checks: readonly Check[], { clock, signal, found }: RunDeps): Promise<void> {
  const running = checks.map((check) => ({ check, own: new AbortController() }));
  // One listener for all: each check has a signal of its own.
  const stop = (): void => {
    for (const { own } of running) own.abort();
  };
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    await Promise.all(
      running.map(async ({ check, own }) => {
        const finding = await runCheck(check, own, clock);
        if (finding !== null) found(check.id, finding);
      }),
    );
  } finally {
    signal.removeEventListener('abort', stop);
    // One that ended in a bug ends the others, which would be told after the end.
    stop();
  }
}

/** Null where it was stopped from outside. */
async function runCheck(check: Check, own: AbortController, clock: Clock): Promise<Finding | null> {
  const { signal } = own;
  if (check.after !== undefined) await orAborted(check.after, signal);
  if (signal.aborted) return null;
  let isLate = false;
  const start = (): (() => void) =>
    afterRunning(clock, check.limit, () => {
      isLate = true;
      own.abort();
    });
  let cancelTimer = start();
  let asked = 0;
  const asking = (now: boolean): void => {
    asked = Math.max(0, asked + (now ? 1 : -1));
    cancelTimer();
    if (asked === 0 && !signal.aborted) cancelTimer = start();
  };
  try {
    const finding = await orAborted(check.measure({ signal, asking }), signal);
    return finding ?? (isLate ? check.late : null);
  } finally {
    cancelTimer();
  }
}

/** A limit is waited for in so many parts. */
const parts = 10;

/** Calls back after a time in which the app ran: one that stood still, on a computer that slept or was busy, costs one part of it. */
function afterRunning(clock: Clock, milliseconds: number, callback: () => void): () => void {
  let cancel = clock.after(milliseconds / parts, () => {
    goOn(parts - 1);
  });
  function goOn(left: number): void {
    if (left === 0) {
      callback();
      return;
    }
    cancel = clock.after(milliseconds / parts, () => {
      goOn(left - 1);
    });
  }
  return () => {
    cancel();
  };
}

/** Null once the signal is aborted, whatever the work does then. */
async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | null> {
  const settled = new AbortController();
  const aborted = new Promise<null>((resolve) => {
    if (signal.aborted) resolve(null);
    else signal.addEventListener('abort', () => resolve(null), { once: true, signal: settled.signal });
  });
  work.catch(() => undefined);
  try {
    return await Promise.race([aborted, work]);
  } finally {
    settled.abort();
  }
}
