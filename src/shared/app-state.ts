import type { ClientCertificateState } from './client-certificate.ts';
import type { ConnectionId } from './connection.ts';
import type { Failure } from './failure.ts';
import type { ProxyState } from './proxy.ts';
import type { HistoryLimits } from './history.ts';

/** What concerns the whole window and no single connection. */
export interface AppState {
  readonly version: string;
  readonly runtime: { readonly electron: string; readonly chromium: string; readonly node: string };
  readonly platform: 'linux' | 'darwin' | 'win32';
  /** The scheme this run answers to. */
  readonly scheme: string;
  readonly keyring: KeyringState;
  readonly protection: ProtectionState;
  /** Problems with files of ours that were found at start, for example a connections file that is no JSON. */
  readonly notices: readonly Failure[];
  readonly preferences: Preferences;
  readonly requestTimeouts: RequestTimeouts;
  readonly historyLimits: HistoryLimits;
  readonly proxy: ProxyState;
  readonly clientCertificates: ClientCertificateState;
  readonly demo: 'stopped' | 'starting' | 'running';
  /** Connections that were deleted a moment ago, whole as long as they are named here: `restoreConnection` brings one back. */
  readonly deleted: readonly DeletedConnection[];
}

export interface DeletedConnection {
  readonly id: ConnectionId;
  readonly name: string;
}

export type KeyringState =
  /** Not asked yet: the window is shown before the keyring is touched. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'ready'; readonly backend: string }
  /** A passphrase protects what is saved, and it was entered. */
  | { readonly kind: 'passphrase' }
  | { readonly kind: 'passphrase-needed' }
  /** `asking`: it asks for its password now. */
  | { readonly kind: 'locked'; readonly asking?: true }
  | { readonly kind: 'memory-only'; readonly reason: Failure }
  /** The key is there but another keyring sealed it, or it is damaged; sealed files are kept. */
  | { readonly kind: 'set-aside'; readonly reason: Failure };

/** What protects saved sign-ins, and what could. */
export interface ProtectionState {
  /** Null while nothing is sealed, or it is locked. */
  readonly by: 'keyring' | 'passphrase' | null;
  /** Whether a keyring could take the place of the passphrase. */
  readonly keyringReady: boolean;
  /** Whether sealed files are kept whose passphrase was given up: it may be remembered. */
  readonly givenUp: boolean;
  readonly lock: LockChoice;
}

/** When a vault that a passphrase protects locks by itself. */
export interface LockChoice {
  /** Minutes in which nobody used the window; null: never. */
  readonly afterMinutes: 15 | 60 | 480 | null;
  /** Also when the computer goes to sleep, or its screen is locked where the system says so. */
  readonly onSuspend: boolean;
}

/** How long a request waits, in seconds; null: as long as it takes. */
export interface RequestTimeouts {
  /** From sending to the first byte of the answer. Connecting counts, too: the runtime does not tell when it is done. */
  readonly firstByteSeconds: 10 | 30 | 60 | 300 | null;
  /** Between two pieces of an answer. */
  readonly idleSeconds: 10 | 30 | 120 | 600 | null;
}

export interface Preferences {
  readonly colorScheme: 'auto' | 'light' | 'dark';
}
