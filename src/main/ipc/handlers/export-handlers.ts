import type { Collections } from '../../../core/collections/collections.ts';
import { parseRequestFile } from '../../../core/collections/request-file.ts';
import type { ExportedFile } from '../../../core/collections/export-files.ts';
import { safeName } from '../../../core/collections/safe-name.ts';
import type { ConnectionStore } from '../../../core/connections/connection-store.ts';
import { connectionGone } from '../../../core/failures/connection-gone.ts';
import { diskFailure } from '../../../core/failures/disk.ts';
import { failure } from '../../../core/failures/failure.ts';
import { plainValues, type PlainValues } from '../../../core/openapi/write/plain-values.ts';
import { writeOpenApi, type RequestToWrite } from '../../../core/openapi/write/write-open-api.ts';
import { writeYaml } from '../../../core/openapi/write/write-yaml.ts';
import type { Variables } from '../../../core/variables/variables.ts';
import type { ConnectionId } from '../../../shared/connection.ts';
import type { OpenApiLeftOut } from '../../../shared/open-api.ts';
import { fail, succeed } from '../../../shared/result.ts';
import type { Handlers } from '../answer.ts';
import { oneChunk } from './one-chunk.ts';

export interface ExportHandlerDeps {
  readonly collections: Pick<Collections, 'of'>;
  readonly variables: Pick<Variables, 'list'>;
  readonly connections: Pick<ConnectionStore, 'get'>;
  /** Asks where to put the document; null when they cancelled. */
  readonly askForFile: (suggestedName: string) => Promise<string | null>;
  readonly saveFile: (path: string, chunks: AsyncIterable<Uint8Array>) => Promise<void>;
}

/** Writing saved requests into an OpenAPI document: JSON where its name ends so, else YAML. */
export function exportHandlers(deps: ExportHandlerDeps): Pick<Handlers, 'exportOpenApi'> {
  return {
    async exportOpenApi({ id, path }) {
      const connection = deps.connections.get(id);
      if (connection === null) return fail(connectionGone());
      const files = await deps.collections.of(id).exported(path);
      if (!files.ok) return files;
      const title =
        path === '' ? connection.name : path.slice(path.lastIndexOf('/') + 1).replace(/\.http$/i, '');
      const written = writeOpenApi(title, requestsOf(files.value, path !== ''), {
        connection,
        values: await valuesOf(id, deps.variables),
      });
      if (written.requests === 0) return fail(nothingToWrite(written.leftOut));
      const chosen = await deps.askForFile(`${safeName(title)}.yaml`);
      if (chosen === null) return succeed(null);
      const { document, ...told } = written;
      const json = chosen.toLowerCase().endsWith('.json');
      const text = json ? `${JSON.stringify(document, null, 2)}\n` : writeYaml(document);
      try {
        await deps.saveFile(chosen, oneChunk(new TextEncoder().encode(text)));
      } catch (error) {
        return fail(diskFailure(error, 'It was not exported.', chosen));
      }
      return succeed({ ...told, path: chosen });
    },
  };
}

/** The requests in the order of the list. `within`: the first folder is that which is exported, and names the document. */
function requestsOf(files: readonly ExportedFile[], within: boolean): readonly RequestToWrite[] {
  return files.flatMap(({ path, content }) => {
    const parsed = parseRequestFile(content);
    const names = path.split('/');
    const file = names.at(-1) ?? '';
    if (!file.toLowerCase().endsWith('.http') || parsed.kind === 'problem') return [];
    const { name, request, comments } = parsed.file;
    const folders = names.slice(within ? 1 : 0, -1);
    return [{ name: name ?? file.slice(0, -'.http'.length), folders, request, comments }];
  });
}

/** The connection's own variables come first, secret ones too: they have no value here. */
async function valuesOf(id: ConnectionId, variables: Pick<Variables, 'list'>): Promise<PlainValues> {
  const plain = new Map<string, string>();
  for (const scope of ['global', id] as const) {
    // oxlint-disable-next-line eslint/no-await-in-loop -- two, one after the other
    for (const variable of await variables.list(scope)) {
      if (variable.kind === 'plain') plain.set(variable.name, variable.value);
      else plain.delete(variable.name);
    }
  }
  return plainValues(plain);
}

function nothingToWrite(leftOut: readonly OpenApiLeftOut[]) {
  return failure(
    'input-invalid',
    'Nothing was exported.',
    leftOut[0]?.why ?? 'There is no request in it.',
    'Choose a request that OpenAPI can describe, or a folder with one in it.',
  );
}
