import type { ConnectionId } from './connection.ts';

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
  /** Whether an access token was sent. */
  readonly authorized: boolean;
  /** True when the answer held the access token that was sent and it was replaced by `[access token]`. */
  readonly credentialReplaced: boolean;
  /** Set on a 3xx answer that points elsewhere: it was not followed. */
  readonly redirect?: RedirectNote;
}

export interface RedirectNote {
  /** The absolute address, or what the server sent when it is none. */
  readonly location: string;
  readonly sameOrigin: boolean;
}

export type ResponseBody =
  | { readonly kind: 'empty' }
  | { readonly kind: 'json'; readonly text: string; readonly mediaType: string }
  | { readonly kind: 'text'; readonly text: string; readonly mediaType: string }
  | { readonly kind: 'bytes'; readonly base64: string; readonly mediaType: string };
