import type { Connection, ConnectionView, RedirectWay } from '../../shared/connection.ts';
import { loopbackAddresses } from '../../shared/loopback-addresses.ts';

type Registered = Pick<Connection, 'redirectWays' | 'loopback'> & Pick<ConnectionView, 'redirectUris'>;

function addressesOf(way: RedirectWay, { redirectUris, loopback }: Registered): readonly string[] {
  return way === 'loopback' ? loopbackAddresses(redirectUris.loopback, loopback) : [redirectUris[way]];
}

/** What an administrator needs to register Latchkey, as plain text to send. */
export function administratorText(connection: Pick<Connection, 'issuer' | 'scopes'> & Registered): string {
  return [
    `Please register Latchkey at ${connection.issuer}:`,
    '',
    'Application type: native (public client, no client secret)',
    'Grant types: authorization code with PKCE (S256), refresh token',
    'Redirect addresses, exactly as written:',
    ...connection.redirectWays.flatMap((way) => addressesOf(way, connection)).map((uri) => `  ${uri}`),
    ...(connection.scopes.length === 0 ? [] : [`Scopes: ${connection.scopes.join(' ')}`]),
    '',
    'Then send me the client ID.',
  ].join('\n');
}
