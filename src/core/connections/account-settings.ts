import type { Connection, ConnectionSettings } from '../../shared/connection.ts';
import { nameWithEnding, settingsOf } from './settings-of.ts';

/**
 * The settings of a connection once more, for another account at the same provider (R25): the name says whose it is.
 * What the person confirmed of the provider stays confirmed, and so does the address that is registered there.
 */
export function settingsForAccount(connection: Connection, account: string): ConnectionSettings {
  return { ...settingsOf(connection), name: nameWithEnding(connection.name, ` (${account})`) };
}
