import type { ConnectionSettings } from '../../../../src/shared/connection.ts';
import type { ConnectionInput } from '../../../../src/shared/ipc.ts';

export function settings(changes: Partial<ConnectionSettings> = {}): ConnectionSettings {
  return {
    name: 'Acme staging',
    issuer: 'https://acme.okta.com',
    clientId: 'client-1',
    scopes: ['openid', 'profile'],
    apiOrigins: [{ origin: 'https://api.acme.test' }],
    redirectWays: ['scheme', 'loopback'],
    redirectSpelling: 'path',
    signOutInBrowser: false,
    renewal: 'automatic',
    ...changes,
  };
}

export function input(changes: Partial<ConnectionInput> = {}): ConnectionInput {
  return {
    name: 'Acme staging',
    issuer: 'https://acme.okta.com',
    clientId: 'client-1',
    scopes: 'openid profile',
    apiOrigins: 'https://api.acme.test',
    redirectWays: ['scheme', 'loopback'],
    redirectSpelling: 'path',
    signOutInBrowser: false,
    renewal: 'automatic',
    ...changes,
  };
}
