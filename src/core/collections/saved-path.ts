import { join } from 'node:path';
import type { SavedPath } from '../../shared/saved-request.ts';

/** What a file of a saved request ends with. */
export const requestEnding = '.http';

export function joinPath(folder: SavedPath, name: string): SavedPath {
  return folder === '' ? name : `${folder}/${name}`;
}

/** The folder that something is in; empty for the top. */
export function folderOf(path: SavedPath): SavedPath {
  const at = path.lastIndexOf('/');
  return at < 0 ? '' : path.slice(0, at);
}

export function nameOf(path: SavedPath): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Whether `path` is in `folder`, at whatever depth, or is it. */
export function isWithin(path: SavedPath, folder: SavedPath): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`);
}

/** Where it is on disk. Only for paths that were found there: a name may not lead elsewhere. */
export function onDisk(root: string, path: SavedPath): string {
  return path === '' ? root : join(root, ...path.split('/'));
}
