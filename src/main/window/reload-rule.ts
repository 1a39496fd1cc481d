/** A page that dies twice within this many milliseconds is not reloaded without asking. */
const calm = 60_000;

/**
 * What happens after the page's process ended. Sessions, connections and requests live in main, so a reload loses
 * nothing but what was being typed; a page that dies at once again would do so for ever.
 */
export function createReloadRule(now: () => number): () => 'reload' | 'ask' {
  let last: number | null = null;
  return () => {
    const soon = last !== null && now() - last < calm;
    last = now();
    return soon ? 'ask' : 'reload';
  };
}
