import { options, shortNames, type Effect } from './options.ts';

/** What a command line says about its request, in its order. */
export interface CurlArguments {
  readonly settings: readonly { readonly effect: Effect; readonly value: string }[];
  /** What was not used, in words. */
  readonly notes: readonly string[];
}

/**
 * Reads curl's arguments, without `curl` itself: long options (also cut short, as curl takes them), `--no-…`, letters one by
 * one or joined (`-sSXPOST`), addresses anywhere. Reading ends at a second request.
 */
export function parseArguments(words: readonly string[]): CurlArguments {
  const settings: { effect: Effect; value: string }[] = [];
  const notes = new Set<string>();
  let at = 0;
  let onlyUrls = false;

  /** Answers false where reading ends. */
  const take = (name: string, shown: string, inline: string | null): boolean => {
    const meaning = options.get(name);
    if (meaning === undefined) {
      notes.add(`${shown} is not known and was left out.`);
      return true;
    }
    let value = '';
    if (meaning.takes === 'value') {
      const given = inline ?? words[at];
      if (inline === null) at += 1;
      if (given === undefined) {
        notes.add(`${shown} has no value and was left out.`);
        return true;
      }
      value = given;
    }
    if (meaning.effect === 'next') {
      notes.add('The command makes more than one request: only the first was taken.');
      return false;
    }
    if (meaning.effect === 'not-used') notes.add(`${shown} was left out: ${meaning.why}`);
    else if (meaning.effect !== 'none') settings.push({ effect: meaning.effect, value });
    return true;
  };

  while (at < words.length) {
    const word = words[at] ?? '';
    at += 1;
    if (onlyUrls || !word.startsWith('-') || word === '-') {
      settings.push({ effect: 'url', value: word });
    } else if (word === '--') {
      onlyUrls = true;
    } else if (word.startsWith('--')) {
      if (!take(longName(word.slice(2)), word, null)) break;
    } else if (!takeLetters(word, take)) {
      break;
    }
  }
  return { settings, notes: [...notes] };
}

/** `-sSXPOST`: letters without a value, until one takes the rest of the word as its value. */
function takeLetters(
  word: string,
  take: (name: string, shown: string, inline: string | null) => boolean,
): boolean {
  const letters = Array.from(word.slice(1));
  for (const [index, letter] of letters.entries()) {
    const name = shortNames.get(letter);
    const takesValue = name !== undefined && options.get(name)?.takes === 'value';
    const rest = letters.slice(index + 1).join('');
    if (!take(name ?? '', `-${letter}`, takesValue && rest !== '' ? rest : null)) return false;
    if (takesValue) return true;
  }
  return true;
}

/** A name cut short stands for the one option that begins so; `no-` is taken off what takes no value. */
function longName(name: string): string {
  if (options.has(name)) return name;
  const positive = name.replace(/^no-/, '');
  if (options.get(positive)?.takes === 'nothing') return positive === 'globoff' ? name : 'silent';
  const whole = [...options.keys()].filter((known) => known.startsWith(name));
  return whole.length === 1 ? (whole[0] ?? name) : name;
}
