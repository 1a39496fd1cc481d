import type { KeyringAnswer } from './secret-service.ts';
import type { PromptAnswer } from './unlock-prompt.ts';
import { CipherError, type Cipher, type CipherStatus, type WrappedKey } from '../../core/ports/cipher.ts';
import { assertNever } from '../../shared/result.ts';
import { keyOfText, textOfKey } from './sealed-text.ts';

/**
 * What this adapter uses of Electron's `safeStorage`. The asynchronous half does not exist on every runtime, and where
 * it does not, the synchronous half blocks the whole process for as long as a prompt is on screen.
 */
export interface SafeStorageApi {
  isEncryptionAvailable(): boolean;
  encryptString(text: string): Buffer;
  decryptString(sealed: Buffer): string;
  getSelectedStorageBackend?(): string;
  isAsyncEncryptionAvailable?(): Promise<boolean>;
  encryptStringAsync?(text: string): Promise<Buffer>;
  decryptStringAsync?(sealed: Buffer): Promise<{ readonly result: string }>;
}

export interface SafeStorageCipherDeps {
  readonly safeStorage: SafeStorageApi;
  readonly platform: NodeJS.Platform;
  /** The keyring's name where the runtime does not tell. */
  readonly backend: string;
  /** Whether the app runs inside Flatpak or Snap, where the portal (`v12`) keeps the key. */
  readonly confined: boolean;
  /** Asks the keyring whether it is locked, without a prompt; only used on Linux. */
  ask(): Promise<KeyringAnswer>;
  /**
   * Has the keyring itself ask the person, without holding the process up, where that can be done. Absent or `unavailable`:
   * safeStorage has to ask, and its synchronous API holds everything up meanwhile.
   */
  prompt?(): Promise<PromptAnswer>;
  /**
   * The keyring's question was closed, and this process cannot ask again: measured on Electron 25, the synchronous API
   * remembers the refusal until the app is started anew.
   */
  spent(): void;
}

const missingKeyring = 'No keyring answers on this computer.';
const keyringNotSetUp = 'The keyring of this computer was never set up.';
const publicPassword = 'The keyring that is there would use a password that everybody knows.';
const noAnswer = 'The keyring does not answer.';

/**
 * The system's keyring behind the `Cipher` port; the only file that knows safeStorage.
 * SECURITY: on Linux a sealed key must begin with `v11` (`v12` when confined): anything else was made with a password
 * that everybody knows (R22, test/unit/main/keyring/safe-storage-cipher.test.ts).
 */
export function createSafeStorageCipher(deps: SafeStorageCipherDeps): Cipher {
  const { safeStorage } = deps;
  const linux = deps.platform === 'linux';
  const prefixes = deps.confined ? ['v11', 'v12'] : ['v11'];
  /** Once a key was obtained in this run the runtime keeps it, and no later call can prompt. */
  let opened = false;
  /** The synchronous API was refused in this run: it never asks again, whatever the keyring says. */
  let refused = false;

  const backendName = (): string => {
    const name = linux ? safeStorage.getSelectedStorageBackend?.() : undefined;
    return name === undefined || name === 'unknown' ? deps.backend : name;
  };
  const trusted = (blob: Uint8Array): boolean =>
    !linux || prefixes.includes(Buffer.from(blob.subarray(0, 3)).toString('latin1'));

  /** Seals a text by the asynchronous API where there is one. May prompt. */
  const seal = async (text: string): Promise<Buffer> =>
    safeStorage.encryptStringAsync === undefined
      ? safeStorage.encryptString(text)
      : safeStorage.encryptStringAsync(text);

  /** Whether a seal can be had and is one to trust. May prompt: called only when the keyring is unlocked, or by `unlock`. */
  const tryOut = async (): Promise<CipherStatus> => {
    try {
      const available =
        safeStorage.isAsyncEncryptionAvailable === undefined
          ? safeStorage.isEncryptionAvailable()
          : await safeStorage.isAsyncEncryptionAvailable();
      if (!available) {
        return { kind: 'missing', why: missingKeyring };
      }
      if (!trusted(await seal('probe'))) {
        return { kind: 'missing', why: publicPassword };
      }
      opened = true;
      return { kind: 'ready', backend: backendName() };
    } catch {
      return { kind: 'missing', why: noAnswer };
    }
  };

  const status = async (): Promise<CipherStatus> => {
    if (!linux || opened) {
      return tryOut();
    }
    if (refused) {
      return { kind: 'locked' };
    }
    if (deps.backend === 'basic') {
      return { kind: 'missing', why: missingKeyring };
    }
    const answer = await deps.ask();
    switch (answer.kind) {
      case 'unlocked':
        return tryOut();
      case 'missing':
        return { kind: 'missing', why: missingKeyring };
      case 'not-set-up':
        return { kind: 'missing', why: keyringNotSetUp };
      // Without an answer a call might prompt, and freeze the app for as long: only the person's Unlock makes it.
      case 'unknown':
      case 'locked':
        return { kind: 'locked' };
      default:
        return assertNever(answer);
    }
  };

  const demandReady = async (): Promise<void> => {
    const now = await status();
    if (now.kind !== 'ready') {
      throw new CipherError('locked', now.kind === 'missing' ? now.why : 'The keyring is locked.');
    }
  };

  /** Tries one API, then the other: a key that one of them sealed is not always opened by it. */
  const unseal = async (blob: Buffer): Promise<string> => {
    if (safeStorage.decryptStringAsync !== undefined) {
      try {
        return (await safeStorage.decryptStringAsync(blob)).result;
      } catch {
        // The synchronous API is the second try.
      }
    }
    return safeStorage.decryptString(blob);
  };

  return {
    status,
    async wrap(key): Promise<WrappedKey> {
      await demandReady();
      const blob = await seal(textOfKey(key));
      if (!trusted(blob)) {
        throw new CipherError('refused', publicPassword);
      }
      return { backend: backendName(), blob: new Uint8Array(blob) };
    },
    async unwrap({ backend, blob }): Promise<Uint8Array> {
      if (!trusted(blob)) {
        throw new CipherError('refused', 'The saved key was not sealed by a keyring.');
      }
      await demandReady();
      let text: string;
      try {
        text = await unseal(Buffer.from(blob));
      } catch (cause) {
        // Locked in between: it may work later. Else this keyring holds another key.
        const locked = linux && (await deps.ask()).kind !== 'unlocked';
        throw new CipherError(
          locked ? 'locked' : 'refused',
          locked
            ? 'The keyring is locked.'
            : `This keyring (${backendName()}) does not open a key sealed by ${backend}.`,
          { cause },
        );
      }
      const key = keyOfText(text);
      if (key === null) {
        throw new CipherError('refused', 'The saved key is damaged.');
      }
      return key;
    },
    async unlock() {
      const before = linux ? await deps.ask() : null;
      // One that no tool could ask may be locked as well.
      const askable = before?.kind === 'locked' || before?.kind === 'unknown';
      if (askable && !refused && (await deps.prompt?.()) === 'closed') {
        return { kind: 'locked' };
      }
      const tried = await tryOut();
      if (tried.kind !== 'missing' || before === null || (!refused && before.kind !== 'locked')) {
        return tried;
      }
      // A question that was closed is no missing keyring.
      if (safeStorage.isAsyncEncryptionAvailable === undefined) {
        refused = true;
        deps.spent();
      }
      return { kind: 'locked' };
    },
  };
}
