import type { FormField } from '../../../shared/request-body.ts';
import { parseTemplate } from '../../../shared/variable-template.ts';

/**
 * Fields as one `application/x-www-form-urlencoded` text (WHATWG URL §5.2) in which variables stay readable: `a=1&b={{two}}`.
 * `readFormText` reads it back as the same fields.
 */
export function writeFormText(fields: readonly FormField<string>[], separator = '&'): string {
  return fields.map(({ name, value }) => `${encoded(name)}=${encoded(value)}`).join(separator);
}

/** The fields of a form text; null where writing them would give another text, so that nothing of it is changed unseen. */
export function readFormText(text: string): readonly FormField<string>[] | null {
  if (text === '') return [];
  const fields: FormField<string>[] = [];
  for (const pair of text.split('&')) {
    const sign = pair.indexOf('=');
    if (sign < 0) return null;
    const name = decoded(pair.slice(0, sign));
    const value = decoded(pair.slice(sign + 1));
    if (name === null || value === null) return null;
    fields.push({ name, value });
  }
  return writeFormText(fields) === text ? fields : null;
}

/** As `parseTemplate` knows a variable, with the backslashes before it. */
const reference = /(\\*)(\{\{[ \t]*\$?[A-Za-z_][\w.-]{0,99}[ \t]*\}\})/g;

/** Variables stay as they are; an odd number of backslashes makes one plain text. */
function encoded(text: string): string {
  let result = '';
  let position = 0;
  for (const match of text.matchAll(reference)) {
    const [whole, backslashes = '', variable = ''] = match;
    if (backslashes.length % 2 === 1) continue;
    result += percentEncoded(text.slice(position, match.index) + backslashes) + variable;
    position = match.index + whole.length;
  }
  return result + percentEncoded(text.slice(position));
}

function percentEncoded(text: string): string {
  return new URLSearchParams([[text, '']]).toString().slice(0, -1);
}

/** Null where it holds no UTF-8, or encodes what would be read as a variable. */
function decoded(text: string): string | null {
  try {
    const plain = decodeURIComponent(text.replaceAll('+', ' '));
    return variables(plain) === variables(text) ? plain : null;
  } catch {
    return null;
  }
}

function variables(text: string): number {
  return parseTemplate(text).filter((part) => part.kind === 'variable').length;
}
