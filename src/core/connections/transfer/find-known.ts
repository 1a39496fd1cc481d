import type { Connection } from '../../../shared/connection.ts';
import { sameEndpoints } from '../endpoints-by-hand.ts';
import type { FileConnection } from './judge-entry.ts';

/**
 * Which connections of a list those of a file are: the same issuer and client ID (and for a draft, which has none, the same
 * name). Where several are, two accounts at one provider, the one of the same name comes first, and each is taken once.
 * The demo is nobody’s but this computer’s. Null: it is new.
 */
export function findKnown(
  incoming: readonly FileConnection[],
  list: readonly Connection[],
): readonly (Connection | null)[] {
  const free = new Map<string, Connection[]>();
  for (const connection of list) {
    if (connection.demo) continue;
    const key = clientOf(connection);
    free.set(key, [...(free.get(key) ?? []), connection]);
  }
  const take = (settings: FileConnection['settings'], matches: (one: Connection) => boolean) => {
    const candidates = free.get(clientOf(settings)) ?? [];
    const taken = candidates.find(matches) ?? null;
    if (taken !== null) candidates.splice(candidates.indexOf(taken), 1);
    return taken;
  };
  const byName = incoming.map(({ settings }) => take(settings, ({ name }) => name === settings.name));
  return incoming.map(({ settings }, index) => byName[index] ?? take(settings, () => true));
}

/** Whether both come from the same addresses: only then may one take the settings of the other (R87). */
export function hasSameEndpoints(connection: Connection, { settings, endpoints }: FileConnection): boolean {
  return (
    clientOf(connection) === clientOf(settings) && sameEndpoints(connection.manual, endpoints ?? undefined)
  );
}

function clientOf({ issuer, clientId, name }: FileConnection['settings']): string {
  return JSON.stringify(clientId === '' ? [issuer, '', name] : [issuer, clientId]);
}
