import { constants } from 'node:fs';
import { lstat, open, readlink, realpath, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

/** What stands there is not a plain file of the folder. */
export class NotInside extends Error {
  override readonly name = 'NotInside';
}

/**
 * Opens a file for reading that lies in a folder, or below it, with no link on the way: what was opened is what is judged, so
 * that nothing which is put in its place meanwhile is taken for it. `place` holds plain names, joined by `/`.
 * A file with a second name elsewhere (a hard link) cannot be told from one without.
 * @throws {NotInside} for a link, a folder, a pipe or a device; Node's own error where it cannot be opened.
 */
export async function openInside(root: string, place: string): Promise<FileHandle> {
  const path = join(await realpath(root), ...place.split('/'));
  const file = await openUnfollowed(path);
  try {
    const [opened, there, real, own] = await Promise.all([
      file.stat({ bigint: true }),
      lstat(path, { bigint: true }),
      realpath(path),
      pathOf(file),
    ]);
    const same = opened.ino === there.ino && opened.dev === there.dev;
    if (!opened.isFile() || !same || real !== path || (own !== null && own !== path))
      throw new NotInside(place);
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** Not through a link at its end, and without waiting for whoever writes into a pipe. */
async function openUnfollowed(path: string): Promise<FileHandle> {
  // SECURITY: “open-inside.test.ts”. Windows knows neither flag; there the comparison has to do.
  const flags = [constants.O_NOFOLLOW, constants.O_NONBLOCK].filter((flag) => Number.isInteger(flag));
  try {
    return await open(
      path,
      flags.reduce((all, flag) => all | flag, constants.O_RDONLY),
    );
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ELOOP' || error.code === 'ENXIO'))
      throw new NotInside(path, { cause: error });
    throw error;
  }
}

/** Where the system says that an open file lies; null where it does not say. */
async function pathOf(file: FileHandle): Promise<string | null> {
  return process.platform === 'linux' ? readlink(`/proc/self/fd/${String(file.fd)}`) : null;
}
