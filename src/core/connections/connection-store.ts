import type { Connection, ConnectionId, ConnectionSettings } from '../../shared/connection.ts';
import type { Failure } from '../../shared/failure.ts';
import type { Result } from '../../shared/result.ts';
import type { ConnectionLookup } from '../oauth/session/sessions.ts';

/** What becomes of a list at once. */
export interface ConnectionChanges {
  /** At the end of the list. */
  readonly add?: readonly ConnectionSettings[];
  /** As `update` does it. */
  readonly update?: ReadonlyMap<ConnectionId, ConnectionSettings>;
  /** As `setAside` does it. */
  readonly setAside?: ReadonlySet<ConnectionId>;
}

/** The connections, in the person's order. A change counts once it is on disk: when saving fails, everything stays as it was. */
export interface ConnectionStore extends ConnectionLookup {
  /**
   * Reads the file; call it once, before anything else. Null when all is well, else what to tell the person:
   * `settings-unreadable` (the file was set aside and the one before is used where there is one), `disk-failed`.
   */
  load(): Promise<Failure | null>;
  /** At the end of the list, or behind `after`. Fails with `disk-full`, `disk-failed` or `settings-unreadable`. */
  add(
    settings: ConnectionSettings,
    options?: { readonly demo?: boolean; readonly after?: ConnectionId },
  ): Promise<Result<Connection>>;
  /**
   * Replaces what a person fills in. What no form shows stays: the resource of an origin that is still listed, and,
   * while the issuer is the same, the endpoints of a manual connection and what was accepted of it. Fails like `add`, and
   * with `not-found`.
   */
  update(id: ConnectionId, settings: ConnectionSettings): Promise<Result<Connection>>;
  /** Several changes as one: all of them are saved, or none. Fails like `update`; those that were added come in their order. */
  change(changes: ConnectionChanges): Promise<Result<readonly Connection[]>>;
  /** Adds an API origin. Fails like `update`, and with `api-origin-invalid`. */
  allowOrigin(id: ConnectionId, origin: string): Promise<Result<Connection>>;
  /** Remembers that the person signs in although PKCE is not listed (R78). Fails like `update`. */
  acceptUnlistedPkce(id: ConnectionId): Promise<Result<Connection>>;
  /**
   * Takes a connection out of the list, with everything that belongs to it left where it is: it is among `ending` until
   * `restore` brings it back to its place or `remove` forgets it, also over restarts. Fails like `update`.
   */
  setAside(id: ConnectionId): Promise<Result<Connection>>;
  /** Undoes `setAside`. Fails like `update`. */
  restore(id: ConnectionId): Promise<Result<Connection>>;
  /** Forgets a connection, one that is set aside, too; its session is not this store's business. Fails like `add`. */
  remove(id: ConnectionId): Promise<Result<null>>;
  /** Puts the connections in this order; those that are not named keep theirs, at the end. Fails like `add`. */
  order(ids: readonly ConnectionId[]): Promise<Result<null>>;
}
