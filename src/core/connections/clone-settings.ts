import type { Connection, ConnectionSettings } from '../../shared/connection.ts';
import { nameWithEnding, settingsOf } from './settings-of.ts';

const copyEnding = / \(copy(?: \d{1,6})?\)$/;

/**
 * The settings of a connection once more, under a name that none of `names` is. What was confirmed of the provider stays
 * confirmed: the issuer and its endpoints are the same. Nothing that lets somebody in is among settings.
 */
export function settingsForClone(connection: Connection, names: readonly string[]): ConnectionSettings {
  const taken = new Set(names);
  const base = connection.name.replace(copyEnding, '');
  for (let number = 1; ; number += 1) {
    const name = nameWithEnding(base, number === 1 ? ' (copy)' : ` (copy ${String(number)})`);
    if (!taken.has(name)) return { ...settingsOf(connection), name };
  }
}
