import { checkJson } from '../../../shared/check-json.ts';

/** What came of reading a file as JSON. */
export type ReadJson =
  { readonly kind: 'json'; readonly value: unknown } | { readonly kind: 'problem'; readonly why: string };

/** Levels of lists and objects in each other; a file of connections has five. */
const deepest = 20;

/**
 * Reads JSON (RFC 8259) that may come from anywhere: UTF-8, with or without a byte order mark, nested no deeper than
 * twenty levels, and no object with the same name twice, where one program takes the first and another the last. Never throws.
 */
export function readJson(bytes: Uint8Array): ReadJson {
  const text = decoded(bytes);
  if (text === null) return { kind: 'problem', why: 'It is not text in UTF-8.' };
  const odd = oddity(text);
  if (odd !== null) return { kind: 'problem', why: odd };
  try {
    const value: unknown = JSON.parse(text);
    return { kind: 'json', value };
  } catch {
    const problem = checkJson(text);
    const why =
      problem === null
        ? 'It is not JSON.'
        : `It is not JSON: line ${String(problem.line)}, column ${String(problem.column)}. ${problem.reason}`;
    return { kind: 'problem', why };
  }
}

/** Without the byte order mark, which `TextDecoder` takes off. */
function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** What JSON allows and this file does not. Goes through the text once, without calling itself; broken JSON is not its business. */
function oddity(text: string): string | null {
  /** The names of each object that is open; null for a list. */
  const open: (Set<string> | null)[] = [];
  let name: string | null = null;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '{' || character === '[') {
      open.push(character === '{' ? new Set() : null);
      if (open.length > deepest) return 'It is nested too deep.';
    } else if (character === '}' || character === ']') {
      open.pop();
    } else if (character === '"') {
      const end = endOfString(text, at);
      name = text.slice(at, end);
      at = end - 1;
    } else if (character === ':' && name !== null) {
      const names = open.at(-1);
      const own = plain(name);
      if (names?.has(own) === true) return 'The same name stands twice in one object.';
      names?.add(own);
    }
  }
  return null;
}

/** Behind the closing quotation mark, or the end of the text. */
function endOfString(text: string, begin: number): number {
  for (let at = begin + 1; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '"') return at + 1;
    if (character === '\\') at += 1;
  }
  return text.length;
}

/** A name in quotes without its escapes: `"\u0061"` is `"a"`. */
function plain(quoted: string): string {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted;
  }
}
