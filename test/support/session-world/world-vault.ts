import {
  keyringMissingFailure,
  lockedFailure,
  passphraseNeededFailure,
} from '../../../src/core/vault/failures.ts';
import { whyNotOpen } from '../../../src/core/vault/vault-state.ts';
import type { RecordKind, Vault, VaultStatus } from '../../../src/core/vault/vault.ts';
import type { Failure } from '../../../src/shared/failure.ts';
import { fail, succeed } from '../../../src/shared/result.ts';
import type { Result } from '../../../src/shared/result.ts';
import type { Boundaries } from './boundaries.ts';

/** What survives the app: records by `kind/id`, and what their key is protected by. */
export interface Disk {
  /** What the next start would find. */
  readonly records: Map<string, string>;
  full: boolean;
  keyring: 'ready' | 'locked' | 'missing';
  /** Called before a record changes; null for one that goes. */
  changing: (key: string, before: string | null, after: string | null) => void;
}

/** A vault of the world: what a person does to it, and what the world sees of it, beside what sessions may ask. */
export interface WorldVault extends Vault {
  /** Whether the newest value of a record is on disk. */
  saved(kind: RecordKind, id: string): boolean;
  /** The person opens it with what protects it, or tries to. */
  openUp(): Promise<void>;
  /** A passphrase protects it from now on. */
  choosePassphrase(): Promise<void>;
  /** The passphrase protects it no more: the keyring does, or nothing. */
  removePassphrase(): Promise<void>;
  /** The record of a session is damaged, with every copy. */
  damage(id: string): Promise<void>;
}

const diskFull: Failure = {
  code: 'disk-full',
  what: 'Not saved.',
  why: 'The disk is full.',
  next: 'Free space.',
};

/**
 * One run's vault over a disk that outlives it: whole records or none, as the real one promises. Each change is a boundary.
 * Only the keyring protects it.
 */
export class WholeRecords implements WorldVault {
  readonly #disk: Disk;
  readonly #boundaries: Boundaries;
  readonly #unsaved = new Map<string, string>();
  readonly #listeners = new Set<(status: VaultStatus) => void>();
  #status: VaultStatus = { kind: 'closed' };
  #passphrase = false;

  constructor(disk: Disk, boundaries: Boundaries) {
    this.#disk = disk;
    this.#boundaries = boundaries;
  }

  get status(): VaultStatus {
    return this.#status;
  }

  saved(kind: RecordKind, id: string): boolean {
    return !this.#unsaved.has(`${kind}/${id}`);
  }

  onStatus(listener: (status: VaultStatus) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async open(): Promise<VaultStatus> {
    if (this.#status.kind === 'open' || this.#status.kind === 'passphrase-needed')
      return Promise.resolve(this.#status);
    const { keyring } = this.#disk;
    if (keyring === 'ready') {
      this.#saveAll();
      return this.#become({ kind: 'open', backend: 'test' });
    }
    return this.#become(
      keyring === 'locked'
        ? { kind: 'locked' }
        : { kind: 'memory-only', reason: keyringMissingFailure('There is none.') },
    );
  }

  /** What waited in memory goes onto the disk, as in the real one. */
  async unlock(): Promise<VaultStatus> {
    return this.open();
  }

  async openUp(): Promise<void> {
    if (this.#status.kind === 'passphrase-needed') {
      this.#saveAll();
      this.#become({ kind: 'open', backend: null });
    } else await this.unlock();
  }

  async choosePassphrase(): Promise<void> {
    this.#passphrase ||= this.#status.kind === 'open';
    return Promise.resolve();
  }

  async removePassphrase(): Promise<void> {
    if (this.#status.kind === 'open') this.#passphrase = false;
    return Promise.resolve();
  }

  async damage(): Promise<void> {
    return Promise.resolve();
  }

  async read(kind: RecordKind, id: string): Promise<Result<unknown>> {
    const key = `${kind}/${id}`;
    const text = this.#unsaved.get(key) ?? this.#disk.records.get(key);
    if (!this.#unsaved.has(key) && text !== undefined && this.#status.kind !== 'open')
      return Promise.resolve(fail(whyNotOpen(this.#status)));
    const value: unknown = text === undefined ? null : JSON.parse(text);
    return Promise.resolve(succeed(value));
  }

  async write(kind: RecordKind, id: string, value: unknown): Promise<Result<'sealed' | 'memory'>> {
    const key = `${kind}/${id}`;
    const text = JSON.stringify(value);
    return this.#boundaries.cross(`write ${kind}`, () => {
      this.#unsaved.set(key, text);
      if (this.#status.kind === 'memory-only') return succeed('memory');
      if (this.#status.kind !== 'open') return fail(whyNotOpen(this.#status));
      if (this.#disk.full) return fail(diskFull);
      this.#save(key, text);
      return succeed('sealed');
    });
  }

  async remove(kind: RecordKind, id: string): Promise<Result<null>> {
    const key = `${kind}/${id}`;
    return this.#boundaries.cross(`remove ${kind}`, () => {
      this.#unsaved.delete(key);
      const before = this.#disk.records.get(key);
      if (before === undefined) return succeed(null);
      this.#disk.changing(key, before, null);
      this.#disk.records.delete(key);
      return succeed(null);
    });
  }

  async list(kind: RecordKind): Promise<Result<readonly string[]>> {
    const keys = [...new Set([...this.#disk.records.keys(), ...this.#unsaved.keys()])];
    const ids = keys.filter((key) => key.startsWith(`${kind}/`)).map((key) => key.slice(kind.length + 1));
    return Promise.resolve(succeed(ids));
  }

  async lock(): Promise<Result<null>> {
    return this.#boundaries.cross('lock', () => {
      if (this.#status.kind !== 'open' || !this.#passphrase) return fail(lockedFailure());
      if (this.#disk.full && this.#unsaved.size > 0) return fail(diskFull);
      this.#saveAll();
      this.#become({ kind: 'passphrase-needed' });
      return succeed(null);
    });
  }

  async flush(): Promise<Result<null>> {
    return this.#boundaries.cross('flush', () => {
      if (this.#unsaved.size === 0) return succeed(null);
      if (this.#status.kind !== 'open')
        return fail(this.#passphrase ? passphraseNeededFailure() : whyNotOpen(this.#status));
      if (this.#disk.full) return fail(diskFull);
      this.#saveAll();
      return succeed(null);
    });
  }

  #become(status: VaultStatus): VaultStatus {
    const same = status.kind === this.#status.kind;
    this.#status = status;
    if (!same) for (const listener of this.#listeners) listener(status);
    return status;
  }

  #saveAll(): void {
    if (this.#disk.full) return;
    for (const [key, text] of this.#unsaved) this.#save(key, text);
  }

  #save(key: string, text: string): void {
    this.#disk.changing(key, this.#disk.records.get(key) ?? null, text);
    this.#disk.records.set(key, text);
    this.#unsaved.delete(key);
  }
}
