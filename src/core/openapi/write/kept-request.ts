import { isDeepStrictEqual } from 'node:util';
import type { RequestDraft } from '../../../shared/request.ts';
import { parseRequestFile, writeRequestFile, type RequestFile } from '../../collections/request-file.ts';
import { isNode, listAt, member, textAt, type Node } from '../nodes.ts';
import { withoutValues } from './plain-values.ts';
import { standardOperation } from './standard-operation.ts';

/** What OpenAPI has no words for: the request as the file that it is saved in, without its server. */
export const keptMember = 'x-latchkey-request';

/** Characters of a request that is kept so, and of its URL or a header; and its rows of any kind. One beyond is read as its operation says. */
const longestKept = 1_000_000;
const longestLine = 5000;
const mostRows = 100;

/** What acts instead of standing there: no document brings it in this way. */
const acting = /(?![\t\n])\p{Cc}|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** Null: no file can hold it. */
export function keptText(request: RequestDraft, comments: readonly string[]): string | null {
  const written = writeRequestFile({ name: null, request, comments });
  return 'why' in written ? null : new TextDecoder().decode(written);
}

/**
 * The request that an operation was written from, with the comments of its file. Null where none is kept, and where the operation
 * was changed since: then the operation counts.
 */
export function keptRequest(
  operation: Node,
  { method, path }: { readonly method: string; readonly path: string },
  signIn: boolean,
): Omit<RequestFile, 'name'> | null {
  const text = textAt(operation, keptMember);
  if (text === null || text.length > longestKept || acting.test(text)) return null;
  const parsed = parseRequestFile(new TextEncoder().encode(text));
  if (parsed.kind === 'problem') return null;
  const { request, comments } = parsed.file;
  if (!isOfUse(request)) return null;
  const standard = standardOperation(request, withoutValues);
  const same =
    standard !== null &&
    request.method === method &&
    standard.path === path &&
    (request.authorization === 'on') === signIn &&
    standard.parameters.length === listAt(operation, 'parameters').length &&
    says(listAt(operation, 'parameters'), standard.parameters) &&
    says(member(operation, 'requestBody') ?? null, standard.requestBody);
  return same ? { request, comments } : null;
}

function isOfUse({ url, offQuery = [], headers, offHeaders = [], body }: RequestDraft): boolean {
  const rows = body?.kind === 'form' ? body.fields : body?.kind === 'multipart' ? body.parts : [];
  const off = [
    ...offQuery.map(({ pair }) => pair),
    ...offHeaders.flatMap(({ name, value }) => [name, value]),
  ];
  const texts = [url, ...off, ...headers.flat()];
  return (
    [offQuery, headers, offHeaders, rows].every(({ length }) => length <= mostRows) &&
    texts.every(({ length }) => length <= longestLine)
  );
}

/** Whether a document says all that is expected; examples that came from variables it has besides. */
function says(written: unknown, expected: unknown): boolean {
  if (Array.isArray(expected)) {
    const list: readonly unknown[] = Array.isArray(written) ? written : [];
    return list.length === expected.length && expected.every((each, index) => says(list[index], each));
  }
  if (!isNode(expected)) return isDeepStrictEqual(written, expected);
  return (
    isNode(written) && Object.keys(expected).every((name) => says(member(written, name), expected[name]))
  );
}
