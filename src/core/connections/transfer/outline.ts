import type {
  ConnectionsFileOutline,
  IncomingConnection,
  KnownConnection,
  SettingDifference,
} from '../../../shared/connections-file.ts';
import type { ApiOrigin, Connection, ConnectionSettings } from '../../../shared/connection.ts';
import { isLoopbackHost } from '../../oauth/issuer.ts';
import { parseUrl } from '../../oauth/url.ts';
import { hostsOf } from '../endpoints-by-hand.ts';
import { hasSameEndpoints } from './find-known.ts';
import type { FileConnection } from './judge-entry.ts';
import type { ReadConnections } from './read-file.ts';

/** What an import of a file would change, for a person to look at. `known` says which of theirs each connection is. */
export function outlineOf(
  read: ReadConnections,
  known: readonly (Connection | null)[],
): Pick<ConnectionsFileOutline, 'connections' | 'leftOut' | 'notes'> {
  const connections = read.connections.map((incoming, index) =>
    incomingOf(incoming, index, known[index] ?? null),
  );
  return { connections, leftOut: read.leftOut, notes: read.notes };
}

function incomingOf(incoming: FileConnection, index: number, known: Connection | null): IncomingConnection {
  const { name, issuer, clientId, scopes, apiOrigins } = incoming.settings;
  const url = parseUrl(issuer);
  return {
    index,
    name,
    issuer,
    clientId,
    scopes,
    development: url?.protocol === 'http:' && isLoopbackHost(url.hostname),
    hosts: hostsOf(issuer, incoming.endpoints),
    apiOrigins: apiOrigins.map(originLine),
    notes: incoming.notes,
    known: known === null ? null : knownOf(known, incoming),
  };
}

function knownOf(known: Connection, incoming: FileConnection): KnownConnection {
  return {
    name: known.name,
    replaceable: hasSameEndpoints(known, incoming),
    differences: differences(known, incoming.settings),
  };
}

/** In the order of the form. Where one needs a secret and the other does not, the need stays. */
function differences(before: ConnectionSettings, after: ConnectionSettings): readonly SettingDifference[] {
  const rows: readonly (readonly [string, (of: ConnectionSettings) => string])[] = [
    ['Name', ({ name }) => name],
    ['Scopes', ({ scopes }) => scopes.join(' ')],
    ['API origins', ({ apiOrigins }) => apiOrigins.map(originLine).join(', ')],
    ['Redirect addresses', ({ redirectWays }) => redirectWays.map((way) => wayWords[way]).join(', ')],
    [
      'Spelling of the app link',
      ({ redirectSpelling }) => (redirectSpelling === 'path' ? 'one slash' : 'two slashes'),
    ],
    [
      'Loopback address',
      ({ loopback }) => (loopback === undefined ? 'any port' : [loopback.host, ...loopback.ports].join(' ')),
    ],
    ['Also sign out in the browser', ({ signOutInBrowser }) => (signOutInBrowser ? 'yes' : 'no')],
    ['Renewal', ({ renewal }) => (renewal === 'automatic' ? 'by itself' : 'on demand only')],
  ];
  const secret =
    after.confidential === true && before.confidential !== true
      ? [{ setting: 'Client secret', before: 'none', after: 'needed' }]
      : [];
  const changed = rows.flatMap(([setting, words]): readonly SettingDifference[] =>
    words(before) === words(after) ? [] : [{ setting, before: words(before), after: words(after) }],
  );
  return [...changed, ...secret];
}

const wayWords = { scheme: 'app link', loopback: 'loopback address' } as const;

function originLine({ origin, resource }: ApiOrigin): string {
  return resource === undefined ? origin : `${origin} (${resource})`;
}
