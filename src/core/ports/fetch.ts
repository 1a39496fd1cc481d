import type { HeaderList } from '../../shared/request.ts';

/**
 * One HTTP exchange. Redirects are never followed: a 3xx answer comes back as it is, with its `location`.
 * No cache entry, `Origin` header or credential is ever added, and no cookie unless the request says so.
 */
export interface Fetch {
  /** @throws {FetchError} when no answer came. Rejects with code `cancelled` once `signal` is aborted. */
  send(request: FetchRequest, signal: AbortSignal): Promise<FetchResponse>;
}

export interface FetchRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: HeaderList;
  readonly body?: Uint8Array;
  /** In the place of `body`. */
  readonly upload?: BodyStream;
  /** The cookies that the network has for the connection go along, and those that come are kept there. Absent: neither. */
  readonly cookies?: true;
  /** Told when a person is asked something that the exchange waits for, and when that is over: nobody's lateness counts meanwhile. */
  readonly asking?: (now: boolean) => void;
}

/** A body that is read while it is sent, and again where the request is repeated. */
export interface BodyStream {
  /** Bytes. Up to `longestCountedBody` they are announced (`Content-Length`); a longer body is sent chunked (RFC 9112 §7.1). */
  readonly size: number;
  /** Exactly `size` bytes. @throws {FetchError} `disk-failed` where they cannot be read. */
  readonly chunks: () => AsyncIterable<Uint8Array>;
}

export function isBodyStream(body: Uint8Array | BodyStream): body is BodyStream {
  return 'chunks' in body;
}

export interface FetchResponse {
  readonly status: number;
  readonly statusText: string;
  /** Names in lower case; a header sent twice appears twice. */
  readonly headers: HeaderList;
  /** Decoded bytes (gzip, br already undone); each chunk is the reader's own. Leaving the loop early closes the connection. */
  readonly body: AsyncIterable<Uint8Array>;
}

export type FetchErrorCode =
  | 'cancelled'
  /** What should have been sent could not be read. */
  | 'disk-failed'
  | 'timed-out'
  | 'name-not-resolved'
  | 'connection-failed'
  | 'certificate-invalid'
  /** There was no handshake: the server speaks no TLS at that port, or no version and cipher that is safe today. */
  | 'encryption-failed'
  /** The server asks for a certificate of the person's, and got no answer. */
  | 'client-certificate-needed'
  /** The server did not take the person's certificate, or that there was none. */
  | 'client-certificate-refused'
  | 'proxy-sign-in-needed'
  /** What came is no HTTP answer, or its content coding is broken. */
  | 'answer-unreadable';

/** What a server proved itself with, where that did not convince. */
export interface CertificateProblem {
  readonly reason:
    | 'unknown-authority'
    | 'another-name'
    | 'expired'
    | 'not-yet-valid'
    | 'revoked'
    /** Made or signed by a method that can be forged. */
    | 'weak'
    | 'other';
  /** From the server's own on, as far as it was sent. The names in it are the server's words. */
  readonly chain: readonly CertificateFacts[];
}

export interface CertificateFacts {
  readonly subject: string;
  readonly issuer: string;
  /** Milliseconds since the epoch. */
  readonly validFrom: number;
  /** Milliseconds since the epoch. */
  readonly validUntil: number;
  readonly fingerprint: string;
}

/** Why no answer came. The message never holds a header, a body or a query. */
export class FetchError extends Error {
  override readonly name = 'FetchError';
  readonly code: FetchErrorCode;
  /** With `certificate-invalid`, where it is known. */
  readonly certificate: CertificateProblem | null;

  constructor(
    code: FetchErrorCode,
    message: string,
    options: ErrorOptions & { readonly certificate?: CertificateProblem | null } = {},
  ) {
    super(message, options);
    this.code = code;
    this.certificate = options.certificate ?? null;
  }
}
