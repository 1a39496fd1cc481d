import { visibleText } from '../../../words/visible-text.ts';

const escapes = /\\(?:u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(.))/gsu;

/**
 * A JSON string as it is read best and stays unambiguous: escapes of characters that can be seen are those characters, all
 * others stay as they were sent; what acts instead of being seen is shown as itself. So a string remains on one line.
 * @param source with or without its quotation marks; may end anywhere
 */
export function shownToken(source: string): string {
  const text = source.includes('\\') ? source.replaceAll(escapes, readable) : source;
  return visibleText(text.replaceAll(/[\t\n\r]+/g, ' '));
}

function readable(
  escape: string,
  high: string | undefined,
  low: string | undefined,
  unit: string | undefined,
  short: string | undefined,
): string {
  if (short === '/') return '/';
  if (short !== undefined) return escape;
  const units = high === undefined ? [unit ?? ''] : [high, low ?? ''];
  const text = String.fromCharCode(...units.map((hex) => Number.parseInt(hex, 16)));
  const alone = /^[\ud800-\udfff]$/.test(text);
  const acts = alone || visibleText(text) !== text || /[\p{Z}\p{C}"\\]/u.test(text);
  return acts ? escape : text;
}

/** A name without its quotation marks where it needs none to be told apart from what is around it. */
export function shownName(source: string): string {
  const shown = shownToken(source);
  const inner = shown.slice(1, -1);
  return /^[^\s"\\:,{}[\]]+$/u.test(inner) ? inner : shown;
}

/** The text that a JSON string stands for; of one that is broken off, the string as it came. */
export function stringValue(source: string): string {
  try {
    const value: unknown = JSON.parse(source);
    return typeof value === 'string' ? value : source;
  } catch {
    return source;
  }
}
