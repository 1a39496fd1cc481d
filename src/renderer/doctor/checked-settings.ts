import type { AppState } from '../../shared/app-state.ts';
import type { ConnectionView } from '../../shared/connection.ts';

/** All that a check of a connection asks about; what is not in it can change and the findings stay true. */
export function settingsOfConnection({
  issuer,
  manual,
  clientId,
  scopes,
  apiOrigins,
  redirectWays,
  redirectSpelling,
  loopback,
}: ConnectionView): string {
  // The sign-in is asked for with the resources of the API origins, wherever those are.
  const resources = apiOrigins.map(({ resource = null }) => resource);
  const redirect = [redirectWays, redirectSpelling, loopback ?? null];
  return JSON.stringify([issuer, manual ?? null, clientId, scopes, resources, redirect]);
}

/** The same of this computer, as far as the window is told of it; null before the first answer. */
export function settingsOfComputer(app: AppState | null): string | null {
  return app === null ? null : JSON.stringify([app.keyring.kind, app.protection.by]);
}
