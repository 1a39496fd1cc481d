import type { Failure } from './failure.ts';

/** What concerns the whole window and no single connection. */
export interface AppState {
  readonly version: string;
  readonly runtime: { readonly electron: string; readonly chromium: string; readonly node: string };
  readonly platform: 'linux' | 'darwin' | 'win32';
  /** The scheme this run answers to. */
  readonly scheme: string;
  readonly keyring: KeyringState;
  /** Problems with files of ours that were found at start, for example a connections file that is no JSON. */
  readonly notices: readonly Failure[];
  readonly preferences: Preferences;
  readonly demo: 'stopped' | 'starting' | 'running';
}

export type KeyringState =
  /** Not asked yet: the window is shown before the keyring is touched. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'ready'; readonly backend: string }
  /** A passphrase protects what is saved, and it was entered. */
  | { readonly kind: 'passphrase' }
  | { readonly kind: 'passphrase-needed' }
  | { readonly kind: 'locked' }
  | { readonly kind: 'memory-only'; readonly reason: Failure }
  /** The key is there but another keyring sealed it, or it is damaged; sealed files are kept. */
  | { readonly kind: 'set-aside'; readonly reason: Failure };

export interface Preferences {
  readonly colorScheme: 'auto' | 'light' | 'dark';
}
