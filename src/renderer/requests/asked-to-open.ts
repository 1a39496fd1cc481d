import { useEffect, useState } from 'react';

import type { ConnectionId } from '../../shared/connection.ts';
import type { SavedPath } from '../../shared/saved-request.ts';

interface Asked {
  readonly id: ConnectionId;
  readonly path: SavedPath;
}

/** Asked from elsewhere in the window; the tab of the connection may not be on the screen yet. */
let asked: Asked | null = null;
const listeners = new Set<() => void>();

/** Opens a saved request in the editor of its connection, as soon as that is shown. */
export function askToOpen(id: ConnectionId, path: SavedPath): void {
  asked = { id, path };
  for (const listener of listeners) listener();
}

/** Does what was asked for this connection, once. */
export function useAskedToOpen(id: ConnectionId, open: (path: SavedPath) => void): void {
  const [, setTurn] = useState(0);
  useEffect(() => {
    const look = (): void => {
      setTurn((turn) => turn + 1);
    };
    listeners.add(look);
    return () => {
      listeners.delete(look);
    };
  }, []);
  useEffect(() => {
    if (asked?.id !== id) return;
    const { path } = asked;
    asked = null;
    open(path);
  });
}
