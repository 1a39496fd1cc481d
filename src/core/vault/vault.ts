import type { Failure } from '../../shared/failure.ts';
import type { Result } from '../../shared/result.ts';

/**
 * The sealed store. A record is named by `kind` and `id` and holds JSON.
 * Every promise settles; nothing is deleted but by `remove`.
 */
export interface Vault {
  readonly status: VaultStatus;
  /** Subscribes to changes of `status`; returns what unsubscribes. */
  onStatus(listener: (status: VaultStatus) => void): () => void;
  /** Asks the keyring's state and opens, or creates, the data key where that needs nobody. Idempotent. */
  open(): Promise<VaultStatus>;
  /** Asks the person to unlock the keyring, then opens. Whoever calls it meanwhile joins: a person is asked once. */
  unlock(): Promise<VaultStatus>;
  /** The value, null when there is none. A damaged record falls back to its previous generation, else it is set aside. */
  read(kind: RecordKind, id: string): Promise<Result<unknown>>;
  /**
   * Keeps a value. `sealed`: it is on disk. `memory`: there is no keyring and it lives until the app quits.
   * On failure the previous generation is intact and the value is kept in memory, to be persisted by the next `flush`.
   */
  write(kind: RecordKind, id: string, value: unknown): Promise<Result<'sealed' | 'memory'>>;
  /** Removes every generation of a record, from memory and disk. */
  remove(kind: RecordKind, id: string): Promise<Result<null>>;
  /** Ids of the records of a kind, readable or not. */
  list(kind: RecordKind): Promise<Result<readonly string[]>>;
  /** Writes again what could not be written. */
  flush(): Promise<Result<null>>;
  /**
   * Forgets the data key until the passphrase is entered again; everything is saved first, else nothing is locked.
   * Fails with `not-permitted` where no passphrase protects the key, or with why something could not be saved.
   */
  lock(): Promise<Result<null>>;
}

export type RecordKind =
  | 'session'
  | 'transaction'
  | 'sign-out'
  | 'client-secret'
  | 'variables'
  | 'proxy'
  | 'history'
  | 'cookies'
  /** Written, read and removed again to see that it can be. */
  | 'probe';

export type VaultStatus =
  | { readonly kind: 'closed' }
  /** `backend`: the keyring that wraps the data key; null when a passphrase does. */
  | { readonly kind: 'open'; readonly backend: string | null }
  /** `asking`: the keyring asks the person now. */
  | { readonly kind: 'locked'; readonly asking?: true }
  /** Protected by a passphrase, which was not entered yet. */
  | { readonly kind: 'passphrase-needed' }
  | { readonly kind: 'memory-only'; readonly reason: Failure }
  | { readonly kind: 'set-aside'; readonly reason: Failure };
