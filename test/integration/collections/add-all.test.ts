import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RequestToAdd } from '../../../src/core/collections/add-all.ts';
import type { Collection } from '../../../src/core/collections/collection.ts';
import { createCollection } from '../../../src/core/collections/create-collection.ts';
import { nodeFolders, nodeFolderWatch } from '../../../src/core/collections/node-folders.ts';
import type { Files } from '../../../src/core/ports/files.ts';
import { nodeFiles } from '../../../src/core/vault/node-files.ts';
import type { SavedItem } from '../../../src/shared/saved-request.ts';
import { failureOf, valueOf } from '../../support/results.ts';
import { systemClock } from '../../support/system-clock.ts';

let root: string;
let collection: Collection;

function collectionOver(files: Files): Collection {
  return createCollection({
    files,
    folders: nodeFolders,
    watch: nodeFolderWatch,
    clock: systemClock,
    root,
    changed: () => undefined,
  });
}

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'latchkey-collection-'));
  collection = collectionOver(nodeFiles);
});
afterEach(async () => {
  collection.close();
  await rm(root, { recursive: true, force: true });
});

function request(name: string, folder: string | null = null, method = 'GET'): RequestToAdd {
  const draft = { method, url: '{{server}}/a', headers: [], body: null, authorization: 'on' } as const;
  return { name, folder, request: draft, comments: ['# Optional header X-A'] };
}

const shape = (items: readonly SavedItem[]): unknown =>
  items.map((item) => (item.kind === 'folder' ? [item.name, shape(item.items)] : item.name));

describe('addAll', () => {
  it('puts requests into a new folder, in folders and in their order, names that are the same numbered', async () => {
    await collection.addFolder('', 'Notes API');
    const folder = valueOf(
      await collection.addAll('Notes API', [
        request('Zebra', 'Animals'),
        request('ant', 'Animals'),
        request('Ant', 'Animals'),
        request('Top'),
        request('../../escape', '..'),
      ]),
    );
    expect(folder).toBe('Notes API 2');
    const { items } = await collection.items();
    const added = items.find(({ path }) => path === folder);
    expect(added?.kind === 'folder' ? shape(added.items) : null).toEqual([
      ['Animals', ['Zebra', 'ant', 'Ant']],
      ['Unnamed', ['../../escape']],
      'Top',
    ]);
    expect(await readdir(join(root, folder, 'Animals'))).toEqual(
      expect.arrayContaining(['Zebra.http', 'ant.http', 'Ant 2.http']),
    );
    expect(await readFile(join(root, folder, 'Top.http'), 'utf8')).toBe(
      '### Top\n# Optional header X-A\nGET {{server}}/a\n',
    );
  });

  it('all of it is undone by removing the folder, which comes back as it was', async () => {
    const folder = valueOf(await collection.addAll('Notes', [request('A', 'B'), request('C')]));
    const undo = valueOf(await collection.remove(folder));
    expect((await collection.items()).items).toEqual([]);
    expect(await readdir(root)).toEqual([]);
    expect(valueOf(await collection.restore(undo))).toBe(folder);
    expect(shape((await collection.items()).items)).toEqual([['Notes', [['B', ['A']], 'C']]]);
  });

  it('thousands at once', async () => {
    const many = Array.from({ length: 3000 }, (_, index) =>
      request('The same name', `Folder ${String(index % 7)}`),
    );
    const folder = valueOf(await collection.addAll('Many', many));
    const files = await Promise.all(
      (await readdir(join(root, folder))).map((name) => readdir(join(root, folder, name)).catch(() => [])),
    );
    expect(files.flat().filter((name) => name.endsWith('.http'))).toHaveLength(3000);
  });

  it('one that no file can hold is a failure; a name that is none, too', async () => {
    expect(failureOf(await collection.addAll('Notes', [request('A', null, 'NO METHOD')])).code).toBe(
      'input-invalid',
    );
    expect(failureOf(await collection.addAll(' ', [request('A')])).code).toBe('input-invalid');
  });

  it.each([
    ['a request', 'Notes/7.http'],
    ['the order in the new folder', 'Notes/order.txt'],
    ['the order at the top', 'order.txt'],
  ])('nothing stays where the disk stops at %s, and nothing comes afterwards', async (_what, stopped) => {
    await writeFile(join(root, 'order.txt'), 'Others\n');
    collection.close();
    let writing = 0;
    collection = collectionOver({
      ...nodeFiles,
      async replace(path, content, options) {
        writing += 1;
        try {
          if (path === join(root, stopped)) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
          await nodeFiles.replace(path, content, options);
        } finally {
          writing -= 1;
        }
      },
    });
    const many = Array.from({ length: 200 }, (_, index) => request(String(index), null));
    expect(failureOf(await collection.addAll('Notes', many)).code).toBe('disk-full');
    expect(writing).toBe(0);
    expect(await readdir(root)).toEqual(['order.txt']);
  });

  it('a folder that cannot be made is a failure of the disk', async () => {
    await rm(root, { recursive: true });
    await writeFile(root, 'a file in its place');
    expect(failureOf(await collection.addAll('Notes', [request('A')])).code).toBe('disk-failed');
  });
});
