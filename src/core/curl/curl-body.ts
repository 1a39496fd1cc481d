import { formBody } from './form-body.ts';
import type { CurlArguments } from './parse-arguments.ts';

export interface CurlBody {
  /** Null: none. With `-G` it belongs into the URL. */
  readonly text: string | null;
  /** What curl would put into `Content-Type` and `Accept` where the command does not. */
  readonly contentType: string | null;
  readonly accept: string | null;
  readonly notes: readonly string[];
}

/** The body that a command's data and form options make, by curl's own rules. Files are not read: each is noted. */
export function curlBody(settings: CurlArguments['settings']): CurlBody {
  const notes: string[] = [];
  const fields: { readonly value: string; readonly literal: boolean }[] = [];
  let text: string | null = null;
  let json = false;
  for (const { effect, value } of settings) {
    if (effect === 'form' || effect === 'form-string') {
      fields.push({ value, literal: effect === 'form-string' });
      continue;
    }
    if (!isData(effect)) continue;
    json ||= effect === 'json';
    const piece = dataOf(effect, value, notes);
    if (piece === null) text ??= '';
    else text = text === null || text === '' || effect === 'json' ? (text ?? '') + piece : `${text}&${piece}`;
  }
  if (text !== null) {
    const contentType = json ? 'application/json' : 'application/x-www-form-urlencoded';
    return { text, contentType, accept: json ? 'application/json' : null, notes };
  }
  if (fields.length === 0) return { text: null, contentType: null, accept: null, notes };
  const form = formBody(fields);
  return { text: form.text, contentType: form.contentType, accept: null, notes: form.notes };
}

type DataEffect = 'data' | 'data-raw' | 'data-binary' | 'data-urlencode' | 'json';

function isData(effect: string): effect is DataEffect {
  return ['data', 'data-raw', 'data-binary', 'data-urlencode', 'json'].includes(effect);
}

/** Null when the data would come from a file. */
function dataOf(effect: DataEffect, value: string, notes: string[]): string | null {
  if (effect === 'data-raw') return value;
  if (effect === 'data-urlencode') return urlEncoded(value, notes);
  if (!value.startsWith('@')) return value;
  notes.push(fileNote('The body', value.slice(1)));
  return null;
}

/** `content`, `=content`, `name=content`, `@file` or `name@file`: the first `=` or `@` decides. */
export function urlEncoded(value: string, notes: string[]): string | null {
  const at = value.search(/[=@]/);
  const name = at < 0 ? '' : value.slice(0, at);
  if (value.charAt(at) === '@') {
    notes.push(fileNote(name === '' ? 'The body' : `The field ${name}`, value.slice(at + 1)));
    return null;
  }
  const content = encoded(value.slice(at + 1));
  return name === '' ? content : `${name}=${content}`;
}

/** RFC 3986 §2.3, and a space as `+`, as curl has it. */
function encoded(text: string): string {
  return encodeURIComponent(text.replace(/[\ud800-\udfff]/gu, '\ufffd'))
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');
}

function fileNote(what: string, file: string): string {
  return file === '-'
    ? `${what} would come from standard input, and was left out.`
    : `${what} would come from the file ${file}. Latchkey does not read files by itself: it was left out.`;
}
