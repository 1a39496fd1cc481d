import type { HeaderList } from '../../../shared/request.ts';
import {
  ownContentType,
  type BodyKind,
  type FormField,
  type FormPart,
  type RequestBody,
} from '../../../shared/request-body.ts';
import { assertNever } from '../../../shared/result.ts';
import { readFileLine, writeFileLine } from './file-line.ts';
import { readFormText, writeFormText } from './form-text.ts';
import { queryLinesToSay, readGraphqlText, writeGraphqlText } from './graphql-text.ts';
import { readMultipartText, writeMultipartText } from './multipart-text.ts';
import { offFieldLines, offPartLines, readOffField, readOffPart, withOffRows } from './off-rows.ts';

/** What of a request's file is its body's. */
export interface BodyInFile {
  /** Comment lines that say what the text cannot. */
  readonly directives: readonly string[];
  readonly headers: HeaderList;
  /** Empty: none. */
  readonly text: string;
}

/** What the comment lines of a file say about its body. */
export interface BodyDirectives {
  readonly kind: BodyKind | null;
  /** Nothing in the body has a meaning for other programs. */
  readonly verbatim: boolean;
  readonly queryLines: number | null;
  readonly offFields: readonly { readonly at: number; readonly row: FormField<string> }[];
  readonly offParts: readonly { readonly at: number; readonly row: FormPart<string> }[];
}

export const noDirectives: BodyDirectives = {
  kind: null,
  verbatim: false,
  queryLines: null,
  offFields: [],
  offParts: [],
};

const asItIs = '# @verbatim-body';

const kinds: Readonly<Record<BodyKind, true>> = {
  json: true,
  text: true,
  form: true,
  multipart: true,
  file: true,
  graphql: true,
};
const graphqlHeader = ['X-Request-Type', 'GraphQL'] as const;

/** `directives` with what one more comment line says; null where it says nothing about a body. */
export function readDirective(line: string, directives: BodyDirectives): BodyDirectives | null {
  if (line.trim() === asItIs) return { ...directives, verbatim: true };
  const kind = /^# @body (\w+)$/.exec(line)?.[1];
  if (kind !== undefined) return isKind(kind) ? { ...directives, kind } : null;
  const queryLines = /^# @query-lines (\d{1,7})$/.exec(line)?.[1];
  if (queryLines !== undefined) return { ...directives, queryLines: Number(queryLines) };
  const field = readOffField(line);
  if (field !== null) return { ...directives, offFields: [...directives.offFields, field] };
  const part = readOffPart(line);
  return part === null ? null : { ...directives, offParts: [...directives.offParts, part] };
}

/** How a body and the headers of its request stand in a file. `readBodyInFile` reads them back as the same. */
export function writeBodyInFile(headers: HeaderList, body: RequestBody | null): BodyInFile {
  if (body === null) return { directives: [], headers, text: '' };
  const { directives, text, boundary, ...own } = textOf(body);
  const given = headers.some(([name]) => isContentType(name));
  const complete = [
    ...headers.map(([name, value]) =>
      boundary !== null && isContentType(name) && isMultipart(value)
        ? ([name, `${withoutBoundary(value)}; boundary=${boundary}`] as const)
        : ([name, value] as const),
    ),
    ...own.headers.filter(([name]) => !given || !isContentType(name)),
  ];
  const namesFiles = body.kind === 'file' || body.kind === 'multipart';
  const said = [...(needsVerbatim(text, namesFiles) ? [asItIs] : []), ...directives];
  const understood = said.reduce((all, line) => readDirective(line, all) ?? all, noDirectives);
  const read = readBodyInFile(text, complete, understood);
  return {
    directives: read.body?.kind === body.kind ? said : [...said, `# @body ${body.kind}`],
    headers: complete,
    text,
  };
}

/** A body as it stands in a file, and the headers without those that only say what kind it is. */
export function readBodyInFile(
  text: string,
  headers: HeaderList,
  directives: BodyDirectives,
): { readonly body: RequestBody | null; readonly headers: HeaderList } {
  const body = bodyOf(text, headers, directives);
  if (body === null) return { body, headers };
  const [, last] = headers.at(-1) ?? [];
  const lastIsOwn = isContentType(headers.at(-1)?.[0] ?? '') && last !== undefined && isOwn(last, body);
  const rest = lastIsOwn && body.kind !== 'text' && body.kind !== 'file' ? headers.slice(0, -1) : headers;
  if (body.kind === 'graphql') {
    const at = rest.findLastIndex(isGraphqlHeader);
    return { body, headers: rest.filter((_, index) => index !== at) };
  }
  if (body.kind !== 'multipart') return { body, headers: rest };
  return {
    body,
    headers: rest.map(([name, value]) =>
      isContentType(name) && isMultipart(value)
        ? ([name, withoutBoundary(value)] as const)
        : ([name, value] as const),
    ),
  };
}

/** Whether a line of a body would be read as something else. */
function needsVerbatim(text: string, namesFiles: boolean): boolean {
  return text
    .split('\n')
    .some((line) => line.startsWith('###') || isScriptLine(line) || (!namesFiles && isFileLine(line)));
}

/** Runs a script or writes a file, in the editors that know such. */
export function isScriptLine(line: string): boolean {
  return /^(?:>[ \t]*\{%|>[ \t]+\S+\.js[ \t]*$|>>!?[ \t]|<>[ \t])/.test(line);
}

/** Stands for the content of a file. */
export function isFileLine(line: string): boolean {
  return /^<@?[ \t]+\S/.test(line);
}

interface BodyText extends BodyInFile {
  /** Of a multipart text. */
  readonly boundary: string | null;
}

function textOf(body: RequestBody): BodyText {
  const contentType = ['Content-Type', ownContentType(body)] as const;
  const plain = { directives: [], headers: [contentType], boundary: null };
  switch (body.kind) {
    case 'text':
      return { ...plain, headers: [], text: body.text };
    case 'json':
      return { ...plain, text: body.text };
    case 'form': {
      const sent = body.fields.filter(({ off }) => off !== true);
      return { ...plain, directives: offFieldLines(body.fields), text: writeFormText(sent, '\n&') };
    }
    case 'multipart': {
      const { text, boundary } = writeMultipartText(body.parts.filter(({ off }) => off !== true));
      const own = ['Content-Type', `${contentType[1]}; boundary=${boundary}`] as const;
      return { directives: offPartLines(body.parts), headers: [own], text, boundary };
    }
    case 'file':
      return { ...plain, headers: [], text: writeFileLine(body.file) };
    case 'graphql': {
      const lines = queryLinesToSay(body);
      return {
        ...plain,
        directives: lines === null ? [] : [`# @query-lines ${String(lines)}`],
        headers: [graphqlHeader, contentType],
        text: writeGraphqlText(body),
      };
    }
    default:
      return assertNever(body);
  }
}

function bodyOf(text: string, headers: HeaderList, directives: BodyDirectives): RequestBody | null {
  const { kind, queryLines, offFields, offParts } = directives;
  if (text === '' && kind === null && offFields.length === 0) return null;
  const said = kind ?? kindOf(text, headers, directives);
  switch (said) {
    case 'json':
      return { kind: 'json', text };
    case 'form': {
      const fields = readFormText(joinedLines(text));
      return fields === null
        ? { kind: 'text', text }
        : { kind: 'form', fields: withOffRows(fields, offFields) };
    }
    case 'multipart': {
      const parts = readMultipartText(text);
      return parts === null
        ? { kind: 'text', text }
        : { kind: 'multipart', parts: withOffRows(parts, offParts) };
    }
    case 'file': {
      const file = readFileLine(text);
      return file === null ? { kind: 'text', text } : { kind: 'file', file };
    }
    case 'graphql':
      return { kind: 'graphql', ...readGraphqlText(text, queryLines) };
    case 'text':
      return text === '' ? null : { kind: 'text', text };
    default:
      return assertNever(said);
  }
}

function kindOf(text: string, headers: HeaderList, { offFields, verbatim }: BodyDirectives): BodyKind {
  if (headers.some(isGraphqlHeader)) return 'graphql';
  if (!verbatim && readFileLine(text) !== null) return 'file';
  const type = headers.find(([name]) => isContentType(name))?.[1] ?? '';
  if (/^application\/(?:json|[\w.+-]+\+json)\s*(?:;|$)/i.test(type)) return 'json';
  if (offFields.length > 0 || /^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(type)) return 'form';
  return isMultipart(type) ? 'multipart' : 'text';
}

/** Editors let the fields of a form stand on lines of their own, which begin with `&`. */
function joinedLines(text: string): string {
  return text.replaceAll('\n&', '&');
}

function isOwn(value: string, body: RequestBody): boolean {
  return (body.kind === 'multipart' ? withoutBoundary(value) : value) === ownContentType(body);
}

function isContentType(name: string): boolean {
  return name.trim().toLowerCase() === 'content-type';
}

function isMultipart(value: string): boolean {
  return /^\s*multipart\//i.test(value);
}

function withoutBoundary(value: string): string {
  return value.replace(/;[ \t]*boundary=(?:"[^"]*"|[^;]*)/i, '');
}

function isGraphqlHeader([name, value]: readonly [string, string]): boolean {
  return name.trim().toLowerCase() === 'x-request-type' && value.trim().toLowerCase() === 'graphql';
}

function isKind(text: string): text is BodyKind {
  return Object.hasOwn(kinds, text);
}
