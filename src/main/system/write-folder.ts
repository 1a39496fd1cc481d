import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { systemErrorCode } from '../../core/failures/system-error.ts';

/** Numbers that are tried behind a name that is taken. */
const mostNames = 1000;

/**
 * Writes files into a new folder of this name below `parent`, numbered where the name is taken: nothing that is there is
 * touched, and nothing stays where the disk stops half way. Answers with the folder. @throws Node's own error.
 */
export async function writeFolder(
  parent: string,
  name: string,
  files: readonly { readonly path: string; readonly content: Uint8Array }[],
): Promise<string> {
  const folder = await newFolder(parent, name);
  try {
    for (const { path, content } of files) {
      const to = join(folder, ...path.split('/'));
      // oxlint-disable-next-line eslint/no-await-in-loop -- one after another: there may be thousands
      await mkdir(dirname(to), { recursive: true });
      // oxlint-disable-next-line eslint/no-await-in-loop -- as above
      await writeFile(to, content, { flag: 'wx' });
    }
    return folder;
  } catch (error) {
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
    throw error;
  }
}

async function newFolder(parent: string, name: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const folder = join(parent, number === 1 ? name : `${name} ${String(number)}`);
    try {
      // oxlint-disable-next-line eslint/no-await-in-loop -- the first name that is free
      await mkdir(folder);
      return folder;
    } catch (error) {
      if (systemErrorCode(error) !== 'EEXIST' || number === mostNames) throw error;
    }
  }
}
