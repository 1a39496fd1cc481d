import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';

/** A pipe that nobody writes to is not waited for. Windows does not know the flag. */
const readFlags = constants.O_RDONLY | (constants.O_NONBLOCK || 0);
/** Bytes that are read at once. */
const chunkBytes = 262_144;

/**
 * The whole of a file that a person chose; null where it has more than `most` bytes, of which then no more than that is read,
 * whatever size it says it has. @throws Node's own error; `EISDIR` for a folder, `EFTYPE` for a pipe or a device.
 */
export async function readChosen(path: string, most: number): Promise<Uint8Array | null> {
  const file = await open(path, readFlags);
  try {
    const stats = await file.stat();
    if (!stats.isFile()) {
      const code = stats.isDirectory() ? 'EISDIR' : 'EFTYPE';
      throw Object.assign(new Error(`${code}: ${path} is no file.`), { code });
    }
    return stats.size > most ? null : await readUpTo(file, most);
  } finally {
    await file.close();
  }
}

async function readUpTo(file: FileHandle, most: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    // oxlint-disable-next-line eslint/no-await-in-loop -- a part comes after the one before
    const { bytesRead, buffer } = await file.read(new Uint8Array(chunkBytes), 0, chunkBytes, size);
    if (bytesRead === 0) return Buffer.concat(chunks);
    size += bytesRead;
    if (size > most) return null;
    chunks.push(buffer.subarray(0, bytesRead));
  }
}
