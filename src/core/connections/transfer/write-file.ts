import type { ConnectionSettings } from '../../../shared/connection.ts';
import { givenEndpoints } from '../endpoints-by-hand.ts';
import { transferFormat, transferVersion, transferred, type Transferred } from './format.ts';
import { withoutSecrets } from './without-secrets.ts';

export interface WrittenFile {
  readonly content: Uint8Array;
  /** A sentence each. */
  readonly notes: readonly string[];
}

const known: ReadonlySet<string> = new Set(Object.keys(transferred.shape));

/**
 * A file that `readTransferFile` reads. What belongs to one computer or one person is not in it: tags, accounts, consents,
 * and anything that lets somebody in, also where it stood in a name or an address.
 */
export function writeTransferFile(connections: readonly ConnectionSettings[]): WrittenFile {
  const { value, found } = withoutSecrets(connections.map(entryOf), known);
  const file = { format: transferFormat, version: transferVersion, connections: value };
  const notes =
    found.length === 0
      ? []
      : ['Something that looks like a token or a password stood in it. It was left out of the file.'];
  return { content: new TextEncoder().encode(`${JSON.stringify(file, null, 2)}\n`), notes };
}

function entryOf(settings: ConnectionSettings): Transferred {
  const { name, issuer, clientId, scopes, apiOrigins, redirectWays, redirectSpelling, loopback } = settings;
  const { signOutInBrowser, renewal, confidential, manual } = settings;
  const endpoints = givenEndpoints(manual ?? {});
  return {
    name,
    issuer,
    clientId,
    scopes: [...scopes],
    apiOrigins: [...apiOrigins],
    redirectWays: [...redirectWays],
    redirectSpelling,
    ...(loopback === undefined ? {} : { loopback: { host: loopback.host, ports: [...loopback.ports] } }),
    signOutInBrowser,
    renewal,
    needsClientSecret: confidential === true,
    ...(endpoints.length === 0 ? {} : { endpoints: Object.fromEntries(endpoints) }),
  };
}
