import { join } from 'node:path';
import { previousSuffix } from '../ports/files.ts';
import type { Files } from '../ports/files.ts';
import { keyFileName, readKeyFile, writeKeyFile } from './key-file.ts';
import type { KeyFile } from './key-file.ts';
import type { KeyFolderDeps } from './key-folder.ts';
import type { ScryptCost } from './passphrase-wrap.ts';
import { asideName } from './set-aside.ts';

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

/** Reads both copies of the key file of a folder. File errors reject as they come. */
export async function readKeyCopies(folder: string, files: Files, accepted: ScryptCost): Promise<KeyCopies> {
  const path = join(folder, keyFileName);
  const good: KeyFile[] = [];
  const damage: string[] = [];
  for (const copy of [path, path + previousSuffix]) {
    const content = await files.read(copy);
    if (content === null) continue;
    const parsed = readKeyFile(content, accepted);
    if (parsed.kind === 'newer') return { kind: 'newer', version: parsed.version, path: copy };
    if (parsed.kind === 'ours') good.push(parsed.keyFile);
    else damage.push(parsed.why);
  }
  return { kind: 'copies', good, damage };
}

/** Writes a key file, both copies. A crash at any moment leaves it, or the one before, as the first copy. */
export async function keepKeyFile(folder: string, keyFile: KeyFile, files: Files): Promise<void> {
  const path = join(folder, keyFileName);
  const content = writeKeyFile(keyFile);
  await files.replace(path, content, { keepPrevious: true });
  await files.replace(path, content, { keepPrevious: true });
}

/**
 * Makes both copies say the same again, after damage or a crash between the two. What is damaged, or wraps another key, is
 * set aside; an older copy is replaced, so that what was taken out of the key file is gone. The next start tries again what the disk refused.
 */
export async function mendKeyCopies(
  folder: string,
  keyFile: KeyFile,
  { files, clock, cost }: Pick<KeyFolderDeps, 'files' | 'clock' | 'cost'>,
): Promise<void> {
  const path = join(folder, keyFileName);
  const copies = [path, path + previousSuffix];
  try {
    const contents = [];
    for (const copy of copies) contents.push(await files.read(copy));
    const [first, second] = contents;
    if (first && second && Buffer.from(first).equals(second)) return;
    for (const [index, copy] of copies.entries()) {
      const content = contents[index] ?? null;
      if (content !== null && isForeign(readKeyFile(content, cost), keyFile)) {
        await files.move(copy, asideName(copy, clock));
      }
    }
    await keepKeyFile(folder, keyFile, files);
  } catch {
    // One good copy is there.
  }
}

/** Whether what stands in the place of a copy is something else that nobody may lose. */
function isForeign(read: ReturnType<typeof readKeyFile>, { check }: KeyFile): boolean {
  return read.kind === 'damaged' || (read.kind === 'ours' && read.keyFile.check !== check);
}
