import { fail, succeed, type Result } from '../../shared/result.ts';
import type { SavedPath } from '../../shared/saved-request.ts';
import { readWithin, type Tree } from './edit-requests.ts';
import { savedGone } from './failures.ts';
import { orderFileName, writeOrder } from './order-file.ts';
import { findItem, withInner } from './saved-items.ts';
import { folderOf, joinPath, nameOf } from './saved-path.ts';

/** A file as it is handed out. */
export interface ExportedFile {
  /** From the thing that is exported on: its own name first. */
  readonly path: SavedPath;
  readonly content: Uint8Array;
}

/**
 * See `Collection.exported`. What is a problem in the list is left out, so a file in which somebody wrote a credential in the
 * open is never copied.
 */
export async function exportedFiles(tree: Tree, path: SavedPath): Promise<Result<readonly ExportedFile[]>> {
  const item = findItem(tree.items(), path);
  if (path !== '' && (item === null || item.kind === 'problem')) return fail(savedGone());
  const above = folderOf(path);
  const relative = (of: SavedPath): SavedPath => (above === '' ? of : of.slice(above.length + 1));
  const files: ExportedFile[] = [];
  for (const each of item === null ? tree.items().flatMap(withInner) : withInner(item)) {
    if (each.kind === 'request') {
      // oxlint-disable-next-line eslint/no-await-in-loop -- one after another: a folder may hold thousands
      const content = await readWithin(tree.disk, each.path);
      if (content.ok) files.push({ path: relative(each.path), content: content.value });
    } else if (each.kind === 'folder') {
      // oxlint-disable-next-line eslint/no-await-in-loop -- as above
      const order = await tree.disk.order(each.path);
      const known = order.filter((name) =>
        each.items.some((inner) => inner.kind !== 'problem' && nameOf(inner.path) === name),
      );
      const content = writeOrder(known);
      if (known.length > 0) files.push({ path: relative(joinPath(each.path, orderFileName)), content });
    }
  }
  return files.length === 0 ? fail(savedGone()) : succeed(files);
}
