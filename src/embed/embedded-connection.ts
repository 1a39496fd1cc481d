import { createHash } from 'node:crypto';
import { parseConnectionInput } from '../core/connections/parse-connection-input.ts';
import { base32 } from '../core/oauth/base32.ts';
import type { ConnectionLookup } from '../core/oauth/session/sessions.ts';
import type { Connection, ConnectionSettings } from '../shared/connection.ts';

/** The provider and the API of an app, which its developer knows and nobody changes. */
export interface EmbeddedConnection extends Pick<
  ConnectionSettings,
  'issuer' | 'clientId' | 'scopes' | 'apiOrigins'
> {
  /** As the app calls it. */
  readonly name: string;
  /** What is registered at the provider, best first. Absent: the loopback address. */
  readonly redirectWays?: ConnectionSettings['redirectWays'];
  readonly redirectSpelling?: ConnectionSettings['redirectSpelling'];
  readonly loopback?: ConnectionSettings['loopback'];
  /** The provider takes PKCE though its metadata does not say so (R78). */
  readonly unlistedPkceAccepted?: true;
}

/**
 * The one connection of an app. Its id is made of issuer and client, so that a saved sign-in is found again and never
 * meets another provider. @throws {TypeError} naming what of the settings cannot be used.
 */
export function embeddedConnection(given: EmbeddedConnection): Connection {
  const judged = parseConnectionInput({
    name: given.name,
    issuer: given.issuer,
    clientId: given.clientId,
    scopes: given.scopes.join(' '),
    apiOrigins: given.apiOrigins
      .map(({ origin, resource }) => (resource === undefined ? origin : `${origin} resource=${resource}`))
      .join('\n'),
    redirectWays: given.redirectWays ?? ['loopback'],
    redirectSpelling: given.redirectSpelling ?? 'path',
    loopbackHost: given.loopback?.host ?? '127.0.0.1',
    loopbackPorts: (given.loopback?.ports ?? []).join(' '),
    signOutInBrowser: false,
    renewal: 'automatic',
  });
  if (!judged.ok) throw new TypeError(`${judged.failure.what} ${judged.failure.why} ${judged.failure.next}`);
  const { issuer, clientId } = judged.value;
  return {
    ...judged.value,
    ...(given.unlistedPkceAccepted === true ? { unlistedPkceAccepted: true } : {}),
    id: idOf(issuer, clientId),
    createdAt: 0,
    demo: false,
  };
}

/** Where sessions and broker look the one connection up. */
export function onlyConnection(connection: Connection): ConnectionLookup {
  return {
    get: (id) => (id === connection.id ? connection : null),
    list: () => [connection],
    ending: () => [],
    complete: () => true,
  };
}

function idOf(issuer: string, clientId: string): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([issuer, clientId]))
    .digest();
  return base32(digest.subarray(0, 16));
}
