import type { Failure } from '../../shared/failure.ts';
import type { Result } from '../../shared/result.ts';
import type { SavedItem } from '../../shared/saved-request.ts';
import { diskFailure } from '../failures/disk.ts';
import { addAll } from './add-all.ts';
import type { Clock } from '../ports/clock.ts';
import type { Files } from '../ports/files.ts';
import type { Folders, FolderWatch } from '../ports/folders.ts';
import { createGate } from '../vault/gate.ts';
import type { Collection } from './collection.ts';
import { CollectionDisk, onDiskOr } from './collection-disk.ts';
import { CollectionWatch } from './collection-watch.ts';
import { openRequest, saveRequest } from './edit-requests.ts';
import { exportedFiles } from './export-files.ts';
import { notChanged, notRead, notSaved } from './failures.ts';
import { addFolder, duplicate, move, remove, rename, restore, type Removed } from './edit-tree.ts';
import { RemovedThings } from '../undo/removed-things.ts';
import { scanFolder, type Scan } from './scan.ts';

export interface CollectionDeps {
  readonly files: Files;
  readonly folders: Folders;
  readonly watch: FolderWatch;
  readonly clock: Pick<Clock, 'after'>;
  /** Absolute path of the folder; made when something is saved first. */
  readonly root: string;
  /** Called when what is there is not what `items` answered last, whoever changed it. */
  readonly changed: () => void;
}

/** Opens a folder of saved requests. Nothing is read before it is asked for. */
export function createCollection(deps: CollectionDeps): Collection {
  const { root } = deps;
  const disk = new CollectionDisk(root, deps.files, deps.folders);
  const gate = createGate();
  const removed = new RemovedThings<Removed>();
  let items: readonly SavedItem[] = [];
  let failure: Failure | null = null;
  let last: Scan | null = null;

  async function scan(): Promise<void> {
    watched.reading();
    try {
      last = await scanFolder(root, last, (folder) => watched.isFresh(folder), deps);
      items = last?.items ?? [];
      failure = null;
      watched.wasRead([...(last?.listings.keys() ?? [])]);
    } catch (error) {
      failure = diskFailure(error, notRead, root);
    }
  }

  const watched = new CollectionWatch(deps, async () => {
    const before = JSON.stringify([items, failure]);
    await gate.exclusive(scan);
    if (JSON.stringify([items, failure]) !== before) deps.changed();
  });

  /** One change at a time, over what is there now; afterwards the list is read again. */
  function change<T>(what: string, work: () => Promise<Result<T>>): Promise<Result<T>> {
    return gate.exclusive(async () => {
      await scan();
      const result = await onDiskOr(what, root, work);
      watched.touch(disk.takeTouched());
      await scan();
      deps.changed();
      return result;
    });
  }

  const tree = { disk, removed, items: () => items };
  return {
    items: () =>
      gate.exclusive(async () => {
        await scan();
        return { items, failure };
      }),
    open: (path) => gate.exclusive(() => onDiskOr(notRead, root, () => openRequest(disk, path))),
    save: (input) => change(notSaved, () => saveRequest(tree, input)),
    rename: (path, name) => change(notChanged, () => rename(tree, path, name)),
    move: (path, folder, before) => change(notChanged, () => move(tree, path, folder, before)),
    duplicate: (path) => change(notChanged, () => duplicate(tree, path)),
    addFolder: (folder, name) => change(notChanged, () => addFolder(tree, folder, name)),
    addAll: (name, requests) => change(notSaved, () => addAll(tree, name, requests)),
    exported: (path) =>
      gate.exclusive(async () => {
        await scan();
        return onDiskOr(notRead, root, () => exportedFiles(tree, path));
      }),
    remove: (path) => change(notChanged, () => remove(tree, path)),
    restore: (undo) => change(notChanged, () => restore(tree, undo)),
    close: () => {
      watched.close();
    },
  };
}
