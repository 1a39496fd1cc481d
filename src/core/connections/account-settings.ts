import type { Connection, ConnectionSettings } from '../../shared/connection.ts';
import { longestName } from './parse-connection-input.ts';

/**
 * The settings of a connection once more, for another account at the same provider (R25): the name says whose it is.
 * What the person confirmed of the provider stays confirmed, and so does the address that is registered there.
 */
export function settingsForAccount(connection: Connection, account: string): ConnectionSettings {
  const { id: _id, createdAt: _createdAt, demo: _demo, ...settings } = connection;
  const ending = Array.from(` (${account})`);
  const room = Math.max(1, longestName - ending.length);
  const name = [...Array.from(connection.name).slice(0, room), ...ending].slice(0, longestName).join('');
  return { ...settings, name };
}
