/** Orders work on one vault: shared work runs side by side, exclusive work alone, and everything in the order it came. */
export interface Gate {
  shared<T>(work: () => Promise<T>): Promise<T>;
  exclusive<T>(work: () => Promise<T>): Promise<T>;
}

export function createGate(): Gate {
  /** Settles when the exclusive work before has. */
  let alone: Promise<unknown> = Promise.resolve();
  /** Settles when all work before has. */
  let all: Promise<unknown> = alone;
  return {
    shared(work) {
      const run = alone.then(work);
      all = Promise.allSettled([all, run]);
      return run;
    },
    exclusive(work) {
      const run = all.then(work);
      alone = Promise.allSettled([run]);
      all = alone;
      return run;
    },
  };
}
