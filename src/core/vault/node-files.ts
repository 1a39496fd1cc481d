import { randomBytes } from 'node:crypto';
import { link, lstat, mkdir, open, readdir, readFile, rename, unlink } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { previousSuffix } from '../ports/files.ts';
import type { Files } from '../ports/files.ts';
import { readWholeFile } from './read-whole-file.ts';
import { systemErrorCode } from '../failures/system-error.ts';

/** Some file systems have no hard links (FAT, some network shares, some containers). */
const noLinks = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'UNKNOWN'];
const noFolderSync = ['EINVAL', 'ENOTSUP', 'EOPNOTSUPP'];

/** The real file system. Every failure is Node's own error, with its `code`. */
export const nodeFiles: Files = {
  read: readWholeFile,

  async replace(path, content, options) {
    for (let left = 2; !(await replaceOnce(path, content, options)); left -= 1) {
      // Another process that starts takes a temporary file of ours for one that a crash left.
      if (left === 0) throw Object.assign(new Error(`ENOENT: ${path} cannot be kept.`), { code: 'ENOENT' });
    }
    await syncFolder(dirname(path));
  },

  async move(from, to) {
    try {
      // A rename would silently replace a file of that name.
      await link(from, to);
      await unlink(from);
    } catch (error) {
      if (!cannotLink(error)) throw error;
      await rename(from, to);
    }
    await syncFolder(dirname(from));
  },

  async remove(paths) {
    const folders = new Set<string>();
    for (const path of paths) {
      if (await unlinkIfThere(path)) folders.add(dirname(path));
    }
    for (const folder of folders) await syncFolder(folder);
  },

  async list(folder) {
    try {
      return await readdir(folder);
    } catch (error) {
      if (systemErrorCode(error) !== 'ENOENT') throw error;
    }
    await makeFolder(folder);
    return readdir(folder);
  },
};

/** False when the temporary file is gone, and nothing has changed. */
async function replaceOnce(
  path: string,
  content: Uint8Array,
  options: { readonly keepPrevious: boolean },
): Promise<boolean> {
  const temporary = temporaryName(path);
  const kept = options.keepPrevious ? temporaryName(path) : null;
  try {
    await writeNew(temporary, content);
    const hasPrevious = kept !== null && (await copyName(path, kept));
    if (!(await renameIfThere(temporary, path))) {
      if (hasPrevious) await unlinkQuietly(kept);
      return false;
    }
    // After the new content is in place: a crash between the two loses an older generation, never the newest one.
    if (hasPrevious) await renameIfThere(kept, path + previousSuffix);
    return true;
  } catch (error) {
    await unlinkQuietly(temporary);
    if (kept !== null) await unlinkQuietly(kept);
    throw error;
  }
}

async function renameIfThere(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return false;
    throw error;
  }
}

/** With every folder above it that is missing. Node's own `recursive` says ENOENT where the disk is full. */
async function makeFolder(folder: string): Promise<void> {
  if (!(await mkdirOnce(folder))) {
    await makeFolder(dirname(folder));
    await mkdir(folder, { mode: 0o700 });
  }
  await syncFolder(dirname(folder));
}

/** False when the folder above it is missing. */
async function mkdirOnce(folder: string): Promise<boolean> {
  try {
    await mkdir(folder, { mode: 0o700 });
    return true;
  } catch (error) {
    const code = systemErrorCode(error);
    if (code !== 'EEXIST' && code !== 'ENOENT') throw error;
    return code === 'EEXIST';
  }
}

/** Beside the file, so that the rename stays on one file system. 64 random bits: two processes never meet. */
function temporaryName(path: string): string {
  return `${path}.${randomBytes(8).toString('hex')}.tmp`;
}

async function writeNew(path: string, content: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await writeAll(file, content);
    await file.sync();
  } finally {
    // Before the rename: some file systems report a full disk only here.
    await file.close();
  }
}

/** One write may take only a part of what it was given. */
async function writeAll(file: FileHandle, content: Uint8Array): Promise<void> {
  let offset = 0;
  while (offset < content.length) {
    const { bytesWritten } = await file.write(content, offset, content.length - offset, offset);
    if (bytesWritten === 0)
      throw Object.assign(new Error('The disk takes no more bytes.'), { code: 'ENOSPC' });
    offset += bytesWritten;
  }
}

/** Makes the file at `path` reachable as `copy` too. False when there is no such file. */
async function copyName(path: string, copy: string): Promise<boolean> {
  try {
    await link(path, copy);
    return true;
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return false;
    if (!cannotLink(error)) throw error;
  }
  await writeNew(copy, await readFile(path));
  return true;
}

function cannotLink(error: unknown): boolean {
  return noLinks.includes(systemErrorCode(error) ?? '');
}

async function unlinkIfThere(path: string): Promise<boolean> {
  try {
    await unlink(path);
    return true;
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return false;
    // Somebody put it there; what is in it is not ours.
    if ((await lstat(path)).isDirectory()) return false;
    throw error;
  }
}

async function unlinkQuietly(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch {
    // What stays is a leftover, and its name says so.
  }
}

/** Makes renames in a folder last. Windows and a few file systems cannot sync a folder, and need not. */
async function syncFolder(folder: string): Promise<void> {
  let handle: FileHandle;
  try {
    handle = await open(folder, 'r');
  } catch (error) {
    if (process.platform === 'win32') return;
    throw error;
  }
  try {
    await handle.sync();
  } catch (error) {
    if (process.platform !== 'win32' && !noFolderSync.includes(systemErrorCode(error) ?? '')) throw error;
  } finally {
    await handle.close();
  }
}
