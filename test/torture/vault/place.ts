import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { createConnectionStore } from '../../../src/core/connections/create-connection-store.ts';
import type { ConnectionStore } from '../../../src/core/connections/connection-store.ts';
import type { Cipher } from '../../../src/core/ports/cipher.ts';
import type { Files } from '../../../src/core/ports/files.ts';
import { createVault } from '../../../src/core/vault/create-vault.ts';
import type { ProtectedVault } from '../../../src/core/vault/create-vault.ts';
import { nodeFiles } from '../../../src/core/vault/node-files.ts';
import type { Vault } from '../../../src/core/vault/vault.ts';
import type { Failure } from '../../../src/shared/failure.ts';
import { FakeKeyring, testClock, weakCost } from '../../unit/core/vault/test-vault.ts';
import { byPassphrase } from './by-passphrase.ts';

/** What wraps the data key while the vault is tortured. Every process has to make the same one of the same seed. */
export interface TortureCipher {
  readonly name: string;
  make(seed: string): Cipher;
  /** The vault as it opens under it. */
  opening(vault: ProtectedVault, seed: string): Vault;
}

const keyringLike: TortureCipher = {
  name: 'keyring-like',
  make(seed) {
    const keyring = new FakeKeyring();
    keyring.secret = createHash('sha512').update(seed).digest();
    return keyring;
  },
  opening: (vault) => vault,
};

/** No keyring, and a passphrase that is as quick to try as one of no use to anybody. */
const passphrase: TortureCipher = {
  name: 'passphrase',
  make() {
    const keyring = new FakeKeyring();
    keyring.state = { kind: 'missing', why: 'This computer has no keyring.' };
    return keyring;
  },
  opening: (vault, seed) => byPassphrase(vault, `four words over a ${seed}`),
};

/** The vault is tortured with each of these. */
export const tortureCiphers: readonly TortureCipher[] = [keyringLike, passphrase];

/** Of the keyring, or of the passphrase, where nothing else is said. */
const firstSeed = 'keyring';

/** A profile on a real disk, as one process sees it. */
export interface Place {
  /** The profile's folder. */
  readonly folder: string;
  readonly cipher: TortureCipher;
}

export interface OpenedVault {
  readonly vault: Vault;
  /** What it told of damage. */
  readonly notes: readonly Failure[];
}

interface MakeOptions {
  readonly seed?: string;
  readonly cipher?: Cipher;
  readonly files?: Files;
}

/** The vault as the app makes it, not opened. */
export function makeVault(place: Place, options: MakeOptions = {}): OpenedVault {
  const { vault, notes } = makeProtectedVault(place, options);
  return { vault: place.cipher.opening(vault, options.seed ?? firstSeed), notes };
}

/** The same, which opens by whatever protects it. */
export function makeProtectedVault(
  place: Place,
  options: MakeOptions = {},
): { readonly vault: ProtectedVault; readonly notes: readonly Failure[] } {
  const notes: Failure[] = [];
  const vault = createVault({
    files: options.files ?? nodeFiles,
    cipher: options.cipher ?? place.cipher.make(options.seed ?? firstSeed),
    folder: join(place.folder, 'vault'),
    clock: testClock,
    note: (failure) => notes.push(failure),
    weakPassphraseCostForTests: weakCost,
  });
  return { vault, notes };
}

/** The same, opened: what a start finds. */
export async function openVault(place: Place, options: MakeOptions = {}): Promise<OpenedVault> {
  const made = makeVault(place, options);
  await made.vault.open();
  return made;
}

export function makeStore(place: Place): ConnectionStore {
  return createConnectionStore({ files: nodeFiles, folder: place.folder, clock: testClock });
}
