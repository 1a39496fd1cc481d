import type { HistoryState } from '../../../shared/history.ts';

/** What is worth saying of where the history is kept; null where all is as it should be. */
export function stateWords({ on, kept, inMemory, failure }: HistoryState): string | null {
  if (!on) return 'What you send is not remembered. What is here stays until you clear it.';
  if (kept === 'memory') return 'Kept until you quit: nothing can be sealed on this computer.';
  if (failure !== null && inMemory > 0) {
    return inMemory === 1
      ? '1 request is in memory until it can be written.'
      : `${inMemory} requests are in memory until they can be written.`;
  }
  return null;
}

/** An address as people read it: what is no ASCII is itself again. */
export function readable(url: string): string {
  try {
    return decodeURI(url);
  } catch {
    return url;
  }
}
