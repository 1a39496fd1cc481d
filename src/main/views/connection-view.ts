import { isLoopbackHost } from '../../core/oauth/issuer.ts';
import { callbackTag, redirectUri } from '../../core/oauth/redirect-uri.ts';
import type {
  ClientSecretState,
  Connection,
  ConnectionSettings,
  RedirectWay,
} from '../../shared/connection.ts';
import type { ConnectionView } from '../../shared/connection.ts';
import type { SessionView } from '../../shared/session.ts';

/** A connection as the window shows it: with its state and what follows from its settings. */
export function connectionView(
  connection: Connection,
  session: SessionView,
  scheme: string,
  clientSecret: ClientSecretState = 'none',
): ConnectionView {
  return {
    ...connection,
    clientSecret,
    host: hostOf(connection.issuer),
    development: isDevelopmentIssuer(connection.issuer),
    redirectUris: redirectUrisOf(connection, scheme),
    session,
  };
}

/** The addresses to register at the provider: each carries the issuer's own tag, or that of a manual connection (R87). */
export function redirectUrisOf(
  settings: Pick<ConnectionSettings, 'issuer' | 'redirectSpelling' | 'manual'>,
  scheme: string,
): Readonly<Record<RedirectWay, string>> {
  const options = {
    scheme,
    spelling: settings.redirectSpelling,
    tag: callbackTag(settings),
  };
  return { scheme: redirectUri('scheme', options), loopback: redirectUri('loopback', options) };
}

/** Host and port of an issuer; the text itself where it is no URL. */
export function hostOf(issuer: string): string {
  return URL.canParse(issuer) ? new URL(issuer).host : issuer;
}

/** Whether the issuer is reached without TLS on this computer: marked on screen (R23). */
export function isDevelopmentIssuer(issuer: string): boolean {
  if (!URL.canParse(issuer)) {
    return false;
  }
  const { protocol, hostname } = new URL(issuer);
  return protocol === 'http:' && isLoopbackHost(hostname);
}
