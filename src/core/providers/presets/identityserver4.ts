import { identityServer4Guide } from '../guides/identityserver4.ts';
import { documented, unchecked } from './evidence.ts';
import { identityServer, identityServerAt, isIdentityServer } from './identity-server.ts';
import { labelBefore } from './pasted-address.ts';
import type { ProviderPreset } from './preset.ts';

export const identityServer4: ProviderPreset = {
  ...identityServer,
  id: 'identityserver4',
  name: 'IdentityServer4',
  unmaintained: documented(
    'IdentityServer4 is no longer maintained by its authors; Duende IdentityServer is its successor.',
  ),
  resource: unchecked('A token for an API is asked for by the scopes of that API.'),
  resources: unchecked('one'),
  redirects: { ...identityServer.redirects, scheme: documented('taken') },
  guide: identityServer4Guide,
  facts: [documented('A refresh token works once, unless that was changed.'), ...identityServer.facts],

  // Duende sends `iss` (RFC 9207) unless somebody switched it off; its predecessor cannot.
  owns: (metadata) => !metadata.issParameterSupported && isIdentityServer(metadata),

  recognize: (address) =>
    labelBefore(address.host, 'identityserver.io') === null ? null : identityServerAt(address),
};
