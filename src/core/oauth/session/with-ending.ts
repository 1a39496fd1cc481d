import type { Connection, ConnectionId } from '../../../shared/connection.ts';
import type { ConnectionLookup } from './sessions.ts';

/** A connection that is there, or that was deleted and may come back: its session lives on, though nobody can use it. */
export function withEnding(
  { get, ending }: Pick<ConnectionLookup, 'get' | 'ending'>,
  id: ConnectionId,
): Connection | null {
  return get(id) ?? ending().find((connection) => connection.id === id) ?? null;
}

/** All connections that may have a session. */
export function allWithEnding({
  list,
  ending,
}: Pick<ConnectionLookup, 'list' | 'ending'>): readonly Connection[] {
  return [...list(), ...ending()];
}
