import type { DeviceTransaction, ServerMetadata, Transaction } from '../../../../src/core/oauth/types.ts';

export const issuer = 'https://id.example.test';
export const scheme = 'app.latchkey.desktop';
export const now = Date.UTC(2026, 0, 15, 12);

export function metadata(changes: Partial<ServerMetadata> = {}): ServerMetadata {
  return {
    issuer,
    authorizationEndpoint: `${issuer}/authorize`,
    tokenEndpoint: `${issuer}/token`,
    jwksUri: `${issuer}/jwks`,
    revocationEndpoint: `${issuer}/revoke`,
    endSessionEndpoint: `${issuer}/logout`,
    userinfoEndpoint: null,
    deviceAuthorizationEndpoint: null,
    issParameterSupported: false,
    scopesSupported: null,
    promptValuesSupported: null,
    codeChallengeMethodsSupported: ['S256'],
    idTokenSigningAlgValuesSupported: ['RS256'],
    userinfoSigningAlgValuesSupported: null,
    grantTypesSupported: null,
    tokenEndpointAuthMethodsSupported: null,
    revocationEndpointAuthMethodsSupported: null,
    source: 'issuer',
    ...changes,
  };
}

export function transaction(changes: Partial<Transaction> = {}): Transaction {
  return {
    attempt: 'attempt-1',
    connectionId: 'connection-1',
    issuer,
    clientId: 'client-1',
    tokenEndpoint: `${issuer}/token`,
    redirectUri: `${scheme}:/callback/abcdefghijklmnopqrstuvwxyz`,
    way: 'scheme',
    issParameterSupported: false,
    state: 'state-0123456789abcdefghijklmnopqrstuvwxyz',
    nonce: 'nonce-1',
    codeVerifier: 'v'.repeat(43),
    scopes: ['openid'],
    more: [],
    added: [],
    resource: null,
    maxAge: null,
    acrValues: null,
    startedAt: now,
    ...changes,
  };
}

export function deviceTransaction(changes: Partial<DeviceTransaction> = {}): DeviceTransaction {
  const { redirectUri: _, state: __, issParameterSupported: ___, ...request } = transaction();
  return {
    ...request,
    way: 'device',
    nonce: null,
    deviceCode: 'device-1',
    userCode: 'WDJB-MJHT',
    verificationUri: `${issuer}/activate`,
    verificationUriComplete: `${issuer}/activate?user_code=WDJB-MJHT`,
    expiresAt: now + 600_000,
    ...changes,
  };
}

/** The callback of a transaction; a member that is undefined is left out. */
export function callback(
  of: Transaction,
  parameters: Readonly<Record<string, string | undefined>> = {},
  suffix = '',
): string {
  const query = Object.entries({ code: 'code-1', state: of.state, ...parameters })
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`]))
    .join('&');
  return `${of.redirectUri}?${query}${suffix}`;
}
