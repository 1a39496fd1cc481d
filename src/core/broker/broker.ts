import type { Connection, ConnectionId } from '../../shared/connection.ts';
import type {
  BodyPart,
  ReadResponse,
  RequestDraft,
  ResponseBody,
  ResponseView,
  SendRequest,
} from '../../shared/request.ts';
import type { Failure } from '../../shared/failure.ts';
import type { Result } from '../../shared/result.ts';
import type { GrowingBody } from './bodies/growing-body.ts';

/** Sends requests with a connection's sign-in, and keeps that sign-in away from everything but the API it is meant for. */
export interface Broker {
  /**
   * Sends one request and reads its whole answer; of one beyond 1 MiB it returns the beginning, and keeps the rest sealed on disk.
   *
   * With `authorization: 'on'` the access token goes only to an origin that the connection names (R24), obtained for that
   * origin's resource (R88). A 401 is answered by one renewal and one repetition (F31). Redirects are followed, ten at most;
   * no credential goes with them to another origin. What the answer repeats of the token is replaced by `[access token]`.
   * Fails with the codes of a bad request (`request-…-invalid`, `request-url-insecure`, `origin-not-allowed`), of the
   * session (`sign-in-needed` and others), of the network, with `answer-too-large`, `timed-out` or `cancelled`.
   */
  send(input: BrokerRequest): Promise<Result<ResponseView>>;
  /**
   * Stops a request at whatever stage it is; an unknown id is no failure. `keep`: what came of its answer is the answer, where
   * one has begun; else nothing of it is kept.
   */
  cancel(requestId: string, keep?: boolean): void;
  /** Stops every request of a connection. */
  cancelAll(id: ConnectionId): void;
  /**
   * A part of a body, of a finished request or of one that still receives.
   * Fails with `not-found` once it was dropped, or with `disk-failed` where its file cannot be read any more.
   */
  read(input: ReadResponse): Promise<Result<BodyPart>>;
  /**
   * Does something with the body of a finished request, as it may be saved (the token replaced); it stays until that is done.
   * `closing` is aborted where the broker waits for that in order to close. Null once it was dropped.
   */
  withBody<T>(
    requestId: string,
    work: (body: FinishedBody, closing: AbortSignal) => Promise<T>,
  ): Promise<T | null>;
  /**
   * Keeps the body of an earlier run, or of one that is read again, under an id: it can be read and saved like that of a
   * request that was just sent, until it is dropped. Fails with `disk-failed` where its file cannot be read any more.
   */
  show(requestId: string, body: GrowingBody): Promise<Result<ResponseBody>>;
  /** Removes the body of a finished request; an unknown id is no failure. */
  drop(requestId: string): Promise<void>;
  /** Removes the files that an earlier run left behind when it was killed. */
  sweep(): Promise<void>;
  /** Ends every request and removes every body, once nobody does anything with it any more. */
  close(): Promise<void>;
}

/** A request with its variables put in. */
export interface BrokerRequest extends SendRequest {
  /** Values of secret variables that stand in it: what an answer repeats of them is replaced like the token. */
  readonly secrets?: readonly string[];
  /** The same request with the names of its secret variables in their places: what is remembered of it. Absent: there are none. */
  readonly named?: RequestDraft;
}

/** A request that went out, for whoever remembers it. It holds no token and no secret variable; what a person typed may be anything. */
export interface SentRequest {
  readonly connectionId: ConnectionId;
  /** As it was sent, with `{{name}}` in the place of each secret variable. */
  readonly request: RequestDraft;
  /** In milliseconds. */
  readonly milliseconds: number;
  readonly outcome:
    | {
        readonly kind: 'answered';
        readonly response: Omit<ResponseView, 'requestId' | 'body'>;
        /** Finished; its file may be taken over before this call returns. */
        readonly body: GrowingBody;
      }
    | { readonly kind: 'failed'; readonly failure: Failure };
}

export interface FinishedBody {
  /** From the first byte to the last. @throws Node's own error, or `SpoolDamagedError`, where its file cannot be read any more. */
  readonly chunks: () => AsyncIterable<Uint8Array>;
  /** Bytes. */
  readonly size: number;
  /** A file name without a folder, safe on the three systems. */
  readonly suggestedName: string;
  readonly mediaType: string;
}

/** What the broker needs of the cookies that are kept for connections. */
export interface BrokerCookies {
  /** Whether those of a connection are kept. */
  on(id: ConnectionId): boolean;
  /** Has the network ready to send them. Fails as the vault does while they cannot be read. */
  open(id: ConnectionId): Promise<Result<KnownCookies>>;
}

export interface KnownCookies {
  /** The values that are kept now, in no order that means anything. */
  values(): Promise<readonly string[]>;
}

/** What the broker needs of the connections. */
export interface BrokerConnections {
  get(id: ConnectionId): Connection | null;
}

/** Bounds of one exchange. Times in milliseconds, sizes in bytes (R74). */
export interface BrokerLimits {
  /** From sending, or from the last piece of a file that was taken, to the first byte of the answer's head, connecting included; null: as long as it takes. */
  readonly headMilliseconds: number | null;
  /** Between two pieces of the body; null: as long as it takes. The whole exchange may take as long as it likes: a person sees it, and can cancel. */
  readonly idleMilliseconds: number | null;
  /** Up to which a body is kept in memory and returned whole. */
  readonly inlineBytes: number;
  /** The decoded body. */
  readonly bodyBytes: number;
}

export const defaultLimits: BrokerLimits = {
  headMilliseconds: 60_000,
  idleMilliseconds: 30_000,
  inlineBytes: 1_048_576,
  bodyBytes: 17_179_869_184,
};
