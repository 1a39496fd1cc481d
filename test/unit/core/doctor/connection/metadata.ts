import type { ServerMetadata } from '../../../../../src/core/oauth/types.ts';

/** What a provider says of itself; each test names only what it is about. */
export function metadata(changes: Partial<ServerMetadata> = {}): ServerMetadata {
  return {
    issuer: 'https://id.example.test',
    authorizationEndpoint: 'https://id.example.test/authorize',
    tokenEndpoint: 'https://id.example.test/token',
    jwksUri: 'https://id.example.test/jwks',
    revocationEndpoint: null,
    endSessionEndpoint: null,
    userinfoEndpoint: null,
    deviceAuthorizationEndpoint: null,
    issParameterSupported: false,
    scopesSupported: null,
    promptValuesSupported: null,
    codeChallengeMethodsSupported: ['S256'],
    idTokenSigningAlgValuesSupported: null,
    userinfoSigningAlgValuesSupported: null,
    grantTypesSupported: null,
    tokenEndpointAuthMethodsSupported: null,
    revocationEndpointAuthMethodsSupported: null,
    source: 'issuer',
    ...changes,
  };
}
