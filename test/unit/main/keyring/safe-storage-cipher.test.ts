import { describe, expect, it } from 'vitest';
import { CipherError } from '../../../../src/core/ports/cipher.ts';
import {
  createSafeStorageCipher,
  type SafeStorageApi,
} from '../../../../src/main/keyring/safe-storage-cipher.ts';
import type { PromptAnswer } from '../../../../src/main/keyring/unlock-prompt.ts';
import type { KeyringAnswer } from '../../../../src/main/keyring/secret-service.ts';

/** A keyring like Chromium's on Linux: a prefix, then the text, not authenticated. Counts what would prompt. */
class FakeSafeStorage implements SafeStorageApi {
  prefix = 'v11';
  available = true;
  /** Calls of the synchronous API: each would block, and prompt, while the keyring is locked. */
  calls = 0;
  secret = 7;

  isEncryptionAvailable(): boolean {
    this.calls += 1;
    return this.available;
  }
  encryptString(text: string): Buffer {
    this.calls += 1;
    return Buffer.concat([Buffer.from(this.prefix), this.#turn(Buffer.from(text))]);
  }
  decryptString(sealed: Buffer): string {
    this.calls += 1;
    if (!this.available) {
      throw new Error('Error while decrypting the ciphertext provided to safeStorage.decryptString.');
    }
    return this.#turn(sealed.subarray(3)).toString();
  }
  #turn(bytes: Buffer): Buffer {
    return Buffer.from(bytes.map((byte) => byte ^ this.secret));
  }
}

function setUp(
  options: {
    answer?: KeyringAnswer['kind'];
    platform?: NodeJS.Platform;
    confined?: boolean;
    backend?: string;
    prompt?: () => Promise<PromptAnswer>;
  } = {},
) {
  const safeStorage = new FakeSafeStorage();
  const state: { answer: KeyringAnswer['kind']; spent: number } = {
    answer: options.answer ?? 'unlocked',
    spent: 0,
  };
  const cipher = createSafeStorageCipher({
    safeStorage,
    platform: options.platform ?? 'linux',
    backend: options.backend ?? 'gnome_libsecret',
    confined: options.confined ?? false,
    ask: () => Promise.resolve({ kind: state.answer }),
    spent: () => (state.spent += 1),
    ...(options.prompt === undefined ? {} : { prompt: options.prompt }),
  });
  return { safeStorage, state, cipher };
}

const key = Uint8Array.from({ length: 32 }, (_, index) => index);

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    return error instanceof CipherError ? error.code : 'another error';
  }
  return 'none';
}

describe('createSafeStorageCipher', () => {
  it('R22+: wraps the data key with the keyring and opens it again', async () => {
    const { cipher } = setUp();
    const wrapped = await cipher.wrap(key);
    expect(wrapped.backend).toBe('gnome_libsecret');
    expect(Buffer.from(wrapped.blob).toString('latin1')).toMatch(/^v11/);
    expect(await cipher.unwrap(wrapped)).toEqual(key);
  });

  it('R22-: a seal made with the password that everybody knows is no keyring', async () => {
    const { cipher, safeStorage } = setUp();
    safeStorage.prefix = 'v10';
    expect(await cipher.status()).toMatchObject({ kind: 'missing' });
    expect(await codeOf(cipher.wrap(key))).toBe('locked');
  });

  it('R22-: a key that was sealed with that password is refused while a real keyring is there', async () => {
    const { cipher, safeStorage } = setUp();
    const forged = { backend: 'gnome_libsecret', blob: Uint8Array.from([...Buffer.from('v10'), 1, 2, 3]) };
    expect(await codeOf(cipher.unwrap(forged))).toBe('refused');
    expect(await codeOf(cipher.unwrap({ ...forged, blob: new Uint8Array() }))).toBe('refused');
    expect(safeStorage.calls).toBe(0);
  });

  it('R22-: takes the portal’s seal inside Flatpak and Snap only', async () => {
    const outside = setUp();
    outside.safeStorage.prefix = 'v12';
    expect(await outside.cipher.status()).toMatchObject({ kind: 'missing' });
    const inside = setUp({ confined: true });
    inside.safeStorage.prefix = 'v12';
    expect(await inside.cipher.status()).toMatchObject({ kind: 'ready' });
  });

  it('F13+: a locked keyring is told without a call that would prompt and block', async () => {
    const { cipher, safeStorage } = setUp({ answer: 'locked' });
    expect(await cipher.status()).toEqual({ kind: 'locked' });
    expect(await codeOf(cipher.wrap(key))).toBe('locked');
    expect(safeStorage.calls).toBe(0);
  });

  it('F13+: neither does a keyring that cannot be asked', async () => {
    const { cipher, safeStorage } = setUp({ answer: 'unknown' });
    expect(await cipher.status()).toEqual({ kind: 'locked' });
    expect(safeStorage.calls).toBe(0);
  });

  it('F13+: an absent one, or one that was never set up, is missing', async () => {
    for (const answer of ['missing', 'not-set-up'] as const) {
      const { cipher, safeStorage } = setUp({ answer });
      expect(await cipher.status()).toMatchObject({ kind: 'missing' });
      expect(safeStorage.calls).toBe(0);
    }
    expect(await setUp({ backend: 'basic' }).cipher.status()).toMatchObject({ kind: 'missing' });
  });

  it('F13+: the person’s Unlock makes the call, and an unlocking elsewhere is noticed', async () => {
    const { cipher, safeStorage, state } = setUp({ answer: 'locked' });
    expect(await cipher.unlock()).toMatchObject({ kind: 'ready' });
    expect(safeStorage.calls).toBeGreaterThan(0);
    const elsewhere = setUp({ answer: 'locked' });
    await elsewhere.cipher.status();
    elsewhere.state.answer = 'unlocked';
    expect(await elsewhere.cipher.status()).toMatchObject({ kind: 'ready' });
    // Once it was open in this run it stays usable, whatever the keyring does.
    state.answer = 'locked';
    expect(await cipher.status()).toMatchObject({ kind: 'ready' });
  });

  it('F13-: a question that was closed leaves it locked, loses nothing, and offers to start again', async () => {
    const { cipher, safeStorage, state } = setUp({ answer: 'locked' });
    safeStorage.available = false;
    expect(await cipher.unlock()).toEqual({ kind: 'locked' });
    expect(state.spent).toBe(1);
    // Unlocked elsewhere afterwards: this process still cannot ask, which is no missing keyring either.
    state.answer = 'unlocked';
    expect(await cipher.status()).toEqual({ kind: 'locked' });
    expect(await cipher.unlock()).toEqual({ kind: 'locked' });
    expect(state.spent).toBe(2);
  });

  it('F13+: where the keyring asks by itself nothing holds the process up, and a closed question can be asked again', async () => {
    const answers: PromptAnswer[] = ['closed', 'unlocked'];
    const { cipher, safeStorage, state } = setUp({
      answer: 'locked',
      prompt: () => Promise.resolve(answers.shift() ?? 'unavailable'),
    });
    expect(await cipher.unlock()).toEqual({ kind: 'locked' });
    expect({ calls: safeStorage.calls, spent: state.spent }).toEqual({ calls: 0, spent: 0 });
    expect(await cipher.unlock()).toMatchObject({ kind: 'ready' });
    expect(answers).toEqual([]);
  });

  it('F13-: one that no tool could ask is asked by itself too: it may be locked, and would hold everything up', async () => {
    const { cipher, safeStorage, state } = setUp({
      answer: 'unknown',
      prompt: () => Promise.resolve('closed'),
    });
    expect(await cipher.unlock()).toEqual({ kind: 'locked' });
    expect({ calls: safeStorage.calls, spent: state.spent }).toEqual({ calls: 0, spent: 0 });
  });

  it('F14-: a key that this keyring does not open is refused, never guessed', async () => {
    const { cipher, safeStorage } = setUp();
    const wrapped = await cipher.wrap(key);
    safeStorage.secret = 9;
    expect(await codeOf(cipher.unwrap(wrapped))).toBe('refused');
  });

  it('F16-: no flipped bit in the sealed key yields another key', async () => {
    const { cipher } = setUp();
    const wrapped = await cipher.wrap(key);
    for (let position = 0; position < wrapped.blob.length; position += 1) {
      const blob = Uint8Array.from(wrapped.blob);
      blob[position] = (blob[position] ?? 0) ^ 1;
      // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other, as the adapter is used
      expect(await codeOf(cipher.unwrap({ ...wrapped, blob }))).toBe('refused');
    }
  });

  it('uses the asynchronous API where the runtime has one, and tries the other for a key it does not open', async () => {
    const sync = new FakeSafeStorage();
    const used: string[] = [];
    const cipher = createSafeStorageCipher({
      platform: 'linux',
      backend: 'gnome_libsecret',
      confined: false,
      ask: () => Promise.resolve({ kind: 'unlocked' }),
      spent: () => undefined,
      safeStorage: {
        isEncryptionAvailable: () => sync.isEncryptionAvailable(),
        encryptString: (text) => sync.encryptString(text),
        decryptString: (sealed) => sync.decryptString(sealed),
        getSelectedStorageBackend: () => 'gnome_libsecret',
        isAsyncEncryptionAvailable: () => Promise.resolve(true),
        encryptStringAsync: (text) => {
          used.push('encrypt');
          return Promise.resolve(sync.encryptString(text));
        },
        decryptStringAsync: () => {
          used.push('decrypt');
          return Promise.reject(new Error('another provider sealed it'));
        },
      },
    });
    const wrapped = await cipher.wrap(key);
    expect(await cipher.unwrap(wrapped)).toEqual(key);
    expect(used).toContain('encrypt');
    expect(used.at(-1)).toBe('decrypt');
  });

  it('asks no D-Bus and wants no prefix on macOS and Windows', async () => {
    for (const platform of ['darwin', 'win32'] as const) {
      const { cipher, safeStorage } = setUp({ platform, answer: 'missing', backend: 'keychain' });
      safeStorage.prefix = 'xyz';
      // oxlint-disable-next-line eslint/no-await-in-loop -- one system after the other
      expect(await cipher.unwrap(await cipher.wrap(key))).toEqual(key);
    }
  });
});
