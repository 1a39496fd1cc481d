import { constants } from 'node:fs';
import { mkdir, open, readdir, unlink, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { systemErrorCode } from '../../failures/system-error.ts';
import type { SpoolDisk, SpoolHandle } from '../../ports/spool-disk.ts';

/** The real file system. */
export const nodeSpoolDisk: SpoolDisk = {
  async create(path) {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    return handleOf(await open(path, 'wx+', 0o600));
  },

  async open(path) {
    return handleOf(await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW || 0)));
  },

  async remove(path) {
    try {
      await unlink(path);
    } catch (error) {
      if (systemErrorCode(error) !== 'ENOENT') throw error;
    }
  },

  async list(folder) {
    try {
      return await readdir(folder);
    } catch (error) {
      if (systemErrorCode(error) === 'ENOENT') return [];
      throw error;
    }
  },
};

function handleOf(file: FileHandle): SpoolHandle {
  return {
    write: (pieces, position) => writeAll(file, pieces, position),
    async read(position, length) {
      const bytes = new Uint8Array(length);
      let done = 0;
      while (done < length) {
        const { bytesRead } = await file.read(bytes, done, length - done, position + done);
        if (bytesRead === 0) break;
        done += bytesRead;
      }
      return bytes.subarray(0, done);
    },
    truncate: (bytes) => file.truncate(bytes),
    sync: () => file.datasync(),
    close: () => file.close(),
  };
}

/**
 * Writes the pieces one behind the other, however little the system takes at once.
 * @throws Node's own error; `ENOSPC` also where the system takes nothing and gives no reason.
 */
export async function writeAll(
  file: Pick<FileHandle, 'writev'>,
  pieces: readonly Uint8Array[],
  position: number,
): Promise<void> {
  let left = pieces.filter(({ byteLength }) => byteLength > 0);
  for (let at = position; left.length > 0;) {
    const { bytesWritten } = await file.writev(left, at);
    if (bytesWritten === 0) {
      throw Object.assign(new Error('The disk takes no more bytes.'), { code: 'ENOSPC' });
    }
    at += bytesWritten;
    left = behind(left, bytesWritten);
  }
}

/** What of the pieces comes after so many bytes. */
function behind(pieces: readonly Uint8Array[], bytes: number): Uint8Array[] {
  const rest: Uint8Array[] = [];
  let over = bytes;
  for (const piece of pieces) {
    if (over < piece.byteLength) rest.push(piece.subarray(over));
    over = Math.max(0, over - piece.byteLength);
  }
  return rest;
}
