/** Runs the work at the first call only. */
export function once(work: () => void): () => void {
  let done = false;
  return () => {
    if (!done) {
      done = true;
      work();
    }
  };
}

export interface Coalesced {
  (): void;
  /** Runs the work at once, if it was called for and did not run yet. */
  readonly now: () => void;
}

/** Runs the work once for all calls of one turn of the event loop: an event carries the whole new value. */
export function coalesce(work: () => void): Coalesced {
  let waiting = false;
  const now = (): void => {
    if (!waiting) return;
    waiting = false;
    work();
  };
  const later = (): void => {
    if (!waiting) setImmediate(now);
    waiting = true;
  };
  return Object.assign(later, { now });
}

/**
 * Hands on, in one go and in order, what came within `milliseconds` of the first of it: each message to the page costs both
 * processes more than what it carries.
 */
export function gather<T>(
  after: (milliseconds: number, callback: () => void) => unknown,
  milliseconds: number,
  work: (items: readonly T[]) => void,
): (item: T) => void {
  let items: T[] = [];
  return (item) => {
    items.push(item);
    if (items.length > 1) return;
    after(milliseconds, () => {
      const gathered = items;
      items = [];
      work(gathered);
    });
  };
}

/** Runs the work unless it is still running: a question is asked once at a time. */
export function whileIdle(work: () => Promise<void>): () => void {
  let running: Promise<void> | null = null;
  return () => {
    running ??= work().finally(() => {
      running = null;
    });
  };
}
