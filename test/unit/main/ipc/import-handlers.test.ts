import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { RequestToAdd } from '../../../../src/core/collections/add-all.ts';
import type { Collection } from '../../../../src/core/collections/collection.ts';
import { connectionGone } from '../../../../src/core/failures/connection-gone.ts';
import { importHandlers, type ImportHandlerDeps } from '../../../../src/main/ipc/handlers/import-handlers.ts';
import type { FoundDocument } from '../../../../src/main/open-api/open-api-documents.ts';
import type { Connection } from '../../../../src/shared/connection.ts';
import { fail, succeed } from '../../../../src/shared/result.ts';
import type { VariableInput } from '../../../../src/shared/variable.ts';
import { savedConnection } from '../../../support/connections.ts';
import { failureOf, valueOf } from '../../../support/results.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function setUp(file: string | null = null, changes: Partial<ImportHandlerDeps> = {}) {
  const opened: FoundDocument[] = [];
  const added: { name: string; requests: readonly RequestToAdd[] }[] = [];
  const set: VariableInput[] = [];
  let connection: Connection = savedConnection({ scopes: ['openid'] });
  let told = 0;
  let closed = 0;
  const request = {
    name: 'All',
    folder: 'Notes',
    comments: [],
    request: { method: 'GET', url: '{{x}}', headers: [], body: null, authorization: 'on' as const },
  };
  const collection: Pick<Collection, 'addAll'> = {
    addAll(name, requests) {
      added.push({ name, requests });
      return Promise.resolve(succeed('Notes API'));
    },
  };
  const deps: ImportHandlerDeps = {
    documents: {
      open(document) {
        opened.push(document);
        return Promise.resolve(
          succeed({
            ticket: 't',
            title: 'Notes API',
            source: document.source,
            server: null,
            operations: [],
            notes: [],
          }),
        );
      },
      requests: () =>
        Promise.resolve(
          succeed({
            title: 'Notes API',
            requests: [request],
            variables: [
              { name: 'server', value: 'https://a.example' },
              { name: 'mine', value: 'theirs' },
            ],
          }),
        ),
      close: () => (closed += 1),
    },
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the one method of a collection that is used here
    collections: { of: () => collection as Collection },
    variables: {
      list: () => Promise.resolve([{ kind: 'plain', name: 'mine', value: 'kept' }]),
      set(input) {
        set.push(input);
        return Promise.resolve(succeed(null));
      },
    },
    connections: {
      get: (id) => (id === connection.id ? connection : null),
      update(_id, settings) {
        connection = { ...connection, ...settings };
        return Promise.resolve(succeed(connection));
      },
    },
    chooseFile: () => Promise.resolve(file),
    fetchDocument: (url) => Promise.resolve(succeed({ bytes: new Uint8Array([1]), url: `${url}#end` })),
    changed: () => (told += 1),
    ...changes,
  };
  return {
    handlers: importHandlers(deps),
    opened,
    added,
    set,
    connection: () => connection,
    told: () => told,
    closed: () => closed,
  };
}

function fileOf(size: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-import-'));
  folders.push(folder);
  const path = join(folder, 'openapi.yaml');
  writeFileSync(path, 'a: 1');
  if (size > 0) truncateSync(path, size);
  return path;
}

const refused = () => Promise.resolve(fail(connectionGone()));

describe('importHandlers', () => {
  it('reads the file that the person chose, or an address; nothing where they chose none', async () => {
    const chosen = setUp(fileOf(0));
    const outline = valueOf(await chosen.handlers.readOpenApi({ id: 'acme', from: { kind: 'file' } }));
    expect(outline?.source).toBe('openapi.yaml');
    expect(chosen.opened[0]?.url).toBeNull();
    const none = setUp();
    expect(valueOf(await none.handlers.readOpenApi({ id: 'acme', from: { kind: 'file' } }))).toBeNull();
    await none.handlers.readOpenApi({ id: 'acme', from: { kind: 'url', url: 'https://a.example' } });
    expect(none.opened).toEqual([
      { bytes: new Uint8Array([1]), url: 'https://a.example#end', source: 'https://a.example#end' },
    ]);
  });

  it('a file that is too large, or gone, is not read', async () => {
    const large = setUp(fileOf(33_554_433));
    expect(failureOf(await large.handlers.readOpenApi({ id: 'acme', from: { kind: 'file' } })).code).toBe(
      'answer-too-large',
    );
    const gone = setUp(join(tmpdir(), 'latchkey-import-nowhere', 'a.yaml'));
    expect(failureOf(await gone.handlers.readOpenApi({ id: 'acme', from: { kind: 'file' } })).code).toBe(
      'disk-failed',
    );
    expect(large.opened).toEqual([]);
  });

  it('saves what was chosen in a folder of the API’s name; a variable that is there keeps its value', async () => {
    const { handlers, added, set } = setUp();
    const imported = await handlers.importOperations({
      id: 'acme',
      ticket: 't',
      operations: [0],
      scopes: [],
    });
    expect(valueOf(imported)).toEqual({ folder: 'Notes API', requests: 1 });
    expect(added[0]?.name).toBe('Notes API');
    expect(set).toEqual([
      { scope: 'acme', name: 'server', previousName: null, secret: false, value: 'https://a.example' },
    ]);
  });

  it.each([
    ['a variable', { variables: { list: () => Promise.resolve([]), set: refused } }],
    ['a scope', { connections: { get: () => savedConnection(), update: refused } }],
  ])('where %s cannot be kept there is no folder, so that it can be tried again', async (_what, changes) => {
    const { handlers, added } = setUp(null, changes);
    const input = { id: 'acme', ticket: 't', operations: [0], scopes: ['notes:read'] };
    expect((await handlers.importOperations(input)).ok).toBe(false);
    expect(added).toEqual([]);
  });

  it('R24-: asks for the scopes that the person chose and no others, and never allows an origin', async () => {
    const without = setUp();
    await without.handlers.importOperations({ id: 'acme', ticket: 't', operations: [0], scopes: [] });
    expect(without.connection()).toEqual(savedConnection({ scopes: ['openid'] }));
    expect(without.told()).toBe(0);
    const { handlers, connection, told } = setUp();
    await handlers.importOperations({
      id: 'acme',
      ticket: 't',
      operations: [0],
      scopes: ['openid', 'notes:read'],
    });
    expect(connection().scopes).toEqual(['openid', 'notes:read']);
    expect(connection().apiOrigins).toEqual([]);
    expect(told()).toBe(1);
  });

  it('a document that is found after the dialog was closed, or another one chosen, is not opened', async () => {
    const given: { signal: AbortSignal; found: () => void }[] = [];
    const { handlers, opened, closed } = setUp(null, {
      fetchDocument: (url, signal) =>
        new Promise((resolve) => {
          const found = (): void => {
            resolve(succeed({ bytes: new Uint8Array([1]), url }));
          };
          given.push({ signal, found });
        }),
    });
    const read = (url: string) => handlers.readOpenApi({ id: 'acme', from: { kind: 'url', url } });
    const first = read('https://a.example');
    const second = read('https://b.example');
    expect(given.map(({ signal }) => signal.aborted)).toEqual([true, false]);
    await handlers.closeOpenApi(null);
    expect(given[1]?.signal.aborted).toBe(true);
    expect(closed()).toBe(1);
    for (const { found } of given) found();
    expect(failureOf(await first).code).toBe('cancelled');
    expect(failureOf(await second).code).toBe('cancelled');
    expect(opened).toEqual([]);
  });

  it('fails for a connection that is gone', async () => {
    const { handlers } = setUp();
    const from = { kind: 'file' } as const;
    expect((await handlers.readOpenApi({ id: 'other', from })).ok).toBe(false);
    expect(
      (await handlers.importOperations({ id: 'other', ticket: 't', operations: [], scopes: [] })).ok,
    ).toBe(false);
    expect((await handlers.closeOpenApi(null)).ok).toBe(true);
  });
});
