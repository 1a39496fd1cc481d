import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCollections } from '../../../../src/core/collections/create-collections.ts';
import type { Collections } from '../../../../src/core/collections/collections.ts';
import { nodeFolders } from '../../../../src/core/collections/node-folders.ts';
import { createVariables } from '../../../../src/core/variables/create-variables.ts';
import type { Variables } from '../../../../src/core/variables/variables.ts';
import { nodeFiles } from '../../../../src/core/vault/node-files.ts';
import { exportHandlers } from '../../../../src/main/ipc/handlers/export-handlers.ts';
import { saveFile } from '../../../../src/main/system/save-file.ts';
import { savedConnection } from '../../../support/connections.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { MemoryFiles } from '../../../support/memory-files.ts';
import { MemoryVault } from '../../../support/memory-vault.ts';
import { failureOf, valueOf } from '../../../support/results.ts';
import { valueOfText } from '../../core/openapi/documents.ts';

const id = 'acme';
let top: string;
let collections: Collections;
let variables: Variables;
/** Where the person puts the document: the suggested name, or this one. */
let chosen: string | null | undefined;

function exportOpenApi(path: string, one = id) {
  return exportHandlers({
    collections,
    variables,
    connections: { get: (wanted) => (wanted === id ? savedConnection() : null) },
    askForFile: (name) => Promise.resolve(chosen === null ? null : join(top, chosen ?? name)),
    saveFile,
  }).exportOpenApi({ id: one, path });
}

const documentIn = async (name: string): Promise<unknown> =>
  valueOfText(await readFile(join(top, name), 'utf8'));

beforeEach(async () => {
  top = await mkdtemp(join(tmpdir(), 'latchkey-export-'));
  chosen = undefined;
  const requests = join(top, 'requests');
  await mkdir(join(requests, 'Notes', 'Old'), { recursive: true });
  await writeFile(
    join(requests, 'Notes', 'List.http'),
    '### List notes\nGET {{base}}/v1/notes?key={{key}}\n',
  );
  await writeFile(join(requests, 'Notes', 'Old', 'Find.http'), 'PROPFIND {{base}}/v1/notes\n');
  await writeFile(
    join(requests, 'Notes', 'Old', 'Leaky.http'),
    'GET {{base}}/v1/x\nX-Api-Key: s3cret-value\n',
  );
  await writeFile(join(requests, 'Me.http'), 'GET {{base}}/v1/me\n');
  const clock = new FakeClock();
  variables = createVariables({
    files: new MemoryFiles(),
    folder: '/profile',
    clock,
    vault: new MemoryVault(),
  });
  await variables.load();
  const variable = { previousName: null, secret: false } as const;
  await variables.set({ ...variable, scope: 'global', name: 'base', value: 'https://api.acme.test' });
  await variables.set({ ...variable, scope: 'global', name: 'key', value: 'plain-for-all' });
  await variables.set({ ...variable, scope: id, name: 'key', secret: true, value: 'hush' });
  collections = createCollections({
    files: nodeFiles,
    folders: nodeFolders,
    watch: { watch: () => () => undefined },
    clock,
    folderOf: () => requests,
    changed: () => undefined,
  });
});
afterEach(async () => {
  collections.closeAll();
  await rm(top, { recursive: true, force: true });
});

describe('exporting saved requests as OpenAPI', () => {
  it('writes a folder as YAML under its name, and tells what it left out', async () => {
    expect(valueOf(await exportOpenApi('Notes'))).toEqual({
      path: join(top, 'Notes.yaml'),
      requests: 1,
      leftOut: [{ name: 'Find', why: 'OpenAPI has no method PROPFIND.' }],
    });
    expect(await documentIn('Notes.yaml')).toMatchObject({
      info: { title: 'Notes' },
      servers: [{ url: '{base}', variables: { base: { default: 'https://api.acme.test' } } }],
      paths: { '/v1/notes': { get: { summary: 'List notes' } } },
    });
  });

  it('writes everything as JSON where the name says so, folders as tags', async () => {
    chosen = 'Everything.JSON';
    expect(valueOf(await exportOpenApi(''))?.requests).toBe(2);
    const text = await readFile(join(top, 'Everything.JSON'), 'utf8');
    expect(JSON.parse(text)).toMatchObject({
      info: { title: 'Acme' },
      tags: [{ name: 'Notes' }],
      paths: { '/v1/me': {}, '/v1/notes': { get: { tags: ['Notes'] } } },
    });
  });

  it('no value of a secret variable, and none that it hides, and no file with an open credential gets in', async () => {
    valueOf(await exportOpenApi(''));
    const text = await readFile(join(top, 'Acme.yaml'), 'utf8');
    for (const secret of ['hush', 'plain-for-all', 's3cret-value']) expect(text).not.toContain(secret);
  });

  it('a single request, a cancelled dialog, nothing that can be written, nothing there and a disk that refuses', async () => {
    expect(valueOf(await exportOpenApi('Me.http'))?.path).toBe(join(top, 'Me.yaml'));
    const before = await readdir(top);
    chosen = null;
    expect(valueOf(await exportOpenApi('Notes'))).toBeNull();
    chosen = undefined;
    expect(failureOf(await exportOpenApi('Notes/Old'))).toMatchObject({
      code: 'input-invalid',
      why: 'OpenAPI has no method PROPFIND.',
    });
    expect(failureOf(await exportOpenApi('Gone')).code).toBe('not-found');
    expect(failureOf(await exportOpenApi('Notes', 'another')).code).toBe('not-found');
    expect(await readdir(top)).toEqual(before);
    chosen = 'nowhere/x.yaml';
    expect(failureOf(await exportOpenApi('Notes')).code).toBe('disk-failed');
  });
});
