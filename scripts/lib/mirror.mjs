import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  utimesSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/** Caches inside node_modules that a run writes to: each user has its own. */
const ownToEach = new Set(['.vite', '.vite-temp', '.vitest', '.cache']);

/**
 * Makes `to` the same as `from` for another user to read, touching only what differs. Files that everybody may
 * read become hard links, so a copy of the Electron runtime costs nothing; others are copied and given away.
 * @param {string} from a file or folder; when it does not exist, `to` is removed
 * @param {string} to
 * @param {{ uid: number, gid: number }} user
 */
export function mirror(from, to, user) {
  if (!existsSync(from)) {
    rmSync(to, { recursive: true, force: true });
    return;
  }
  makeFolder(dirname(to), user);
  mirrorEntry(from, to, user);
}

/**
 * @param {string} folder
 * @param {{ uid: number, gid: number }} user
 */
function makeFolder(folder, user) {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder), user);
  mkdirSync(folder, 0o755);
  chownSync(folder, user.uid, user.gid);
}

/**
 * @param {string} from
 * @param {string} to
 * @param {{ uid: number, gid: number }} user
 */
function mirrorEntry(from, to, user) {
  const source = lstatSync(from, { throwIfNoEntry: false });
  // Somebody's temporary file, gone again since the folder was read.
  if (source === undefined) return;
  const target = lstatSync(to, { throwIfNoEntry: false });
  if (source.isDirectory()) {
    if (target !== undefined && !target.isDirectory()) rmSync(to);
    makeFolder(to, user);
    const names = readdirSync(from).filter((name) => !ownToEach.has(name));
    const wanted = new Set(names);
    for (const name of readdirSync(to)) {
      if (!wanted.has(name) && !ownToEach.has(name)) rmSync(join(to, name), { recursive: true, force: true });
    }
    for (const name of names) mirrorEntry(join(from, name), join(to, name), user);
    return;
  }
  if (target !== undefined && isSame(source, target)) return;
  rmSync(to, { recursive: true, force: true });
  if (source.isSymbolicLink()) {
    symlinkSync(readlinkSync(from), to);
  } else if (source.isFile()) {
    putFile(from, to, source, user);
  }
}

/**
 * @param {import('node:fs').Stats} source
 * @param {import('node:fs').Stats} target
 */
function isSame(source, target) {
  if (source.ino === target.ino && source.dev === target.dev) return true;
  return (
    source.isFile() && target.isFile() && source.size === target.size && source.mtimeMs === target.mtimeMs
  );
}

/**
 * @param {string} from
 * @param {string} to
 * @param {import('node:fs').Stats} source
 * @param {{ uid: number, gid: number }} user
 */
function putFile(from, to, source, user) {
  const everybodyReads = (source.mode & 0o004) !== 0;
  if (everybodyReads) {
    try {
      linkSync(from, to);
      return;
    } catch {
      // Another file system, or one without hard links: a copy does as well.
    }
  }
  copyFileSync(from, to);
  chmodSync(to, (source.mode & 0o777) | 0o400);
  chownSync(to, user.uid, user.gid);
  utimesSync(to, source.atime, source.mtime);
}
