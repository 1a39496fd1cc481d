import type { ProviderPreset } from '../presets/preset.ts';
import { errorsOf, generalErrors } from './all.ts';
import type { ErrorEntry } from './entry.ts';
import { explainError } from './explain-error.ts';

/**
 * What a page in the browser is known to say at which a sign-in stops, for a person to pick from: the provider's own words
 * first, then one for each thing that any provider may have against a request. Each of them is explained by the entry that it
 * stands for.
 * @param preset null where it is not known whose page it is.
 */
export function pageSayings(preset: ProviderPreset | null): readonly string[] {
  const own = (preset === null ? [] : errorsOf(preset.id)).flatMap((entry) => saidOnPage(entry, preset));
  const general = generalErrors.flatMap((entry) => saidOnPage(entry, preset).slice(0, 1));
  return [...new Set([...own, ...general])];
}

function saidOnPage({ id, seen }: ErrorEntry, preset: ProviderPreset | null): readonly string[] {
  const { at, texts = [] } = seen;
  if (!at.includes('page') && !at.includes('authorization')) return [];
  return texts.filter((text) => explainError({ at: 'page', description: text }, preset)?.help.entry === id);
}
