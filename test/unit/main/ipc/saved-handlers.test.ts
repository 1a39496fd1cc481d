import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Collections } from '../../../../src/core/collections/collections.ts';
import { createCollections } from '../../../../src/core/collections/create-collections.ts';
import { nodeFolders } from '../../../../src/core/collections/node-folders.ts';
import { createVariables } from '../../../../src/core/variables/create-variables.ts';
import type { Variables } from '../../../../src/core/variables/variables.ts';
import { nodeFiles } from '../../../../src/core/vault/node-files.ts';
import { savedHandlers } from '../../../../src/main/ipc/handlers/saved-handlers.ts';
import { variableHandlers } from '../../../../src/main/ipc/handlers/variable-handlers.ts';
import { saveFile } from '../../../../src/main/system/save-file.ts';
import { writeFolder } from '../../../../src/main/system/write-folder.ts';
import type { RequestDraft } from '../../../../src/shared/request.ts';
import type { SaveRequestInput } from '../../../../src/shared/saved-request.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { MemoryFiles } from '../../../support/memory-files.ts';
import { MemoryVault } from '../../../support/memory-vault.ts';
import { failureOf, valueOf } from '../../../support/results.ts';

const id = 'acme';
const draft: RequestDraft = {
  method: 'GET',
  url: 'https://api.test/',
  headers: [['X-Api-Key', 's3cret']],
  body: null,
  authorization: 'off',
};
const input: SaveRequestInput = {
  id,
  path: null,
  folder: '',
  name: 'Notes',
  request: draft,
  revision: null,
  overwrite: false,
  sealSecrets: false,
};

let top: string;
let vault: MemoryVault;
let variables: Variables;
let collections: Collections;
let folders: Map<string, string>;
let chosen: string | null;
let copied: string;

function exists(one: string): boolean {
  return one === id;
}

function handlers() {
  return {
    ...savedHandlers({
      collections,
      variables,
      exists,
      async view(one) {
        return { connectionId: one, folder: folderOf(one), ...(await collections.of(one).items()) };
      },
      askForFolder: () => Promise.resolve(chosen),
      askForExportFolder: () => Promise.resolve(chosen),
      askForFile: (name) => Promise.resolve(chosen === null ? null : join(chosen, name)),
      saveFile,
      writeFolder,
      keepFolder: (one, folder) => void folders.set(one, folder),
      folderOf,
      openFolder: (folder) => Promise.resolve(folder.endsWith('broken') ? 'No program opens it.' : ''),
    }),
    ...variableHandlers({
      variables,
      exists,
      copy: (text) => {
        copied = text;
        return Promise.resolve();
      },
    }),
  };
}

function folderOf(one: string): string {
  return folders.get(one) ?? join(top, one);
}

beforeEach(async () => {
  top = await mkdtemp(join(tmpdir(), 'latchkey-saved-'));
  vault = new MemoryVault();
  folders = new Map();
  chosen = null;
  copied = '';
  variables = createVariables({
    files: new MemoryFiles(),
    folder: '/profile',
    clock: new FakeClock(),
    vault,
  });
  await variables.load();
  collections = createCollections({
    files: nodeFiles,
    folders: nodeFolders,
    watch: { watch: () => () => undefined },
    clock: new FakeClock(),
    folderOf,
    changed: () => undefined,
  });
});
afterEach(async () => {
  collections.closeAll();
  await rm(top, { recursive: true, force: true });
});

describe('a request that holds a secret', () => {
  it('is saved once its secret is sealed, and comes back with the name in its place', async () => {
    const calls = handlers();
    expect(failureOf(await calls.saveRequest(input)).code).toBe('secret-in-request');
    const saved = valueOf(await calls.saveRequest({ ...input, sealSecrets: true }));
    expect(saved.request.headers).toEqual([['X-Api-Key', '{{x-api-key}}']]);
    expect(await readFile(join(top, id, 'Notes.http'), 'utf8')).not.toContain('s3cret');
    expect(vault.records.get('variables/acme')).toContain('s3cret');
    expect(JSON.stringify(valueOf(await calls.listVariables({ id })))).not.toContain('s3cret');
  });

  it('is not written when its secret could not be sealed', async () => {
    vault.become({ kind: 'locked' });
    expect(failureOf(await handlers().saveRequest({ ...input, sealSecrets: true })).code).toBe(
      'keyring-locked',
    );
    expect(valueOf(await handlers().listSaved({ id })).items).toEqual([]);
  });

  it('has one variable for one value, and is the person’s to change where a variable stands inside', async () => {
    const calls = handlers();
    const twice: RequestDraft = {
      ...draft,
      url: 'https://api.test/?api_key=s3cret',
      headers: [
        ['X-Api-Key', 's3cret'],
        ['X-Token', 'other'],
      ],
    };
    const saved = valueOf(await calls.saveRequest({ ...input, request: twice, sealSecrets: true }));
    expect(new Set(saved.request.headers.map(([, value]) => value)).size).toBe(2);
    expect(valueOf(await calls.listVariables({ id })).connection).toHaveLength(2);
    const mixed: RequestDraft = { ...draft, headers: [['X-Api-Key', 'a{{b}}']] };
    const failure = failureOf(await calls.saveRequest({ ...input, request: mixed, sealSecrets: true }));
    expect(failure).toMatchObject({ code: 'secret-in-request' });
    expect(failure.details?.suggestion).toBeUndefined();
  });
});

describe('saved requests and the page', () => {
  it('every change answers with where the thing is now', async () => {
    const calls = handlers();
    const { path } = valueOf(await calls.saveRequest({ ...input, sealSecrets: true }));
    expect(valueOf(await calls.renameSaved({ id, path, name: 'Other' }))).toEqual({ path: 'Other.http' });
    expect(valueOf(await calls.duplicateSaved({ id, path: 'Other.http' }))).toEqual({
      path: 'Other copy.http',
    });
    expect(valueOf(await calls.addSavedFolder({ id, folder: '', name: 'In' }))).toEqual({ path: 'In' });
    const moved = { id, path: 'Other.http', folder: 'In', before: null };
    expect(valueOf(await calls.moveSaved(moved))).toEqual({ path: 'In/Other.http' });
    const { undo } = valueOf(await calls.deleteSaved({ id, path: 'In/Other.http' }));
    expect(valueOf(await calls.restoreSaved({ id, undo }))).toEqual({ path: 'In/Other.http' });
    expect(valueOf(await calls.openSaved({ id, path: 'In/Other.http' })).name).toBe('Other');
  });

  it('of a connection that is gone are not touched', async () => {
    const calls = handlers();
    const gone = { id: 'gone' };
    const path = 'Notes.http';
    const results = await Promise.all([
      calls.listSaved(gone),
      calls.openSaved({ ...gone, path }),
      calls.saveRequest({ ...input, ...gone }),
      calls.renameSaved({ ...gone, path, name: 'x' }),
      calls.moveSaved({ ...gone, path, folder: '', before: null }),
      calls.duplicateSaved({ ...gone, path }),
      calls.addSavedFolder({ ...gone, folder: '', name: 'x' }),
      calls.deleteSaved({ ...gone, path }),
      calls.restoreSaved({ ...gone, undo: '1' }),
      calls.chooseSavedFolder(gone),
      calls.openSavedFolder(gone),
      calls.listVariables(gone),
      calls.setVariable({ scope: 'gone', name: 'a', previousName: null, secret: false, value: '' }),
      calls.removeVariable({ scope: 'gone', name: 'a' }),
    ]);
    expect(results.map((result) => failureOf(result).code)).toEqual(results.map(() => 'not-found'));
  });

  it('may be kept in another folder, which is read at once', async () => {
    const other = await mkdtemp(join(top, 'other-'));
    await writeFile(join(other, 'theirs.http'), 'GET https://api.test/\n');
    const calls = handlers();
    expect(valueOf(await calls.chooseSavedFolder({ id }))).toBeNull();
    expect(valueOf(await calls.listSaved({ id })).items).toEqual([]);
    chosen = other;
    expect(valueOf(await calls.chooseSavedFolder({ id }))?.items).toHaveLength(1);
    expect(valueOf(await calls.listSaved({ id })).folder).toBe(other);
    expect(valueOf(await calls.openSavedFolder({ id }))).toBeNull();
    folders.set(id, join(top, 'broken'));
    expect(failureOf(await calls.openSavedFolder({ id })).why).toBe('No program opens it.');
  });
});

describe('variables and the page', () => {
  it('what is removed comes back, a secret too, without the page having it', async () => {
    const calls = handlers();
    const secret = { scope: id, name: 'key', previousName: null, secret: true, value: 's3cret' };
    valueOf(await calls.setVariable(secret));
    valueOf(await calls.setVariable({ ...secret, scope: 'global', name: 'base', secret: false, value: 'b' }));
    const { undo } = valueOf(await calls.removeVariable({ scope: id, name: 'key' }));
    expect(vault.records.size).toBe(0);
    valueOf(await calls.restoreVariable({ undo }));
    expect(failureOf(await calls.restoreVariable({ undo })).code).toBe('not-found');
    expect(vault.records.get('variables/acme')).toContain('s3cret');
    expect(valueOf(await calls.listVariables({ id }))).toEqual({
      connection: [{ kind: 'secret', name: 'key', state: 'sealed' }],
      global: [{ kind: 'plain', name: 'base', value: 'b' }],
    });
  });

  it('a request is copied as curl without a secret, and a command becomes a request', async () => {
    const calls = handlers();
    valueOf(
      await calls.setVariable({ scope: id, name: 'key', previousName: null, secret: true, value: 's3cret' }),
    );
    const request = { ...draft, headers: [['X-Api-Key', '{{key}}']] as const };
    valueOf(await calls.copyAsCurl({ id, request }));
    expect(copied).toBe(`curl https://api.test/ \\\n  -H 'X-Api-Key: '"$KEY"`);
    const missing = { ...draft, url: 'https://{{none}}/' };
    expect(failureOf(await calls.copyAsCurl({ id, request: missing })).code).toBe('variable-unusable');
    expect(valueOf(await calls.readCurl({ text: copied })).request.url).toBe('https://api.test/');
    expect(failureOf(await calls.readCurl({ text: 'wget x' })).code).toBe('input-invalid');
  });
});

describe('exporting', () => {
  const open = { ...input, request: { ...draft, headers: [] } };

  it('copies a request to a file, and a folder with all in it, in its order, to a new folder', async () => {
    const { saveRequest, addSavedFolder, moveSaved, exportSaved } = handlers();
    await addSavedFolder({ id, folder: '', name: 'API' });
    for (const name of ['B', 'A', 'C']) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other
      await saveRequest({ ...open, folder: 'API', name });
    }
    await moveSaved({ id, path: 'API/B.http', folder: 'API', before: 'API/A.http' });
    chosen = join(top, 'elsewhere');
    await mkdir(join(chosen, 'API'), { recursive: true });
    expect(valueOf(await exportSaved({ id, path: 'API' }))).toEqual({ path: join(chosen, 'API 2') });
    expect(await readdir(join(chosen, 'API 2'))).toEqual(['A.http', 'B.http', 'C.http', 'order.txt']);
    expect(await readFile(join(chosen, 'API 2', 'order.txt'), 'utf8')).toBe('B.http\nA.http\nC.http\n');
    expect(await readdir(join(chosen, 'API'))).toEqual([]);
    expect(valueOf(await exportSaved({ id, path: 'API/B.http' }))).toEqual({ path: join(chosen, 'B.http') });
    expect(await readFile(join(chosen, 'B.http'), 'utf8')).toContain('GET https://api.test/');
    chosen = null;
    expect(valueOf(await exportSaved({ id, path: 'API' }))).toBeNull();
  });

  it('a file in which somebody wrote a credential in the open is never copied', async () => {
    const { saveRequest, exportSaved, addSavedFolder } = handlers();
    await addSavedFolder({ id, folder: '', name: 'API' });
    await saveRequest({ ...open, folder: 'API', name: 'Clean' });
    await writeFile(join(top, id, 'API', 'Leaky.http'), 'GET https://api.test/\nX-Api-Key: s3cret-value\n');
    chosen = join(top, 'elsewhere');
    await mkdir(chosen);
    expect((await exportSaved({ id, path: 'API' })).ok).toBe(true);
    expect(await readdir(join(chosen, 'API'))).toEqual(['Clean.http']);
    expect(failureOf(await exportSaved({ id, path: 'API/Leaky.http' })).code).toBe('not-found');
    expect(failureOf(await exportSaved({ id, path: '../../etc/passwd' })).code).toBe('not-found');
  });

  it('says why it could not, and leaves nothing half done', async () => {
    const { saveRequest, exportSaved, addSavedFolder } = handlers();
    await addSavedFolder({ id, folder: '', name: 'API' });
    await saveRequest({ ...open, folder: 'API', name: 'A' });
    chosen = join(top, 'nowhere');
    expect(failureOf(await exportSaved({ id, path: 'API' })).code).toBe('disk-failed');
    expect(failureOf(await exportSaved({ id, path: 'API/A.http' })).code).toBe('disk-failed');
  });
});
