import { useEffect, useState } from 'react';

export interface Asking<T> {
  readonly ask: (what: T) => void;
  /** Does what was asked, once, where it is asked of this one. */
  readonly useAsked: (isMine: (what: T) => boolean, act: (what: T) => void) => void;
}

/** What one part of the window asks of another that may not be on the screen yet. The last thing that is asked counts. */
export function createAsking<T extends object>(): Asking<T> {
  let asked: T | null = null;
  const listeners = new Set<() => void>();
  return {
    ask(what) {
      asked = what;
      for (const listener of listeners) listener();
    },
    useAsked(isMine, act) {
      const [, setTurn] = useState(0);
      useEffect(() => {
        const look = (): void => {
          setTurn((turn) => turn + 1);
        };
        listeners.add(look);
        return () => {
          listeners.delete(look);
        };
      }, []);
      useEffect(() => {
        if (asked === null || !isMine(asked)) return;
        const what = asked;
        asked = null;
        act(what);
      });
    },
  };
}
