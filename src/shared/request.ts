import type { ConnectionId } from './connection.ts';
import type { Failure } from './failure.ts';
import type { RequestBody } from './request-body.ts';

export type HeaderList = readonly (readonly [name: string, value: string])[];

/** A request as a person composed it. */
export interface RequestDraft {
  readonly method: string;
  readonly url: string;
  /** Parameters that are kept and not sent; absent: none. */
  readonly offQuery?: readonly OffParameter[];
  readonly headers: HeaderList;
  /** Headers that are kept and not sent; absent: none. */
  readonly offHeaders?: readonly OffHeader[];
  /** Null: no body. */
  readonly body: RequestBody | null;
  /** `on`: carry the connection's access token; `off`: send without sign-in. */
  readonly authorization: 'on' | 'off';
}

/** A query parameter that is switched off. */
export interface OffParameter {
  /** How many parameters, on or off, stand before it. */
  readonly at: number;
  /** `name=value` as it would stand in the URL. */
  readonly pair: string;
}

/** A header that is switched off. */
export interface OffHeader {
  /** How many headers, on or off, stand before it. */
  readonly at: number;
  readonly name: string;
  readonly value: string;
}

/** What a `curl` command became. */
export interface CurlReading {
  readonly request: RequestDraft;
  /** What was taken out or left out, in words. */
  readonly notes: readonly string[];
}

/** Bytes of a body up to which its length is announced: the network holds such a body in memory. A longer one is sent chunked. */
export const longestCountedBody = 64_000_000;

export interface SendRequest {
  readonly connectionId: ConnectionId;
  /** Chosen by the page, to cancel and to save by. */
  readonly requestId: string;
  readonly request: RequestDraft;
}

/** What came back, with every occurrence of the credential that was sent replaced. */
export interface ResponseView {
  readonly requestId: string;
  readonly status: number;
  readonly statusText: string;
  readonly headers: HeaderList;
  readonly body: ResponseBody;
  /** Set where the body did not come to its end: why. What came is kept. */
  readonly incomplete?: Failure;
  /** From sending to the last byte. */
  readonly milliseconds: number;
  /** What of that each stage took, in order; a stage that came more than once (redirects, a repetition) is added up. */
  readonly stages?: readonly StageTime[];
  /** Size of the decoded body in bytes. */
  readonly bytes: number;
  /** Whether an access token was sent to whoever gave this answer. */
  readonly authorized: boolean;
  /** True when the answer held the access token that was sent and it was replaced by `[access token]`. */
  readonly credentialReplaced: boolean;
  /** The redirects that were followed on the way to this answer, in order; absent: none. */
  readonly hops?: readonly Hop[];
  /** What a 401 or 403 means, and what helps. */
  readonly advice?: Advice;
  /** When the server wants to be asked again at the earliest (Retry-After), in milliseconds since the epoch; never obeyed by itself. */
  readonly retryAt?: number;
  /** Set on a 3xx answer that leads elsewhere and was not followed: why (`redirect-refused`). */
  readonly redirectRefused?: Failure;
}

/** An answer in the words of a failure. */
export interface Advice {
  readonly what: string;
  readonly why: string;
  readonly next: string;
}

/** A redirect that was followed. */
export interface Hop {
  readonly status: number;
  /** The request that it answered. */
  readonly from: HopRequest;
  /** The request that followed from it. */
  readonly to: HopRequest;
  /** What did not go on, by its name on screen: `Sign-in`, `Request body`, or a header. */
  readonly leftBehind: readonly string[];
}

export interface HopRequest {
  readonly method: string;
  readonly url: string;
}

/** Where a request is. Connecting is part of `sending`: the network does not tell them apart. */
export type RequestStage = 'queued' | 'sending' | 'waiting' | 'receiving' | 'saving';

export interface StageTime {
  readonly stage: RequestStage;
  readonly milliseconds: number;
}

/** How far a request is, or the saving of its answer. */
export interface RequestProgress {
  readonly requestId: string;
  readonly stage: RequestStage;
  /** Bytes of this stage so far. */
  readonly bytes: number;
  /** Bytes of this stage at its end; null where nobody said. */
  readonly total: number | null;
  /** Over the last seconds; null until it is known. */
  readonly bytesPerSecond: number | null;
  /** Null where the total or the rate is not known. */
  readonly secondsLeft: number | null;
  /** Null until the answer began. Its body can be read from then on, by `readResponse`. */
  readonly answer: ResponseStart | null;
}

/** The head of an answer whose body still comes. */
export interface ResponseStart {
  readonly status: number;
  readonly statusText: string;
}

export type ResponseBody =
  | { readonly kind: 'empty' }
  | { readonly kind: 'json'; readonly text: string; readonly mediaType: string }
  | { readonly kind: 'text'; readonly text: string; readonly mediaType: string }
  | { readonly kind: 'bytes'; readonly base64: string; readonly mediaType: string }
  /** Too large to be handed over whole: the rest is read in parts, by `readResponse`. */
  | {
      readonly kind: 'large';
      readonly shownAs: 'json' | 'text' | 'bytes';
      readonly mediaType: string;
      readonly start: BodyPart;
    };

/** A piece of a body. Bytes are counted in the decoded body. */
export interface BodyPart {
  readonly from: number;
  /** Behind its last byte, where the next part begins. */
  readonly to: number;
  readonly content:
    { readonly kind: 'text'; readonly text: string } | { readonly kind: 'bytes'; readonly base64: string };
}

export interface ReadResponse {
  readonly requestId: string;
  /** Byte at which to begin. */
  readonly from: number;
  /** Bytes; `longestBodyPart` at most. */
  readonly length: number;
  /**
   * `text`: decoded in the charset of the answer, where it is text. `lines`: the same, but begun and ended between lines where
   * some are near, so that parts side by side are the text, in whatever order they are read.
   */
  readonly as: 'text' | 'lines' | 'bytes';
}

/** Bytes up to which an answer is drawn as a page. */
export const longestPreview = 4_194_304;

/** Bytes of a body that cross to the page in one call. */
export const longestBodyPart = 1_048_576;
