import { providerIds } from '../../src/shared/provider.ts';
import type { ProviderId } from '../../src/shared/provider.ts';

/** What people call a preset besides its name in the app; one product has two of them, which nothing but its metadata tells apart. */
const alsoCalled: ReadonlyMap<string, readonly ProviderId[]> = new Map([
  ['identityserver', ['identityserver4', 'duende']],
  ['generic', ['unknown']],
]);

/** Why a server is not what was expected, in a sentence; null where it is. In any case of letters. */
export function unexpectedPreset(wanted: string, found: ProviderId): string | null {
  const name = wanted.trim().toLowerCase();
  const meant = alsoCalled.get(name) ?? providerIds.filter((id) => id === name);
  if (meant.length === 0) return `“${wanted}” is no preset (there are ${providerIds.join(', ')}).`;
  return meant.includes(found) ? null : `The app takes it for “${found}”, and not for “${wanted}”.`;
}
