import { useState } from 'react';

import type { ConnectionId } from '../../../shared/connection.ts';
import type { Failure } from '../../../shared/failure.ts';
import type { ImportedOperations, OpenApiLeftOut } from '../../../shared/open-api.ts';
import type { Result } from '../../../shared/result.ts';
import type { SavedItem, SavedPath } from '../../../shared/saved-request.ts';
import { useAction } from '../../api/use-action.ts';
import { useUndoables } from '../side-list/use-undoables.ts';
import type { SavedPlace } from './saved-rows.ts';

/** What was done and can be undone. */
type Undoable =
  | { readonly kind: 'removed'; readonly name: string; readonly undo: string }
  | { readonly kind: 'imported'; readonly folder: SavedPath; readonly requests: number };

/** What was done last, in the words of a note. */
export type Done =
  Undoable | { readonly kind: 'exported'; readonly to: string; readonly leftOut: readonly OpenApiLeftOut[] };

export interface SavedActions {
  readonly failure: Failure | null;
  readonly done: Done | null;
  /** Each answers with where the thing is now; null when it failed. */
  readonly rename: (path: SavedPath, name: string) => Promise<SavedPath | null>;
  readonly move: (path: SavedPath, place: SavedPlace) => Promise<SavedPath | null>;
  readonly duplicate: (path: SavedPath) => Promise<SavedPath | null>;
  readonly addFolder: (folder: SavedPath) => Promise<SavedPath | null>;
  /** False when it is still there. */
  readonly remove: (item: SavedItem) => Promise<boolean>;
  /** Copies a request or a folder to where the person says. */
  readonly export: (path: SavedPath) => Promise<void>;
  /** Writes a request, a folder or everything into an OpenAPI document. */
  readonly exportOpenApi: (path: SavedPath) => Promise<void>;
  /** Requests came into a new folder. */
  readonly imported: (what: ImportedOperations) => void;
  /** Undoes what was done last; the one before it is offered then. Answers with what is back; null when nothing is. */
  readonly undo: () => Promise<SavedPath | null>;
  readonly forget: () => void;
  readonly openFolder: () => Promise<unknown>;
  readonly chooseFolder: () => Promise<unknown>;
}

/** What can be done with saved requests. The list itself changes by the event that main sends. */
export function useSavedActions(
  id: ConnectionId,
  onMoved: (from: SavedPath, to: SavedPath) => void,
): SavedActions {
  const action = useAction();
  const undoables = useUndoables<Undoable>();
  const [exported, setExported] = useState<Extract<Done, { kind: 'exported' }> | null>(null);
  const add = (thing: Undoable): void => {
    setExported(null);
    undoables.add(thing);
  };
  const placed = async (call: () => Promise<Result<{ path: SavedPath }>>): Promise<SavedPath | null> => {
    const result = await action.run(call);
    return result.ok ? result.value.path : null;
  };
  const moved = async (
    from: SavedPath,
    call: () => Promise<Result<{ path: SavedPath }>>,
  ): Promise<SavedPath | null> => {
    const to = await placed(call);
    if (to !== null) onMoved(from, to);
    return to;
  };
  const api = window.latchkey;
  return {
    failure: action.failure,
    done: exported ?? undoables.latest,
    rename: (path, name) => moved(path, () => api.renameSaved({ id, path, name })),
    move: (path, place) => moved(path, () => api.moveSaved({ id, path, ...place })),
    duplicate: (path) => placed(() => api.duplicateSaved({ id, path })),
    addFolder: (folder) => placed(() => api.addSavedFolder({ id, folder, name: 'New folder' })),
    async remove(item) {
      const result = await action.run(() => api.deleteSaved({ id, path: item.path }));
      if (result.ok) add({ kind: 'removed', name: item.name, undo: result.value.undo });
      return result.ok;
    },
    async undo() {
      if (exported !== null) return null;
      const result = await undoables.undo<{ readonly path: SavedPath } | { readonly undo: string }>(
        (latest) =>
          latest.kind === 'removed'
            ? action.run(() => api.restoreSaved({ id, undo: latest.undo }))
            : action.run(() => api.deleteSaved({ id, path: latest.folder })),
      );
      return result?.ok === true && 'path' in result.value ? result.value.path : null;
    },
    async export(path) {
      const result = await action.run(() => api.exportSaved({ id, path }));
      if (result.ok && result.value !== null)
        setExported({ kind: 'exported', to: result.value.path, leftOut: [] });
    },
    async exportOpenApi(path) {
      const result = await action.run(() => api.exportOpenApi({ id, path }));
      if (!result.ok || result.value === null) return;
      setExported({ kind: 'exported', to: result.value.path, leftOut: result.value.leftOut });
    },
    imported({ folder, requests }) {
      add({ kind: 'imported', folder, requests });
    },
    forget: () => {
      setExported(null);
      undoables.forget();
    },
    openFolder: () => action.run(() => api.openSavedFolder({ id })),
    chooseFolder: () => action.run(() => api.chooseSavedFolder({ id })),
  };
}
