import type { HeaderList, OffHeader, OffParameter, RequestDraft } from '../../shared/request.ts';
import { bodyFiles } from '../../shared/request-body.ts';
import {
  isFileLine,
  isScriptLine,
  noDirectives,
  readBodyInFile,
  readDirective,
  writeBodyInFile,
  type BodyDirectives,
} from './body/body-in-file.ts';

/** What a file of a saved request holds. */
export interface RequestFile {
  /** Null: the file does not say. */
  readonly name: string | null;
  readonly request: RequestDraft;
  /** Lines before the body that say nothing to us and are written back as they are. */
  readonly comments: readonly string[];
}

/** `line` counts from 1. */
export type ParsedRequestFile =
  | { readonly kind: 'request'; readonly file: RequestFile }
  | { readonly kind: 'problem'; readonly line: number; readonly why: string };

const withoutSignIn = '# @no-sign-in';

// `s` throughout: what ends a line is a line feed alone, and U+2028 is a letter like any other.
const requestLine = /^([!#$%&'*+.^_`|~\w-]+)[ \t]+(\S.*?)[ \t]*$/s;
const addressAlone = /^(?:https?:\/\/|\{\{)/i;
const version = /[ \t]+HTTP\/\d(?:\.\d)?$/;
const comment = /^[ \t]*(?:#|\/\/)/;

/**
 * Reads a saved request: the `.http` format of editors (docs/collections.md), one request a file. Never throws; what cannot
 * be read is a problem with its line.
 */
export function parseRequestFile(content: Uint8Array): ParsedRequestFile {
  const text = decoded(content);
  if (text === null) return problem(1, 'It is not text in UTF-8.');
  // Where the first line ends as on Windows the whole file was converted, the body too.
  const lines = (/^[^\n]*\r\n/.test(text) ? text.replaceAll('\r\n', '\n') : text).split('\n');
  const head = readHead(lines);
  if (head.kind === 'problem') return head;
  const read = readBody(lines, head);
  if (read.kind === 'problem') return read;
  const { body, headers } = readBodyInFile(read.text, head.headers, head.body);
  return {
    kind: 'request',
    file: {
      name: head.name,
      comments: head.comments,
      request: {
        method: head.method,
        url: head.url,
        ...(head.offQuery.length === 0 ? {} : { offQuery: head.offQuery }),
        headers,
        ...(head.offHeaders.length === 0 ? {} : { offHeaders: head.offHeaders }),
        body,
        authorization: head.signIn ? 'on' : 'off',
      },
    },
  };
}

interface Head {
  readonly kind: 'head';
  readonly name: string | null;
  readonly method: string;
  readonly url: string;
  readonly offQuery: readonly OffParameter[];
  readonly headers: HeaderList;
  readonly offHeaders: readonly OffHeader[];
  readonly comments: readonly string[];
  readonly body: BodyDirectives;
  readonly signIn: boolean;
  /** The index of the first line of the body. */
  readonly next: number;
}

type Problem = Extract<ParsedRequestFile, { kind: 'problem' }>;

function readHead(lines: readonly string[]): Head | Problem {
  let name: string | null = null;
  let signIn = true;
  let body = noDirectives;
  const offQuery: OffParameter[] = [];
  let request: { method: string; url: string } | null = null;
  const comments: string[] = [];
  const headers: (readonly [string, string])[] = [];
  const offHeaders: OffHeader[] = [];
  for (const [index, line] of lines.entries()) {
    const blank = line.trim() === '';
    if (request !== null && blank) {
      const next = index + 1;
      const rows = { headers, offQuery, offHeaders };
      return { kind: 'head', name, ...request, ...rows, comments, body, signIn, next };
    }
    const title = /^###[ \t]*(.*)$/s.exec(line)?.[1]?.trim();
    if (title !== undefined) {
      if (request !== null)
        return problem(index + 1, 'A second request begins here: each has a file of its own.');
      if (name === null && title !== '') name = title;
      else if (title !== '') comments.push(line);
    } else if (line.trim() === withoutSignIn) {
      signIn = false;
    } else if (comment.test(line)) {
      const parameter = readOffParameter(line);
      const header = readOffHeader(line);
      const directives = readDirective(line, body);
      if (parameter !== null) offQuery.push(parameter);
      else if (header !== null) offHeaders.push(header);
      else if (directives === null) comments.push(line);
      else body = directives;
    } else if (request === null && !blank) {
      const read = readRequestLine(line);
      if (typeof read === 'string') return problem(index + 1, read);
      request = read;
    } else if (request !== null && headers.length === 0 && /^[ \t]+[?&/]/.test(line)) {
      request.url += line.trim();
    } else if (!blank) {
      const header = /^([^:]+):[ \t]*(.*?)[ \t]*$/s.exec(line);
      if (header === null) return problem(index + 1, `“${short(line)}” is no header: it has no colon.`);
      headers.push([(header[1] ?? '').trim(), header[2] ?? '']);
    }
  }
  if (request === null) return problem(Math.max(1, lines.length), 'It holds no request.');
  const rows = { headers, offQuery, offHeaders };
  return { kind: 'head', name, ...request, ...rows, comments, body, signIn, next: lines.length };
}

function readOffParameter(line: string): OffParameter | null {
  const [, at, pair] = /^# @off-parameter (\d{1,4}) (.*)$/s.exec(line) ?? [];
  return at === undefined || pair === undefined ? null : { at: Number(at), pair };
}

function readOffHeader(line: string): OffHeader | null {
  const [, at, name, value] = /^# @off-header (\d{1,4}) ([^:]+):[ \t]*(.*?)[ \t]*$/s.exec(line) ?? [];
  return name === undefined || value === undefined ? null : { at: Number(at), name: name.trim(), value };
}

function readRequestLine(line: string): { method: string; url: string } | string {
  if (/^@[\w-]+[ \t]*=/.test(line)) {
    return 'It sets a variable. Variables are kept under “Variables”, not in the file.';
  }
  if (/^[<>]{1,2}[ \t]/.test(line)) return 'It runs a script, which Latchkey does not do.';
  const address = line.trim().replace(version, '');
  if (addressAlone.test(address)) return { method: 'GET', url: address };
  const [, method, rest] = requestLine.exec(line) ?? [];
  if (method === undefined || rest === undefined) {
    return `“${short(line)}” is no request: write a method and an address, such as GET https://api.example.com/.`;
  }
  return { method, url: rest.replace(version, '') };
}

/** Everything to the end of the file, but the one line end that closes it. */
function readBody(
  lines: readonly string[],
  { next: from, headers, body }: Head,
): { readonly kind: 'body'; readonly text: string } | Problem {
  let end = lines.length > from && lines.at(-1) === '' ? lines.length - 1 : lines.length;
  if (!body.verbatim) {
    const written = lines.slice(from, end).filter((line) => line.trim() !== '').length;
    const several = written > 1 && body.kind !== 'multipart' && !headers.some(isMultipart);
    for (let index = from; index < end; index += 1) {
      const line = lines[index] ?? '';
      if (line.startsWith('###')) {
        if (lines.slice(index + 1, end).some((later) => later.trim() !== '')) {
          return problem(index + 1, 'A second request begins here: each has a file of its own.');
        }
        end = index;
      } else if (isFileLine(line) && (several || line.startsWith('<@'))) {
        return problem(
          index + 1,
          'A part of the body comes from another file, which Latchkey does not read.',
        );
      } else if (isScriptLine(line)) {
        return problem(index + 1, 'It runs a script or writes a file, which Latchkey does not do.');
      }
    }
  }
  return { kind: 'body', text: lines.slice(from, end).join('\n') };
}

function isMultipart([name, value]: HeaderList[number]): boolean {
  return name.trim().toLowerCase() === 'content-type' && /^\s*multipart\//i.test(value);
}

/**
 * The file of a request; `parseRequestFile` reads it back as the same. What no line of it can hold (a line end in the address
 * or in a header, a header whose name is empty or has a colon or begins like a comment) is answered as a text that says so.
 */
export function writeRequestFile({
  name,
  request,
  comments,
}: RequestFile): Uint8Array | { readonly why: string } {
  const { method, authorization, offQuery = [], offHeaders = [] } = request;
  const { directives, headers, text } = writeBodyInFile(request.headers, request.body);
  const url = request.url.trim();
  if (url === '') return { why: 'It has no URL.' };
  if (hasLineEnd(url)) return { why: 'Its URL holds a line end.' };
  if (!/^[!$%&'*+.^_`|~\w-][!#$%&'*+.^_`|~\w-]*$/.test(method)) return { why: 'Its method is none.' };
  const off = offHeaders.map((each) => [each.name, each.value] as const);
  for (const [header, value] of [...headers, ...off]) {
    const wrong = header.trim() === '' || /[:]|^(?:#|\/\/)/.test(header.trim()) || hasLineEnd(header);
    if (wrong) return { why: 'The name of a header is none.' };
    if (hasLineEnd(value)) return { why: `The value of the header ${header} holds a line end.` };
  }
  for (const { pair } of offQuery) {
    if (hasLineEnd(pair)) return { why: 'A parameter that is switched off holds a line end.' };
  }
  if (bodyFiles(request.body).some((file) => hasLineEnd(file.name))) {
    return { why: 'The name of a file that it sends holds a line end.' };
  }
  const lines = [
    ...(name === null ? [] : [`### ${name.replace(/\s+/g, ' ').trim()}`]),
    ...comments,
    ...(authorization === 'on' ? [] : [withoutSignIn]),
    ...offQuery.map(({ at, pair }) => `# @off-parameter ${String(at)} ${pair}`),
    ...offHeaders.map(({ at, name: of, value }) =>
      `# @off-header ${String(at)} ${of.trim()}: ${value.trim()}`.trimEnd(),
    ),
    ...directives,
    // An address that ends like a version would lose its end.
    `${method} ${url}${version.test(url) ? ' HTTP/1.1' : ''}`,
    ...headers.map(([header, value]) => `${header.trim()}: ${value.trim()}`.trimEnd()),
    ...(text === '' ? [] : ['', text]),
    '',
  ];
  return new TextEncoder().encode(lines.join('\n'));
}

function hasLineEnd(text: string): boolean {
  return /[\r\n]/.test(text);
}

function decoded(content: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return null;
  }
}

function problem(line: number, why: string): Problem {
  return { kind: 'problem', line, why };
}

function short(text: string): string {
  const characters = Array.from(text.trim());
  return characters.length > 40 ? `${characters.slice(0, 40).join('')}…` : characters.join('');
}
