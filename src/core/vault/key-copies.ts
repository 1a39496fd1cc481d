import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { previousSuffix } from '../ports/files.ts';
import type { Files } from '../ports/files.ts';
import { keyFileName, readKeyFile, writeKeyFile } from './key-file.ts';
import type { KeyFile, ParsedKeyFile } from './key-file.ts';
import type { KeyFolderDeps } from './key-folder.ts';
import type { ScryptCost } from './passphrase-wrap.ts';
import { asideName } from './set-aside.ts';
import { foundInstead, systemErrorCode } from '../failures/system-error.ts';

/** What the two copies of a folder's key file hold: without its key everything beside it would be lost. */
export type KeyCopies =
  | { readonly kind: 'newer'; readonly version: number; readonly path: string }
  | {
      readonly kind: 'copies';
      /** Those that can be read; the first of them says what counts, and the second may be older. */
      readonly good: readonly KeyFile[];
      /** Why the others cannot be. */
      readonly damage: readonly string[];
    };

/**
 * Reads both copies of the key file of a folder. File errors reject as they come where neither can be used: a disk that
 * does not give a key back now may do so later.
 */
export async function readKeyCopies(folder: string, files: Files, accepted: ScryptCost): Promise<KeyCopies> {
  const path = join(folder, keyFileName);
  const good: KeyFile[] = [];
  const damage: string[] = [];
  let unread: unknown = null;
  for (const copy of [path, path + previousSuffix]) {
    const read = await readCopy(copy, files, accepted).catch((error: unknown) => {
      unread ??= error;
      return null;
    });
    if (read === null) continue;
    const { parsed } = read;
    if (parsed.kind === 'newer') return { kind: 'newer', version: parsed.version, path: copy };
    if (parsed.kind === 'ours') good.push(parsed.keyFile);
    else damage.push(parsed.why);
  }
  if (good.length === 0 && unread !== null) throw unread;
  return { kind: 'copies', good, damage };
}

interface ReadCopy {
  /** Null when what is there is no file. */
  readonly content: Uint8Array | null;
  readonly parsed: ParsedKeyFile;
}

/** Null when there is none. */
async function readCopy(path: string, files: Files, accepted: ScryptCost): Promise<ReadCopy | null> {
  try {
    const content = await files.read(path);
    return content === null ? null : { content, parsed: readKeyFile(content, accepted) };
  } catch (error) {
    const why = foundInstead(error);
    if (why === null) throw error;
    return { content: null, parsed: { kind: 'damaged', why } };
  }
}

/**
 * Writes the key file of a folder that has none. Two processes may begin one at the same time: the second is told false,
 * and nothing of the first is touched.
 */
export async function createKeyFile(folder: string, keyFile: KeyFile, files: Files): Promise<boolean> {
  const path = join(folder, keyFileName);
  const content = writeKeyFile(keyFile);
  for (let left = 2; ; left -= 1) {
    const own = `${path}.${randomBytes(8).toString('hex')}.tmp`;
    try {
      await files.replace(own, content, { keepPrevious: false });
      // Never onto another file.
      await files.move(own, path);
      break;
    } catch (error) {
      const code = systemErrorCode(error);
      await files.remove([own]).catch(() => undefined);
      if (code === 'EEXIST') return false;
      // Another process that starts takes it for what a crash left.
      if (code !== 'ENOENT' || left === 0) throw error;
    }
  }
  await files.replace(path, content, { keepPrevious: true });
  return true;
}

/** Writes a key file, both copies. A crash at any moment leaves it, or the one before, as the first copy. */
export async function keepKeyFile(folder: string, keyFile: KeyFile, files: Files): Promise<void> {
  const path = join(folder, keyFileName);
  const content = writeKeyFile(keyFile);
  await files.replace(path, content, { keepPrevious: true });
  await files.replace(path, content, { keepPrevious: true });
}

/**
 * Makes both copies say this again, after damage or a crash between the two. What is damaged, or wraps another key, is set
 * aside; an older copy is replaced, so that what was taken out of the key file is gone. File errors reject as they come.
 */
export async function mendKeyCopies(
  folder: string,
  keyFile: KeyFile,
  { files, clock, cost }: Pick<KeyFolderDeps, 'files' | 'clock' | 'cost'>,
): Promise<void> {
  const path = join(folder, keyFileName);
  const copies = [];
  for (const copy of [path, path + previousSuffix])
    copies.push({ copy, read: await readCopy(copy, files, cost) });
  if (copies.every(({ read }) => read !== null && isSame(read.parsed, keyFile))) return;
  for (const { copy, read } of copies) {
    if (read !== null && isForeign(read.parsed, keyFile)) await files.move(copy, asideName(copy, clock));
  }
  await keepKeyFile(folder, keyFile, files);
}

/** In whatever format it stands there. */
function isSame(read: ParsedKeyFile, keyFile: KeyFile): boolean {
  return read.kind === 'ours' && Buffer.from(writeKeyFile(read.keyFile)).equals(writeKeyFile(keyFile));
}

/**
 * The copies that wrap different keys, the first of each: a second copy of the same key may only be older, one of another
 * key says that one of the two is foreign.
 */
export function distinctKeys(good: readonly KeyFile[]): readonly KeyFile[] {
  return good.filter((each, index) => good.findIndex(({ check }) => check === each.check) === index);
}

/** Whether what stands in the place of a copy is something else that nobody may lose. */
function isForeign(read: ParsedKeyFile, { check }: KeyFile): boolean {
  return read.kind === 'damaged' || (read.kind === 'ours' && read.keyFile.check !== check);
}
