import { useState } from 'react';

import type { ConnectionId } from '../../../shared/connection.ts';
import type { Failure } from '../../../shared/failure.ts';
import type { Result } from '../../../shared/result.ts';
import type { SavedItem, SavedPath } from '../../../shared/saved-request.ts';
import { useAction } from '../../api/use-action.ts';
import type { SavedPlace } from './saved-rows.ts';

interface Removed {
  readonly name: string;
  readonly undo: string;
}

export interface SavedActions {
  readonly failure: Failure | null;
  /** What was deleted last, and can be brought back. */
  readonly removed: Removed | null;
  /** Each answers with where the thing is now; null when it failed. */
  readonly rename: (path: SavedPath, name: string) => Promise<SavedPath | null>;
  readonly move: (path: SavedPath, place: SavedPlace) => Promise<SavedPath | null>;
  readonly duplicate: (path: SavedPath) => Promise<SavedPath | null>;
  readonly addFolder: (folder: SavedPath) => Promise<SavedPath | null>;
  readonly remove: (item: SavedItem) => Promise<void>;
  readonly undo: () => Promise<void>;
  readonly forget: () => void;
  readonly openFolder: () => Promise<unknown>;
  readonly chooseFolder: () => Promise<unknown>;
}

/** What can be done with saved requests. The list itself changes by the event that main sends. */
export function useSavedActions(id: ConnectionId): SavedActions {
  const action = useAction();
  const [removed, setRemoved] = useState<Removed | null>(null);
  const placed = async (call: () => Promise<Result<{ path: SavedPath }>>): Promise<SavedPath | null> => {
    const result = await action.run(call);
    return result.ok ? result.value.path : null;
  };
  const api = window.latchkey;
  return {
    failure: action.failure,
    removed,
    rename: (path, name) => placed(() => api.renameSaved({ id, path, name })),
    move: (path, place) => placed(() => api.moveSaved({ id, path, ...place })),
    duplicate: (path) => placed(() => api.duplicateSaved({ id, path })),
    addFolder: (folder) => placed(() => api.addSavedFolder({ id, folder, name: 'New folder' })),
    async remove(item) {
      const result = await action.run(() => api.deleteSaved({ id, path: item.path }));
      if (result.ok) setRemoved({ name: item.name, undo: result.value.undo });
    },
    async undo() {
      if (removed === null) return;
      const result = await action.run(() => api.restoreSaved({ id, undo: removed.undo }));
      if (result.ok) setRemoved(null);
    },
    forget: () => {
      setRemoved(null);
    },
    openFolder: () => action.run(() => api.openSavedFolder({ id })),
    chooseFolder: () => action.run(() => api.chooseSavedFolder({ id })),
  };
}
