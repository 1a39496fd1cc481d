/** What the scopes of the standards are for (OpenID Connect Core §5.4, §11); what others mean, their provider says. */
const meanings: ReadonlyMap<string, string> = new Map([
  ['openid', 'Tells Latchkey who signed in.'],
  ['profile', 'Name, picture and the like.'],
  ['email', 'The e-mail address.'],
  ['address', 'The postal address.'],
  ['phone', 'The telephone number.'],
  ['offline_access', 'Keeps you signed in without asking again.'],
]);

/** A scope in a sentence; null for one that only its provider knows. */
export function scopeMeaning(scope: string): string | null {
  return meanings.get(scope) ?? null;
}
