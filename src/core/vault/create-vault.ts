import { assertNever, fail, succeed } from '../../shared/result.ts';
import type { Failure } from '../../shared/failure.ts';
import type { Failed, Result } from '../../shared/result.ts';
import type { Cipher } from '../ports/cipher.ts';
import type { Clock } from '../ports/clock.ts';
import type { Files } from '../ports/files.ts';
import { diskFailure, keyringMissingFailure, lockedFailure } from './failures.ts';
import { createGate } from './gate.ts';
import { keyFolders, openKeyFolders } from './key-folders.ts';
import type { ClosedFolder, KeyOutcome, OpenFolder } from './key-folders.ts';
import { eraseRecord, RecordFolder } from './record-folder.ts';
import { recordFile, recordKey, recordNames } from './record-name.ts';
import type { RecordName } from './record-name.ts';
import type { Vault, VaultStatus } from './vault.ts';

export interface VaultDeps {
  readonly files: Files;
  readonly cipher: Cipher;
  /** Absolute path of a folder that nothing else uses. */
  readonly folder: string;
  readonly clock: Clock;
  /** Told of damage that was survived, for the activity. */
  readonly note?: (failure: Failure) => void;
}

/** A value that is not on disk yet, as JSON. */
interface Unsaved {
  readonly name: RecordName;
  readonly text: string;
}

const notSaved = 'The sign-in could not be saved.';
const notRead = 'Saved sign-ins could not be read.';

/** Makes the vault, closed. Nothing is touched before `open`, `unlock` or the first read. Format: docs/vault.md. */
export function createVault(deps: VaultDeps): Vault {
  const { files, cipher, folder, clock } = deps;
  const note = deps.note ?? (() => undefined);
  const gate = createGate();
  const listeners = new Set<(status: VaultStatus) => void>();
  /** Values that this run made and no disk has. They are newer than what is on disk. */
  const unsaved = new Map<string, Unsaved>();
  let status: VaultStatus = { kind: 'closed' };
  let current: RecordFolder | null = null;
  let closed: readonly ClosedFolder[] = [];
  let opening: Promise<VaultStatus> | null = null;

  function become(next: VaultStatus): VaultStatus {
    const same = JSON.stringify(next) === JSON.stringify(status);
    status = next;
    if (!same) for (const listener of listeners) listener(next);
    return next;
  }

  /** One at a time; outside the gate, because a keyring may wait for a person while everything else goes on. */
  function openOnce(ask: () => ReturnType<Cipher['status']>): Promise<VaultStatus> {
    opening ??= tryOpen(ask).finally(() => {
      opening = null;
    });
    return opening;
  }

  async function tryOpen(ask: () => ReturnType<Cipher['status']>): Promise<VaultStatus> {
    if (current !== null) return status;
    const keyring = await ask();
    if (keyring.kind === 'locked') return become({ kind: 'locked' });
    if (keyring.kind === 'missing') {
      return become({ kind: 'memory-only', reason: keyringMissingFailure(keyring.why) });
    }
    try {
      const outcome = await openKeyFolders({ files, cipher, clock, folder });
      return await gate.exclusive(() => install(outcome));
    } catch (error) {
      return become({ kind: 'memory-only', reason: diskFailure(error, notRead, folder) });
    }
  }

  async function install(outcome: KeyOutcome): Promise<VaultStatus> {
    switch (outcome.kind) {
      case 'locked':
        return become({ kind: 'locked' });
      case 'unusable':
        return become({ kind: 'memory-only', reason: outcome.failure });
      case 'opened': {
        const records = recordFolder(outcome.current);
        const loaded = await records.load();
        if (!loaded.ok) return become({ kind: 'memory-only', reason: loaded.failure });
        for (const older of outcome.older) await adopt(older, records);
        current = records;
        closed = outcome.closed;
        await saveUnsaved(records);
        const reason = outcome.fresh ? await reasonFor(outcome.closed) : null;
        if (reason !== null) return become({ kind: 'set-aside', reason });
        return become({ kind: 'open', backend: outcome.current.backend });
      }
      default:
        return assertNever(outcome);
    }
  }

  function recordFolder(open: OpenFolder): RecordFolder {
    return new RecordFolder({ files, clock, note, key: open.key, folder: open.folder });
  }

  /** A keyring that refused once and opens again: what is only in the older folder comes into the one in use. */
  async function adopt(older: OpenFolder, records: RecordFolder): Promise<void> {
    const source = recordFolder(older);
    if (!(await source.load()).ok) return;
    const there = new Set((await records.names()).map(recordKey));
    for (const name of await source.names()) {
      if (there.has(recordKey(name))) continue;
      const text = await source.repair(name);
      if (text.ok && text.value !== null && (await records.write(name, text.value)).ok)
        await source.erase(name);
    }
  }

  async function reasonFor(folders: readonly ClosedFolder[]): Promise<Failure | null> {
    for (const each of folders) {
      if (recordNames(await files.list(each.folder)).length > 0) return each.failure;
    }
    return null;
  }

  async function saveUnsaved(records: RecordFolder): Promise<Failure | null> {
    let failure: Failure | null = null;
    for (const { name, text } of unsaved.values()) {
      const saved = await save(records, name, text);
      if (!saved.ok) failure ??= saved.failure;
    }
    return failure;
  }

  async function save(records: RecordFolder, name: RecordName, text: string): Promise<Result<null>> {
    unsaved.set(recordKey(name), { name, text });
    const saved = await orDiskFailure(records.folder, notSaved, () => records.write(name, text));
    if (saved.ok) unsaved.delete(recordKey(name));
    return saved;
  }

  /** Why a record that is on disk cannot be opened now; null when it is not there. */
  async function sealedElsewhere(name: RecordName): Promise<Failure | null> {
    for (const each of await otherFolders()) {
      const names = recordNames(await files.list(each));
      if (!names.some((other) => recordKey(other) === recordKey(name))) continue;
      return closed.find((other) => other.folder === each)?.failure ?? whyNotRead(status);
    }
    return null;
  }

  /** Folders whose records cannot be opened: all but the one in use. */
  async function otherFolders(): Promise<readonly string[]> {
    return (await keyFolders(files, folder)).filter((each) => each !== current?.folder);
  }

  async function readText(name: RecordName): Promise<Result<string | null>> {
    const waiting = unsaved.get(recordKey(name));
    if (waiting !== undefined) return succeed(waiting.text);
    const records = current;
    if (records !== null) {
      const text = await gate.shared(() => orDiskFailure(records.folder, notRead, () => records.look(name)));
      const repaired =
        text ??
        (await gate.exclusive(() => orDiskFailure(records.folder, notRead, () => records.repair(name))));
      if (!repaired.ok || repaired.value !== null) return repaired;
    }
    return gate.shared(() =>
      orDiskFailure(folder, notRead, async (): Promise<Result<string | null>> => {
        const failure = await sealedElsewhere(name);
        return failure === null ? succeed(null) : fail(failure);
      }),
    );
  }

  return {
    get status() {
      return status;
    },

    onStatus(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },

    open: () => openOnce(() => cipher.status()),

    async unlock() {
      // A look at the keyring that is under way asks nobody; this one does.
      await opening;
      return openOnce(() => cipher.unlock());
    },

    async read(kind, id) {
      const name = { kind, id };
      // Behind the writes that were asked for before it.
      await gate.shared(() => Promise.resolve());
      const text = await readText(name);
      if (!text.ok) return text;
      const value: unknown = text.value === null ? null : JSON.parse(text.value);
      return succeed(value);
    },

    async write(kind, id, value) {
      const name = { kind, id };
      // Throws for an id that no file can have.
      recordFile(name);
      if (value === undefined) throw new TypeError('The vault keeps JSON, and undefined is none.');
      const text = JSON.stringify(value);
      return gate.exclusive(async (): Promise<Result<'sealed' | 'memory'>> => {
        if (current !== null) {
          const saved = await save(current, name, text);
          return saved.ok ? succeed('sealed') : saved;
        }
        unsaved.set(recordKey(name), { name, text });
        const why = whyNotOpen(status);
        return why.code === 'keyring-missing' ? succeed('memory') : fail(why);
      });
    },

    remove(kind, id) {
      const name = { kind, id };
      return gate.exclusive(() => {
        unsaved.delete(recordKey(name));
        return orDiskFailure(folder, 'The saved sign-in could not be erased.', async () => {
          for (const each of await otherFolders()) await eraseRecord(files, each, name);
          await current?.erase(name);
          return succeed(null);
        });
      });
    },

    list(kind) {
      return gate.shared(() =>
        orDiskFailure(folder, notRead, async () => {
          const ids = new Set<string>();
          for (const { name } of unsaved.values()) if (name.kind === kind) ids.add(name.id);
          for (const each of await keyFolders(files, folder)) {
            for (const name of recordNames(await files.list(each))) if (name.kind === kind) ids.add(name.id);
          }
          return succeed([...ids]);
        }),
      );
    },

    async flush() {
      if (unsaved.size === 0 && current === null) return succeed(null);
      if (current === null && status.kind !== 'closed') await openOnce(() => cipher.status());
      return gate.exclusive(async () => {
        if (current === null) return unsaved.size === 0 ? succeed(null) : fail(whyNotOpen(status));
        const failure = await saveUnsaved(current);
        await current.settle();
        return failure === null ? succeed(null) : fail(failure);
      });
    },
  };
}

function whyNotOpen(status: VaultStatus): Failure {
  return status.kind === 'memory-only' || status.kind === 'set-aside' ? status.reason : lockedFailure();
}

/** The same for a record that is there. */
function whyNotRead(status: VaultStatus): Failure {
  const why = whyNotOpen(status);
  return why.code === 'keyring-missing' ? { ...why, what: 'Saved sign-ins cannot be opened.' } : why;
}

async function orDiskFailure<R extends Result<unknown> | undefined>(
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
