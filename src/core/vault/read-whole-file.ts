import { closeSync, constants, fstatSync, open, read } from 'node:fs';
import { promisify } from 'node:util';
import { systemErrorCode } from '../failures/system-error.ts';

// The handles of `node:fs/promises` cost twice as much, and a start reads every session.
const openFile = promisify(open);
const readFile = promisify(read);

/** A link is not followed, and a pipe that nobody writes to is not waited for. Windows knows neither. */
const readFlags = constants.O_RDONLY | (constants.O_NOFOLLOW || 0) | (constants.O_NONBLOCK || 0);

/** The whole file, null when there is none; rejects as `Files.read` says. */
export async function readWholeFile(path: string): Promise<Uint8Array | null> {
  let file: number;
  try {
    file = await openFile(path, readFlags);
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return null;
    throw error;
  }
  try {
    // Neither this nor closing waits for the disk once a file is open: sending them to another thread costs more.
    const stats = fstatSync(file);
    if (stats.isFile()) return await readAll(file, Buffer.allocUnsafe(stats.size));
    const code = stats.isDirectory() ? 'EISDIR' : 'EFTYPE';
    throw Object.assign(new Error(`${code}: ${path} is no file.`), { code });
  } finally {
    closeSync(file);
  }
}

/** One read may give only a part. */
async function readAll(file: number, content: Buffer): Promise<Uint8Array> {
  let filled = 0;
  while (filled < content.length) {
    const { bytesRead } = await readFile(file, content, filled, content.length - filled, filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return content.subarray(0, filled);
}
