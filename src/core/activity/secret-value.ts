/** Where a value begins and ends in a text: without its quotes. */
export interface ValueSpan {
  readonly start: number;
  readonly end: number;
}

export interface ValueContext {
  /** A header's value without quotes goes on to the end of its line. */
  readonly header: boolean;
  /** After a colon a list or an object may stand; after `=` a bracket is part of the value. */
  readonly structured: boolean;
}

const openingQuote = /(\\*)(["'])|%(?:25)*22/y;
const closers: Readonly<Record<string, string>> = { '[': ']', '{': '}' };

/**
 * The extent of the value at `start`: up to the closing quote (escaped as deep as the opening one), the closing bracket,
 * or for a bare value the end of the parameter. When in doubt it is longer.
 */
export function endOfValue(text: string, start: number, context: ValueContext): ValueSpan {
  const span = endOfClosed(text, start, context) ?? { start, end: start, next: start };
  // Nothing follows a closing quote or bracket directly, unless it never was one: `code='x'secret`.
  const goesOn = span.next === start || /[\w.~+/%$!*(-]/.test(text.charAt(span.next));
  if (!goesOn) return span;
  const bare = context.header ? /[^\r\n]*/y : /(?:[^\s&"'<>]|'(?![\s,;)\]}]|$))*/y;
  bare.lastIndex = span.next;
  return { start: span.start, end: span.next + (bare.exec(text)?.[0].length ?? 0) };
}

/** A value in quotes or brackets, and where the text goes on behind it; null when it is neither. */
function endOfClosed(
  text: string,
  start: number,
  context: ValueContext,
): (ValueSpan & { readonly next: number }) | null {
  openingQuote.lastIndex = start;
  const quote = openingQuote.exec(text);
  if (quote !== null) {
    const from = start + quote[0].length;
    const end = from + lengthQuoted(text.slice(from), quote);
    return { start: from, end, next: Math.min(text.length, end + quote[0].length) };
  }
  const closer = context.structured ? closers[text.charAt(start)] : undefined;
  if (closer === undefined) return null;
  const end = endOfBracket(text, start, closer);
  return { start, end, next: end };
}

function lengthQuoted(rest: string, quote: RegExpExecArray): number {
  const [opening, backslashes, character] = quote;
  if (character === undefined) {
    const end = rest.indexOf(opening);
    return end < 0 ? rest.length : end;
  }
  // As many backslashes as before the opening quote, and none more: `\"` inside a value is a part of it.
  const closing = new RegExp(`(?<!\\\\)${'\\\\'.repeat(backslashes?.length ?? 0)}${character}`);
  const end = rest.search(closing);
  return end < 0 ? rest.length : end;
}

/** Brackets inside quotes do not count. All quotes inside are escaped as deep as the first one. */
function endOfBracket(text: string, start: number, closer: string): number {
  const opener = text.charAt(start);
  let depth = 0;
  let inside: string | null = null;
  let outermost: number | null = null;
  let backslashes = 0;
  for (let position = start; position < text.length; position += 1) {
    const character = text.charAt(position);
    if (character === '"' || (character === "'" && inside !== '"')) {
      outermost ??= backslashes;
      if (backslashes === outermost)
        inside = inside === null ? character : inside === character ? null : inside;
    } else if (inside === null) {
      if (character === opener) depth += 1;
      if (character === closer) depth -= 1;
      if (depth === 0) return position + 1;
    }
    backslashes = character === '\\' ? backslashes + 1 : 0;
  }
  return text.length;
}
