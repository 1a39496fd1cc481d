import { fail, succeed, type Result } from '../../shared/result.ts';
import type { SavedItem, SavedPath } from '../../shared/saved-request.ts';
import { appendToOrder, checkName, type Tree } from './edit-requests.ts';
import { intoItself, savedGone, unreadable } from './failures.ts';
import { orderFileName } from './order-file.ts';
import { undoGone } from '../failures/undo-gone.ts';
import type { RemovedThings } from '../undo/removed-things.ts';
import { parseRequestFile, writeRequestFile } from './request-file.ts';
import { safeName } from './safe-name.ts';
import { folderOf, isWithin, joinPath, nameOf, requestEnding } from './saved-path.ts';
import { findItem, itemsIn, withInner } from './saved-items.ts';

/** What was removed, for as long as it can be brought back. */
export interface Removed {
  readonly path: SavedPath;
  /** The folders that were removed, outer ones first. */
  readonly folders: readonly SavedPath[];
  readonly files: readonly { readonly path: SavedPath; readonly content: Uint8Array }[];
}

export interface TreeWithUndo extends Tree {
  readonly removed: RemovedThings<Removed>;
}

/** A thing that is there, and where no link on the way leads out of the folder. */
async function found(tree: Tree, path: SavedPath): Promise<Result<SavedItem>> {
  const item = findItem(tree.items(), path);
  if (item === null) return fail(savedGone());
  const outside = await tree.disk.outside(folderOf(path));
  return outside === null ? succeed(item) : fail(outside);
}

async function foundFolder(tree: Tree, folder: SavedPath): Promise<Result<readonly SavedItem[]>> {
  const items = itemsIn(tree.items(), folder);
  if (items === null) return fail(savedGone());
  const outside = await tree.disk.outside(folder);
  return outside === null ? succeed(items) : fail(outside);
}

function endingOf(item: SavedItem): string {
  return item.kind === 'folder' || !nameOf(item.path).toLowerCase().endsWith(requestEnding)
    ? ''
    : requestEnding;
}

/** See `Collection.rename`. A broken file gets another file name only: what is in it is not touched. */
export async function rename(tree: Tree, path: SavedPath, name: string): Promise<Result<SavedPath>> {
  const checked = checkName(name);
  if (!checked.ok) return checked;
  const item = await found(tree, path);
  if (!item.ok) return item;
  if (item.value.kind === 'request') {
    const content = await tree.disk.read(path);
    const parsed = content === null ? null : parseRequestFile(content);
    if (parsed?.kind !== 'request') return fail(savedGone());
    const written = writeRequestFile({ ...parsed.file, name: checked.value });
    if (!('why' in written)) await tree.disk.replace(path, written);
  }
  const to = await tree.disk.relocate(path, folderOf(path), safeName(checked.value), endingOf(item.value));
  if (to !== path) await tree.disk.renameInOrder(path, to);
  return succeed(to);
}

/** See `Collection.move`. */
export async function move(
  tree: Tree,
  path: SavedPath,
  folder: SavedPath,
  before: SavedPath | null,
): Promise<Result<SavedPath>> {
  const item = await found(tree, path);
  if (!item.ok) return item;
  if (item.value.kind === 'folder' && isWithin(folder, path)) return fail(intoItself());
  const siblings = await foundFolder(tree, folder);
  if (!siblings.ok) return siblings;
  const ending = endingOf(item.value);
  const bare = nameOf(path).slice(0, nameOf(path).length - ending.length);
  const to = folderOf(path) === folder ? path : await tree.disk.relocate(path, folder, bare, ending);
  if (to !== path) await tree.disk.renameInOrder(path, null);
  const names = siblings.value.map((sibling) => nameOf(sibling.path));
  const anchor = before === null || folderOf(before) !== folder ? null : nameOf(before);
  const moved = await tree.disk.placed(folder, names, nameOf(to), anchor);
  await tree.disk.keepOrder(folder, moved);
  return succeed(to);
}

/** See `Collection.duplicate`: the copy stands behind the original. */
export async function duplicate(tree: Tree, path: SavedPath): Promise<Result<SavedPath>> {
  const item = await found(tree, path);
  if (!item.ok) return item;
  const content = await tree.disk.read(path);
  const parsed = content === null ? null : parseRequestFile(content);
  if (parsed?.kind !== 'request') return fail(savedGone());
  const name = `${item.value.name} copy`;
  const written = writeRequestFile({ ...parsed.file, name });
  if ('why' in written) return fail(savedGone());
  const folder = folderOf(path);
  const to = await tree.disk.create(folder, safeName(name), requestEnding, written);
  const siblings = itemsIn(tree.items(), folder) ?? [];
  const at = siblings.findIndex((sibling) => sibling.path === path);
  const next = siblings[at + 1];
  const names = siblings.map((sibling) => nameOf(sibling.path));
  const order = await tree.disk.placed(
    folder,
    names,
    nameOf(to),
    next === undefined ? null : nameOf(next.path),
  );
  await tree.disk.keepOrder(folder, order);
  return succeed(to);
}

/** See `Collection.addFolder`. */
export async function addFolder(tree: Tree, folder: SavedPath, name: string): Promise<Result<SavedPath>> {
  const checked = checkName(name);
  if (!checked.ok) return checked;
  const there = await foundFolder(tree, folder);
  if (!there.ok) return there;
  const path = await tree.disk.makeFolder(folder, safeName(checked.value));
  await appendToOrder(tree.disk, path);
  return succeed(path);
}

/** See `Collection.remove`. The order of what is left is not touched, so that what comes back stands where it stood. */
export async function remove(tree: TreeWithUndo, path: SavedPath): Promise<Result<string>> {
  const item = await found(tree, path);
  if (!item.ok) return item;
  const all = withInner(item.value);
  const folders = all.filter(({ kind }) => kind === 'folder').map((each) => each.path);
  const own = all.filter((each) => each.kind === 'request' || endingOf(each) !== '').map((each) => each.path);
  const files = [...own, ...folders.map((folder) => joinPath(folder, orderFileName))].filter(
    (each) => each !== orderFileName,
  );
  const contents: { path: SavedPath; content: Uint8Array }[] = [];
  for (const file of files) {
    // oxlint-disable-next-line eslint/no-await-in-loop -- one after another: a folder may hold thousands
    const content = await readUnlessLink(tree, file);
    if (content !== null) contents.push({ path: file, content });
  }
  if (item.value.kind === 'problem' && contents.length === 0) {
    return fail(unreadable(item.value.name, null, item.value.why));
  }
  const undo = tree.removed.add({ path, folders, files: contents });
  await tree.disk.remove(
    contents.map((each) => each.path),
    folders,
  );
  return succeed(undo);
}

/** A link and such is not ours to remove: it stays. */
async function readUnlessLink(tree: Tree, path: SavedPath): Promise<Uint8Array | null> {
  try {
    return await tree.disk.read(path);
  } catch {
    return null;
  }
}

/** See `Collection.restore`. What took a place meanwhile keeps it. */
export async function restore(tree: TreeWithUndo, undo: string): Promise<Result<SavedPath>> {
  const removed = tree.removed.get(undo);
  if (removed === null) return fail(undoGone());
  const parent = folderOf(removed.path);
  const outside = await tree.disk.outside(parent);
  if (outside !== null) return fail(outside);
  for (const folder of removed.folders) {
    // oxlint-disable-next-line eslint/no-await-in-loop -- outer ones first
    await tree.disk.ensureFolder(folder);
  }
  const path = await bringBack(tree, removed);
  tree.removed.drop(undo);
  return succeed(path);
}

async function bringBack(tree: Tree, removed: Removed): Promise<SavedPath> {
  let first = removed.path;
  for (const { path, content } of removed.files) {
    // oxlint-disable-next-line eslint/no-await-in-loop -- one after another: a folder may hold thousands
    if (nameOf(path) === orderFileName && (await tree.disk.read(path)) !== null) continue;
    const ending = path.toLowerCase().endsWith(requestEnding) ? requestEnding : '';
    const name = nameOf(path).slice(0, nameOf(path).length - ending.length);
    // oxlint-disable-next-line eslint/no-await-in-loop -- one after another: a folder may hold thousands
    const to = await tree.disk.create(folderOf(path), name, ending, content);
    if (path === removed.path) first = to;
  }
  return first;
}
