import type { Connection, ConnectionSettings } from '../../shared/connection.ts';
import { sameEndpoints } from './endpoints-by-hand.ts';

/** A connection with new settings. What no form shows is taken over from before, where it still means the same. */
export function mergeSettings(before: Connection, settings: ConnectionSettings): Connection {
  const { id, createdAt, demo } = before;
  const merged = { ...settings, id, createdAt, demo };
  const { issuer, manual = before.manual } = settings;
  const sameProvider = issuer === before.issuer && sameEndpoints(manual, before.manual);
  return sameProvider ? { ...ofTheProvider(before), ...merged } : merged;
}

/** What a person confirmed of one provider and of no other: endpoints by hand (R87), PKCE that is not listed (R78). */
function ofTheProvider({
  manual,
  unlistedPkceAccepted,
}: Connection): Pick<ConnectionSettings, 'manual' | 'unlistedPkceAccepted'> {
  return {
    ...(manual === undefined ? {} : { manual }),
    ...(unlistedPkceAccepted === undefined ? {} : { unlistedPkceAccepted }),
  };
}
