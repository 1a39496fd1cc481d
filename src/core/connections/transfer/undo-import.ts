import type { Connection, ConnectionId, ConnectionSettings } from '../../../shared/connection.ts';
import { settingsOf } from '../settings-of.ts';

/** What an import did. */
export interface DoneImport {
  readonly added: readonly Connection[];
  /** Those that were replaced, as they were, and in the same order as they became. */
  readonly before: readonly Connection[];
  readonly after: readonly Connection[];
}

export interface UndoChanges {
  readonly update: ReadonlyMap<ConnectionId, ConnectionSettings>;
  readonly setAside: ReadonlySet<ConnectionId>;
  /** How many stay, because somebody changed or used them since. */
  readonly kept: number;
}

/**
 * What takes an import back, as one change of the list. Nothing goes that somebody has changed or signed in to since: that
 * nobody could bring back.
 */
export function undoOf(
  { added, before, after }: DoneImport,
  find: (id: ConnectionId) => Connection | null,
  isUsed: (connection: Connection) => boolean,
): UndoChanges {
  const untouched = (was: Connection | undefined): boolean =>
    was !== undefined && JSON.stringify(find(was.id)) === JSON.stringify(was);
  const here = [...added, ...after].filter(({ id }) => find(id) !== null);
  const setAside = new Set(added.filter((one) => untouched(one) && !isUsed(one)).map(({ id }) => id));
  const restored = before.filter((_, index) => untouched(after[index]));
  const update = new Map(restored.map((was) => [was.id, settingsOf(was)]));
  return { update, setAside, kept: here.length - setAside.size - update.size };
}
