import type { Connection, ConnectionView } from '../../shared/connection.ts';

/** What an administrator needs to register Latchkey, as plain text to send. */
export function administratorText(
  connection: Pick<Connection, 'issuer' | 'redirectWays' | 'scopes'> & Pick<ConnectionView, 'redirectUris'>,
): string {
  return [
    `Please register Latchkey at ${connection.issuer}:`,
    '',
    'Application type: native (public client, no client secret)',
    'Grant types: authorization code with PKCE (S256), refresh token',
    'Redirect addresses, exactly as written:',
    ...connection.redirectWays.map((way) => `  ${connection.redirectUris[way]}`),
    ...(connection.scopes.length === 0 ? [] : [`Scopes: ${connection.scopes.join(' ')}`]),
    '',
    'Then send me the client ID.',
  ].join('\n');
}
