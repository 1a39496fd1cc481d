import type { ConnectionId } from '../../shared/connection.ts';
import type { SavedPath } from '../../shared/saved-request.ts';
import { createAsking } from '../components/asking.ts';

interface Asked {
  readonly id: ConnectionId;
  readonly path: SavedPath;
}

const asking = createAsking<Asked>();

/** Opens a saved request in the editor of its connection, as soon as that is shown. */
export function askToOpen(id: ConnectionId, path: SavedPath): void {
  asking.ask({ id, path });
}

/** Does what was asked for this connection, once. */
export function useAskedToOpen(id: ConnectionId, open: (path: SavedPath) => void): void {
  asking.useAsked(
    (asked) => asked.id === id,
    ({ path }) => {
      open(path);
    },
  );
}
