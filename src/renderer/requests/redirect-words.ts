import type { Hop } from '../../shared/request.ts';

/** What did not go along when a redirect led to another origin, in a sentence; null when everything did. */
export function leftBehindWords(hops: readonly Hop[]): string | null {
  for (const { from, to, leftBehind } of hops) {
    const names = leftBehind.filter((name) => name !== 'Request body').map(inSentence);
    if (names.length === 0) continue;
    const start = new URL(from.url).origin;
    return `A redirect left ${start} for ${new URL(to.url).origin}, so ${listed(names)} did not go along.`;
  }
  return null;
}

function inSentence(name: string): string {
  return name === 'Sign-in' ? 'your sign-in' : name;
}

function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}
