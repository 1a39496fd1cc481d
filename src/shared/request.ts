import type { ConnectionId } from './connection.ts';
import type { Failure } from './failure.ts';

export type HeaderList = readonly (readonly [name: string, value: string])[];

/** A request as a person composed it. */
export interface RequestDraft {
  readonly method: string;
  readonly url: string;
  readonly headers: HeaderList;
  /** Null: no body. */
  readonly body: string | null;
  /** `on`: carry the connection's access token; `off`: send without sign-in. */
  readonly authorization: 'on' | 'off';
}

/** What a `curl` command became. */
export interface CurlReading {
  readonly request: RequestDraft;
  /** What was taken out or left out, in words. */
  readonly notes: readonly string[];
}

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
  /** From sending to the last byte. */
  readonly milliseconds: number;
  /** Size of the decoded body in bytes. */
  readonly bytes: number;
  /** Whether an access token was sent to whoever gave this answer. */
  readonly authorized: boolean;
  /** True when the answer held the access token that was sent and it was replaced by `[access token]`. */
  readonly credentialReplaced: boolean;
  /** The redirects that were followed on the way to this answer, in order; absent: none. */
  readonly hops?: readonly Hop[];
  /** Set on a 3xx answer that leads elsewhere and was not followed: why (`redirect-refused`). */
  readonly redirectRefused?: Failure;
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

export type ResponseBody =
  | { readonly kind: 'empty' }
  | { readonly kind: 'json'; readonly text: string; readonly mediaType: string }
  | { readonly kind: 'text'; readonly text: string; readonly mediaType: string }
  | { readonly kind: 'bytes'; readonly base64: string; readonly mediaType: string };
