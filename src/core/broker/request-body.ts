import type { Failure } from '../../shared/failure.ts';
import type { HeaderList, RequestDraft } from '../../shared/request.ts';
import {
  ownContentType,
  withoutOff,
  type FileToSend,
  type FormPart,
  type RequestBody,
} from '../../shared/request-body.ts';
import { checkJson } from '../../shared/check-json.ts';
import { assertNever, fail, succeed, type Result } from '../../shared/result.ts';
import { failure } from '../failures/failure.ts';
import type { BodyStream } from '../ports/fetch.ts';
import { joinPieces } from './join-pieces.ts';
import { multipartPieces } from './multipart.ts';

/** Bytes of a request body that the page hands over. */
export const maximumRequestBodyBytes = 8 * 1_048_576;

/** What a body needs beyond what was composed. */
export interface BodySupplies {
  /** By ticket. */
  readonly files: ReadonlyMap<string, BodyStream>;
  /** For a multipart body: stands in no content of it. */
  readonly boundary: string;
}

export const noSupplies: BodySupplies = { files: new Map(), boundary: '' };

/** A body as it is sent. */
export interface EncodedBody {
  readonly content: Uint8Array | BodyStream;
  /** Where no header says another. */
  readonly contentType: string;
  /** What a `Content-Type` of the person's own lacks. */
  readonly boundary?: string;
}

/**
 * The bytes of a body, of which rows that are switched off are no part; null: none. Pure: files are opened when they are sent.
 * Fails with `input-invalid` (RFC 9110 §9.3.1, §9.3.2: content in a GET or HEAD request has no meaning that servers agree on;
 * too long; variables of GraphQL that are no JSON object) or `not-found` (a file that was not chosen in this run).
 */
export function encodeBody(
  draft: Pick<RequestDraft, 'body'>,
  method: string,
  supplies: BodySupplies,
): Result<EncodedBody | null> {
  const bodiless = method === 'GET' || method === 'HEAD';
  const body = draft.body === null ? null : withoutOff(draft.body);
  if (body === null || (bodiless && isEmpty(body))) return succeed(null);
  if (bodiless) return fail(bodyInBodiless(method));
  const contentType = ownContentType(body);
  switch (body.kind) {
    case 'json':
    case 'text':
      return inMemory(body.text, contentType);
    case 'form':
      return inMemory(encodeForm(body.fields), contentType);
    case 'graphql':
      return encodeGraphql(body.query, body.variables, contentType);
    case 'file': {
      const file = fileOf(body.file, supplies);
      return file.ok ? succeed({ content: file.value, contentType }) : file;
    }
    case 'multipart':
      return encodeMultipart(body.parts, supplies);
    default:
      return assertNever(body);
  }
}

/** The headers with the `Content-Type` of a body where they have none, and its boundary where theirs lacks one. */
export function withContentType(headers: HeaderList, body: EncodedBody | null): HeaderList {
  if (body === null) return headers;
  const { contentType, boundary } = body;
  if (!headers.some(([name]) => name.toLowerCase() === 'content-type')) {
    return [...headers, ['content-type', contentType]];
  }
  if (boundary === undefined) return headers;
  return headers.map(([name, value]) =>
    name.toLowerCase() === 'content-type' && /^multipart\//i.test(value)
      ? ([name, `${value.replace(/;\s*boundary=(?:"[^"]*"|[^;]*)/i, '')}; boundary=${boundary}`] as const)
      : ([name, value] as const),
  );
}

function isEmpty(body: RequestBody): boolean {
  switch (body.kind) {
    case 'json':
    case 'text':
      return body.text === '';
    case 'form':
      return body.fields.length === 0;
    case 'multipart':
      return body.parts.length === 0;
    case 'graphql':
      return body.query.trim() === '' && body.variables.trim() === '';
    case 'file':
      return false;
    default:
      return assertNever(body);
  }
}

/** WHATWG URL §5.2. */
function encodeForm(fields: readonly { readonly name: string; readonly value: string }[]): string {
  return new URLSearchParams(fields.map(({ name, value }): [string, string] => [name, value])).toString();
}

/** GraphQL over HTTP §5.4: the variables as they were typed, so that long numbers keep every digit. */
function encodeGraphql(query: string, variables: string, contentType: string): Result<EncodedBody> {
  if (variables.trim() === '') return inMemory(JSON.stringify({ query }), contentType);
  const problem = checkJson(variables);
  if (problem !== null) {
    const place = `line ${String(problem.line)}, column ${String(problem.column)}`;
    return fail(invalidVariables(`In ${place}: ${problem.reason}`));
  }
  if (!variables.trim().startsWith('{')) {
    return fail(invalidVariables('They have to stand in braces, each by its name.'));
  }
  return inMemory(`{"query":${JSON.stringify(query)},"variables":${variables.trim()}}`, contentType);
}

function encodeMultipart(parts: readonly FormPart<string>[], supplies: BodySupplies): Result<EncodedBody> {
  const { boundary } = supplies;
  const contentType = `multipart/form-data; boundary=${boundary}`;
  const pieces: (Uint8Array | BodyStream)[] = [];
  for (const piece of multipartPieces(parts, boundary)) {
    if (piece.kind === 'bytes') {
      pieces.push(piece.bytes);
    } else {
      const file = fileOf(piece, supplies);
      if (!file.ok) return file;
      pieces.push(file.value);
    }
  }
  const typed = pieces.reduce((sum, piece) => sum + (piece instanceof Uint8Array ? piece.byteLength : 0), 0);
  if (typed > maximumRequestBodyBytes) return fail(tooLarge(typed));
  return succeed({ content: joinPieces(pieces), contentType, boundary });
}

function fileOf(
  { ticket, name }: Pick<FileToSend, 'ticket' | 'name'>,
  { files }: BodySupplies,
): Result<BodyStream> {
  if (ticket === null) return fail(notChosen(name));
  const file = files.get(ticket);
  return file === undefined ? fail(fileGone()) : succeed(file);
}

function inMemory(text: string, contentType: string): Result<EncodedBody> {
  const content = new TextEncoder().encode(text);
  return content.byteLength > maximumRequestBodyBytes
    ? fail(tooLarge(content.byteLength))
    : succeed({ content, contentType });
}

function bodyInBodiless(method: string): Failure {
  return bodyProblem(
    `A ${method} request cannot carry a body.`,
    'Servers and proxies drop such a body or refuse the request.',
    'Empty the request body, or choose POST, PUT or PATCH.',
  );
}

function tooLarge(bytes: number): Failure {
  return bodyProblem(
    'The request body is too large.',
    `It has ${(bytes / 1_000_000).toFixed(1)} MB; ${(maximumRequestBodyBytes / 1_000_000).toFixed(1)} MB is the most that can be typed.`,
    'Send it from a file, or in parts.',
  );
}

function invalidVariables(why: string): Failure {
  return bodyProblem('The variables of the query are no JSON.', why, 'Correct them, or empty the field.');
}

function bodyProblem(what: string, why: string, next: string): Failure {
  return failure('input-invalid', what, why, next, { field: 'Request body' });
}

/** A saved request and a `curl` command name files; what they name is never opened by itself. */
function notChosen(name: string): Failure {
  return failure(
    'not-found',
    'A file has to be chosen first.',
    `The request names the file ${name}. Latchkey opens no file that nobody chose.`,
    'Choose it under “Body”.',
    { field: 'Request body' },
  );
}

/** The page knows files by tickets of this run. */
function fileGone(): Failure {
  return failure(
    'not-found',
    'The file to send is not known any more.',
    'It was chosen before Latchkey was started again.',
    'Choose it again.',
    { field: 'Request body' },
  );
}
