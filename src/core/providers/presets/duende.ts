import { duendeGuide } from '../guides/duende.ts';
import { documented, unchecked } from './evidence.ts';
import { identityServer, identityServerAt, isIdentityServer } from './identity-server.ts';
import type { ProviderPreset } from './preset.ts';

export const duende: ProviderPreset = {
  ...identityServer,
  id: 'duende',
  name: 'Duende IdentityServer',
  family: 'Duende IdentityServer or IdentityServer4',
  unmaintained: null,
  resource: unchecked(
    'A token for an API is asked for by the scopes of that API, or by its name where resources are isolated.',
  ),
  resources: documented('every'),
  guide: duendeGuide,
  facts: [
    documented('From version 7 on a refresh token stays the same; before, it works once.'),
    ...identityServer.facts,
  ],

  owns: (metadata) => metadata.issParameterSupported && isIdentityServer(metadata),

  // IdentityServer4 has the same addresses: what is read there decides.
  recognize: (address) => identityServerAt(address),
};
