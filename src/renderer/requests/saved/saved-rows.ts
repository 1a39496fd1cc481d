import type { SavedItem, SavedPath } from '../../../shared/saved-request.ts';

/** One line of the list. */
export interface SavedRow {
  readonly item: SavedItem;
  readonly depth: number;
  /** The folder that a found request is in, for words; empty while nothing is searched. */
  readonly place: string;
}

/** A place in the tree: in front of `before`, or at the end of the folder. */
export interface SavedPlace {
  readonly folder: SavedPath;
  readonly before: SavedPath | null;
}

export function folderOf(path: SavedPath): SavedPath {
  const at = path.lastIndexOf('/');
  return at < 0 ? '' : path.slice(0, at);
}

/** The lines as they stand: what is in a closed folder is left out; a search shows what it finds, wherever it is. */
export function rowsOf(
  items: readonly SavedItem[],
  closed: ReadonlySet<SavedPath>,
  query: string,
): readonly SavedRow[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const rows: SavedRow[] = [];
  const walk = (inside: readonly SavedItem[], depth: number): void => {
    for (const item of inside) {
      if (words.length === 0) rows.push({ item, depth, place: '' });
      else if (item.kind !== 'folder' && matches(item, words)) {
        rows.push({ item, depth: 0, place: folderOf(item.path) });
      }
      if (item.kind === 'folder' && (words.length > 0 || !closed.has(item.path))) walk(item.items, depth + 1);
    }
  };
  walk(items, 0);
  return rows;
}

function matches(item: SavedItem, words: readonly string[]): boolean {
  const text = (
    item.kind === 'request' ? `${item.path} ${item.name} ${item.method} ${item.url}` : item.path
  ).toLowerCase();
  return words.every((word) => text.includes(word));
}

/** The folders that stay closed once a path is to be seen: all but those around it. */
export function closedBeside(closed: ReadonlySet<SavedPath>, path: SavedPath): ReadonlySet<SavedPath> {
  return new Set([...closed].filter((folder) => !path.startsWith(`${folder}/`)));
}

/** The line that stands beside a removed one, below it where there is one; null where none is left. */
export function neighbourOf(rows: readonly SavedRow[], path: SavedPath): SavedPath | null {
  const at = rows.findIndex(({ item }) => item.path === path);
  const below = rows.slice(at + 1).find(({ item }) => !item.path.startsWith(`${path}/`));
  return (below ?? rows[at - 1])?.item.path ?? null;
}

/** The item at a path, at whatever depth. */
export function findSaved(items: readonly SavedItem[], path: SavedPath): SavedItem | null {
  for (const item of items) {
    if (item.path === path) return item;
    if (item.kind === 'folder' && path.startsWith(`${item.path}/`)) return findSaved(item.items, path);
  }
  return null;
}

function itemsIn(items: readonly SavedItem[], folder: SavedPath): readonly SavedItem[] {
  const item = folder === '' ? null : findSaved(items, folder);
  return folder === '' ? items : item?.kind === 'folder' ? item.items : [];
}

/** One step up or down: past its neighbour, or at the edge of its folder out of it. Null at the edge of everything. */
export function steppedPlace(items: readonly SavedItem[], path: SavedPath, step: -1 | 1): SavedPlace | null {
  const folder = folderOf(path);
  const siblings = itemsIn(items, folder);
  const at = siblings.findIndex((item) => item.path === path);
  if (at < 0) return null;
  if (siblings[at + step] !== undefined) {
    return { folder, before: siblings[step < 0 ? at - 1 : at + 2]?.path ?? null };
  }
  if (folder === '') return null;
  const outer = folderOf(folder);
  const around = itemsIn(items, outer);
  const own = around.findIndex((item) => item.path === folder);
  return { folder: outer, before: step < 0 ? folder : (around[own + 1]?.path ?? null) };
}

/** Where something goes that is dropped on a line: into a folder, else in front of it. Null on itself, or on what is inside of it. */
export function droppedPlace(on: SavedItem, dragged: SavedPath): SavedPlace | null {
  if (on.path === dragged || on.path.startsWith(`${dragged}/`)) return null;
  return on.kind === 'folder'
    ? { folder: on.path, before: null }
    : { folder: folderOf(on.path), before: on.path };
}

/** Every folder, outer ones first, for a choice. */
export function foldersOf(items: readonly SavedItem[]): readonly SavedPath[] {
  return items.flatMap((item) => (item.kind === 'folder' ? [item.path, ...foldersOf(item.items)] : []));
}
