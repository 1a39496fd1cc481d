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
    async write(bytes, position) {
      for (let done = 0; done < bytes.byteLength;) {
        const { bytesWritten } = await file.write(bytes, done, bytes.byteLength - done, position + done);
        if (bytesWritten === 0) {
          throw Object.assign(new Error('The disk takes no more bytes.'), { code: 'ENOSPC' });
        }
        done += bytesWritten;
      }
    },
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
