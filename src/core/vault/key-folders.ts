import { assertNever } from '../../shared/result.ts';
import type { Failure } from '../../shared/failure.ts';
import { CipherError } from '../ports/cipher.ts';
import { earlierPassphraseFailure, keyFailure, keyringMissingFailure } from './failures.ts';
import { createKeyFile, readKeyCopies } from './key-copies.ts';
import { folderAfter, keyFolders } from './key-folder.ts';
import type { ClosedFolder, KeyFolderDeps, OpenFolder } from './key-folder.ts';
import { newKey } from './key-wraps.ts';
import type { Wrapper } from './key-wraps.ts';
import type { PreparedPassphrase } from './passphrase.ts';
import { asksForPassphrase, tryKeyFolder } from './try-key-folder.ts';
import { recordNames } from './record-name.ts';

export type KeyOutcome =
  | {
      readonly kind: 'opened';
      readonly current: OpenFolder;
      /** Whether its key was made just now. */
      readonly fresh: boolean;
      /** Older ones that open too, newest first. */
      readonly older: readonly OpenFolder[];
      readonly closed: readonly ClosedFolder[];
    }
  | { readonly kind: 'locked' }
  | { readonly kind: 'passphrase-needed' }
  | { readonly kind: 'passphrase-wrong' }
  | { readonly kind: 'unusable'; readonly failure: Failure };

/**
 * Opens the newest key folder that this keyring, or this passphrase, can open, and begins a new one where there is none
 * to open. A folder that does not open is left untouched. File errors reject as they come.
 */
export async function openKeyFolders(
  deps: KeyFolderDeps,
  passphrase: PreparedPassphrase | null = null,
): Promise<KeyOutcome> {
  const open: OpenFolder[] = [];
  const closed: ClosedFolder[] = [];
  const close = (folder: string, failure: Failure) => closed.push({ folder, failure });
  for (const folder of await keyFolders(deps.files, deps.folder)) {
    // A passphrase is tried on the newest folder that asks for one, so each try costs what one derivation costs.
    const tried = await tryKeyFolder(folder, open.length === 0 ? passphrase : null, deps);
    switch (tried.kind) {
      case 'open':
        open.push(tried.open);
        break;
      case 'closed':
        closed.push({ folder, failure: tried.failure, ...(tried.givenUp === true ? { givenUp: true } : {}) });
        break;
      // Beside what a newer Latchkey wrote, nothing is begun.
      case 'newer':
        return { kind: 'unusable', failure: tried.failure };
      // Below an open folder, one that does not open now can wait.
      case 'locked':
        if (open.length === 0) return tried;
        if (passphrase !== null) close(folder, keyFailure('Their keyring does not answer now.', folder));
        break;
      case 'passphrase-needed':
        if (open.length === 0) return tried;
        close(folder, earlierPassphraseFailure('They are protected by an earlier passphrase.', folder));
        break;
      case 'passphrase-wrong':
        return tried;
      case 'empty':
        break;
      default:
        return assertNever(tried);
    }
  }
  const [current, ...older] = open;
  if (current !== undefined) return { kind: 'opened', current, fresh: false, older, closed };
  return beginKeyFolder({ by: 'keyring', cipher: deps.cipher }, closed, deps);
}

/** Begins a folder with a new key, beside those that do not open. File errors reject as they come. */
export async function beginKeyFolder(
  wrapper: Wrapper,
  closed: readonly ClosedFolder[],
  deps: KeyFolderDeps,
): Promise<KeyOutcome> {
  const { files, clock } = deps;
  try {
    // Chosen before anybody looks and derives: who takes it meanwhile is met there.
    const folder = await nextFolder(deps);
    const begun = wrapper.by === 'passphrase' ? await begunMeanwhile(wrapper.passphrase, deps) : null;
    if (begun !== null) return { kind: 'opened', current: begun, fresh: false, older: [], closed };
    const made = await newKey(wrapper, clock.now());
    if (made === null) return unusable('The keyring did not give back what it was given.');
    // Makes it.
    await files.list(folder);
    if (!(await createKeyFile(folder, made.keyFile, files))) {
      // Another process was faster, and its key is as good.
      return await (wrapper.by === 'keyring' ? openKeyFolders(deps) : beginKeyFolder(wrapper, closed, deps));
    }
    const current = { folder, ...made, by: wrapper.by };
    return { kind: 'opened', current, fresh: true, older: [], closed };
  } catch (error) {
    if (!(error instanceof CipherError)) throw error;
    return error.code === 'locked' ? { kind: 'locked' } : unusable('The keyring refused to keep a key.');
  }
}

/** The folder that this passphrase opens already: another process was asked for one at the same time. */
async function begunMeanwhile(
  passphrase: PreparedPassphrase,
  deps: KeyFolderDeps,
): Promise<OpenFolder | null> {
  for (const folder of await keyFolders(deps.files, deps.folder)) {
    const copies = await readKeyCopies(folder, deps.files, deps.cost);
    const first = copies.kind === 'copies' ? copies.good[0] : undefined;
    // A keyring is not asked here: it may wait for a person.
    if (first === undefined || first.keyring !== null || !asksForPassphrase(first)) continue;
    const tried = await tryKeyFolder(folder, passphrase, deps);
    if (tried.kind === 'open') return tried.open;
  }
  return null;
}

/** The newest folder that a crash left without anything in it; else the next number. */
async function nextFolder({ files, folder, cost }: KeyFolderDeps): Promise<string> {
  const folders = await keyFolders(files, folder);
  for (const each of folders) {
    const copies = await readKeyCopies(each, files, cost);
    const empty = copies.kind === 'copies' && copies.good.length === 0 && copies.damage.length === 0;
    if (empty && recordNames(await files.list(each)).length === 0) return each;
  }
  return folderAfter(folders, folder);
}

function unusable(why: string): KeyOutcome {
  return { kind: 'unusable', failure: keyringMissingFailure(why) };
}
