import type { Failure } from './failure.ts';

/** What the window is told of a connection's cookies, which is never a value. */
export interface CookiesView {
  /** Whether they are kept and sent. */
  readonly on: boolean;
  /** `memory`: nothing can be sealed, and they live until the app quits. */
  readonly kept: 'sealed' | 'memory';
  /** By host, in alphabetical order. */
  readonly hosts: readonly CookieHost[];
  /** Why they cannot be read, or could not be saved. */
  readonly failure: Failure | null;
}

export interface CookieHost {
  /** A leading dot: its sub-domains as well. */
  readonly host: string;
  /** As the server named them. */
  readonly names: readonly string[];
}
