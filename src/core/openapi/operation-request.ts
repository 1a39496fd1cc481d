import type { HeaderList, OffHeader, OffParameter, RequestDraft } from '../../shared/request.ts';
import { isCredentialHeader, sealCredentials } from '../collections/credentials.ts';
import { longestVariableName } from '../../shared/variable-template.ts';
import { exampleBody } from './example-body.ts';
import type { Node } from './nodes.ts';
import { parametersOf, type Parameter } from './parameters.ts';
import type { References } from './references.ts';
import { encodedPath, isParameterHeader, isUsableHeader } from './request-texts.ts';
import type { Demands } from './security.ts';
import { keptRequest } from './write/kept-request.ts';

/** Rows of a query and their characters: what comes after is left out, so that the request is one that can be sent. */
const mostRows = 1000;
const longestQuery = 50_000;

/** What of an operation becomes its request. */
export interface OperationParts {
  readonly method: string;
  /** As the document writes it, with `{name}`. */
  readonly path: string;
  /** What stands before the path: an address, or the place of a variable. */
  readonly base: string;
  readonly pathItem: Node;
  readonly operation: Node;
  readonly demands: Demands;
}

/** A request with a form for each parameter, and what it cannot hold, as comments. */
export interface OperationRequest {
  readonly request: RequestDraft;
  readonly comments: readonly string[];
  /** Values that the document gives for variables in the path. */
  readonly pathValues: readonly (readonly [variable: string, value: string])[];
}

/**
 * The request of an operation: variables in the path, a row for each parameter of the query and each header (switched off
 * where it is not needed), an example body. No credential is ever in it: keys are places of variables.
 */
export function operationRequest(parts: OperationParts, references: References): OperationRequest {
  const { demands } = parts;
  const parameters = parametersOf(parts.pathItem, parts.operation, references);
  const pathValues = parameters.flatMap(({ name, place, values }) => {
    const [value] = values ?? [];
    const given = place === 'path' && value !== undefined && value !== '';
    return given ? [[variableNamed(name), value] as const] : [];
  });
  const kept = keptRequest(parts.operation, parts, demands.signIn);
  if (kept !== null) {
    const { request, comments } = kept;
    const draft = { ...request, url: `${parts.base}${request.url}` };
    return { request: sealCredentials(draft).request, comments, pathValues };
  }
  const query = queryOf(parameters, demands);
  const { headers, offHeaders, comments } = headersOf(parameters, demands);
  const example = exampleBody(parts.operation, references);
  const draft: RequestDraft = {
    method: parts.method,
    url: `${parts.base}${pathOf(parts.path)}${query.on}`,
    ...(query.off.length === 0 ? {} : { offQuery: query.off }),
    headers: [
      ...headers,
      ...example.headers.filter(([name]) => !headers.some(([other]) => isSame(name, other))),
    ],
    ...(offHeaders.length === 0 ? {} : { offHeaders }),
    body: example.body,
    authorization: demands.signIn ? 'on' : 'off',
  };
  return {
    // Examples hold what looks like a token now and then.
    request: sealCredentials(draft).request,
    comments: [...comments, ...demands.beyond.map((words) => `# The API wants ${words}, which is not sent.`)],
    pathValues,
  };
}

/** A name that a variable may have, for one that a parameter has. */
export function variableNamed(name: string): string {
  const plain = name.replaceAll(/[^\w.-]+/g, '-').replaceAll(/^-+|-+$/g, '');
  const begun = /^[A-Za-z_]/.test(plain) ? plain : `_${plain}`;
  return begun.slice(0, longestVariableName);
}

function placeOf(name: string): string {
  return `{{${variableNamed(name)}}}`;
}

function pathOf(path: string): string {
  return path
    .split(/(\{[^{}]+\})/)
    .map((piece) => (/^\{[^{}]+\}$/.test(piece) ? placeOf(piece.slice(1, -1)) : encodedPath(piece)))
    .join('');
}

function encodedPair(name: string, value: string): string {
  return `${encoded(name)}=${encoded(value)}`;
}

/** Half a character, which has no encoding, is left out. */
function encoded(text: string): string {
  return encodeURIComponent(text.replaceAll(/\p{Cs}/gu, ''));
}

function isInQuery({ place }: Parameter | Demands['keys'][number]): boolean {
  return place === 'query';
}

function queryOf(
  parameters: readonly Parameter[],
  demands: Demands,
): { readonly on: string; readonly off: readonly OffParameter[] } {
  const keys = demands.keys.filter(isInQuery).map(({ name }) => ({ name, required: true, values: null }));
  const on: string[] = [];
  const off: OffParameter[] = [];
  let characters = 0;
  for (const { name, required, values } of [...parameters.filter(isInQuery), ...keys]) {
    const pairs = (values ?? []).map((value) => encodedPair(name, value));
    const empty = `${encodedPair(name, '')}${required ? placeOf(name) : ''}`;
    for (const pair of pairs.length > 0 ? pairs : [empty]) {
      const at = on.length + off.length;
      characters += pair.length + 1;
      if (at === mostRows || characters > longestQuery) break;
      if (required) on.push(pair);
      else off.push({ at, pair });
    }
  }
  return { on: on.length === 0 ? '' : `?${on.join('&')}`, off };
}

function headersOf(
  parameters: readonly Parameter[],
  demands: Demands,
): {
  readonly headers: HeaderList;
  readonly offHeaders: readonly OffHeader[];
  readonly comments: readonly string[];
} {
  const headers: (readonly [string, string])[] = [];
  const offHeaders: OffHeader[] = [];
  const comments: string[] = [];
  for (const { name, required, values, words, place } of parameters) {
    if (place === 'cookie') {
      comments.push(`# Cookie ${shown(name)}, which is not sent${words === null ? '' : `: ${words}`}`);
    }
    if (place !== 'header' || !isParameterHeader(name)) continue;
    const secret = isCredentialHeader(name);
    const given = secret ? null : (values?.[0] ?? null);
    const value = given === null ? (required || secret ? placeOf(name) : '') : headerValue(given);
    if (required) headers.push([name, value]);
    else offHeaders.push({ at: headers.length + offHeaders.length, name, value });
  }
  for (const { name, place } of demands.keys) {
    if (place === 'header' && isUsableHeader(name) && !headers.some(([other]) => isSame(name, other)))
      headers.push([name, placeOf(name)]);
  }
  return { headers, offHeaders, comments };
}

/** Braces of an example are no variable: a header has no way to say so but a backslash. */
function headerValue(value: string): string {
  return value.replaceAll(/[^\x20-\x7e]/g, '?').replaceAll('{{', '\\{{');
}

function shown(name: string): string {
  return name.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 100);
}

function isSame(name: string, other: string): boolean {
  return name.toLowerCase() === other.toLowerCase();
}
