import type { RequestBody } from '../../shared/request-body.ts';
import { readFormText } from '../collections/body/form-text.ts';
import { formParts } from './form-body.ts';
import { namedFile } from './named-file.ts';
import type { CurlArguments } from './parse-arguments.ts';

export interface CurlBody {
  readonly content: CurlContent | null;
  /** What curl would put into `Content-Type` and `Accept` where the command does not. */
  readonly contentType: string | null;
  readonly accept: string | null;
  readonly notes: readonly string[];
}

/** What a command sends. Of which kind a text is, its headers say. */
export type CurlContent =
  | { readonly kind: 'data'; readonly text: string }
  | Extract<RequestBody, { readonly kind: 'multipart' | 'file' }>;

/** The body that a command's data and form options make, by curl's own rules. Files are not read: each is noted. */
export function curlBody(settings: CurlArguments['settings']): CurlBody {
  const notes: string[] = [];
  const none = { content: null, contentType: null, accept: null, notes };
  const data = settings.filter(({ effect }) => isData(effect));
  if (data.length > 0) {
    const json = data.some(({ effect }) => effect === 'json');
    const contentType = json ? 'application/json' : 'application/x-www-form-urlencoded';
    const content = wholeFile(data, notes) ?? { kind: 'data', text: dataText(data, notes) };
    return { content, contentType, accept: json ? 'application/json' : null, notes };
  }
  const fields = settings.filter(({ effect }) => effect === 'form' || effect === 'form-string');
  if (fields.length > 0) {
    const literal = fields.map(({ effect, value }) => ({ value, literal: effect === 'form-string' }));
    return { ...none, content: { kind: 'multipart', parts: formParts(literal, notes) } };
  }
  const upload = settings.findLast(({ effect }) => effect === 'upload')?.value;
  if (upload === undefined || upload === '') return none;
  return { ...none, content: fileContent(upload, notes) };
}

/** The body of a request, once its headers are known. */
export function bodyOfContent(content: CurlContent | null, contentType: string): RequestBody | null {
  if (content?.kind !== 'data') return content;
  const { text } = content;
  if (/^application\/(?:json|[\w.+-]+\+json)\s*(?:;|$)/i.test(contentType)) return { kind: 'json', text };
  const isForm = /^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(contentType);
  const fields = isForm && text !== '' ? readFormText(text) : null;
  return fields === null ? { kind: 'text', text } : { kind: 'form', fields };
}

/** A file that is all of the body. */
function wholeFile(data: CurlArguments['settings'], notes: string[]): CurlContent | null {
  const [only, ...others] = data;
  if (only === undefined || others.length > 0) return null;
  const readsFile = ['data', 'data-binary', 'json'].includes(only.effect) && only.value.startsWith('@');
  return readsFile ? fileContent(only.value.slice(1), notes) : null;
}

function fileContent(path: string, notes: string[]): CurlContent | null {
  if (path === '-' || path === '.') {
    notes.push('The body would come from standard input, and was left out.');
    return null;
  }
  notes.push(`The body is the file ${path}: choose it under “Body”.`);
  return { kind: 'file', file: namedFile(path) };
}

function dataText(data: CurlArguments['settings'], notes: string[]): string {
  let text: string | null = null;
  for (const { effect, value } of data) {
    if (!isData(effect)) continue;
    const piece = dataOf(effect, value, notes);
    if (piece === null) text ??= '';
    else text = text === null || text === '' || effect === 'json' ? (text ?? '') + piece : `${text}&${piece}`;
  }
  return text ?? '';
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

/** RFC 3986 §2.3, and a space as `+`, as curl has it. Variables stay as they are, and are encoded when they are sent. */
function encoded(text: string): string {
  const plain = text.replace(/[\ud800-\udfff]/gu, '\ufffd');
  return plain
    .split(/(\{\{[A-Za-z_][\w.-]*\}\})/)
    .map((piece, index) => (index % 2 === 1 ? piece : percentEncoded(piece)))
    .join('');
}

function percentEncoded(text: string): string {
  return encodeURIComponent(text)
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');
}

function fileNote(what: string, file: string): string {
  return file === '-'
    ? `${what} would come from standard input, and was left out.`
    : `${what} would come from the file ${file}. Latchkey does not read files by itself: it was left out.`;
}
