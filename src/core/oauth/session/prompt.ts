import type { ProviderPreset, SignInPrompts } from '../../providers/presets/preset.ts';
import { heldOf } from './state.ts';
import type { SessionState } from './state.ts';

/** What an authorization request asks of the provider's pages, in no provider's words yet: see `promptOf`. */
export interface AuthorizationAsk {
  /** Whether the person is to choose which account. */
  readonly chooseAccount: boolean;
  /** Whether nothing is held that renews, so that what comes is a new grant. */
  readonly newGrant: boolean;
  readonly loginHint: string | null;
  /** Scopes beyond those of the settings: what the session was given before, and what it lacks (R84). */
  readonly added: readonly string[];
}

/**
 * Which account and which grant to ask for (R79).
 * - Another account, or the first sign-in where this issuer already has an account here: let the person choose one.
 * - Signing in again: name the last account.
 * - With a live refresh token the grant exists, and nobody is asked twice.
 */
export function authorizationAsk(
  state: SessionState,
  wish: { readonly anotherAccount: boolean; readonly more: readonly string[] },
  settings: { readonly scopes: readonly string[]; readonly issuerHasAccount: boolean },
): AuthorizationAsk {
  const held = wish.anotherAccount ? null : heldOf(state);
  const known = held?.record.session ?? null;
  const added = new Set([...(known?.scopesAdded ?? []), ...wish.more]);
  return {
    chooseAccount: wish.anotherAccount || (known === null && settings.issuerHasAccount),
    newGrant: (known?.refreshToken ?? null) === null,
    loginHint: known === null ? null : (hintOf(known.claims) ?? hintOf(known.userInfo ?? {})),
    added: [...added].filter((scope) => !settings.scopes.includes(scope)),
  };
}

/**
 * The `prompt` parameter for it (OpenID Connect Core §3.1.2.1), as the provider's preset says; null sends none. Never `none`.
 * @param scopes those of the settings.
 * @param more scopes that the session lacks (R84).
 */
export function promptOf(
  { chooseAccount, newGrant }: AuthorizationAsk,
  { scopes, more }: { readonly scopes: readonly string[]; readonly more: readonly string[] },
  { moreAccess, prompts }: ProviderPreset,
): string | null {
  const asked = [
    chooseAccount ? prompts.anotherAccount.value : null,
    newGrant && wantsConsent(prompts.consent.value, scopes) ? 'consent' : null,
    more.length === 0 ? null : moreAccess.value.prompt,
  ].filter((one) => one !== null);
  return asked.length === 0 ? null : [...new Set(asked)].join(' ');
}

/** OpenID Connect Core §11 has a server ignore `offline_access` without consent; many do not, and some ask in vain. */
function wantsConsent(consent: SignInPrompts['consent'], scopes: readonly string[]): boolean {
  return consent === 'always' || (consent === 'for offline_access' && scopes.includes('offline_access'));
}

/** What the provider knows the account by. `sub` is no hint: nobody types it. */
function hintOf(claims: Readonly<Record<string, unknown>>): string | null {
  for (const name of ['email', 'preferred_username']) {
    const value = claims[name];
    if (typeof value === 'string' && value !== '') return value;
  }
  return null;
}
