import type { Result } from '../../shared/result.ts';

/** What wraps the data key of a vault, and how it comes to be another. Passphrases are as a person typed them. */
export interface Protection {
  /** What wraps the data key in use; null when there is none, or it is locked. */
  readonly by: 'keyring' | 'passphrase' | null;
  /** Whether a keyring could take the place of the passphrase, as it was when the passphrase was last entered. */
  readonly keyringReady: boolean;
  /**
   * Chooses a passphrase: where nothing was saved it seals what is in memory, where a keyring wraps the key it takes its
   * place. Fails with `input-invalid` for one that is too easy to guess.
   */
  choose(passphrase: string): Promise<Result<null>>;
  /** Opens the vault. Fails with `passphrase-wrong`, nothing changed; how often it is tried is not counted. */
  enter(passphrase: string): Promise<Result<null>>;
  /** Fails with `passphrase-wrong` for the one in use, or `input-invalid` for the new one. */
  change(current: string, next: string): Promise<Result<null>>;
  /** The keyring wraps the key from now on; asks the person to unlock it where it is locked. */
  moveToKeyring(): Promise<Result<null>>;
  /** Without a keyring, back to memory only: what is sealed is read into memory and erased from the disk. Else the keyring. */
  remove(): Promise<Result<null>>;
  /** Whether sealed files are kept here whose passphrase was given up. */
  readonly givenUp: boolean;
  /** The passphrase is forgotten: nobody asks for it any more. The sealed files stay, and a new vault is begun. */
  giveUp(): Promise<Result<null>>;
  /**
   * It was remembered: what it protects comes into the vault in use, or is that again where there is none. What was saved
   * anew since stays as it is. Fails with `passphrase-wrong`, nothing changed.
   */
  takeBack(passphrase: string): Promise<Result<null>>;
}
