import { isDeepStrictEqual } from 'node:util';
import type { ConnectionSettings } from '../../../shared/connection.ts';
import type { OpenApiLeftOut } from '../../../shared/open-api.ts';
import type { RequestDraft } from '../../../shared/request.ts';
import { sealCredentials } from '../../collections/credentials.ts';
import { providerText } from '../../failures/provider-text.ts';
import type { Node } from '../nodes.ts';
import { operationMethods } from '../open-api.ts';
import { operationRequest } from '../operation-request.ts';
import { References } from '../references.ts';
import { keptMember, keptText } from './kept-request.ts';
import type { PlainValues } from './plain-values.ts';
import { splitUrl } from './request-parts.ts';
import { mostUsed, serverOfBase } from './write-servers.ts';
import { signInName, signInScheme } from './sign-in-scheme.ts';
import { standardOperation, type StandardOperation } from './standard-operation.ts';

/** A saved request that goes into a document. */
export interface RequestToWrite {
  readonly name: string;
  /** Names of the folders that it is in, outer ones first. */
  readonly folders: readonly string[];
  readonly request: RequestDraft;
  /** Lines of its file that begin with `#` or `//`. */
  readonly comments: readonly string[];
}

export interface WrittenOpenApi {
  readonly document: Node;
  /** How many requests are in it. */
  readonly requests: number;
  readonly leftOut: readonly OpenApiLeftOut[];
}

interface Written extends RequestToWrite {
  readonly base: string;
  readonly standard: StandardOperation;
}

/**
 * An OpenAPI 3.1 document of saved requests: an operation for each, and no credential in it. Read again by `readOpenApi` it gives
 * the same requests: what OpenAPI has no words for is kept in a member of its own. Of several requests with one method and
 * path the first is written, and the others are named in `leftOut`.
 */
export function writeOpenApi(
  title: string,
  requests: readonly RequestToWrite[],
  { connection, values }: { readonly connection: ConnectionSettings; readonly values: PlainValues },
): WrittenOpenApi {
  const { written, leftOut } = chosen(requests, values);
  const server = mostUsed(written.map(({ base }) => base));
  const paths = new Map<string, Map<string, Node>>();
  for (const each of written) {
    const operation = operationOf(each, each.base === server ? null : each.base, { connection, values });
    const item = paths.get(each.standard.path) ?? new Map<string, Node>();
    paths.set(each.standard.path, item.set(each.request.method.toLowerCase(), operation));
  }
  const signIn = written.some(({ request }) => request.authorization === 'on');
  const tags = [...new Set(written.flatMap(({ folders }) => tagOf(folders) ?? []))];
  const document = {
    openapi: '3.1.0',
    info: { title: providerText(title) ?? 'Saved requests', version: '1.0.0' },
    ...(server === null ? {} : { servers: [serverOfBase(server, values)] }),
    ...(tags.length === 0 ? {} : { tags: tags.map((name) => ({ name })) }),
    paths: Object.fromEntries(Array.from(paths, ([path, item]) => [path, Object.fromEntries(item)])),
    ...(signIn ? { components: { securitySchemes: { [signInName]: signInScheme(connection) } } } : {}),
  };
  return { document, requests: written.length, leftOut };
}

function chosen(
  requests: readonly RequestToWrite[],
  values: PlainValues,
): { readonly written: readonly Written[]; readonly leftOut: readonly OpenApiLeftOut[] } {
  const written: Written[] = [];
  const leftOut: OpenApiLeftOut[] = [];
  /** The path and the request that it was taken from, by the path without the names of its variables. */
  const shapes = new Map<string, Written>();
  const operations = new Map<string, Written>();
  for (const each of requests) {
    const { method } = each.request;
    const split = splitUrl(each.request.url);
    const request = typeof split === 'string' ? each.request : { ...each.request, url: split.rest };
    const standard = typeof split === 'string' ? null : standardOperation(sealed(request), values);
    const shape = (standard?.path ?? '').replaceAll(/\{[^{}]*\}/g, '{}');
    const first = operations.get(`${method} ${shape}`);
    const alike = shapes.get(shape);
    if (typeof split === 'string' || standard === null) {
      leftOut.push({ name: each.name, why: typeof split === 'string' ? split : 'Its URL is none.' });
    } else if (!operationMethods.some((known) => known.toUpperCase() === method)) {
      leftOut.push({ name: each.name, why: `OpenAPI has no method ${method}.` });
    } else if (first !== undefined) {
      leftOut.push({
        name: each.name,
        why: `“${first.name}” has the same method and path, and a document holds one.`,
      });
    } else if (alike !== undefined && alike.standard.path !== standard.path) {
      leftOut.push({
        name: each.name,
        why: `Its path differs from that of “${alike.name}” in the names of variables only.`,
      });
    } else {
      const taken = { ...each, request: sealed(request), base: split.base, standard };
      written.push(taken);
      operations.set(`${method} ${shape}`, taken);
      if (alike === undefined) shapes.set(shape, taken);
    }
  }
  return { written, leftOut };
}

/** Files hold no credential in the open; should one all the same, it stays behind. */
function sealed(request: RequestDraft): RequestDraft {
  return sealCredentials(request, undefined, 'replace').request;
}

function operationOf(
  { name, folders, request, comments, standard }: Written,
  ownBase: string | null,
  { connection, values }: { readonly connection: ConnectionSettings; readonly values: PlainValues },
): Node {
  const tag = tagOf(folders);
  const signIn = request.authorization === 'on';
  const operation: Node = {
    summary: name,
    ...(tag === null ? {} : { tags: [tag] }),
    ...(ownBase === null ? {} : { servers: [serverOfBase(ownBase, values)] }),
    ...(standard.parameters.length === 0 ? {} : { parameters: standard.parameters }),
    ...(standard.requestBody === null ? {} : { requestBody: standard.requestBody }),
    responses: { default: { description: 'Not described.' } },
    security: signIn ? [{ [signInName]: connection.scopes }] : [],
  };
  if (comesBack(operation, { request, comments, path: standard.path })) return operation;
  const kept = keptText(request, comments);
  return kept === null ? operation : { ...operation, [keptMember]: kept };
}

/** Whether reading an operation gives the request from which it was written. */
function comesBack(
  operation: Node,
  { request, comments, path }: Pick<Written, 'request' | 'comments'> & { readonly path: string },
): boolean {
  const demands = { signIn: request.authorization === 'on', scopes: [], keys: [], beyond: [] };
  const parts = { method: request.method, path, base: '', pathItem: {}, operation, demands };
  const read = operationRequest(parts, new References(operation));
  return isDeepStrictEqual([read.request, read.comments], [request, comments]);
}

/** A document has no folders in folders. */
function tagOf(folders: readonly string[]): string | null {
  return folders.length === 0 ? null : folders.join(' / ');
}
