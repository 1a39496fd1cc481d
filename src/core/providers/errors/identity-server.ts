import { documented, unchecked } from '../presets/evidence.ts';
import type { ErrorEntry } from './entry.ts';

/** What IdentityServer4 says and Duende IdentityServer took over. @param product names the entries of one of them. */
export function identityServerErrors(product: string, documentation: string): readonly ErrorEntry[] {
  return [
    {
      id: `${product}-redirect-unknown`,
      seen: { at: ['page', 'authorization', 'pushed'], texts: ['Invalid redirect_uri'] },
      cause: documented('The redirect address is not among the redirect addresses of the client.'),
      fix: unchecked('Copy the redirect address and add it there.'),
      place: unchecked(['your client', 'RedirectUris']),
      documentation,
      action: 'copy-redirect-address',
    },
    {
      id: `${product}-challenge-wanted`,
      seen: { at: ['page', 'authorization', 'pushed'], texts: ['code challenge required'] },
      cause: documented(
        'The request came without its proof (“PKCE”), which Latchkey always sends: something on the way removed it.',
      ),
      fix: unchecked(
        'Sign in again. If it stays so, ask whoever runs the provider what changes its requests.',
      ),
      place: unchecked(['your client', 'RequirePkce']),
      documentation,
      action: 'sign-in-again',
    },
    {
      id: `${product}-error-page`,
      seen: { at: ['page'], texts: ['Sorry, there was an error'] },
      cause: unchecked(
        'A redirect address, a grant or a scope of this connection is not allowed for the client, and the server tells that on its own page only.',
      ),
      fix: unchecked('Compare RedirectUris, AllowedGrantTypes and AllowedScopes with this connection.'),
      place: unchecked(['Clients of Config.cs, or of the configuration database', 'your client']),
      documentation,
      action: 'copy-redirect-address',
    },
    {
      id: `${product}-refresh-token-spent`,
      seen: { at: ['refresh'], errors: ['invalid_grant'], described: false },
      cause: unchecked('What renews the sign-in was used already, or it was not used for too long.'),
      fix: unchecked('Sign in again. How often it may be used, and how long it lives, is set at the client.'),
      place: unchecked(['your client', 'RefreshTokenUsage and SlidingRefreshTokenLifetime']),
      documentation,
      action: 'sign-in-again',
    },
    {
      id: `${product}-no-refresh-token`,
      seen: { at: ['token'], happened: 'nothing-to-renew-with-though-asked' },
      cause: unchecked('The client may not renew a sign-in: AllowOfflineAccess is off.'),
      fix: unchecked('Switch it on, then sign in again.'),
      place: unchecked(['your client', 'AllowOfflineAccess']),
      documentation,
      action: 'sign-in-again',
    },
  ];
}
