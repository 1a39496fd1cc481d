import { heldOf } from './state.ts';
import type { SessionState } from './state.ts';

/** What an authorization request asks of the provider's pages. */
export interface AuthorizationAsk {
  /** The `prompt` parameter (OpenID Connect Core §3.1.2.1); null sends none. Never `none`. */
  readonly prompt: string | null;
  readonly loginHint: string | null;
  /** Scopes beyond those of the settings: what the session was given before, and what it lacks (R84). */
  readonly added: readonly string[];
}

/**
 * Which account and which consent to ask for (R79).
 * - Another account, or the first sign-in where this issuer already has an account here: let the person choose one.
 * - Signing in again: name the last account.
 * - `offline_access` where no refresh token is held, which makes it a new grant: OpenID Connect Core §11 has the
 *   server ignore it without `consent`. With a live refresh token the grant exists, and nobody is asked twice.
 */
export function authorizationAsk(
  state: SessionState,
  wish: { readonly anotherAccount: boolean; readonly more: readonly string[] },
  settings: { readonly scopes: readonly string[]; readonly issuerHasAccount: boolean },
): AuthorizationAsk {
  const held = wish.anotherAccount ? null : heldOf(state);
  const known = held?.record.session ?? null;
  const prompts: string[] = [];
  if (wish.anotherAccount || (known === null && settings.issuerHasAccount)) prompts.push('select_account');
  if (settings.scopes.includes('offline_access') && (known?.refreshToken ?? null) === null) {
    prompts.push('consent');
  }
  const added = new Set([...(known?.scopesAdded ?? []), ...wish.more]);
  return {
    prompt: prompts.length === 0 ? null : prompts.join(' '),
    loginHint: known === null ? null : (hintOf(known.claims) ?? hintOf(known.userInfo ?? {})),
    added: [...added].filter((scope) => !settings.scopes.includes(scope)),
  };
}

/** What the provider knows the account by. `sub` is no hint: nobody types it. */
function hintOf(claims: Readonly<Record<string, unknown>>): string | null {
  for (const name of ['email', 'preferred_username']) {
    const value = claims[name];
    if (typeof value === 'string' && value !== '') return value;
  }
  return null;
}
