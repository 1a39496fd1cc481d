import type { FailureHelp } from '../../../shared/failure.ts';
import type { Fact } from '../presets/evidence.ts';
import { redirectPlace } from '../guides/provider-guide.ts';
import type { ProviderPreset } from '../presets/preset.ts';
import { errorsOf, generalErrors } from './all.ts';
import type { ErrorEntry, Place, SeenError } from './entry.ts';
import { matches } from './matches.ts';
import { namedScope } from './named-scope.ts';

/** What an error means. */
export interface Explanation {
  readonly why: string;
  /** What to do, with the place at the provider where there is one. */
  readonly next: string;
  readonly help: FailureHelp;
}

/**
 * Looks up what an error means: what the provider's own entries say wins over the general ones, and a narrower entry stands
 * before a wider one. Null for an error that nobody knows.
 * @param preset null where it is not known whose error it is.
 */
export function explainError(seen: SeenError, preset: ProviderPreset | null): Explanation | null {
  const own = (preset === null ? [] : errorsOf(preset.id)).find((entry) => matches(entry.seen, seen));
  const entry = own ?? generalErrors.find((one) => matches(one.seen, seen));
  if (entry === undefined) return null;
  const host = seen.host ?? preset?.name ?? 'The provider';
  return {
    why: named(entry.cause.value, host),
    next: [named(entry.fix.value, host), ...placeWords(entry, preset)].join(' '),
    help: {
      entry: entry.id,
      ...(own === undefined ? {} : { evidence: entry.cause.evidence }),
      ...(entry.documentation === null ? {} : { documentation: entry.documentation }),
      ...actionOf(entry, seen),
    },
  };
}

function actionOf({ action, scope }: ErrorEntry, seen: SeenError): Pick<FailureHelp, 'action' | 'scope'> {
  if (action === null) return {};
  if (action !== 'drop-scope') return { action };
  const refused = namedScope(seen) ?? scope;
  return refused === undefined ? { action: 'open-settings' } : { action, scope: refused };
}

function named(words: string, host: string): string {
  // Not as a pattern: a host is a server's text.
  return words.split('{host}').join(host);
}

function placeWords({ place }: ErrorEntry, preset: ProviderPreset | null): readonly string[] {
  const found = place === null || preset === null ? null : placeAt(place, preset);
  return found === null || preset === null ? [] : [`At ${preset.name}: ${found.value.join(' > ')}.`];
}

function placeAt(place: Place, { guide }: ProviderPreset): Fact<readonly string[]> | null {
  if (typeof place === 'object') return place;
  return place === 'application' ? guide.application : redirectPlace(guide);
}
