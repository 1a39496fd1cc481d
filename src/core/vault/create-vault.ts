import { fail, succeed } from '../../shared/result.ts';
import type { Failure } from '../../shared/failure.ts';
import type { Result } from '../../shared/result.ts';
import type { Cipher } from '../ports/cipher.ts';
import { atMost } from './at-most.ts';
import { createProtection } from './create-protection.ts';
import { noPassphraseFailure } from './failures.ts';
import { keyFolders } from './key-folder.ts';
import type { Protection } from './protection.ts';
import { eraseRecord } from './record-folder.ts';
import { recordFile, recordKey, recordNames } from './record-name.ts';
import type { RecordName } from './record-name.ts';
import { notRead, orDiskFailure, VaultState, whyNotOpen, whyNotRead } from './vault-state.ts';
import type { VaultDeps } from './vault-state.ts';
import type { Vault, VaultStatus } from './vault.ts';

/** The vault with what moves its key. */
export interface ProtectedVault extends Vault {
  readonly protection: Protection;
}

/** A start asks for every session at once: a process may have only so many files open, and this is the fastest, too. */
const readsAtOnce = 32;

/** Makes the vault, closed. Nothing is touched before `open`, `unlock` or the first read. Format: docs/vault.md. */
export function createVault(deps: VaultDeps): ProtectedVault {
  const { files, cipher, folder } = deps;
  const state = new VaultState(deps);
  const { gate, unsaved } = state;
  const few = atMost(readsAtOnce);

  /** One at a time; what is under way is joined. */
  async function openOnce(ask: () => ReturnType<Cipher['status']>): Promise<VaultStatus> {
    const running = state.keyWork;
    if (running === null) return state.onKeys(() => state.open(ask));
    await running;
    return state.status;
  }

  /** Settles when the person has answered the keyring's question; null while nobody is asked. */
  let asked: Promise<VaultStatus> | null = null;

  async function askPerson(): Promise<VaultStatus> {
    // A look at the keyring that is under way asks nobody; this one does.
    // oxlint-disable-next-line eslint/no-await-in-loop -- one look may follow another
    while (state.keyWork !== null) await state.keyWork;
    return openOnce(() => {
      if (state.status.kind === 'locked') state.become({ kind: 'locked', asking: true });
      return cipher.unlock();
    });
  }

  /** Opens what needs nobody. A question that is open is not waited for: its answer opens the vault anyway. */
  async function openUnasked(): Promise<VaultStatus> {
    const { status } = state;
    return asked === null || status.kind !== 'locked' ? openOnce(() => cipher.status()) : status;
  }

  /** Why a record that is on disk cannot be opened now; null when it is not there. */
  async function sealedElsewhere(name: RecordName): Promise<Failure | null> {
    for (const each of await state.otherFolders()) {
      const names = recordNames(await files.list(each));
      if (!names.some((other) => recordKey(other) === recordKey(name))) continue;
      return state.closed.find((other) => other.folder === each)?.failure ?? whyNotRead(state.status);
    }
    return null;
  }

  /** A record's text by the order in which reads and writes were asked for; null when there is none. */
  async function readText(name: RecordName): Promise<Result<string | null>> {
    const text = await gate.shared(async () => {
      const waiting = unsaved.get(recordKey(name));
      if (waiting !== undefined) return succeed(waiting.text);
      const records = state.current?.records;
      if (records === undefined) return succeed(null);
      return few(() => orDiskFailure(records.folder, notRead, () => records.look(name)));
    });
    const repaired = text ?? (await gate.exclusive(() => repairText(name)));
    if (!repaired.ok || repaired.value !== null) return repaired;
    return gate.shared(() =>
      orDiskFailure(folder, notRead, async (): Promise<Result<string | null>> => {
        const failure = await sealedElsewhere(name);
        return failure === null ? succeed(null) : fail(failure);
      }),
    );
  }

  /** The same, once what cannot be used of it was set aside. */
  async function repairText(name: RecordName): Promise<Result<string | null>> {
    const records = state.current?.records;
    if (records === undefined) return succeed(null);
    return orDiskFailure(records.folder, notRead, () => records.repair(name));
  }

  return {
    protection: createProtection(state),

    get status() {
      return state.status;
    },

    onStatus: (listener) => state.onStatus(listener),

    open: openUnasked,

    async unlock() {
      asked ??= askPerson().finally(() => {
        asked = null;
      });
      return asked;
    },

    async read(kind, id) {
      const name = { kind, id };
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
        if (state.current !== null) {
          const saved = await state.save(state.current.records, name, text);
          return saved.ok ? succeed('sealed') : saved;
        }
        unsaved.set(recordKey(name), { name, text });
        const why = whyNotOpen(state.status);
        return why.code === 'keyring-missing' ? succeed('memory') : fail(why);
      });
    },

    remove(kind, id) {
      const name = { kind, id };
      return gate.exclusive(() => {
        unsaved.delete(recordKey(name));
        return orDiskFailure(folder, 'The saved sign-in could not be erased.', async () => {
          for (const each of await state.otherFolders()) await eraseRecord(files, each, name);
          await state.current?.records.erase(name);
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
      if (unsaved.size === 0 && state.current === null) return succeed(null);
      if (state.current === null && state.status.kind !== 'closed') await openUnasked();
      return gate.exclusive(async () => {
        const { current } = state;
        if (current === null) return unsaved.size === 0 ? succeed(null) : fail(whyNotOpen(state.status));
        const failure = await state.saveUnsaved(current.records);
        await current.records.settle();
        return failure === null ? succeed(null) : fail(failure);
      });
    },

    async lock() {
      // Behind a change to the keys that is under way; it ends with the vault open.
      await state.keyWork;
      return gate.exclusive(async () => {
        const { current } = state;
        if (current?.open.by !== 'passphrase') return fail(noPassphraseFailure());
        const failure = await state.saveUnsaved(current.records);
        if (failure !== null) return fail(failure);
        await current.records.settle();
        state.current = null;
        state.become({ kind: 'passphrase-needed' });
        return succeed(null);
      });
    },
  };
}
