import type { ConnectionId } from '../../shared/connection.ts';
import type { CookiesView } from '../../shared/cookies.ts';
import type { Result } from '../../shared/result.ts';
import type { BrokerCookies } from '../broker/broker.ts';

/**
 * The cookies that APIs set, where a connection keeps them: in memory as long as they are used, sealed like a sign-in, and
 * gone with it. Those of one connection are never used for another.
 */
export interface Cookies extends BrokerCookies {
  /** Reads them, where they are kept. */
  view(id: ConnectionId): Promise<CookiesView>;
  /** Forgets all of a connection, in memory and on disk. Fails as the vault does. */
  forget(id: ConnectionId): Promise<Result<null>>;
  /** The vault is not what it was: where it was locked nothing is known any more until it is opened. */
  vaultChanged(): Promise<void>;
  /** The network has new places for them, empty ones: what it had in those before goes there. Call it at once. */
  networkRenewed(): Promise<void>;
  /** The connection is gone, and so is all that was kept of it, whatever its settings say now. Fails as the vault does. */
  erase(id: ConnectionId): Promise<Result<null>>;
  /** Saves what came last. */
  close(): Promise<void>;
}
