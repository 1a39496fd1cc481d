import { useRef, useState } from 'react';

import type { Result } from '../../../shared/result.ts';

/** Main can bring as many back. */
const most = 50;

/** What can be undone, the latest first: once that is done, the one before it is offered. */
export interface Undoables<T> {
  /** Null: there is nothing. */
  readonly latest: T | null;
  readonly add: (thing: T) => void;
  /**
   * Undoes the latest by this work, and offers the one before it then. Null where there is nothing, or where it is at work
   * already: who presses twice means it once, and not what was done before that.
   */
  readonly undo: <R>(work: (latest: T) => Promise<Result<R>>) => Promise<Result<R> | null>;
  /** It cannot be undone any more. */
  readonly drop: (thing: T) => void;
  /** Nothing of it is offered any more. */
  readonly forget: () => void;
}

export function useUndoables<T>(): Undoables<T> {
  const [things, setThings] = useState<readonly T[]>([]);
  const undoing = useRef(false);
  const drop = (thing: T): void => {
    setThings((now) => now.filter((each) => each !== thing));
  };
  return {
    latest: things[0] ?? null,
    async undo(work) {
      const [latest] = things;
      if (undoing.current || latest === undefined) return null;
      undoing.current = true;
      try {
        const result = await work(latest);
        if (result.ok || result.failure.code === 'not-found') drop(latest);
        return result;
      } finally {
        undoing.current = false;
      }
    },
    add(thing) {
      setThings((now) => [thing, ...now].slice(0, most));
    },
    drop,
    forget() {
      setThings([]);
    },
  };
}
