import type { Collections } from '../../../core/collections/collections.ts';
import { savedGone } from '../../../core/collections/failures.ts';
import { saveSealed } from '../../../core/collections/save-sealed.ts';
import type { ExportedFile } from '../../../core/collections/export-files.ts';
import { diskFailure } from '../../../core/failures/disk.ts';
import type { Variables } from '../../../core/variables/variables.ts';
import type { ConnectionId } from '../../../shared/connection.ts';
import { fail, succeed, type Result } from '../../../shared/result.ts';
import type { CollectionView, SavedPath } from '../../../shared/saved-request.ts';
import type { Handlers } from '../answer.ts';
import { oneChunk } from './one-chunk.ts';
import { ofKnown } from './of-known.ts';

type SavedCommands =
  | 'listSaved'
  | 'openSaved'
  | 'saveRequest'
  | 'renameSaved'
  | 'moveSaved'
  | 'duplicateSaved'
  | 'addSavedFolder'
  | 'deleteSaved'
  | 'restoreSaved'
  | 'chooseSavedFolder'
  | 'exportSaved'
  | 'openSavedFolder';

export interface SavedHandlerDeps {
  readonly collections: Collections;
  readonly variables: Pick<Variables, 'keepSecrets'>;
  /** Whether there is such a connection. */
  readonly exists: (id: ConnectionId) => boolean;
  readonly view: (id: ConnectionId) => Promise<CollectionView>;
  /** Asks the person for a folder; null when they cancelled. */
  readonly askForFolder: () => Promise<string | null>;
  /** Asks into which folder to export; null when they cancelled. */
  readonly askForExportFolder: () => Promise<string | null>;
  /** Asks where to put one file; null when they cancelled. */
  readonly askForFile: (suggestedName: string) => Promise<string | null>;
  readonly saveFile: (path: string, chunks: AsyncIterable<Uint8Array>) => Promise<void>;
  /** Writes a new folder; answers with its path. @throws Node's own error. */
  readonly writeFolder: (parent: string, name: string, files: readonly ExportedFile[]) => Promise<string>;
  readonly keepFolder: (id: ConnectionId, folder: string) => void;
  readonly folderOf: (id: ConnectionId) => string;
  /** Opens a folder in the file manager; resolves with why it could not, or with an empty text. */
  readonly openFolder: (folder: string) => Promise<string>;
}

/** Calls about saved requests. */
export function savedHandlers(deps: SavedHandlerDeps): Pick<Handlers, SavedCommands> {
  const { collections, exists } = deps;
  const known = ofKnown(exists);
  return {
    listSaved: ({ id }) => known(id, async () => succeed(await deps.view(id))),
    openSaved: ({ id, path }) => known(id, () => collections.of(id).open(path)),
    saveRequest: (input) =>
      known(input.id, () => saveSealed(input, collections.of(input.id), deps.variables)),
    renameSaved: ({ id, path, name }) => known(id, () => place(collections.of(id).rename(path, name))),
    moveSaved: ({ id, path, folder, before }) =>
      known(id, () => place(collections.of(id).move(path, folder, before))),
    duplicateSaved: ({ id, path }) => known(id, () => place(collections.of(id).duplicate(path))),
    addSavedFolder: ({ id, folder, name }) =>
      known(id, () => place(collections.of(id).addFolder(folder, name))),
    deleteSaved: ({ id, path }) =>
      known(id, async () => {
        const removed = await collections.of(id).remove(path);
        return removed.ok ? succeed({ undo: removed.value }) : removed;
      }),
    restoreSaved: ({ id, undo }) => known(id, () => place(collections.of(id).restore(undo))),
    chooseSavedFolder: ({ id }) =>
      known(id, async () => {
        const folder = await deps.askForFolder();
        if (folder === null) return succeed(null);
        deps.keepFolder(id, folder);
        collections.close(id);
        return succeed(await deps.view(id));
      }),
    exportSaved: ({ id, path }) =>
      known(id, async () => {
        if (path === '') return fail(savedGone());
        const files = await collections.of(id).exported(path);
        return files.ok ? exportFiles(path, files.value, deps) : files;
      }),
    openSavedFolder: ({ id }) =>
      known(id, async () => {
        const why = await deps.openFolder(deps.folderOf(id));
        if (why === '') return succeed(null);
        return fail({
          code: 'not-found',
          what: 'The folder of saved requests was not opened.',
          why,
          next: 'Look for it at the address that is shown.',
        });
      }),
  };
}

/** One file where the person says, a folder as a new one in the folder that they choose. */
async function exportFiles(
  path: SavedPath,
  files: readonly ExportedFile[],
  deps: SavedHandlerDeps,
): Promise<Result<{ path: string } | null>> {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const [first] = files;
  const single = first?.path === name ? first : null;
  const chosen = single === null ? await deps.askForExportFolder() : await deps.askForFile(name);
  if (chosen === null) return succeed(null);
  try {
    if (single !== null) {
      await deps.saveFile(chosen, oneChunk(single.content));
      return succeed({ path: chosen });
    }
    const inside = files.map((file) => ({ ...file, path: file.path.slice(name.length + 1) }));
    return succeed({ path: await deps.writeFolder(chosen, name, inside) });
  } catch (error) {
    return fail(diskFailure(error, 'It was not exported.', chosen));
  }
}

async function place(changed: Promise<Result<SavedPath>>): Promise<Result<{ path: SavedPath }>> {
  const result = await changed;
  return result.ok ? succeed({ path: result.value }) : result;
}
