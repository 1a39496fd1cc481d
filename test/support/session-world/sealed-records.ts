import { createVault } from '../../../src/core/vault/create-vault.ts';
import type { ProtectedVault } from '../../../src/core/vault/create-vault.ts';
import type { RecordKind, VaultStatus } from '../../../src/core/vault/vault.ts';
import type { CipherStatus } from '../../../src/core/ports/cipher.ts';
import type { Result } from '../../../src/shared/result.ts';
import { FakeKeyring, folder, passphrase, testClock, weakCost } from '../../unit/core/vault/test-vault.ts';
import type { MemoryFiles } from '../memory-files.ts';
import type { Boundaries } from './boundaries.ts';
import { waitedFor } from './crypto-at-work.ts';
import type { Disk, WorldVault } from './world-vault.ts';
import type { WorldFiles } from './world-files.ts';

const kinds: readonly RecordKind[] = ['session', 'transaction', 'sign-out', 'client-secret'];

/** A disk with files on it, and the keyring of the computer that it is in. */
export interface FileDisk extends Disk {
  files: WorldFiles;
  readonly secret: FakeKeyring['secret'];
}

/**
 * The real vault over files in memory. After each change the files are read as the next start would, by another vault that
 * knows every key: what is on disk is what that one finds, and never what this one says.
 */
export class SealedRecords implements WorldVault {
  readonly #disk: FileDisk;
  readonly #files: WorldFiles;
  readonly #boundaries: Boundaries;
  readonly #vault: ProtectedVault;
  /** The newest value of each record, as it was given; null for one that was removed. */
  readonly #newest = new Map<string, string | null>();
  #seen = -1;

  constructor(disk: FileDisk, boundaries: Boundaries) {
    this.#disk = disk;
    this.#files = disk.files;
    this.#boundaries = boundaries;
    const keyring = new FakeKeyring();
    keyring.secret = disk.secret;
    Object.defineProperty(keyring, 'state', { get: () => keyringState(disk.keyring) });
    this.#vault = makeVault(this.#files, keyring);
  }

  get status(): VaultStatus {
    return this.#vault.status;
  }

  saved(kind: RecordKind, id: string): boolean {
    const key = `${kind}/${id}`;
    const newest = this.#newest.get(key);
    return newest === undefined || newest === (this.#disk.records.get(key) ?? null);
  }

  onStatus(listener: (status: VaultStatus) => void): () => void {
    return this.#vault.onStatus(listener);
  }

  open = async (): Promise<VaultStatus> => this.#looked(async () => this.#vault.open());

  unlock = async (): Promise<VaultStatus> => this.#looked(async () => this.#vault.unlock());

  async openUp(): Promise<void> {
    await this.unlock();
    if (this.status.kind !== 'passphrase-needed') return;
    await this.#looked(async () => this.#vault.protection.enter(passphrase));
  }

  async choosePassphrase(): Promise<void> {
    await this.#looked(async () => this.#vault.protection.choose(passphrase));
  }

  async removePassphrase(): Promise<void> {
    const before = new Map(this.#disk.records);
    await this.#looked(async () => this.#vault.protection.remove());
    // What was taken into memory is on no disk any more.
    for (const [key, text] of before) {
      if (!this.#disk.records.has(key) && !this.#newest.has(key)) this.#newest.set(key, text);
    }
  }

  async damage(id: string): Promise<void> {
    const key = `session/${id}`;
    const kept = this.#disk.records.get(key);
    if (kept === undefined) return;
    const paths = this.#files.paths(new RegExp(`/session\\.${id}\\.record`));
    for (const path of paths) this.#files.content.set(path, Buffer.from('damaged'));
    // Nobody's doing: no promise is about it. What this run holds is on no disk any more.
    this.#newest.set(key, kept);
    this.#disk.records.delete(key);
  }

  read = async (kind: RecordKind, id: string): Promise<Result<unknown>> => this.#vault.read(kind, id);

  list = async (kind: RecordKind): Promise<Result<readonly string[]>> => this.#vault.list(kind);

  write = async (kind: RecordKind, id: string, value: unknown): Promise<Result<'sealed' | 'memory'>> =>
    this.#boundaries.cross(`write ${kind}`, async () => {
      this.#newest.set(`${kind}/${id}`, JSON.stringify(value));
      return this.#looked(async () => this.#vault.write(kind, id, value));
    });

  remove = async (kind: RecordKind, id: string): Promise<Result<null>> =>
    this.#boundaries.cross(`remove ${kind}`, async () => {
      this.#newest.set(`${kind}/${id}`, null);
      return this.#looked(async () => this.#vault.remove(kind, id));
    });

  flush = async (): Promise<Result<null>> =>
    this.#boundaries.cross('flush', async () => this.#looked(async () => this.#vault.flush()));

  lock = async (): Promise<Result<null>> =>
    this.#boundaries.cross('lock', async () => this.#looked(async () => this.#vault.lock()));

  /** Does something, then looks at what is on the disk by now. */
  async #looked<T>(work: () => Promise<T>): Promise<T> {
    const done = await work();
    if (this.#files.changes !== this.#seen) {
      this.#seen = this.#files.changes;
      await lookAtDisk(this.#disk);
    }
    return done;
  }
}

/** Brings what is known of the disk up to what the next start would find, and tells whoever watches. */
export async function lookAtDisk(disk: FileDisk): Promise<void> {
  const { records } = await waitedFor(async () => nextStart(disk));
  for (const key of new Set([...disk.records.keys(), ...records.keys()])) {
    const before = disk.records.get(key) ?? null;
    const after = records.get(key) ?? null;
    if (before === after) continue;
    disk.changing(key, before, after);
    if (after === null) disk.records.delete(key);
    else disk.records.set(key, after);
  }
}

/** What a start finds that has every key. The files are not touched. */
async function nextStart(disk: FileDisk): Promise<{ readonly records: ReadonlyMap<string, string> }> {
  const keyring = new FakeKeyring();
  keyring.secret = disk.secret;
  const vault = makeVault(disk.files.copy(), keyring);
  if ((await vault.open()).kind === 'passphrase-needed') await vault.protection.enter(passphrase);
  const records = new Map<string, string>();
  for (const kind of kinds) {
    // oxlint-disable-next-line eslint/no-await-in-loop -- four kinds, one after the other
    const ids = await vault.list(kind);
    for (const id of ids.ok ? ids.value : []) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- as above
      const read = await vault.read(kind, id);
      if (read.ok && read.value !== null) records.set(`${kind}/${id}`, JSON.stringify(read.value));
    }
  }
  return { records };
}

function makeVault(files: MemoryFiles, keyring: FakeKeyring): ProtectedVault {
  return createVault({
    files,
    cipher: keyring,
    folder,
    clock: testClock,
    weakPassphraseCostForTests: weakCost,
  });
}

function keyringState(keyring: Disk['keyring']): CipherStatus {
  switch (keyring) {
    case 'ready':
      return { kind: 'ready', backend: 'fake-keyring' };
    case 'locked':
      return { kind: 'locked' };
    case 'missing':
    default:
      return { kind: 'missing', why: 'This computer has no keyring.' };
  }
}
