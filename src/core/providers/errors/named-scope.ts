import { longestPageWords } from '../../../shared/provider.ts';
import type { SeenError } from './entry.ts';

/** Never left out: without it nobody would know who signed in (OpenID Connect Core §3.1.2.1). */
const kept = 'openid';

/** What stands around a scope in a sentence, a list, JSON or an address. A scope may hold some of it, so a whole word is looked at first. */
const around = /[\s,;=&|()[\]{}<>"'`“”„‘’«»]+/u;
const sentenceMarks = '.:!?';

/**
 * The one scope of those that were asked for that an error names, by its exact token (RFC 6749 §3.3: case matters). Null where it
 * names none, and where it names several: many servers repeat the whole request, which tells nothing. Pure; the texts may be anything.
 */
export function namedScope({ asked = [], description, scope }: SeenError): string | null {
  const known = new Set(asked);
  const named = new Set([scope, description].flatMap((text) => wordsOf(text ?? '')).flatMap(namedIn(known)));
  named.delete(kept);
  const [only, ...others] = named;
  return only === undefined || others.length > 0 ? null : only;
}

/** The last word of a text that is cut may be a part of one, and is none. */
function wordsOf(text: string): readonly string[] {
  const words = text.slice(0, longestPageWords).split(/\s+/u);
  return text.length > longestPageWords ? words.slice(0, -1) : words;
}

/** What a word is, as a whole or in its parts. */
function namedIn(known: ReadonlySet<string>): (word: string) => readonly string[] {
  return (word) => {
    const whole = [word, withoutMarks(word)].find((one) => known.has(one));
    if (whole !== undefined) return [whole];
    return word.split(around).flatMap((part) => {
      const found = [part, withoutMarks(part)].find((one) => known.has(one));
      return found === undefined ? [] : [found];
    });
  };
}

function withoutMarks(word: string): string {
  let end = word.length;
  while (end > 0 && sentenceMarks.includes(word.charAt(end - 1))) end -= 1;
  return word.slice(0, end);
}
