/**
 * What wraps the vault's data key: the system's keyring. Both calls may take as long as a person needs to answer a prompt.
 */
export interface Cipher {
  /** Whether it can be used now, without asking the person anything. */
  status(): Promise<CipherStatus>;
  /** @throws {CipherError} */
  wrap(key: Uint8Array): Promise<WrappedKey>;
  /** @throws {CipherError} `locked` when it may work later, `refused` when this keyring can never open it. */
  unwrap(wrapped: WrappedKey): Promise<Uint8Array>;
  /** Asks the person to unlock the keyring; resolves with the state afterwards. Called only when the person asked for it. */
  unlock(): Promise<CipherStatus>;
}

export type CipherStatus =
  | { readonly kind: 'ready'; readonly backend: string }
  | { readonly kind: 'locked' }
  | { readonly kind: 'missing'; readonly why: string };

export interface WrappedKey {
  /** The keyring's name, kept beside the key. */
  readonly backend: string;
  readonly blob: Uint8Array;
}

export class CipherError extends Error {
  override readonly name = 'CipherError';
  readonly code: 'locked' | 'refused';

  constructor(code: CipherError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
