import type { ConnectionId } from '../../shared/connection.ts';
import type { HistoryPage, OpenedHistory } from '../../shared/history.ts';
import type { Result } from '../../shared/result.ts';
import type { SentRequest } from '../broker/broker.ts';

/**
 * What was sent and answered, per connection, sealed on disk (docs/history.md). It holds no token, no secret variable and
 * nothing that stands where a credential does. A request is sent whether or not it can be remembered.
 */
export interface History {
  /** Remembers what was sent. The file of a large body is taken over before this returns. */
  record(sent: SentRequest): void;
  /** A part of what a search finds. Fails with `disk-full` or `disk-failed`. */
  page(input: HistoryQuery): Promise<Result<HistoryPage>>;
  /**
   * One with all that is known of it; the body of its answer can be read and saved under `requestId` until that is dropped.
   * Fails with `not-found`, `record-unreadable`, `disk-full` or `disk-failed`.
   */
  open(id: ConnectionId, entry: string, requestId: string): Promise<Result<OpenedHistory>>;
  /** Removes one. Answers with what brings it back for a while (`historyUndoMilliseconds`). */
  remove(id: ConnectionId, entry: string): Promise<Result<string>>;
  /** Removes everything, also what cannot be read. Answers like `remove`. */
  clear(id: ConnectionId): Promise<Result<string>>;
  /** Fails with `not-found` once it is gone for good. */
  restore(id: ConnectionId, undo: string): Promise<Result<null>>;
  /** The connection is gone: so is its history, at once. Fails where its key could not be removed; may be called again. */
  erase(id: ConnectionId): Promise<Result<null>>;
  /** The vault was opened or locked: what waits is written, or what was opened is forgotten. */
  vaultChanged(): Promise<void>;
  /**
   * Removes what an earlier run left behind, and what is too old or too much now and every hour from now on. Once; asks nobody.
   * @param known every connection there is; null where not all could be read: then no history is taken for one of none
   */
  start(known: readonly ConnectionId[] | null): Promise<void>;
  /** The limits were changed. */
  tidy(): Promise<void>;
  /** Writes what can be written. What was removed cannot be brought back any more. */
  close(): Promise<void>;
}

export interface HistoryQuery {
  readonly id: ConnectionId;
  readonly query: string;
  /** How many newer ones to pass over. */
  readonly from: number;
  readonly count: number;
}
