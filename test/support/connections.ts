import type { Deletions } from '../../src/core/connections/deletions.ts';
import type { Connection, ConnectionSettings } from '../../src/shared/connection.ts';
import type { ConnectionInput, EndpointsInput } from '../../src/shared/ipc.ts';

const common = {
  name: 'Acme',
  issuer: 'https://acme.test',
  clientId: 'client',
  redirectWays: ['scheme'],
  redirectSpelling: 'path',
  signOutInBrowser: false,
  renewal: 'automatic',
} as const;

/** What a connection asks for; each test names only what it is about. */
export function connectionSettings(changes: Partial<ConnectionSettings> = {}): ConnectionSettings {
  return { ...common, scopes: ['openid'], apiOrigins: [], ...changes };
}

/** The same as its form sends it. */
export function connectionInput(changes: Partial<ConnectionInput> = {}): ConnectionInput {
  return {
    ...common,
    scopes: 'openid',
    apiOrigins: '',
    loopbackHost: '127.0.0.1',
    loopbackPorts: '',
    ...changes,
  };
}

/** Addresses by hand as the form sends them: the two that are needed, unless a test names others. */
export function typedEndpoints(changes: Partial<EndpointsInput> = {}): EndpointsInput {
  return {
    authorizationEndpoint: 'https://acme.test/authorize',
    tokenEndpoint: 'https://acme.test/token',
    jwksUri: '',
    userinfoEndpoint: '',
    revocationEndpoint: '',
    endSessionEndpoint: '',
    deviceAuthorizationEndpoint: '',
    ...changes,
  };
}

/** A connection that was added. */
export function savedConnection(changes: Partial<Connection> = {}): Connection {
  return { ...connectionSettings(), id: 'acme', createdAt: 1, demo: false, ...changes };
}

/** Where a test deletes nothing. */
export const noDeletions: Pick<Deletions, 'begin' | 'undo' | 'finish'> = {
  begin: nobodyDeletes,
  undo: nobodyDeletes,
  finish: nobodyDeletes,
};

function nobodyDeletes(): Promise<never> {
  return Promise.reject(new TypeError('Nothing is deleted here.'));
}
