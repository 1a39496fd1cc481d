import { useEffect } from 'react';

interface Part {
  readonly preload: () => Promise<void>;
}

/**
 * Reads parts of the window from their files while nothing else is to be done, so that each is drawn at once when it is
 * asked for.
 * @param parts in the order in which they are read; the same list at each call
 */
export function usePreload(parts: readonly Part[]): void {
  useEffect(() => {
    const idle = requestIdleCallback(() => void readAll(parts));
    return () => {
      cancelIdleCallback(idle);
    };
  }, [parts]);
}

async function readAll(parts: readonly Part[]): Promise<void> {
  for (const part of parts) {
    // oxlint-disable-next-line no-await-in-loop -- one after another: nobody waits for them
    await part.preload();
  }
}
