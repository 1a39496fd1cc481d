import type { ApiOrigin, Connection, ConnectionSettings } from '../../shared/connection.ts';

/** A connection with new settings. What no form shows is taken over from before, where it still means the same. */
export function mergeSettings(before: Connection, settings: ConnectionSettings): Connection {
  const { id, createdAt, demo, manual } = before;
  const apiOrigins = settings.apiOrigins.map((origin) => withResource(origin, before.apiOrigins));
  const merged = { ...settings, apiOrigins, id, createdAt, demo };
  // Endpoints by hand belong to the issuer they were confirmed for (R87).
  const keepsManual =
    settings.manual === undefined && manual !== undefined && settings.issuer === before.issuer;
  return keepsManual ? { ...merged, manual } : merged;
}

function withResource(origin: ApiOrigin, before: readonly ApiOrigin[]): ApiOrigin {
  if (origin.resource !== undefined) return origin;
  return before.find((other) => other.origin === origin.origin) ?? origin;
}
