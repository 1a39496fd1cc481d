import { assertNever, fail, succeed } from '../../shared/result.ts';
import type { Failure } from '../../shared/failure.ts';
import type { Failed, Result } from '../../shared/result.ts';
import type { Cipher } from '../ports/cipher.ts';
import type { Clock } from '../ports/clock.ts';
import type { Files } from '../ports/files.ts';
import { diskFailure } from '../failures/disk.ts';
import { keyringMissingFailure, lockedFailure, passphraseNeededFailure } from './failures.ts';
import { createGate } from './gate.ts';
import { keyFolders } from './key-folder.ts';
import type { ClosedFolder, KeyFolderDeps, OpenFolder } from './key-folder.ts';
import { openKeyFolders } from './key-folders.ts';
import type { KeyOutcome } from './key-folders.ts';
import { lookAtKeys } from './look-at-keys.ts';
import { scryptCost } from './passphrase-wrap.ts';
import type { ScryptCost } from './passphrase-wrap.ts';
import { RecordFolder } from './record-folder.ts';
import { recordKey, recordNames } from './record-name.ts';
import type { RecordName } from './record-name.ts';
import type { VaultStatus } from './vault.ts';

export interface VaultDeps {
  readonly files: Files;
  readonly cipher: Cipher;
  /** Absolute path of a folder that nothing else uses. */
  readonly folder: string;
  readonly clock: Clock;
  /** Told of damage that was survived, for the activity. */
  readonly note?: (failure: Failure) => void;
  /** A passphrase that is quick to try, and so to guess: never given by the app. */
  readonly weakPassphraseCostForTests?: ScryptCost;
}

/** A value that is not on disk yet, as JSON. */
interface Unsaved {
  readonly name: RecordName;
  readonly text: string;
}

/** The key folder in use. */
interface Current {
  readonly open: OpenFolder;
  readonly records: RecordFolder;
}

export const notSaved = 'The sign-in could not be saved.';
export const notRead = 'Saved sign-ins could not be read.';

/** What the parts of the vault share: the folder in use, what no disk has yet, and the order of their work. */
export class VaultState {
  readonly deps: VaultDeps;
  readonly keyDeps: KeyFolderDeps;
  readonly gate = createGate();
  /** Values that this run made and no disk has. They are newer than what is on disk. */
  readonly unsaved = new Map<string, Unsaved>();
  current: Current | null = null;
  closed: readonly ClosedFolder[] = [];
  #status: VaultStatus = { kind: 'closed' };
  readonly #listeners = new Set<(status: VaultStatus) => void>();
  #keyWork: Promise<unknown> | null = null;

  constructor(deps: VaultDeps) {
    this.deps = deps;
    this.keyDeps = { ...deps, cost: deps.weakPassphraseCostForTests ?? scryptCost };
  }

  get status(): VaultStatus {
    return this.#status;
  }

  /** What opens, begins, moves or gives up a key: settles when it has, null when nothing runs. */
  get keyWork(): Promise<unknown> | null {
    return this.#keyWork;
  }

  onStatus(listener: (status: VaultStatus) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  become(next: VaultStatus): VaultStatus {
    const same = JSON.stringify(next) === JSON.stringify(this.#status);
    this.#status = next;
    if (!same) for (const listener of this.#listeners) listener(next);
    return next;
  }

  /** One work on keys at a time; outside the gate, because a keyring may wait for a person while everything else goes on. */
  onKeys<T>(work: () => Promise<T>): Promise<T> {
    const run = work().finally(() => {
      this.#keyWork = null;
    });
    this.#keyWork = run.catch(() => undefined);
    return run;
  }

  /** Opens what needs no passphrase; says what is needed. `ask` asks the keyring how it is. */
  async open(ask: () => ReturnType<Cipher['status']>): Promise<VaultStatus> {
    if (this.current !== null) return this.#status;
    try {
      const look = await lookAtKeys(this.keyDeps);
      if (look.kind === 'newer') return this.become({ kind: 'memory-only', reason: look.failure });
      this.closed = look.closed;
      if (look.way === 'passphrase') return this.become({ kind: 'passphrase-needed' });
      const keyring = await ask();
      if (keyring.kind !== 'ready' && look.way === 'either')
        return this.become({ kind: 'passphrase-needed' });
      if (keyring.kind === 'locked') return this.become({ kind: 'locked' });
      if (keyring.kind === 'missing') {
        return this.become({ kind: 'memory-only', reason: keyringMissingFailure(keyring.why) });
      }
      const outcome = await openKeyFolders(this.keyDeps);
      return await this.gate.exclusive(() => this.install(outcome));
    } catch (error) {
      return this.become({ kind: 'memory-only', reason: diskFailure(error, notRead, this.deps.folder) });
    }
  }

  /** Takes what opening came to. Called alone. */
  async install(outcome: KeyOutcome): Promise<VaultStatus> {
    switch (outcome.kind) {
      case 'locked':
        return this.become({ kind: 'locked' });
      case 'passphrase-needed':
      case 'passphrase-wrong':
        return this.become({ kind: 'passphrase-needed' });
      case 'unusable':
        return this.become({ kind: 'memory-only', reason: outcome.failure });
      case 'opened': {
        const records = this.#recordFolder(outcome.current);
        const loaded = await records.load();
        if (!loaded.ok) return this.become({ kind: 'memory-only', reason: loaded.failure });
        const left: ClosedFolder[] = [];
        for (const older of outcome.older) {
          const failure = await this.#adopt(older, records);
          if (failure !== null) left.push({ folder: older.folder, failure });
        }
        this.current = { open: outcome.current, records };
        this.closed = [...outcome.closed, ...left];
        await this.saveUnsaved(records);
        const reason = outcome.fresh ? await this.#reasonFor(outcome.closed) : null;
        if (reason !== null) return this.become({ kind: 'set-aside', reason });
        return this.become(openStatus(outcome.current));
      }
      default:
        return assertNever(outcome);
    }
  }

  /** Takes what is only in a folder that opens by now into the one in use. Called alone; file errors reject as they come. */
  async takeOver(older: OpenFolder): Promise<Result<null>> {
    const { current } = this;
    if (current === null) return fail(whyNotOpen(this.#status));
    const failure = await this.#adopt(older, current.records);
    // A damaged one stays where it is, and the others are here.
    if (failure !== null && failure.code !== 'record-unreadable') return fail(failure);
    const others = this.closed.filter(({ folder }) => folder !== older.folder);
    this.closed = failure === null ? others : [...others, { folder: older.folder, failure }];
    this.become(openStatus(current.open));
    return succeed(null);
  }

  async save(records: RecordFolder, name: RecordName, text: string): Promise<Result<null>> {
    this.unsaved.set(recordKey(name), { name, text });
    const saved = await orDiskFailure(records.folder, notSaved, () => records.write(name, text));
    if (saved.ok) this.unsaved.delete(recordKey(name));
    return saved;
  }

  /** Saves what is not; the first failure. */
  async saveUnsaved(records: RecordFolder): Promise<Failure | null> {
    let failure: Failure | null = null;
    for (const { name, text } of this.unsaved.values()) {
      const saved = await this.save(records, name, text);
      if (!saved.ok) failure ??= saved.failure;
    }
    return failure;
  }

  /** Folders whose records cannot be opened: all but the one in use. */
  async otherFolders(): Promise<readonly string[]> {
    const folders = await keyFolders(this.deps.files, this.deps.folder);
    return folders.filter((each) => each !== this.current?.records.folder);
  }

  #recordFolder(open: OpenFolder): RecordFolder {
    const { files, clock, note = () => undefined } = this.deps;
    return new RecordFolder({ files, clock, note, key: open.key, folder: open.folder });
  }

  /**
   * A key that once did not open and opens again: what is only in the older folder comes into the one in use. The first
   * failure, where something stays behind.
   */
  async #adopt(older: OpenFolder, records: RecordFolder): Promise<Failure | null> {
    const source = this.#recordFolder(older);
    const loaded = await source.load();
    if (!loaded.ok) return loaded.failure;
    const there = new Set((await records.names()).map(recordKey));
    let failure: Failure | null = null;
    for (const name of await source.names()) {
      if (there.has(recordKey(name))) continue;
      const text = await source.repair(name);
      if (!text.ok) failure ??= text.failure;
      if (!text.ok || text.value === null) continue;
      const kept = await records.write(name, text.value);
      if (kept.ok) await source.erase(name);
      else failure ??= kept.failure;
    }
    return failure;
  }

  async #reasonFor(folders: readonly ClosedFolder[]): Promise<Failure | null> {
    for (const each of folders) {
      if (recordNames(await this.deps.files.list(each.folder)).length > 0) return each.failure;
    }
    return null;
  }
}

export function openStatus({ by, keyFile }: OpenFolder): VaultStatus {
  return { kind: 'open', backend: by === 'keyring' ? (keyFile.keyring?.backend ?? '') : null };
}

/** Why nothing can be saved now. */
export function whyNotOpen(status: VaultStatus): Failure {
  switch (status.kind) {
    case 'memory-only':
    case 'set-aside':
      return status.reason;
    case 'passphrase-needed':
      return passphraseNeededFailure();
    case 'closed':
    case 'locked':
    case 'open':
      return lockedFailure();
    default:
      return assertNever(status);
  }
}

/** The same for a record that is there. */
export function whyNotRead(status: VaultStatus): Failure {
  const why = whyNotOpen(status);
  return why.code === 'keyring-missing' ? { ...why, what: 'Saved sign-ins cannot be opened.' } : why;
}

export async function orDiskFailure<R extends Result<unknown> | undefined>(
  path: string,
  what: string,
  work: () => Promise<R>,
): Promise<R | Failed> {
  try {
    return await work();
  } catch (error) {
    return fail(diskFailure(error, what, path));
  }
}
