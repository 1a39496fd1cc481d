import { randomBytes } from 'node:crypto';
import type { Failure } from '../../../../src/shared/failure.ts';
import { CipherError } from '../../../../src/core/ports/cipher.ts';
import type { Cipher, CipherStatus, WrappedKey } from '../../../../src/core/ports/cipher.ts';
import type { Clock } from '../../../../src/core/ports/clock.ts';
import { createVault } from '../../../../src/core/vault/create-vault.ts';
import type { ProtectedVault } from '../../../../src/core/vault/create-vault.ts';
import type { ScryptCost } from '../../../../src/core/vault/passphrase-wrap.ts';
import { MemoryFiles } from '../../../support/memory-files.ts';

/** A keyring that, like the real one on Linux, does not notice a damaged blob: it gives other bytes back. */
export class FakeKeyring implements Cipher {
  state: CipherStatus = { kind: 'ready', backend: 'fake-keyring' };
  secret = randomBytes(64);
  unlocks = 0;
  /** Set to make `unwrap` fail in another way. */
  unwrapError: Error | null = null;
  /** Awaited by `unlock`: the person at the prompt. */
  person: Promise<void> = Promise.resolve();

  status(): Promise<CipherStatus> {
    return Promise.resolve(this.state);
  }

  wrap(key: Uint8Array): Promise<WrappedKey> {
    this.#needReady();
    return Promise.resolve({
      backend: 'fake-keyring',
      blob: Buffer.concat([Buffer.from('v11'), this.#mix(key)]),
    });
  }

  unwrap(wrapped: WrappedKey): Promise<Uint8Array> {
    this.#needReady();
    if (this.unwrapError !== null) return Promise.reject(this.unwrapError);
    if (Buffer.from(wrapped.blob).toString('latin1', 0, 3) !== 'v11') {
      return Promise.reject(new CipherError('refused', 'This blob was not made by the keyring.'));
    }
    return Promise.resolve(this.#mix(wrapped.blob.subarray(3)));
  }

  async unlock(): Promise<CipherStatus> {
    this.unlocks += 1;
    await this.person;
    return this.state;
  }

  #needReady(): void {
    if (this.state.kind !== 'ready') throw new CipherError('locked', 'The keyring is locked.');
  }

  #mix(bytes: Uint8Array): Buffer {
    return Buffer.from(bytes.map((byte, index) => byte ^ (this.secret[index % this.secret.length] ?? 0)));
  }
}

export const testClock: Clock = {
  now: () => Date.UTC(2026, 0, 2, 3, 4, 5),
  monotonic: () => 0,
  after: () => () => undefined,
};

export const folder = '/profile/vault';

/** A thousandth of what the app takes: what is tried here is not how long guessing lasts. */
export const weakCost: ScryptCost = { cost: 2 ** 7, blockSize: 8, parallelization: 1 };

/** A pebibyte: more than any computer can address. */
export const impossibleCost: ScryptCost = { cost: 2 ** 31, blockSize: 4096, parallelization: 1 };

export const passphrase = 'four words über a hedge';

export interface Setup {
  readonly files: MemoryFiles;
  readonly keyring: FakeKeyring;
  readonly vault: ProtectedVault;
  readonly notes: Failure[];
}

/** A vault over these files, not opened. */
export function makeVault(
  files: MemoryFiles = new MemoryFiles(),
  keyring = new FakeKeyring(),
  cost: ScryptCost = weakCost,
): Setup {
  const notes: Failure[] = [];
  const note = (failure: Failure) => notes.push(failure);
  return {
    files,
    keyring,
    notes,
    vault: createVault({
      files,
      cipher: keyring,
      folder,
      clock: testClock,
      note,
      weakPassphraseCostForTests: cost,
    }),
  };
}

/** The same, opened. */
export async function openVault(files?: MemoryFiles, keyring?: FakeKeyring): Promise<Setup> {
  const setup = makeVault(files, keyring);
  await setup.vault.open();
  return setup;
}

/** A vault on a computer without a keyring, protected by `passphrase`. */
export async function passphraseVault(files?: MemoryFiles): Promise<Setup> {
  const keyring = new FakeKeyring();
  keyring.state = { kind: 'missing', why: 'This computer has no keyring.' };
  const setup = await openVault(files, keyring);
  const chosen = await setup.vault.protection.choose(passphrase);
  if (!chosen.ok) throw new Error(chosen.failure.why);
  return setup;
}

/** What the next start finds: the same files and keyring, another process. */
export function restart(setup: Setup): Promise<Setup> {
  return openVault(setup.files.copy(), setup.keyring);
}

export const sessionFile = `${folder}/key-1/session.one.record`;
