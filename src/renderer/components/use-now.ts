import { useEffect, useState } from 'react';

/** The wall clock, read again every so many milliseconds; null stands still. */
export function useNow(everyMilliseconds: number | null): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (everyMilliseconds === null) return undefined;
    const timer = setInterval(() => {
      setNow(Date.now());
    }, everyMilliseconds);
    return () => {
      clearInterval(timer);
    };
  }, [everyMilliseconds]);
  return now;
}

/** True once an instant has passed: one timer, no ticking. */
export function usePassed(instant: number): boolean {
  const [passed, setPassed] = useState(() => Date.now() >= instant);
  useEffect(() => {
    const left = instant - Date.now();
    setPassed(left <= 0);
    if (left <= 0) return undefined;
    const timer = setTimeout(() => {
      setPassed(true);
    }, left);
    return () => {
      clearTimeout(timer);
    };
  }, [instant]);
  return passed;
}
