import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CheckedToken } from './token-check.ts';

/** One request whose token was accepted. */
export interface Call {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  /** The groups of the route's path. */
  readonly parameters: readonly string[];
  readonly token: CheckedToken;
}

export interface Route {
  /** `*`: any method. */
  readonly method: string;
  readonly path: RegExp;
  readonly scopes: readonly string[];
  answer(call: Call): Promise<void> | void;
}
