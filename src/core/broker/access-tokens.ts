import type { ConnectionId } from '../../shared/connection.ts';
import type { Result } from '../../shared/result.ts';

/** What the broker needs of sessions; the sessions satisfy it, and neither imports the other. */
export interface AccessTokens {
  /** A token for the resource (null: the default one) that is valid now, renewed first where needed. */
  accessToken(connectionId: ConnectionId, resource: string | null): Promise<Result<AccessToken>>;
  /** Tells that the API refused the token with 401, so that the next call renews it (F31). */
  rejected(connectionId: ConnectionId, resource: string | null, token: AccessToken): void;
}

export interface AccessToken {
  readonly value: string;
  readonly tokenType: string;
}
