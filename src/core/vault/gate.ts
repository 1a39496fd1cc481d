/** Orders work on one vault: shared work runs side by side, exclusive work alone, and everything in the order it came. */
export interface Gate {
  shared<T>(work: () => Promise<T>): Promise<T>;
  exclusive<T>(work: () => Promise<T>): Promise<T>;
}

export function createGate(): Gate {
  /** Settles when the exclusive work before has. */
  let alone: Promise<unknown> = Promise.resolve();
  /** Shared work that has not ended. */
  const beside = new Set<Promise<unknown>>();
  return {
    shared(work) {
      const run = alone.then(work);
      beside.add(run);
      const ended = (): void => {
        beside.delete(run);
      };
      run.then(ended, ended);
      return run;
    },
    exclusive(work) {
      const run = Promise.allSettled([alone, ...beside]).then(work);
      alone = Promise.allSettled([run]);
      return run;
    },
  };
}
