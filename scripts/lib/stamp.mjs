import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { cacheFolder, root } from './paths.mjs';

/**
 * A stamp says of which inputs an output was made, so that the same work is not done twice.
 * It is written after the output is complete: a run that was interrupted has none and is done again.
 * @param {string} name
 */
function stampFile(name) {
  return join(cacheFolder, 'stamps', name);
}

/**
 * @param {string} name
 * @param {string} value
 * @returns {boolean} whether the last complete run had the same value
 */
export function isStamped(name, value) {
  try {
    return readFileSync(stampFile(name), 'utf8') === value;
  } catch {
    return false;
  }
}

/**
 * @param {string} name
 * @param {string} value
 */
export function stamp(name, value) {
  writeAtomically(stampFile(name), value);
}

/**
 * @param {string} file
 * @param {string} text
 */
export function writeAtomically(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  writeFileSync(temporary, text);
  renameSync(temporary, file);
}

/**
 * The hash of files and folders, by name and content.
 * @param {readonly string[]} paths relative to the project; what does not exist counts as absent
 * @param {readonly string[]} [more] further values that the output depends on
 * @returns {string}
 */
export function hashOf(paths, more = []) {
  const hash = createHash('sha256');
  for (const path of paths) addTo(hash, join(root, path));
  for (const value of more) hash.update(`\0${value}`);
  return hash.digest('hex');
}

/**
 * @param {import('node:crypto').Hash} hash
 * @param {string} path
 */
function addTo(hash, path) {
  if (!existsSync(path)) return;
  if (statSync(path).isDirectory()) {
    for (const name of readdirSync(path).toSorted()) addTo(hash, join(path, name));
    return;
  }
  const bytes = readFileSync(path);
  hash.update(`${relative(root, path)}\0${bytes.length}\0`).update(bytes);
}
