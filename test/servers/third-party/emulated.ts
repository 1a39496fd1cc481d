import { atFreePort } from '../../support/listen.ts';
import { launch } from './launch.ts';
import type { ThirdPartyServer } from './launch.ts';

/** What `emulate` runs as one of the providers; it is not that provider. */
export interface Emulated extends ThirdPartyServer {
  readonly issuer: string;
  readonly clientId: string;
  /** One that wants a secret. */
  readonly secretClientId: string;
  readonly secret: string;
}

const clientId = 'latchkey-desktop';
const secretClientId = 'latchkey-web';
const secret = 'a-secret-that-no-native-app-has';

/** Okta's custom authorization server “default”, as `emulate` knows it. */
export async function startEmulatedOkta(redirectUris: (issuer: string) => readonly string[]) {
  return started('okta', '/oauth2/default', (issuer) => ({
    users: [
      { login: 'ada@example.test', email: 'ada@example.test', first_name: 'Ada', last_name: 'Lovelace' },
    ],
    authorization_servers: [{ id: 'default', name: 'default', audiences: ['api://default'] }],
    oauth_clients: clients(redirectUris(issuer)).map((client) => ({ ...client, auth_server_id: 'default' })),
  }));
}

/** A tenant of Entra ID, as `emulate` knows it. */
export async function startEmulatedEntra(redirectUris: (issuer: string) => readonly string[]) {
  const tenant = '5c1f1c5e-7f0a-4d0b-9a53-1c1a4f6f3f11';
  return started('microsoft', `/${tenant}/v2.0`, (issuer) => ({
    users: [{ email: 'ada@example.test', name: 'Ada Lovelace', tenant_id: tenant }],
    oauth_clients: clients(redirectUris(issuer)).map((client) => ({ ...client, tenant_id: tenant })),
  }));
}

/** What is registered there depends on the issuer, and the issuer on the port. */
async function started(service: string, path: string, seed: (issuer: string) => unknown): Promise<Emulated> {
  return atFreePort(async (port) => {
    const issuer = `http://localhost:${port}${path}`;
    const server = await launch('emulate', { service, port, seed: { [service]: seed(issuer) } });
    return { ...server, issuer, clientId, secretClientId, secret };
  });
}

function clients(uris: readonly string[]) {
  return [
    // Without a secret, which the seed has to say: a native app.
    {
      client_id: clientId,
      client_secret: '',
      name: 'Latchkey',
      redirect_uris: uris,
      token_endpoint_auth_method: 'none',
    },
    { client_id: secretClientId, client_secret: secret, name: 'Latchkey for the web', redirect_uris: uris },
  ];
}
