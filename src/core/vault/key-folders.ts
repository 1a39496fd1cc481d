import { randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { join } from 'node:path';
import type { Failure } from '../../shared/failure.ts';
import { CipherError } from '../ports/cipher.ts';
import type { Cipher } from '../ports/cipher.ts';
import type { Clock } from '../ports/clock.ts';
import { previousSuffix } from '../ports/files.ts';
import type { Files } from '../ports/files.ts';
import { keyFailure, keyringMissingFailure, newerFailure } from './failures.ts';
import { checkedKey, dataKeyBytes, keyFileName, readKeyFile, writeKeyFile } from './key-file.ts';
import type { KeyFile } from './key-file.ts';
import { asideName } from './set-aside.ts';
import { recordNames } from './record-name.ts';

export interface KeyFolderDeps {
  readonly files: Files;
  readonly cipher: Cipher;
  readonly clock: Clock;
  readonly folder: string;
}

/** A key folder that does not open: its records stay as they are. */
export interface ClosedFolder {
  readonly folder: string;
  readonly failure: Failure;
}

export interface OpenFolder {
  readonly folder: string;
  readonly key: KeyObject;
  readonly backend: string;
}

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
  | { readonly kind: 'unusable'; readonly failure: Failure };

type Tried =
  | { readonly kind: 'open'; readonly open: OpenFolder }
  | { readonly kind: 'closed'; readonly closed: ClosedFolder }
  | { readonly kind: 'newer'; readonly failure: Failure }
  | { readonly kind: 'locked' }
  /** Nothing in it: a crash came while it was made. */
  | { readonly kind: 'empty' };

/** Folders of one data key each, `key-1`, `key-2` and so on: the highest was begun last. File errors reject as they come. */
export async function keyFolders(files: Files, folder: string): Promise<readonly string[]> {
  const numbers = (await files.list(folder)).map(folderNumber).filter((number) => number > 0);
  return numbers.toSorted((one, other) => other - one).map((number) => join(folder, `key-${String(number)}`));
}

/**
 * Opens the newest key folder that this keyring can open, and begins a new one where there is none.
 * A folder that does not open is left untouched. File errors reject as they come.
 */
export async function openKeyFolders(deps: KeyFolderDeps): Promise<KeyOutcome> {
  const open: OpenFolder[] = [];
  const closed: ClosedFolder[] = [];
  const folders = await keyFolders(deps.files, deps.folder);
  let unused: string | null = null;
  for (const folder of folders) {
    const tried = await tryFolder(folder, deps);
    if (tried.kind === 'open') open.push(tried.open);
    if (tried.kind === 'closed') closed.push(tried.closed);
    if (tried.kind === 'empty') unused ??= folder;
    // Beside what a newer Latchkey wrote, nothing is begun; below an open folder, a locked one can wait.
    if (tried.kind === 'newer') return { kind: 'unusable', failure: tried.failure };
    if (tried.kind === 'locked' && open.length === 0) return { kind: 'locked' };
  }
  const [current, ...older] = open;
  if (current !== undefined) return { kind: 'opened', current, fresh: false, older, closed };
  const number = Math.max(0, ...folders.map((path) => folderNumber(path.slice(deps.folder.length + 1)))) + 1;
  return beginFolder(unused ?? join(deps.folder, `key-${String(number)}`), closed, deps);
}

async function tryFolder(folder: string, deps: KeyFolderDeps): Promise<Tried> {
  const { files } = deps;
  const path = join(folder, keyFileName);
  const names = await files.list(folder);
  const contents = [await files.read(path), await files.read(path + previousSuffix)];
  const found = contents.filter((content) => content !== null);
  const reasons: string[] = [];
  for (const content of found) {
    const parsed = readKeyFile(content);
    if (parsed.kind === 'newer') return { kind: 'newer', failure: newerFailure(parsed.version, path) };
    if (parsed.kind === 'damaged') {
      reasons.push(`Their key cannot be used: ${parsed.why}.`);
      continue;
    }
    const { wrapped } = parsed.keyFile;
    try {
      const key = await unwrapKey(parsed.keyFile, deps.cipher);
      if (key !== null) {
        await keepBothCopies(path, content, contents, deps);
        return { kind: 'open', open: { folder, key, backend: wrapped.backend } };
      }
    } catch (error) {
      // Only a keyring that says "never" is believed; everything else may work later.
      if (!(error instanceof CipherError) || error.code === 'locked') return { kind: 'locked' };
    }
    reasons.push(`They were sealed with another keyring (${wrapped.backend}), or it was reset.`);
  }
  if (recordNames(names).length === 0 && found.length === 0) return { kind: 'empty' };
  const why = reasons[0] ?? 'Their key is gone.';
  return { kind: 'closed', closed: { folder, failure: keyFailure(why, folder) } };
}

/** Without its key everything in a folder is lost, so there are two copies of it; one that was damaged is made again. */
async function keepBothCopies(
  path: string,
  good: Uint8Array,
  contents: readonly (Uint8Array | null)[],
  deps: KeyFolderDeps,
): Promise<void> {
  const bad = contents.map((content) => content === null || readKeyFile(content).kind === 'damaged');
  if (!bad.includes(true)) return;
  try {
    for (const [index, content] of contents.entries()) {
      const copy = index === 0 ? path : path + previousSuffix;
      if (content !== null && bad[index] === true) await deps.files.move(copy, asideName(copy, deps.clock));
    }
    await writeTwice(path, good, deps.files);
  } catch {
    // The next start tries again; one good copy is there.
  }
}

async function writeTwice(path: string, content: Uint8Array, files: Files): Promise<void> {
  await files.replace(path, content, { keepPrevious: true });
  await files.replace(path, content, { keepPrevious: true });
}

async function beginFolder(
  folder: string,
  closed: readonly ClosedFolder[],
  deps: KeyFolderDeps,
): Promise<KeyOutcome> {
  const dataKey = randomBytes(dataKeyBytes);
  try {
    const wrapped = await deps.cipher.wrap(dataKey);
    const content = writeKeyFile(dataKey, wrapped, deps.clock.now());
    const parsed = readKeyFile(content);
    // Tried before anything depends on it: a keyring that gives nothing back is no keyring.
    const key = parsed.kind === 'ours' ? await unwrapKey(parsed.keyFile, deps.cipher) : null;
    if (key === null) return unusable('The keyring did not give back what it was given.');
    await deps.files.list(folder);
    await writeTwice(join(folder, keyFileName), content, deps.files);
    const current = { folder, key, backend: wrapped.backend };
    return { kind: 'opened', current, fresh: true, older: [], closed };
  } catch (error) {
    if (!(error instanceof CipherError)) throw error;
    return error.code === 'locked' ? { kind: 'locked' } : unusable('The keyring refused to keep a key.');
  } finally {
    dataKey.fill(0);
  }
}

async function unwrapKey(keyFile: KeyFile, cipher: Cipher): Promise<KeyObject | null> {
  const unwrapped = await cipher.unwrap(keyFile.wrapped);
  const key = checkedKey(keyFile, unwrapped);
  unwrapped.fill(0);
  return key;
}

function unusable(why: string): KeyOutcome {
  return { kind: 'unusable', failure: keyringMissingFailure(why) };
}

function folderNumber(name: string): number {
  return Number(/^key-([1-9]\d{0,5})$/.exec(name)?.[1] ?? 0);
}
