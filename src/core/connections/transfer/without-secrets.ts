import { decoded, isCredentialMember, isCredentialParameter } from '../../collections/credentials.ts';
import { replaceSignedTokens } from '../../collections/signed-tokens.ts';

export interface WithoutSecrets {
  readonly value: unknown;
  /** The names under which something stood that lets somebody in, each once. They are the file's words. */
  readonly found: readonly string[];
}

/**
 * JSON without what lets somebody in: members that are named like a credential, signed tokens anywhere, and in addresses
 * what stands before the `@` and parameters of such a name. Both ways through it, out and in. Members of `known` are
 * what the format says they are, whatever they are called. Calls itself: `readJson` has counted how deep it goes.
 */
export function withoutSecrets(value: unknown, known: ReadonlySet<string>): WithoutSecrets {
  const found = new Set<string>();
  const clean = (of: unknown, name: string): unknown => {
    if (typeof of === 'string') {
      const text = withoutTokens(of);
      if (text !== of) found.add(name);
      return text;
    }
    if (Array.isArray(of)) return of.map((item) => clean(item, name));
    if (typeof of !== 'object' || of === null) return of;
    const kept = Object.entries(of).filter(([key, inside]) => {
      const secret =
        !known.has(key) &&
        isCredentialMember(key, typeof inside === 'string' ? inside : '') &&
        isFilled(inside);
      if (secret) found.add(key);
      return !secret;
    });
    return Object.fromEntries(kept.map(([key, inside]) => [key, clean(inside, key)]));
  };
  return { value: clean(value, ''), found: [...found] };
}

/** `"clientSecret": null` says that there is none. */
function isFilled(value: unknown): boolean {
  return typeof value !== 'boolean' && value !== null && value !== '';
}

/** Goes through the text once: neither part of an address may begin anew within itself. */
function withoutTokens(text: string): string {
  const address = text.includes('://')
    ? text
        .replace(/(:\/\/)[^/\s?#]*@/g, '$1')
        .replace(/([?&])([^?=&#]+)=([^&#]*)/g, (whole, sign: string, name: string, value: string) =>
          isCredentialParameter(decoded(name), decoded(value)) ? `${sign}${name}=` : whole,
        )
    : text;
  return replaceSignedTokens(address, () => '');
}
