import type { KeyObject } from 'node:crypto';
import type { Failure } from '../../shared/failure.ts';
import { CipherError } from '../ports/cipher.ts';
import { formatVersions } from './envelope.ts';
import { givenUpFailure, keyFailure, newerFailure } from './failures.ts';
import { distinctKeys, mendKeyCopies, readKeyCopies } from './key-copies.ts';
import type { KeyFile } from './key-file.ts';
import type { KeyFolderDeps, OpenFolder } from './key-folder.ts';
import { onlyBy, unwrapByKeyring, unwrapByPassphrase } from './key-wraps.ts';
import type { PreparedPassphrase } from './passphrase.ts';
import { recordNames } from './record-name.ts';

/** What came of trying one key folder. */
export type Tried =
  | { readonly kind: 'open'; readonly open: OpenFolder }
  | { readonly kind: 'closed'; readonly failure: Failure; readonly givenUp?: true }
  | { readonly kind: 'newer'; readonly failure: Failure }
  | { readonly kind: 'locked' }
  | { readonly kind: 'passphrase-needed' }
  | { readonly kind: 'passphrase-wrong' }
  /** Nothing in it: a crash came while it was made. */
  | { readonly kind: 'empty' };

/** Tries the keyring on a key folder, or the passphrase where one is wanted. File errors reject as they come. */
export async function tryKeyFolder(
  folder: string,
  passphrase: PreparedPassphrase | null,
  deps: KeyFolderDeps,
): Promise<Tried> {
  const copies = await readKeyCopies(folder, deps.files, deps.cost);
  if (copies.kind === 'newer') {
    const failure = newerFailure(copies.version, formatVersions['LKEY-KEY'], copies.path);
    return { kind: 'newer', failure };
  }
  const { good, damage } = copies;
  if (good.length > 0) return tryKeyFiles(folder, good, passphrase, deps);
  if (damage.length === 0 && recordNames(await deps.files.list(folder)).length === 0)
    return { kind: 'empty' };
  return { kind: 'closed', failure: noKeyFailure(folder, damage) };
}

/** What it comes to where no copy opens the folder, the first of these. */
const worthier: readonly Tried['kind'][] = ['passphrase-wrong', 'passphrase-needed', 'locked', 'closed'];

/** Copies that wrap different keys are tried one after the other: a foreign one hides none that opens. */
async function tryKeyFiles(
  folder: string,
  good: readonly KeyFile[],
  passphrase: PreparedPassphrase | null,
  deps: KeyFolderDeps,
): Promise<Tried> {
  let best: Tried = { kind: 'empty' };
  for (const first of distinctKeys(good)) {
    const same = good.filter(({ check }) => check === first.check);
    const tried = await tryKeyFile(folder, { first, good: same }, passphrase, deps);
    if (tried.kind === 'open') return tried;
    if (best.kind === 'empty' || worthier.indexOf(tried.kind) < worthier.indexOf(best.kind)) best = tried;
  }
  return best;
}

/** Why the records of a folder do not open whose key file cannot be used, or is gone. */
export function noKeyFailure(folder: string, [why]: readonly string[]): Failure {
  return keyFailure(why === undefined ? 'Their key is gone.' : `Their key cannot be used: ${why}.`, folder);
}

/** The first of the copies of one key says what opens the folder. */
async function tryKeyFile(
  folder: string,
  { first, good }: { readonly first: KeyFile; readonly good: readonly KeyFile[] },
  passphrase: PreparedPassphrase | null,
  deps: KeyFolderDeps,
): Promise<Tried> {
  const asks = asksForPassphrase(first);
  if (asks && passphrase !== null) {
    const key = await unwrapByPassphrase(first, passphrase);
    return key === null
      ? { kind: 'passphrase-wrong' }
      : opened({ folder, key, keyFile: first }, 'passphrase', deps);
  }
  if (first.keyring === null) {
    return asks
      ? { kind: 'passphrase-needed' }
      : { kind: 'closed', failure: givenUpFailure(folder), givenUp: true };
  }
  try {
    for (const keyFile of good) {
      const key = await unwrapByKeyring(keyFile, deps.cipher).catch(nullWhenRefused);
      if (key !== null) return await opened({ folder, key, keyFile }, 'keyring', deps);
    }
  } catch {
    // Only a keyring that says "never" is believed; everything else may work later.
    return { kind: asks ? 'passphrase-needed' : 'locked' };
  }
  if (asks) return { kind: 'passphrase-needed' };
  return closed(folder, `They were sealed with another keyring (${first.keyring.backend}), or it was reset.`);
}

/** Whether a person who knows the passphrase is to be asked for it. */
export function asksForPassphrase({ passphrase, givenUpAt }: KeyFile): boolean {
  return passphrase !== null && givenUpAt === null;
}

/** A move between keyring and passphrase that a crash interrupted ends in favour of what opened the folder. */
async function opened(
  open: Omit<OpenFolder, 'by'>,
  by: OpenFolder['by'],
  deps: KeyFolderDeps,
): Promise<Tried> {
  const keyFile = onlyBy(by, open.keyFile);
  try {
    await mendKeyCopies(open.folder, keyFile, deps);
  } catch {
    // The next start tries again; it is open all the same.
  }
  return { kind: 'open', open: { ...open, keyFile, by } };
}

function nullWhenRefused(error: unknown): KeyObject | null {
  if (error instanceof CipherError && error.code === 'refused') return null;
  throw error;
}

function closed(folder: string, why: string): Tried {
  return { kind: 'closed', failure: keyFailure(why, folder) };
}
