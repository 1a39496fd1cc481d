import { watch } from 'node:fs';
import { link, lstat, mkdir, readdir, realpath, rename, rmdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { FolderEntry, Folders, FolderWatch } from '../ports/folders.ts';
import { systemErrorCode } from '../failures/system-error.ts';

/** How many files are looked at at a time. */
const atOnce = 64;

/** The real file system. */
export const nodeFolders: Folders = {
  async entries(folder) {
    const names = await unlessMissing(readdir(folder));
    if (names === null) return null;
    const entries: FolderEntry[] = [];
    for (let at = 0; at < names.length; at += atOnce) {
      const some = names.slice(at, at + atOnce);
      // One that is gone meanwhile is not there.
      const looked = await Promise.all(some.map(async (name) => unlessMissing(entryOf(folder, name))));
      entries.push(...looked.filter((entry) => entry !== null));
    }
    return entries;
  },

  async make(folder) {
    await mkdir(folder);
  },

  async move(from, to) {
    try {
      // A rename would silently replace a file of that name.
      await link(from, to);
      await unlink(from);
      return;
    } catch (error) {
      if (systemErrorCode(error) === null || systemErrorCode(error) === 'ENOENT') throw error;
    }
    // A folder, a disk without links, or one on which upper and lower case are the same.
    const [source, target] = await Promise.all([lstat(from), unlessMissing(lstat(to))]);
    if (target !== null && (target.ino !== source.ino || target.dev !== source.dev)) {
      throw Object.assign(new Error(`EEXIST: ${to} is there.`), { code: 'EEXIST' });
    }
    await rename(from, to);
  },

  async removeEmpty(folder) {
    try {
      await rmdir(folder);
      return true;
    } catch (error) {
      if (['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(systemErrorCode(error) ?? '')) return false;
      throw error;
    }
  },

  realPath: async (path) => unlessMissing(realpath(path)),
};

/** Node's own watch, folder by folder: not every runtime can watch a tree on Linux. */
export const nodeFolderWatch: FolderWatch = {
  watch(folder, changed, ended) {
    try {
      const watcher = watch(folder, { persistent: false }, changed);
      watcher.on('error', () => {
        watcher.close();
        ended();
      });
      return () => {
        watcher.close();
      };
    } catch (error) {
      if (systemErrorCode(error) === null) throw error;
      ended();
      return () => undefined;
    }
  },
};

async function entryOf(folder: string, name: string): Promise<FolderEntry> {
  const stats = await lstat(join(folder, name), { bigint: true });
  const kind = stats.isFile()
    ? 'file'
    : stats.isDirectory()
      ? 'folder'
      : stats.isSymbolicLink()
        ? 'link'
        : 'other';
  const stamp = [stats.mtimeNs, stats.ctimeNs, stats.size, stats.ino].join(' ');
  return { name, kind, size: Number(stats.size), stamp };
}

async function unlessMissing<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return null;
    throw error;
  }
}
