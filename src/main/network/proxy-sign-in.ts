import type { AuthInfo, Session } from 'electron';
import type { FetchRequest } from '../../core/ports/fetch.ts';
import type { Credentials, ProxyCredentials } from '../../core/ports/proxy-credentials.ts';

export interface ProxySignInDeps {
  readonly session: Pick<Session, 'resolveProxy'>;
  readonly proxies: ProxyCredentials;
}

/**
 * What answers the proxies on the way of one request. The same proxy asks again where it did not take what it was given.
 * Null where nobody knows how to sign in to it.
 */
export function signInTo(
  { session, proxies }: ProxySignInDeps,
  { url, asking }: Pick<FetchRequest, 'url' | 'asking'>,
): (prompt: AuthInfo) => Promise<Credentials | null> {
  const given = new Map<string, Credentials>();
  return async ({ host, port, realm, scheme }) => {
    asking?.(true);
    try {
      const key = JSON.stringify([host, port, realm]);
      const way = await session.resolveProxy(url);
      const readable = scheme.toLowerCase() === 'basic' && !/^\s*(?:HTTPS|QUIC)\s/i.test(way);
      const credentials = await proxies.forProxy({ host, port, realm, readable }, given.get(key) ?? null);
      if (credentials !== null) given.set(key, credentials);
      return credentials;
    } finally {
      asking?.(false);
    }
  };
}
