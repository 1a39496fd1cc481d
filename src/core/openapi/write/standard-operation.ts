import type { RequestDraft } from '../../../shared/request.ts';
import { isCredentialHeader, isCredentialParameter } from '../../collections/credentials.ts';
import { parseTemplate, variablesIn } from '../../../shared/variable-template.ts';
import type { Node } from '../nodes.ts';
import { encodedPath, isParameterHeader } from '../request-texts.ts';
import type { PlainValues } from './plain-values.ts';
import { decodedTemplate, pathAndQuery, queryRows } from './request-parts.ts';
import { standardBody } from './standard-body.ts';

/** An operation as any program reads it. */
export interface StandardOperation {
  /** With `{name}` for each variable. */
  readonly path: string;
  readonly parameters: readonly Node[];
  readonly requestBody: Node | null;
}

/**
 * What OpenAPI has words for of a request, whose `url` is path and query alone: a parameter for each variable of the path,
 * each name in the query and each header, required where it is sent; and the body. Null where the URL is none.
 */
export function standardOperation(
  request: Pick<RequestDraft, 'url' | 'offQuery' | 'headers' | 'offHeaders' | 'body'>,
  values: PlainValues,
): StandardOperation | null {
  const url = pathAndQuery(request);
  if (url === null) return null;
  const path = parseTemplate(url.path)
    .map((part) =>
      part.kind === 'text'
        ? encodedPath(part.text.replaceAll(/[{}]/g, encodeURIComponent))
        : `{${part.name}}`,
    )
    .join('');
  return {
    path,
    parameters: [
      ...variablesIn(url.path).map((name) => pathParameter(name, values)),
      ...queryParameters(request, url.query, values),
      ...headerParameters(request, values),
    ],
    requestBody: request.body === null ? null : standardBody(request.body, request.headers, values),
  };
}

const text = { type: 'string' } as const;

function withExample(parameter: Node, value: unknown): Node {
  return value === null ? parameter : { ...parameter, example: value };
}

function pathParameter(name: string, values: PlainValues): Node {
  return withExample({ name, in: 'path', required: true, schema: text }, values(`{{${name}}}`));
}

function queryParameters(
  { offQuery }: Pick<RequestDraft, 'offQuery'>,
  query: string,
  values: PlainValues,
): readonly Node[] {
  const byName = new Map<string, { readonly on: boolean; readonly values: (string | null)[] }>();
  for (const { pair, on } of queryRows(query, offQuery)) {
    const end = pair.indexOf('=');
    const name = decodedTemplate(end === -1 ? pair : pair.slice(0, end));
    const value = decodedTemplate(end === -1 ? '' : pair.slice(end + 1));
    const known = byName.get(name);
    const example = isCredentialParameter(name, value) ? null : values(value);
    if (known === undefined) {
      if (name !== '') byName.set(name, { on, values: [example] });
    } else if (known.on === on) known.values.push(example);
  }
  return Array.from(byName, ([name, { on, values: all }]) => {
    const told = all.filter((value) => value !== null);
    const [only = null] = told;
    const several = all.length > 1;
    const schema = several ? { type: 'array', items: text } : text;
    const parameter = { name, in: 'query', ...(on ? { required: true } : {}), schema };
    return withExample(parameter, told.length < all.length ? null : several ? told : only);
  });
}

function headerParameters(
  { headers, offHeaders = [] }: Pick<RequestDraft, 'headers' | 'offHeaders'>,
  values: PlainValues,
): readonly Node[] {
  const byName = new Map<string, Node>();
  const on = headers.map(([name, value]) => ({ name, value, required: true }));
  const off = offHeaders.map(({ name, value }) => ({ name, value, required: false }));
  for (const { name, value, required } of [...on, ...off]) {
    const key = name.toLowerCase();
    if (!isParameterHeader(name) || byName.has(key)) continue;
    const example = isCredentialHeader(name) ? null : values(value);
    const sent = required ? { required } : {};
    byName.set(key, withExample({ name, in: 'header', ...sent, schema: text }, example));
  }
  return [...byName.values()];
}
