import type { RecordKind, Vault, VaultStatus } from '../../../src/core/vault/vault.ts';
import type { Failure } from '../../../src/shared/failure.ts';
import { fail, succeed } from '../../../src/shared/result.ts';
import type { Result } from '../../../src/shared/result.ts';
import type { Boundaries } from './boundaries.ts';

/** What survives the app: records by `kind/id`. */
export interface Disk {
  readonly records: Map<string, string>;
  full: boolean;
  /** Called before a record changes; null for one that goes. */
  changing: (key: string, before: string | null, after: string | null) => void;
}

const diskFull: Failure = {
  code: 'disk-full',
  what: 'Not saved.',
  why: 'The disk is full.',
  next: 'Free space.',
};
const locked: Failure = { code: 'keyring-locked', what: 'Locked.', why: 'It is locked.', next: 'Unlock it.' };

/** One run's vault over a disk that outlives it: whole records or none, as the real one promises. Each change is a boundary. */
export class WorldVault implements Vault {
  readonly #disk: Disk;
  readonly #boundaries: Boundaries;
  readonly #unsaved = new Map<string, string>();
  readonly #listeners = new Set<(status: VaultStatus) => void>();
  #status: VaultStatus;

  constructor(disk: Disk, boundaries: Boundaries, status: VaultStatus) {
    this.#disk = disk;
    this.#boundaries = boundaries;
    this.#status = status;
  }

  get status(): VaultStatus {
    return this.#status;
  }

  /** Whether the newest value of a record is on disk. */
  saved(kind: RecordKind, id: string): boolean {
    return !this.#unsaved.has(`${kind}/${id}`);
  }

  onStatus(listener: (status: VaultStatus) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async open(): Promise<VaultStatus> {
    return Promise.resolve(this.#status);
  }

  /** The keyring was unlocked: what waited in memory goes onto the disk, as in the real one. */
  async unlock(): Promise<VaultStatus> {
    if (this.#status.kind === 'open') return this.#status;
    this.#saveAll();
    this.#status = { kind: 'open', backend: 'test' };
    for (const listener of this.#listeners) listener(this.#status);
    return Promise.resolve(this.#status);
  }

  async read(kind: RecordKind, id: string): Promise<Result<unknown>> {
    const key = `${kind}/${id}`;
    const text = this.#unsaved.get(key) ?? this.#disk.records.get(key);
    if (this.#status.kind === 'locked' && !this.#unsaved.has(key) && text !== undefined) return fail(locked);
    const value: unknown = text === undefined ? null : JSON.parse(text);
    return Promise.resolve(succeed(value));
  }

  async write(kind: RecordKind, id: string, value: unknown): Promise<Result<'sealed' | 'memory'>> {
    const key = `${kind}/${id}`;
    const text = JSON.stringify(value);
    return this.#boundaries.cross(`write ${kind}`, () => {
      this.#unsaved.set(key, text);
      if (this.#status.kind === 'locked') return fail(locked);
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

  /** A keyring guards the key: there is nothing to lock here. */
  async lock(): Promise<Result<null>> {
    return Promise.resolve(fail({ ...locked, code: 'not-permitted' }));
  }

  async flush(): Promise<Result<null>> {
    return this.#boundaries.cross('flush', () => {
      if (this.#unsaved.size === 0) return succeed(null);
      if (this.#status.kind === 'locked') return fail(locked);
      if (this.#disk.full) return fail(diskFull);
      this.#saveAll();
      return succeed(null);
    });
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
