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
  const [passed, setPassed] = useState<number | null>(() => (instant <= Date.now() ? instant : null));
  useEffect(() => {
    const timer = setTimeout(
      () => {
        setPassed(instant);
      },
      Math.max(0, instant - Date.now()),
    );
    return () => {
      clearTimeout(timer);
    };
  }, [instant]);
  return passed === instant;
}
