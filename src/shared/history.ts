import type { ConnectionId } from './connection.ts';
import type { Failure } from './failure.ts';
import type { RequestDraft, ResponseView } from './request.ts';

/** One line of the history: a request that was sent. */
export interface HistoryRow {
  readonly entry: string;
  /** When it was sent, in milliseconds since the epoch. */
  readonly at: number;
  readonly method: string;
  /** As it was sent, with `{{name}}` in the place of what is secret; cut where it is very long. */
  readonly url: string;
  /** Null: no answer came. */
  readonly status: number | null;
  readonly milliseconds: number;
  /** Bytes of the answer's decoded body. */
  readonly bytes: number;
}

/** Where the history of a connection is kept, and what is wrong with that. */
export interface HistoryState {
  /** Whether what is sent is kept at all. */
  readonly on: boolean;
  /** `memory`: until the app quits, because nothing can be sealed; `locked`: in memory until it is unlocked. */
  readonly kept: 'sealed' | 'memory' | 'locked';
  /** Requests that are in memory only. */
  readonly inMemory: number;
  /** Why the history cannot be read in whole, or not be written now. */
  readonly failure: Failure | null;
}

/** A part of what a search found, newest first. */
export interface HistoryPage {
  readonly connectionId: ConnectionId;
  readonly state: HistoryState;
  readonly total: number;
  /** How many newer ones stand before the first row. */
  readonly from: number;
  readonly rows: readonly HistoryRow[];
}

/** A request of the history with all that is known of it. */
export interface OpenedHistory {
  readonly row: HistoryRow;
  /** With `{{name}}` in the place of each secret; what no variable held was not kept. */
  readonly request: RequestDraft;
  /** What was left out of the request, in words. */
  readonly leftOut: readonly string[];
  readonly outcome:
    | { readonly kind: 'answered'; readonly response: ResponseView; readonly bodyGone: Failure | null }
    | { readonly kind: 'failed'; readonly failure: Failure };
}

/** How long and how much is kept of each connection. */
export interface HistoryLimits {
  readonly days: 1 | 7 | 30 | 90 | 365;
  /** On disk, in megabytes (1000 000 bytes). */
  readonly megabytes: 100 | 500 | 2000 | 10_000;
}

/** How long a removal from the history can be undone, in milliseconds; then it is gone from the disk. */
export const historyUndoMilliseconds = 30_000;

/** Rows that cross to the page in one call. */
export const longestHistoryPage = 200;
