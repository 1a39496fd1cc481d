import type { ConnectionId } from '../../shared/connection.ts';
import type { Result } from '../../shared/result.ts';

/** What the broker needs of sessions; the sessions satisfy it, and neither imports the other. */
export interface AccessTokens {
  /** A token for the resource (null: the default one) that is valid now, renewed first where needed. */
  accessToken(connectionId: ConnectionId, resource: string | null): Promise<Result<AccessToken>>;
  /** Tells that the API refused the token with 401, so that the next call renews it (F31). */
  rejected(connectionId: ConnectionId, resource: string | null, token: AccessToken): void;
  /**
   * Tells that an API wants more than the sign-in was granted (RFC 6750 §3.1, R84).
   * @returns which of the scopes the person can ask for: those that were not granted.
   */
  lacking(connectionId: ConnectionId, demand: ScopeDemand): readonly string[];
}

/** What an API says that a request needs. */
export interface ScopeDemand {
  readonly host: string;
  readonly scopes: readonly string[];
}

export interface AccessToken {
  readonly value: string;
  readonly tokenType: string;
}
