import type { Connection, ConnectionId } from '../../shared/connection.ts';
import type { ConnectionInput } from '../../shared/ipc.ts';

/**
 * The connections that are the same client at the same provider already: one sign-in more of it is seldom what is wanted. A
 * draft has no client yet.
 * @param own the connection that is being changed; null for a new one.
 */
export function sameClient(
  connections: readonly Connection[],
  { issuer, clientId }: Pick<ConnectionInput, 'issuer' | 'clientId'>,
  own: ConnectionId | null,
): readonly Connection[] {
  const [wantedIssuer, wantedClient] = [issuer.trim(), clientId.trim()];
  return connections.filter(
    (known) =>
      known.id !== own &&
      wantedClient !== '' &&
      known.issuer === wantedIssuer &&
      known.clientId === wantedClient,
  );
}
