import type { SavedItem, SavedPath } from '../../shared/saved-request.ts';

/** The item at a path, at whatever depth. */
export function findItem(items: readonly SavedItem[], path: SavedPath): SavedItem | null {
  for (const item of items) {
    if (item.path === path) return item;
    if (item.kind === 'folder' && path.startsWith(`${item.path}/`)) return findItem(item.items, path);
  }
  return null;
}

/** What is in a folder; null when there is no such folder. The top is always there. */
export function itemsIn(items: readonly SavedItem[], folder: SavedPath): readonly SavedItem[] | null {
  if (folder === '') return items;
  const item = findItem(items, folder);
  return item?.kind === 'folder' ? item.items : null;
}

/** An item and everything in it, outer ones first. */
export function withInner(item: SavedItem): readonly SavedItem[] {
  return item.kind === 'folder' ? [item, ...item.items.flatMap(withInner)] : [item];
}
