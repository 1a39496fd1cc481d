import { scopeMeaning } from '../words/scope-meaning.ts';

export interface ScopeMeaning {
  readonly scope: string;
  readonly words: string;
}

/** What each typed scope asks for, in plain words; of one that no standard has, only its API knows. */
export function scopeMeanings(scopes: string, supported: readonly string[] | null): readonly ScopeMeaning[] {
  return [...new Set(scopes.split(/\s+/).filter((scope) => scope !== ''))].map((scope) => ({
    scope,
    words:
      scopeMeaning(scope) ??
      (supported?.includes(scope) === true
        ? 'A permission that the provider lists.'
        : 'A permission of your API; whoever runs it knows what it allows.'),
  }));
}
