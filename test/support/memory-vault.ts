import type { Failure } from '../../src/shared/failure.ts';
import { fail, succeed } from '../../src/shared/result.ts';
import type { Result } from '../../src/shared/result.ts';
import type { RecordKind, Vault, VaultStatus } from '../../src/core/vault/vault.ts';

type Call = 'read' | 'write' | 'remove' | 'list' | 'flush' | 'lock';

/** A vault without keyring or disk, with the faults of a real one. `records` is what is "on disk". */
export class MemoryVault implements Vault {
  readonly records: Map<string, string>;
  readonly calls: string[] = [];
  /** What a call fails with; null lets it through. */
  fault: (call: Call, kind: RecordKind | null, id: string) => Failure | null = () => null;
  /** Waited for before a call does anything: a slow disk. */
  gate: (call: Call, kind: RecordKind | null) => Promise<void> = async () => Promise.resolve();
  readonly #unsaved = new Map<string, string>();
  readonly #listeners = new Set<(status: VaultStatus) => void>();
  #status: VaultStatus;

  constructor(status: VaultStatus = { kind: 'open', backend: 'test' }, records = new Map<string, string>()) {
    this.#status = status;
    this.records = records;
  }

  get status(): VaultStatus {
    return this.#status;
  }

  become(status: VaultStatus): void {
    this.#status = status;
    for (const listener of this.#listeners) listener(status);
  }

  onStatus(listener: (status: VaultStatus) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async open(): Promise<VaultStatus> {
    return Promise.resolve(this.#status);
  }

  async unlock(): Promise<VaultStatus> {
    return Promise.resolve(this.#status);
  }

  async read(kind: RecordKind, id: string): Promise<Result<unknown>> {
    const failure = await this.#enter('read', kind, id);
    if (failure !== null) return fail(failure);
    const key = `${kind}/${id}`;
    const text = this.#unsaved.get(key) ?? this.records.get(key);
    const value: unknown = text === undefined ? null : JSON.parse(text);
    return succeed(value);
  }

  async write(kind: RecordKind, id: string, value: unknown): Promise<Result<'sealed' | 'memory'>> {
    const failure = await this.#enter('write', kind, id);
    const key = `${kind}/${id}`;
    const text = JSON.stringify(value);
    if (failure !== null || this.#status.kind === 'memory-only') {
      this.#unsaved.set(key, text);
      return failure === null ? succeed('memory') : fail(failure);
    }
    this.records.set(key, text);
    this.#unsaved.delete(key);
    return succeed('sealed');
  }

  async remove(kind: RecordKind, id: string): Promise<Result<null>> {
    const failure = await this.#enter('remove', kind, id);
    if (failure !== null) return fail(failure);
    this.#unsaved.delete(`${kind}/${id}`);
    this.records.delete(`${kind}/${id}`);
    return succeed(null);
  }

  async list(kind: RecordKind): Promise<Result<readonly string[]>> {
    const failure = await this.#enter('list', kind, '');
    if (failure !== null) return fail(failure);
    const keys = [...new Set([...this.records.keys(), ...this.#unsaved.keys()])];
    return succeed(keys.filter((key) => key.startsWith(`${kind}/`)).map((key) => key.slice(kind.length + 1)));
  }

  async flush(): Promise<Result<null>> {
    const failure = await this.#enter('flush', null, '');
    if (failure !== null) return fail(failure);
    for (const [key, text] of this.#unsaved) this.records.set(key, text);
    this.#unsaved.clear();
    return succeed(null);
  }

  async lock(): Promise<Result<null>> {
    const failure = await this.#enter('lock', null, '');
    if (failure !== null) return fail(failure);
    this.become({ kind: 'passphrase-needed' });
    return succeed(null);
  }

  /** Ids of a kind that are "on disk". */
  idsOf(kind: RecordKind): readonly string[] {
    return Array.from(this.records.keys(), (key) => key.split('/')).flatMap(([of, id]) =>
      of === kind && id !== undefined ? [id] : [],
    );
  }

  async #enter(call: Call, kind: RecordKind | null, id: string): Promise<Failure | null> {
    await this.gate(call, kind);
    this.calls.push(kind === null ? call : `${call} ${kind}`);
    return this.fault(call, kind, id);
  }
}
