import { assertNever } from './result.ts';

/** Where a text stops being JSON, and why. */
export interface JsonProblem {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units. */
  readonly column: number;
  /** From 0, in UTF-16 code units. */
  readonly at: number;
  /** In a sentence. */
  readonly reason: string;
}

/**
 * The first thing that keeps a text from being JSON (RFC 8259), or null. `{{name}}` stands for a value, a name or a part of
 * a text, as variables do. Takes any depth, and time that grows with the length.
 */
export function checkJson(text: string): JsonProblem | null {
  const check = startJsonCheck(text);
  for (;;) {
    const found = check();
    if (found !== 'more') return found;
  }
}

/** The same in steps: each call looks at some ten thousand characters, and answers `more` as long as there are more. */
export function startJsonCheck(text: string): () => JsonProblem | null | 'more' {
  const checker = new Checker(text);
  return () => {
    const found = checker.check(stepLength);
    return found === null || found === 'more' ? found : { ...placeOf(text, found.at), ...found };
  };
}

const stepLength = 20_000;

interface Found {
  readonly at: number;
  readonly reason: string;
}

type Expected = 'value' | 'value-or-end' | 'name' | 'name-or-end' | 'colon' | 'more' | 'nothing';

const variable = /\{\{[ \t]*\$?[A-Za-z_][\w.-]{0,99}[ \t]*\}\}/y;
const numberLike = /[-+.\d][-+.\w]*/y;
const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/;
const word = /[\p{L}\p{N}_$-]+/uy;

class Checker {
  readonly #text: string;
  readonly #open: ('{' | '[')[] = [];
  #at = 0;
  #expected: Expected = 'value';

  constructor(text: string) {
    this.#text = text;
  }

  /** Stops behind so many characters, or at the end of the text that stands there. */
  check(characters: number): Found | null | 'more' {
    const end = this.#at + characters;
    for (;;) {
      this.#skipSpace();
      if (this.#at >= end && this.#at < this.#text.length) return 'more';
      if (this.#at >= this.#text.length) return this.#atEnd();
      const problem = this.#step(this.#text.charAt(this.#at));
      if (problem !== null) return problem;
    }
  }

  #step(character: string): Found | null {
    switch (this.#expected) {
      case 'value':
      case 'value-or-end':
        return character === ']' && this.#expected === 'value-or-end'
          ? this.#close()
          : this.#value(character);
      case 'name':
      case 'name-or-end':
        return character === '}' && this.#expected === 'name-or-end' ? this.#close() : this.#name(character);
      case 'colon':
        if (character !== ':') return this.#problem('A colon is missing between the name and its value.');
        return this.#move(1, 'value');
      case 'more':
        return this.#more(character);
      case 'nothing':
        return this.#problem('Something stands after the end of the JSON.');
      default:
        return assertNever(this.#expected);
    }
  }

  #value(character: string): Found | null {
    if (this.#match(variable) !== null) return this.#afterValue();
    if (character === '{' || character === '[') {
      this.#open.push(character);
      return this.#move(1, character === '{' ? 'name-or-end' : 'value-or-end');
    }
    if (character === '"') return this.#string() ?? this.#afterValue();
    const digits = this.#peek(numberLike);
    if (digits !== null) {
      if (!number.test(digits)) return this.#problem(`“${short(digits)}” is no number as JSON writes it.`);
      this.#at += digits.length;
      return this.#afterValue();
    }
    const name = this.#peek(word);
    if (name === 'true' || name === 'false' || name === 'null') {
      this.#at += name.length;
      return this.#afterValue();
    }
    return this.#problem(this.#notExpected(character, name, 'A value is missing here.'));
  }

  #name(character: string): Found | null {
    if (character === '"') return this.#string() ?? this.#move(0, 'colon');
    if (this.#match(variable) !== null) return this.#move(0, 'colon');
    return this.#problem(
      this.#notExpected(character, this.#peek(word), 'A name in double quotes is missing here.'),
    );
  }

  #notExpected(character: string, name: string | null, missing: string): string {
    if (character === "'") return 'Text stands in double quotes, not in single ones.';
    if (character === '/') return 'JSON has no comments.';
    if (name !== null) return `“${short(name)}” needs double quotes around it.`;
    return /[}\]]/.test(character) && (this.#expected === 'name' || this.#expected === 'value')
      ? `${missing} Is the comma before it one too many?`
      : missing;
  }

  #more(character: string): Found | null {
    const inside = this.#open.at(-1);
    if (character === ',') return this.#move(1, inside === '{' ? 'name' : 'value');
    if (character === (inside === '{' ? '}' : ']')) return this.#close();
    if (/[}\]]/.test(character)) {
      return this.#problem(`A ${inside === '{' ? '}' : ']'} is missing before this ${character}.`);
    }
    return this.#problem(character === '/' ? 'JSON has no comments.' : 'A comma is missing before this.');
  }

  /** Null when the text in quotes is whole; the place is behind it then. */
  #string(): Found | null {
    const begin = this.#at;
    for (let at = begin + 1; at < this.#text.length; at += 1) {
      const code = this.#text.charCodeAt(at);
      if (code === 0x22) {
        this.#at = at + 1;
        return null;
      }
      if (code === 0x5c) {
        const length = escapeLength(this.#text, at);
        if (length === 0)
          return { at, reason: `“${this.#text.slice(at, at + 2)}” means nothing inside a text.` };
        at += length - 1;
      } else if (code < 0x20) {
        return code === 0x0a || code === 0x0d
          ? { at: begin, reason: 'The closing quotation mark of this text is missing in its line.' }
          : { at, reason: 'A control character cannot stand in a text.' };
      }
    }
    return { at: begin, reason: 'The closing quotation mark of this text is missing.' };
  }

  #close(): Found | null {
    this.#open.pop();
    this.#at += 1;
    return this.#afterValue();
  }

  #afterValue(): null {
    return this.#move(0, this.#open.length === 0 ? 'nothing' : 'more');
  }

  #atEnd(): Found | null {
    if (this.#expected === 'nothing') return null;
    const inside = this.#open.at(-1);
    if (inside === undefined) return this.#problem('There is nothing in it.');
    return this.#problem(`A ${inside === '{' ? '}' : ']'} is missing at the end.`);
  }

  #skipSpace(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.#at += 1;
    }
  }

  #move(by: number, expected: Expected): null {
    this.#at += by;
    this.#expected = expected;
    return null;
  }

  #match(pattern: RegExp): string | null {
    const found = this.#peek(pattern);
    this.#at += found?.length ?? 0;
    return found;
  }

  #peek(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#text)?.[0] ?? null;
  }

  #problem(reason: string): Found {
    return { at: this.#at, reason };
  }
}

/** Of the escape that begins there (RFC 8259 §7); 0: there is none. */
function escapeLength(text: string, at: number): number {
  if (/^["\\/bfnrt]$/.test(text.charAt(at + 1))) return 2;
  return /^u[0-9A-Fa-f]{4}$/.test(text.slice(at + 1, at + 6)) ? 6 : 0;
}

/** A line ends with `\n`, `\r\n` or `\r`. */
function placeOf(text: string, at: number): { readonly line: number; readonly column: number } {
  const lines = text.slice(0, at).split(/\r\n?|\n/);
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

function short(text: string): string {
  const characters = Array.from(text);
  return characters.length > 30 ? `${characters.slice(0, 30).join('')}…` : text;
}
