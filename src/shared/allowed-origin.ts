import type { ApiOrigin } from './connection.ts';
import { wildcardStart } from './origin-pattern.ts';

/** What counts of a URL. */
interface Place {
  readonly origin: string;
  readonly protocol: string;
  readonly host: string;
}

/**
 * The entry under which an access token may go to a URL, or null (R24). An entry that names the origin itself goes before one
 * for a whole level of sub-domains, so that an API of its own resource can stand beside a wildcard.
 *
 * SECURITY: `https://*.example.com` is for exactly one name before `example.com`, over https and at that port alone
 * (test/unit/shared/allowed-origin.test.ts).
 */
export function allowedOrigin(url: Place, entries: readonly ApiOrigin[]): ApiOrigin | null {
  return (
    entries.find(({ origin }) => origin === url.origin) ??
    entries.find(({ origin }) => isOneLevelBelow(origin, url)) ??
    null
  );
}

function isOneLevelBelow(pattern: string, url: Place): boolean {
  if (!pattern.startsWith(wildcardStart) || url.protocol !== 'https:') return false;
  const dot = url.host.indexOf('.');
  return dot > 0 && url.host.slice(dot + 1) === pattern.slice(wildcardStart.length);
}
