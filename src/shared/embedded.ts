import type { HeaderList, RequestProgress, ResponseView } from './request.ts';
import type { Result } from './result.ts';

/** A request of a page that embeds the core. It always carries the sign-in, and goes only where that may go. */
export interface EmbeddedRequest {
  /** Chosen by the page, to cancel by and to tell progress by: letters, digits, `-` and `_`, 64 at most. */
  readonly requestId: string;
  readonly url: string;
  /** Absent: GET. */
  readonly method?: string;
  readonly headers?: HeaderList;
  /** Absent: no body. Of the type that a `Content-Type` header says, else plain text. */
  readonly body?: string;
}

/** What the page calls, with what goes in and what comes out. */
export interface EmbeddedCommands {
  request: { input: EmbeddedRequest; output: ResponseView };
  cancel: { input: { readonly requestId: string }; output: null };
}

/** The whole of what the page is given: two calls, and how far each request is. No token crosses. */
export interface EmbeddedLatchkey {
  readonly request: (request: EmbeddedRequest) => Promise<Result<ResponseView>>;
  /** Stops a request at whatever stage it is; its promise is answered with `cancelled`. */
  readonly cancel: (requestId: string) => Promise<Result<null>>;
  /** Called ten times a second at most for each request; returns what unsubscribes. */
  readonly onProgress: (listener: (progress: RequestProgress) => void) => () => void;
}

export const embeddedChannels = {
  request: 'latchkey:embedded:request',
  cancel: 'latchkey:embedded:cancel',
  progress: 'latchkey:embedded:progress',
} as const;
