import { basename } from 'node:path';
import type { Collections } from '../../../core/collections/collections.ts';
import type { ConnectionStore } from '../../../core/connections/connection-store.ts';
import { connectionGone } from '../../../core/failures/connection-gone.ts';
import { readFailure } from '../../../core/failures/disk.ts';
import { largestDocument, tooLarge, type FetchedDocument } from '../../../core/openapi/fetch-document.ts';
import type { Variables } from '../../../core/variables/variables.ts';
import type { ConnectionId } from '../../../shared/connection.ts';
import type { ImportedOperations, ImportOperations, OpenApiSource } from '../../../shared/open-api.ts';
import { fail, succeed, type Result } from '../../../shared/result.ts';
import {
  closedMeanwhile,
  type FoundDocument,
  type OpenApiDocuments,
  type ReadRequests,
} from '../../open-api/open-api-documents.ts';
import { readChosen } from '../../system/read-chosen.ts';
import type { Handlers } from '../answer.ts';

type ImportCommands = 'readOpenApi' | 'importOperations' | 'closeOpenApi';

export interface ImportHandlerDeps {
  readonly documents: OpenApiDocuments;
  readonly collections: Pick<Collections, 'of'>;
  readonly variables: Pick<Variables, 'list' | 'set'>;
  readonly connections: Pick<ConnectionStore, 'get' | 'update'>;
  /** Asks the person for a document; null when they cancelled. */
  readonly chooseFile: () => Promise<string | null>;
  /** Reads an address, without any credential. */
  readonly fetchDocument: (url: string, signal: AbortSignal) => Promise<Result<FetchedDocument>>;
  /** The list of connections is not what it was. */
  readonly changed: () => void;
}

/** Calls about OpenAPI documents. */
export function importHandlers(deps: ImportHandlerDeps): Pick<Handlers, ImportCommands> {
  const { documents } = deps;
  let finding = new AbortController();
  return {
    async readOpenApi({ id, from }) {
      if (deps.connections.get(id) === null) return fail(connectionGone());
      finding.abort();
      finding = new AbortController();
      const { signal } = finding;
      const found = await find(from, signal, deps);
      // Found too late, it would push out the document that was opened meanwhile.
      if (signal.aborted) return fail(closedMeanwhile);
      if (!found.ok) return found;
      return found.value === null ? succeed(null) : documents.open(found.value);
    },
    async importOperations(input) {
      if (deps.connections.get(input.id) === null) return fail(connectionGone());
      const read = await documents.requests(input.ticket, input.operations);
      return read.ok ? takeOver(input, read.value, deps) : read;
    },
    closeOpenApi() {
      finding.abort();
      documents.close();
      return succeed(null);
    },
  };
}

async function find(
  from: OpenApiSource,
  signal: AbortSignal,
  deps: Pick<ImportHandlerDeps, 'chooseFile' | 'fetchDocument'>,
): Promise<Result<FoundDocument | null>> {
  if (from.kind === 'url') {
    const fetched = await deps.fetchDocument(from.url, signal);
    return fetched.ok ? succeed({ ...fetched.value, source: fetched.value.url }) : fetched;
  }
  const path = await deps.chooseFile();
  if (path === null) return succeed(null);
  try {
    const bytes = await readChosen(path, largestDocument);
    return bytes === null ? fail(tooLarge()) : succeed({ bytes, source: basename(path), url: null });
  } catch (error) {
    return fail(readFailure(error, 'The document was not read.', path));
  }
}

/** The folder comes last: what is before it can be done twice, and a folder that a failure left would be there twice. */
async function takeOver(
  { id, scopes }: ImportOperations,
  { title, requests, variables }: ReadRequests,
  deps: ImportHandlerDeps,
): Promise<Result<ImportedOperations>> {
  const known = new Set((await deps.variables.list(id)).map(({ name }) => name));
  for (const { name, value } of variables) {
    if (known.has(name)) continue;
    // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other: each is a write of the same file
    const set = await deps.variables.set({ scope: id, name, previousName: null, secret: false, value });
    if (!set.ok) return set;
  }
  const asked = await askForScopes(id, scopes, deps);
  if (!asked.ok) return asked;
  const saved = await deps.collections.of(id).addAll(title, requests);
  return saved.ok ? succeed({ folder: saved.value, requests: requests.length }) : saved;
}

/** The person chose them; the next sign-in asks for them. API origins are never added here: each is asked about when it is met. */
async function askForScopes(
  id: ConnectionId,
  scopes: readonly string[],
  { connections, changed }: Pick<ImportHandlerDeps, 'connections' | 'changed'>,
): Promise<Result<unknown>> {
  const connection = connections.get(id);
  const added = scopes.filter((scope) => connection?.scopes.includes(scope) === false);
  if (connection === null || added.length === 0) return succeed(null);
  const updated = await connections.update(id, { ...connection, scopes: [...connection.scopes, ...added] });
  changed();
  return updated;
}
