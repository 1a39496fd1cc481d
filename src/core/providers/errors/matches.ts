import { longestPageWords } from '../../../shared/provider.ts';
import type { SeenError, Sign } from './entry.ts';

/** Whether what was seen is what an entry is known by. */
export function matches(sign: Sign, seen: SeenError): boolean {
  const description = seen.description?.slice(0, longestPageWords) ?? '';
  // Some servers put into the code what others describe.
  const words = `${seen.error ?? ''} ${description}`.toLowerCase();
  return (
    isThere(sign, seen) &&
    sign.happened === seen.happened &&
    (sign.errors === undefined || hasError(sign.errors, seen, words)) &&
    (sign.texts === undefined || sign.texts.some((text) => holds(words, text.toLowerCase()))) &&
    (sign.statuses === undefined || sign.statuses.includes(seen.status ?? 0)) &&
    (sign.secretSent === undefined || sign.secretSent === (seen.secretSent ?? false)) &&
    (sign.described === undefined || sign.described === (description !== ''))
  );
}

/** A page in the browser shows what an authorization request met. */
function isThere({ at }: Sign, seen: SeenError): boolean {
  return at.includes(seen.at) || (seen.at === 'page' && at.includes('authorization'));
}

function hasError(errors: readonly string[], { at, error }: SeenError, words: string): boolean {
  if (error !== null && error !== undefined) return errors.includes(error);
  return at === 'page' && errors.some((code) => holds(words, code));
}

/** Whether the words have the text in them, not as a part of a longer word. No pattern: it costs the same whatever the words are. */
function holds(words: string, text: string): boolean {
  for (let at = words.indexOf(text); at !== -1; at = words.indexOf(text, at + 1)) {
    if (!isWordAt(words, at - 1) && !isWordAt(words, at + text.length)) return true;
  }
  return false;
}

function isWordAt(words: string, at: number): boolean {
  return /^[\p{L}\p{N}_]$/u.test(words.charAt(at));
}
