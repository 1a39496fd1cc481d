import { join } from 'node:path';
import type { Result } from '../../shared/result.ts';
import { fail, succeed } from '../../shared/result.ts';
import { previousSuffix } from '../ports/files.ts';
import { givenUpFailure, keyringMissingFailure } from './failures.ts';
import { keepKeyFile } from './key-copies.ts';
import { keyFileName } from './key-file.ts';
import { markFile } from './mark.ts';
import { recordKey } from './record-name.ts';
import type { RecordName } from './record-name.ts';
import type { VaultState } from './vault-state.ts';

/**
 * Takes everything sealed into memory, then erases it: the records first and the key last, so that a crash in between
 * leaves a vault that the same passphrase opens. Records that cannot be read stay, with their key. Called alone.
 * File errors reject as they come, and what was erased by then is saved again.
 */
export async function forgetOnDisk(state: VaultState, whyNoKeyring: string): Promise<Result<null>> {
  const { current } = state;
  if (current === null) return succeed(null);
  const { open, records } = current;
  const readable: RecordName[] = [];
  const names = await records.names();
  for (const name of names) {
    const text = await records.repair(name);
    if (!text.ok && text.failure.code !== 'record-unreadable') return fail(text.failure);
    if (!text.ok || text.value === null) continue;
    if (!state.unsaved.has(recordKey(name))) state.unsaved.set(recordKey(name), { name, text: text.value });
    readable.push(name);
  }
  const { files, clock } = state.deps;
  try {
    for (const name of readable) await records.erase(name);
    if (readable.length === names.length) {
      const last = [markFile, markFile + previousSuffix, keyFileName + previousSuffix, keyFileName];
      await files.remove(last.map((file) => join(open.folder, file)));
    } else {
      await keepKeyFile(open.folder, { ...open.keyFile, givenUpAt: clock.now() }, files);
    }
  } catch (error) {
    await state.saveUnsaved(records);
    throw error;
  }
  state.current = null;
  if (readable.length < names.length) {
    state.closed = [...state.closed, { folder: open.folder, failure: givenUpFailure(open.folder) }];
  }
  state.become({ kind: 'memory-only', reason: keyringMissingFailure(whyNoKeyring) });
  return succeed(null);
}
