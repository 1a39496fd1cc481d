import { atFreePort } from '../../support/listen.ts';
import { privateCertificate } from '../../support/private-authority.ts';
import { launch } from './launch.ts';
import type { ThirdPartyServer } from './launch.ts';

/** `auth0-simulator` with one person in it, over TLS with a certificate of its own. It is not Auth0. */
export interface Auth0Simulator extends ThirdPartyServer {
  readonly issuer: string;
  /** PEM; who trusts it trusts the server. */
  readonly certificate: string;
  readonly person: { readonly username: string; readonly password: string };
}

const user = { id: 'auth0|ada', name: 'Ada Lovelace', email: 'ada@example.test', password: 'analytical' };

export async function startAuth0Simulator(): Promise<Auth0Simulator> {
  const { key, cert } = privateCertificate(['DNS:localhost']);
  const server = await atFreePort(async (port) => launch('auth0-simulator', { port, key, cert, user }));
  const person = { username: user.email, password: user.password };
  return { ...server, issuer: server.told['issuer'] ?? '', certificate: cert, person };
}
