import type { Connection, SignInWay } from '../../../shared/connection.ts';
import type { ServerMetadata } from '../types.ts';

/** The ways to sign in of a connection, best first: what is registered, then a code where the provider is known to offer it. */
export function waysOf(connection: Connection, metadata: ServerMetadata | undefined): readonly SignInWay[] {
  const offered = (metadata?.deviceAuthorizationEndpoint ?? null) !== null;
  return offered ? [...connection.redirectWays, 'device'] : connection.redirectWays;
}
