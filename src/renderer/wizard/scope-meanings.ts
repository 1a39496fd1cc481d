const meanings: Readonly<Record<string, string>> = {
  openid: 'who you are: an ID of your account, and nothing else',
  profile: 'your name, and what else your profile there says of you',
  email: 'your e-mail address',
  address: 'your postal address',
  phone: 'your telephone number',
  offline_access: 'staying signed in: Latchkey renews the sign-in without asking you again',
};

export interface ScopeMeaning {
  readonly scope: string;
  readonly words: string;
}

/** What each scope asks for, in plain words (OpenID Connect Core §5.4, §11); of others only their API knows. */
export function scopeMeanings(scopes: string, supported: readonly string[] | null): readonly ScopeMeaning[] {
  return [...new Set(scopes.split(/\s+/).filter((scope) => scope !== ''))].map((scope) => ({
    scope,
    words: Object.hasOwn(meanings, scope)
      ? (meanings[scope] ?? '')
      : supported?.includes(scope) === true
        ? 'a permission that the provider lists'
        : 'a permission of your API; whoever runs it knows what it allows',
  }));
}
