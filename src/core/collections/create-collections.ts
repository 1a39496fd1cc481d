import type { ConnectionId } from '../../shared/connection.ts';
import type { Collection } from './collection.ts';
import type { Collections } from './collections.ts';
import { createCollection, type CollectionDeps } from './create-collection.ts';

export interface CollectionsDeps extends Pick<CollectionDeps, 'files' | 'folders' | 'watch' | 'clock'> {
  /** Where the requests of a connection are kept: an absolute path. */
  readonly folderOf: (id: ConnectionId) => string;
  /** The saved requests of a connection are not what they were. */
  readonly changed: (id: ConnectionId) => void;
}

export function createCollections(deps: CollectionsDeps): Collections {
  const opened = new Map<ConnectionId, Collection>();
  return {
    of(id) {
      const known = opened.get(id);
      if (known !== undefined) return known;
      const collection = createCollection({
        ...deps,
        root: deps.folderOf(id),
        changed: () => {
          deps.changed(id);
        },
      });
      opened.set(id, collection);
      return collection;
    },
    close(id) {
      opened.get(id)?.close();
      opened.delete(id);
    },
    closeAll() {
      for (const collection of opened.values()) collection.close();
      opened.clear();
    },
  };
}
