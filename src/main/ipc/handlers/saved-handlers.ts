import type { Collections } from '../../../core/collections/collections.ts';
import { saveSealed } from '../../../core/collections/save-sealed.ts';
import { connectionGone } from '../../../core/failures/connection-gone.ts';
import type { Variables } from '../../../core/variables/variables.ts';
import type { ConnectionId } from '../../../shared/connection.ts';
import { fail, succeed, type Result } from '../../../shared/result.ts';
import type { CollectionView, SavedPath } from '../../../shared/saved-request.ts';
import type { Handlers } from '../answer.ts';

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
  | 'openSavedFolder';

export interface SavedHandlerDeps {
  readonly collections: Collections;
  readonly variables: Pick<Variables, 'keepSecrets'>;
  /** Whether there is such a connection. */
  readonly exists: (id: ConnectionId) => boolean;
  readonly view: (id: ConnectionId) => Promise<CollectionView>;
  /** Asks the person for a folder; null when they cancelled. */
  readonly askForFolder: () => Promise<string | null>;
  readonly keepFolder: (id: ConnectionId, folder: string) => void;
  readonly folderOf: (id: ConnectionId) => string;
  /** Opens a folder in the file manager; resolves with why it could not, or with an empty text. */
  readonly openFolder: (folder: string) => Promise<string>;
}

/** Calls about saved requests. */
export function savedHandlers(deps: SavedHandlerDeps): Pick<Handlers, SavedCommands> {
  const { collections, exists } = deps;
  const known = async <T>(id: ConnectionId, work: () => Promise<Result<T>>): Promise<Result<T>> =>
    exists(id) ? work() : fail(connectionGone());
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

async function place(changed: Promise<Result<SavedPath>>): Promise<Result<{ path: SavedPath }>> {
  const result = await changed;
  return result.ok ? succeed({ path: result.value }) : result;
}
