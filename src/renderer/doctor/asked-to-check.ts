import { useEffect, useState } from 'react';

import type { CheckSubject } from '../../shared/doctor.ts';

/** Asked from elsewhere in the window; the screen with the checks may not be there yet. */
let asked: CheckSubject | null = null;
const listeners = new Set<() => void>();

/** Has the checks of a subject run as soon as their place is on the screen. */
export function askToCheck(of: CheckSubject): void {
  asked = of;
  for (const listener of listeners) listener();
}

/** Does what was asked for this subject, once. */
export function useAskedToCheck(of: CheckSubject, check: () => void): void {
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
    if (asked !== of) return;
    asked = null;
    check();
  });
}
