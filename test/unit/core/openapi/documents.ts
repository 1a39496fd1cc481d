import { readDocument } from '../../../../src/core/openapi/read-document.ts';
import { readOpenApi, type OpenApi } from '../../../../src/core/openapi/open-api.ts';

/** What a text is read as. @throws where it cannot be. */
export function valueOfText(text: string): unknown {
  const read = readDocument(new TextEncoder().encode(text));
  if (read.kind === 'document') return read.value;
  throw new Error(`Line ${String(read.line)}: ${read.why}`);
}

/** An API with these members beside its version. @throws where it is none. */
export function apiOf(members: Readonly<Record<string, unknown>>, url: string | null = null): OpenApi {
  const read = readOpenApi({ openapi: '3.1.0', info: { title: 'Notes' }, ...members }, url);
  if (read.kind === 'api') return read.api;
  throw new Error(read.why);
}

/** The request of the first operation of an API. */
export function firstRequest(api: OpenApi) {
  const [first] = api.requests([0]).requests;
  if (first === undefined) throw new Error('There is no request.');
  return first;
}

/** An API with one operation. */
export function oneOperation(
  operation: Readonly<Record<string, unknown>>,
  place: { readonly path?: string; readonly method?: string } = {},
  members: Readonly<Record<string, unknown>> = {},
): OpenApi {
  return apiOf({
    servers: [{ url: 'https://api.example.com/v1' }],
    ...members,
    paths: { [place.path ?? '/notes']: { [place.method ?? 'get']: operation } },
  });
}
