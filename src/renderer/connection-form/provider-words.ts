import type { ProviderHint, Recognition } from '../../shared/provider.ts';

/** What would go into the field at once: the one issuer that a pasted text can only mean. Null where a person has to look. */
export function certainIssuer({ issuers, isIssuer, missing, problem }: Recognition): string | null {
  const [first] = issuers;
  return isIssuer || missing !== null || problem !== null || first === undefined ? null : first.issuer;
}

/** Whether the text as it stands may be looked up: not where it is known to be something else. */
export function isWorthAsking(recognition: Recognition): boolean {
  return recognition.isIssuer || (recognition.issuers.length === 0 && recognition.missing === null);
}

/** What to call a provider within a sentence. */
export function nameOf({ known, name }: Pick<ProviderHint, 'known' | 'name'>): string {
  return known ? name : 'the provider';
}

/** The typed scopes that the provider refuses. */
export function refusedAmong(scopes: string, hint: ProviderHint): readonly string[] {
  const typed = scopes.split(/\s+/);
  return hint.refusedScopes.filter((scope) => typed.includes(scope));
}

/** The typed scopes without those that the provider refuses. */
export function withoutRefused(scopes: string, hint: ProviderHint): string {
  return scopes
    .split(/\s+/)
    .filter((scope) => scope !== '' && !hint.refusedScopes.includes(scope))
    .join(' ');
}
