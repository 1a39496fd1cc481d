import type { OpenApiOperation } from '../../shared/open-api.ts';
import type { RequestDraft } from '../../shared/request.ts';
import { providerText } from '../failures/provider-text.ts';
import { isNode, listAt, member, nodeAt, textAt, wordsAt, type Node } from './nodes.ts';
import { operationRequest, variableNamed } from './operation-request.ts';
import { References } from './references.ts';
import { demandsOf, type Demands } from './security.ts';
import { hasServers, serverOf, serverVariableOf } from './servers.ts';

/** More than any API has: what comes after is left out. */
export const mostOperations = 20_000;
/** Values that an import brings: of more than these nobody could say what each is for. */
const mostVariables = 100;

/** Those that OpenAPI has operations of, as it writes them. */
export const operationMethods = [
  'get',
  'put',
  'post',
  'delete',
  'options',
  'head',
  'patch',
  'trace',
] as const;

/** A request that an operation became. */
export interface ImportedRequest {
  readonly name: string;
  /** The folder's name; null: the top. */
  readonly folder: string | null;
  readonly request: RequestDraft;
  readonly comments: readonly string[];
}

/** An OpenAPI document that was understood. */
export interface OpenApi {
  readonly title: string;
  readonly server: string | null;
  readonly operations: readonly OpenApiOperation[];
  readonly notes: readonly string[];
  /** The requests of the operations with these indices, and the variables that they name and the document has values for. */
  requests(indices: readonly number[]): {
    readonly requests: readonly ImportedRequest[];
    readonly variables: readonly { readonly name: string; readonly value: string }[];
  };
}

export type ReadOpenApi =
  | { readonly kind: 'api'; readonly api: OpenApi }
  | { readonly kind: 'problem'; readonly why: string; readonly next: string };

interface Found extends OpenApiOperation {
  readonly pathItem: Node;
  readonly operation: Node;
  readonly demands: Demands;
  /** Where the operation or its path names a server of its own. */
  readonly ownServer: string | null;
  readonly ownVariable: ReturnType<typeof serverVariableOf>;
}

/**
 * Reads OpenAPI 3.0 or 3.1, `documentUrl` being where it was found (relative servers stand beside it). Nothing is fetched:
 * references to other documents are left out and counted. Takes whatever a document holds, and never throws.
 */
export function readOpenApi(document: unknown, documentUrl: string | null): ReadOpenApi {
  const wrong = versionProblem(document);
  if (wrong !== null || !isNode(document)) return wrong ?? notOpenApi;
  const references = new References(document);
  const title = wordsAt(nodeAt(document, 'info'), 'title') ?? 'Imported API';
  const named = serverVariableOf(document, documentUrl);
  const server = named === null ? serverOf(document, documentUrl) : named.value;
  const serverVariable = named?.name ?? `${variableNamed(title.toLowerCase()).slice(0, 60)}.server`;
  const { found, more } = operationsOf(document, references, documentUrl);
  if (found.length === 0) return noOperations;

  const requests: OpenApi['requests'] = (indices) => {
    const wanted = new Set(indices);
    const values = new Map<string, string | null>();
    if (server !== null) values.set(serverVariable, server);
    const made = found
      .filter(({ index }) => wanted.has(index))
      .map((each): ImportedRequest => {
        if (each.ownVariable !== null) values.set(each.ownVariable.name, each.ownVariable.value);
        const own = each.ownVariable === null ? each.ownServer : `{{${each.ownVariable.name}}}`;
        const base = own ?? `{{${serverVariable}}}`;
        const { request, comments, pathValues } = operationRequest({ ...each, base }, references);
        for (const [name, value] of pathValues) {
          // One that differs from operation to operation is nobody's value.
          values.set(name, (values.get(name) ?? value) === value && values.get(name) !== null ? value : null);
        }
        return { name: each.name, folder: each.tag, request, comments };
      });
    const variables = [...values].flatMap(([name, value]) => (value === null ? [] : [{ name, value }]));
    return { requests: made, variables: variables.slice(0, mostVariables) };
  };
  const operations = found.map(({ index, method, path, name, tag, deprecated, scopes }) => ({
    index,
    method,
    path: providerText(path) ?? '/',
    name,
    tag,
    deprecated,
    scopes,
  }));
  const notes = notesOf({ document, references, server, serverVariable, more });
  return { kind: 'api', api: { title, server, operations, notes, requests } };
}

function operationsOf(
  document: Node,
  references: References,
  documentUrl: string | null,
): { readonly found: readonly Found[]; readonly more: boolean } {
  const found: Found[] = [];
  for (const [path, written] of Object.entries(nodeAt(document, 'paths') ?? {})) {
    const pathItem = path.startsWith('/') && path.length <= 2000 ? references.resolve(written) : null;
    if (pathItem === null) continue;
    for (const method of operationMethods) {
      const operation = nodeAt(pathItem, method);
      if (operation === null) continue;
      if (found.length === mostOperations) return { found, more: true };
      const demands = demandsOf(document, operation, references);
      found.push({
        index: found.length,
        method: method.toUpperCase(),
        path,
        name: nameOf(operation, method, path),
        tag: providerText(listAt(operation, 'tags')[0]),
        deprecated: member(operation, 'deprecated') === true,
        scopes: demands.scopes,
        pathItem,
        operation,
        demands,
        ownVariable: serverVariableOf(operation, documentUrl) ?? serverVariableOf(pathItem, documentUrl),
        ownServer: serverOf(operation, documentUrl) ?? serverOf(pathItem, documentUrl),
      });
    }
  }
  return { found, more: false };
}

function nameOf(operation: Node, method: string, path: string): string {
  const name = wordsAt(operation, 'summary') ?? wordsAt(operation, 'operationId');
  return name ?? providerText(`${method.toUpperCase()} ${path}`) ?? method.toUpperCase();
}

function notesOf(facts: {
  readonly document: Node;
  readonly references: References;
  readonly server: string | null;
  readonly serverVariable: string;
  readonly more: boolean;
}): readonly string[] {
  const { references } = facts;
  const notes: string[] = [];
  if (facts.server === null) {
    const why = hasServers(facts.document)
      ? 'None of the servers in the document can be reached over https, or over http on this computer.'
      : 'The document names no server.';
    notes.push(`${why} Give the variable ${facts.serverVariable} the address before you send.`);
  }
  if (references.elsewhere > 0) {
    notes.push('Parts lie in other documents, which Latchkey does not fetch: they are left out.');
  }
  if (references.broken > 0) notes.push('Some references lead nowhere or in a circle: they are left out.');
  if (facts.more) notes.push('There are more than 20,000 operations: the first ones are shown.');
  return notes;
}

type Problem = Extract<ReadOpenApi, { kind: 'problem' }>;

const notOpenApi: Problem = {
  kind: 'problem',
  why: 'It says nowhere that it is OpenAPI: a document begins with “openapi: 3.1.0” or the like.',
  next: 'Choose the OpenAPI document of the API, as JSON or YAML.',
};

const noOperations: Problem = {
  kind: 'problem',
  why: 'It describes no operation that could become a request.',
  next: 'Choose the document that has “paths” in it.',
};

function versionProblem(document: unknown): Problem | null {
  if (member(document, 'swagger') !== undefined) {
    return {
      kind: 'problem',
      why: 'It is of version 2.0, called Swagger, which Latchkey does not read.',
      next: 'Convert it to OpenAPI 3 first, for example at editor.swagger.io with Edit, Convert to OpenAPI 3.',
    };
  }
  const written = member(document, 'openapi');
  const version = typeof written === 'number' ? String(written) : textAt(document, 'openapi');
  if (version === null) return notOpenApi;
  if (/^3\.[01](?:\.|$)/.test(version)) return null;
  return {
    kind: 'problem',
    why: `It is of version ${providerText(version)?.slice(0, 20) ?? '?'}; 3.0 and 3.1 are read.`,
    next: 'Have the API’s tools write OpenAPI 3.1 or 3.0, then choose that.',
  };
}
