import { useState } from 'react';

/** Main can bring as many back. */
const most = 50;

/** What can be undone, the latest first: once that is done, the one before it is offered. */
export interface Undoables<T> {
  /** Null: there is nothing. */
  readonly latest: T | null;
  readonly add: (thing: T) => void;
  /** It was undone, or cannot be any more. */
  readonly drop: (thing: T) => void;
  /** Nothing of it is offered any more. */
  readonly forget: () => void;
}

export function useUndoables<T>(): Undoables<T> {
  const [things, setThings] = useState<readonly T[]>([]);
  return {
    latest: things[0] ?? null,
    add(thing) {
      setThings((now) => [thing, ...now].slice(0, most));
    },
    drop(thing) {
      setThings((now) => now.filter((each) => each !== thing));
    },
    forget() {
      setThings([]);
    },
  };
}
