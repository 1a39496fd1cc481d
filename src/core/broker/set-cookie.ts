import type { HeaderList } from '../../shared/request.ts';

/** What stands in the place of a cookie's value. */
const cookieMark = '[cookie value]';

/** Characters: 64 random bits, the least that a session may be named by, are 16 in hexadecimal. Shorter ones are in innocent text, too. */
const shortestTellingValue = 16;
/** Each costs time with each answer; an API sets a handful. */
const mostTellingValues = 50;

/** The headers with `name=[cookie value]` in each `Set-Cookie`. */
export function hideCookieValues(headers: HeaderList): HeaderList {
  return headers.map((header) => {
    if (!isSetCookie(header)) return header;
    const { name, attributes } = partsOf(header[1]);
    return [header[0], `${name}${cookieMark}${attributes}`] as const;
  });
}

/** The values that an answer sets. */
export function valuesSet(headers: HeaderList): readonly string[] {
  return headers.filter(isSetCookie).map(([, line]) => partsOf(line).value);
}

/** Values that can be told from other text, and so can be looked for in an answer. */
export function tellingValues(values: readonly string[]): readonly string[] {
  const telling = values.filter((value) => value.length >= shortestTellingValue && /^[!-~]+$/.test(value));
  return [...new Set(telling)].slice(0, mostTellingValues);
}

function isSetCookie([name]: HeaderList[number]): boolean {
  return name.toLowerCase() === 'set-cookie';
}

/** `name` ends with its equals sign; without one the whole is a value (RFC 6265bis §5.6). */
function partsOf(line: string): { name: string; value: string; attributes: string } {
  const semicolon = line.indexOf(';');
  const end = semicolon === -1 ? line.length : semicolon;
  const equals = line.indexOf('=');
  const from = equals === -1 || equals > end ? 0 : equals + 1;
  return { name: line.slice(0, from), value: line.slice(from, end).trim(), attributes: line.slice(end) };
}
