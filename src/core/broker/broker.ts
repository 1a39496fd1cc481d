import type { Connection, ConnectionId } from '../../shared/connection.ts';
import type { ResponseView, SendRequest } from '../../shared/request.ts';
import type { Result } from '../../shared/result.ts';

/** Sends requests with a connection's sign-in, and keeps that sign-in away from everything but the API it is meant for. */
export interface Broker {
  /**
   * Sends one request and reads its whole answer, up to 1 MiB.
   *
   * With `authorization: 'on'` the access token goes only to an origin that the connection names (R24), obtained for that
   * origin's resource (R88). A 401 is answered by one renewal and one repetition (F31). Redirects are followed, ten at most;
   * no credential goes with them to another origin. What the answer repeats of the token is replaced by `[access token]`.
   * Fails with the codes of a bad request (`request-…-invalid`, `request-url-insecure`, `origin-not-allowed`), of the
   * session (`sign-in-needed` and others), of the network, with `answer-too-large`, `timed-out` or `cancelled`.
   */
  send(input: SendRequest): Promise<Result<ResponseView>>;
  /** Stops a request at whatever stage it is; an unknown id is no failure. */
  cancel(requestId: string): void;
  /** The body of a finished request as it may be saved (the token replaced), or null once it was dropped for newer ones. */
  body(requestId: string): FinishedBody | null;
}

export interface FinishedBody {
  readonly bytes: Uint8Array;
  /** A file name without a folder, safe on the three systems. */
  readonly suggestedName: string;
  readonly mediaType: string;
}

/** What the broker needs of the connections. */
export interface BrokerConnections {
  get(id: ConnectionId): Connection | null;
}

/** Bounds of one exchange. Times in milliseconds, sizes in bytes (R74). */
export interface BrokerLimits {
  /** From sending to the first byte of the answer's head. */
  readonly headMilliseconds: number;
  /** Between two pieces of the body. */
  readonly idleMilliseconds: number;
  /** The whole exchange. */
  readonly totalMilliseconds: number;
  /** The decoded body. */
  readonly bodyBytes: number;
}

export const defaultLimits: BrokerLimits = {
  headMilliseconds: 60_000,
  idleMilliseconds: 30_000,
  totalMilliseconds: 300_000,
  bodyBytes: 1_048_576,
};
