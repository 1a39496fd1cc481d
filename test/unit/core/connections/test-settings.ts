import type { ConnectionSettings } from '../../../../src/shared/connection.ts';
import type { ConnectionInput } from '../../../../src/shared/ipc.ts';
import { connectionInput, connectionSettings } from '../../../support/connections.ts';

const staging = {
  name: 'Acme staging',
  issuer: 'https://acme.okta.com',
  clientId: 'client-1',
  redirectWays: ['scheme', 'loopback'],
} as const;

export function settings(changes: Partial<ConnectionSettings> = {}): ConnectionSettings {
  return connectionSettings({
    ...staging,
    scopes: ['openid', 'profile'],
    apiOrigins: [{ origin: 'https://api.acme.test' }],
    ...changes,
  });
}

export function input(changes: Partial<ConnectionInput> = {}): ConnectionInput {
  return connectionInput({
    ...staging,
    scopes: 'openid profile',
    apiOrigins: 'https://api.acme.test',
    ...changes,
  });
}
