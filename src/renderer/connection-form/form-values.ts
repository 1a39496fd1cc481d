import type { ApiOrigin, ConnectionView } from '../../shared/connection.ts';
import type { ConnectionInput } from '../../shared/ipc.ts';
import { loopbackAddresses } from '../../shared/loopback-addresses.ts';

/** The form of a connection that does not exist yet. */
export const emptyInput: ConnectionInput = {
  name: '',
  issuer: '',
  clientId: '',
  scopes: 'openid profile email offline_access',
  apiOrigins: '',
  redirectWays: ['scheme'],
  redirectSpelling: 'path',
  loopbackHost: '127.0.0.1',
  loopbackPorts: '',
  signOutInBrowser: false,
  renewal: 'automatic',
};

/** A connection as its form shows it. */
export function inputOf(connection: ConnectionView): ConnectionInput {
  return {
    name: connection.name,
    issuer: connection.issuer,
    clientId: connection.clientId,
    scopes: connection.scopes.join(' '),
    apiOrigins: connection.apiOrigins.map(originLine).join('\n'),
    redirectWays: connection.redirectWays,
    redirectSpelling: connection.redirectSpelling,
    loopbackHost: connection.loopback?.host ?? '127.0.0.1',
    loopbackPorts: connection.loopback?.ports.join(' ') ?? '',
    signOutInBrowser: connection.signOutInBrowser,
    renewal: connection.renewal,
  };
}

function originLine({ origin, resource }: ApiOrigin): string {
  return resource === undefined ? origin : `${origin} resource=${resource}`;
}

/** Whether a typed issuer is far enough along to be looked up without being asked to. */
export function looksLikeIssuer(text: string): boolean {
  return /^https?:\/\/(?:[^\s/]+\.[^\s/.]{2,}|localhost|127\.0\.0\.1|\[::1\])(?:[:/]|$)/i.test(text.trim());
}

/** An app link, however it is spelled, as the provider demands it: `scheme:/callback/…` or `scheme://callback/…`. */
export function spelled(uri: string, spelling: ConnectionInput['redirectSpelling']): string {
  return uri.replace(/^([a-z][a-z0-9+.-]*):\/{1,2}/i, spelling === 'authority' ? '$1://' : '$1:/');
}

/** The loopback addresses to register for what is typed so far; what is no port yet is left out. */
export function loopbackPreview(
  base: string,
  { loopbackHost: host, loopbackPorts }: Pick<ConnectionInput, 'loopbackHost' | 'loopbackPorts'>,
): readonly string[] {
  const ports = (loopbackPorts.match(/\b\d{4,5}\b/g) ?? []).map(Number);
  return loopbackAddresses(base, { host, ports });
}

type TextField = 'name' | 'issuer' | 'clientId' | 'scopes' | 'apiOrigins' | 'loopbackPorts';

const fieldNames: Readonly<Record<string, TextField>> = {
  Name: 'name',
  Issuer: 'issuer',
  'Client ID': 'clientId',
  Scopes: 'scopes',
  'API origins': 'apiOrigins',
  'Loopback ports': 'loopbackPorts',
};

/** The form's key for a field's name on screen, as `details.field` of a failure gives it. */
export function formField(nameOnScreen: string | undefined): TextField | null {
  return nameOnScreen === undefined ? null : (fieldNames[nameOnScreen] ?? null);
}
