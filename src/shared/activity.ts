import type { FailureCode } from './failure.ts';
import type { ConnectionId } from './connection.ts';

/** One protocol step or request, already redacted: it holds no token, code, verifier, state or secret. */
export interface ActivityEntry {
  /** Rises by one per entry of a run. */
  readonly sequence: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Null when it belongs to no connection, for example a foreign callback. */
  readonly connectionId: ConnectionId | null;
  readonly step: ActivityStep;
  readonly outcome: 'ok' | 'failed' | 'ignored' | 'noted';
  /** One plain sentence. */
  readonly summary: string;
  /** Redacted facts, in order. */
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  readonly failureCode?: FailureCode;
}

export type ActivityStep =
  | 'discovery'
  | 'authorization'
  | 'callback'
  | 'token'
  | 'id-token'
  | 'user-info'
  | 'keys'
  | 'refresh'
  | 'request'
  | 'sign-out'
  | 'revocation'
  | 'vault'
  | 'security';
