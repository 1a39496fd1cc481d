import type { Connection, ConnectionSettings } from '../../shared/connection.ts';
import { longestName } from './parse-connection-input.ts';

/** What a person filled in or confirmed of a connection, without what makes it this one. */
export function settingsOf(connection: Connection): ConnectionSettings {
  const { id: _id, createdAt: _createdAt, demo: _demo, ...settings } = connection;
  return settings;
}

/** A name with an ending that is there whole: where both are too long it is the name that is cut. */
export function nameWithEnding(name: string, ending: string): string {
  const last = Array.from(ending);
  const room = Math.max(1, longestName - last.length);
  return [...Array.from(name).slice(0, room), ...last].slice(0, longestName).join('');
}
