import { documented, unchecked } from './evidence.ts';
import { labelBefore } from './pasted-address.ts';
import { identityServerAt } from './connect-paths.ts';
import type { ProviderPreset } from './preset.ts';

export const identityServer4: ProviderPreset = {
  id: 'identityserver4',
  name: 'IdentityServer4',
  unmaintained: documented(
    'IdentityServer4 is no longer maintained by its authors; Duende IdentityServer is its successor.',
  ),
  issuer: documented({ template: '{authority}', endsInSlash: 'never' }),
  inputs: [{ name: 'authority', label: 'Authority', example: 'https://identity.example.com' }],
  scopes: unchecked(['openid', 'profile', 'offline_access']),
  refusedScopes: unchecked([]),
  refresh: unchecked(
    'IdentityServer gives a refresh token for offline_access, where the client has AllowOfflineAccess.',
  ),
  resource: unchecked('A token for an API is asked for by the scopes of that API.'),
  authorization: unchecked({ resourceParameter: 'resource', parameters: {} }),
  clientSecret: unchecked('not used'),
  redirects: {
    scheme: documented('taken'),
    loopback: unchecked({ hosts: ['127.0.0.1', 'localhost'], ports: 'as registered' }),
  },
  logout: unchecked({ kind: 'openid', otherwise: null }),
  revocation: unchecked(['refresh token']),
  refusals: unchecked(
    'A wrong redirect address, grant or scope ends on a page of the server, “Sorry, there was an error”.',
  ),
  facts: [
    documented('It writes its issuer in lower case, without a slash at the end.'),
    documented('A refresh token works once, unless that was changed.'),
    documented('ID tokens live for five minutes.'),
    unchecked(
      'A sign-out in the browser ends on a page with a link, unless AutomaticRedirectAfterSignOut is on.',
    ),
    unchecked('Refresh tokens end 15 days after their last use, and 30 days after the sign-in.'),
  ],
  places: {
    application: unchecked(['Clients of Config.cs, or of the configuration database', 'GrantTypes.Code']),
    redirectAddresses: unchecked('RedirectUris'),
    signOutAddresses: unchecked('PostLogoutRedirectUris'),
    switches: [
      unchecked('RequireClientSecret = false'),
      unchecked('RequirePkce = true'),
      unchecked('AllowOfflineAccess = true'),
    ],
  },

  // Duende sends `iss` (RFC 9207) unless somebody switched it off; its predecessor cannot.
  owns: (metadata) =>
    !metadata.issParameterSupported &&
    metadata.authorizationEndpoint.endsWith('/connect/authorize') &&
    metadata.jwksUri?.endsWith('/.well-known/openid-configuration/jwks') === true,

  recognize: (address) =>
    address.host === 'demo.identityserver.io' || labelBefore(address.host, 'identityserver.io') !== null
      ? identityServerAt(address)
      : null,
};
