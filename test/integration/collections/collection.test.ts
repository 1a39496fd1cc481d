import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Collection, SaveRequest } from '../../../src/core/collections/collection.ts';
import { createCollection } from '../../../src/core/collections/create-collection.ts';
import { nodeFolders, nodeFolderWatch } from '../../../src/core/collections/node-folders.ts';
import { nodeFiles } from '../../../src/core/vault/node-files.ts';
import type { RequestDraft } from '../../../src/shared/request.ts';
import type { SavedItem } from '../../../src/shared/saved-request.ts';
import { failureOf, valueOf } from '../../support/results.ts';
import { systemClock } from '../../support/system-clock.ts';
import { textBody } from '../../support/bodies.ts';

let top: string;
let root: string;
let collection: Collection;
let changes = 0;
const opened: Collection[] = [];

function open(): Collection {
  const one = createCollection({
    files: nodeFiles,
    folders: nodeFolders,
    watch: nodeFolderWatch,
    clock: systemClock,
    root,
    changed: () => {
      changes += 1;
    },
  });
  opened.push(one);
  return one;
}

beforeEach(async () => {
  top = await mkdtemp(join(tmpdir(), 'latchkey-collection-'));
  root = join(top, 'requests');
  changes = 0;
  collection = open();
});
afterEach(async () => {
  for (const each of opened.splice(0)) each.close();
  await rm(top, { recursive: true, force: true });
});

const draft: RequestDraft = {
  method: 'GET',
  url: 'https://api.test/v1/notes',
  headers: [],
  body: null,
  authorization: 'on',
};

function input(changed: Partial<SaveRequest> = {}): SaveRequest {
  return {
    path: null,
    folder: '',
    name: 'Notes',
    request: draft,
    revision: null,
    overwrite: false,
    ...changed,
  };
}

/** The tree in words: `folder/`, names of requests, `!` before what cannot be read. */
function words(items: readonly SavedItem[]): readonly string[] {
  return items.flatMap((item) =>
    item.kind === 'folder'
      ? [`${item.path}/`, ...words(item.items)]
      : [`${item.kind === 'problem' ? '!' : ''}${item.path}`],
  );
}

async function tree(of: Collection = collection): Promise<readonly string[]> {
  return words((await of.items()).items);
}

async function put(path: string, text: string): Promise<void> {
  await writeFile(join(root, path), text);
}

describe('saved requests in a folder', () => {
  it('are not there at first, and nothing is made by looking', async () => {
    expect(await collection.items()).toEqual({ items: [], failure: null });
    await expect(stat(root)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('are saved as one file each, opened, changed and saved again', async () => {
    const saved = valueOf(await collection.save(input({ request: { ...draft, body: textBody('a\n') } })));
    expect(saved.path).toBe('Notes.http');
    expect(await readFile(join(root, 'Notes.http'), 'utf8')).toBe(
      '### Notes\nGET https://api.test/v1/notes\n\na\n\n',
    );
    const read = valueOf(await open().open('Notes.http'));
    expect(read).toEqual(saved);
    const again = valueOf(
      await collection.save(
        input({ path: read.path, revision: read.revision, request: { ...draft, method: 'PUT' } }),
      ),
    );
    expect(again.path).toBe('Notes.http');
    expect((await collection.items()).items).toEqual([
      { kind: 'request', path: 'Notes.http', name: 'Notes', method: 'PUT', url: draft.url },
    ]);
    expect(await readdir(root)).toEqual(['Notes.http']);
  });

  it('have a file name that works everywhere, and keep the name that was typed', async () => {
    valueOf(await collection.save(input({ name: 'CON' })));
    valueOf(await collection.save(input({ name: 'GET /notes?' })));
    valueOf(await collection.save(input({ name: 'get -notes-' })));
    const { items } = await collection.items();
    expect(items.map(({ path, name }) => [path, name])).toEqual([
      ['CON-.http', 'CON'],
      ['get -notes- 2.http', 'get -notes-'],
      ['GET -notes-.http', 'GET /notes?'],
    ]);
  });

  it.each(['', '  \n ', 'x'.repeat(301)])('need a name that can be shown: %j', async (name) => {
    expect(failureOf(await collection.save(input({ name }))).details?.field).toBe('Name');
  });

  it('hold no secret: nothing is written as long as one stands in the request', async () => {
    const request = { ...draft, headers: [['X-Api-Key', 's3cret']] as const };
    const failure = failureOf(await collection.save(input({ request })));
    expect(failure).toMatchObject({ code: 'secret-in-request', details: { suggestion: 'x-api-key' } });
    expect(JSON.stringify(failure)).not.toContain('s3cret');
    await expect(stat(root)).rejects.toMatchObject({ code: 'ENOENT' });
    const mixed = { ...draft, headers: [['X-Api-Key', 'a{{b}}']] as const };
    expect(failureOf(await collection.save(input({ request: mixed }))).details?.suggestion).toBeUndefined();
  });

  it('cannot be saved with what no file can hold', async () => {
    const request = { ...draft, url: '' };
    expect(failureOf(await collection.save(input({ request }))).code).toBe('input-invalid');
  });

  it('keep the comments that people wrote into the file', async () => {
    await mkdir(root);
    await put('a.http', '# @name a\n### A\n# why\nGET https://api.test/\n');
    const read = valueOf(await collection.open('a.http'));
    await collection.items();
    valueOf(await collection.save(input({ ...read, folder: '', name: 'A', overwrite: false })));
    expect(await readFile(join(root, 'a.http'), 'utf8')).toBe(
      '### A\n# @name a\n# why\nGET https://api.test/\n',
    );
  });
});

describe('folders, order and names', () => {
  beforeEach(async () => {
    for (const name of ['a', 'b', 'c']) valueOf(await collection.save(input({ name })));
    valueOf(await collection.addFolder('', 'Inner'));
    valueOf(await collection.save(input({ folder: 'Inner', name: 'd' })));
  });

  it('stand by the alphabet until somebody orders them, and then as they were put', async () => {
    expect(await tree()).toEqual(['a.http', 'b.http', 'c.http', 'Inner/', 'Inner/d.http']);
    valueOf(await collection.move('c.http', '', 'a.http'));
    valueOf(await collection.move('Inner', '', 'b.http'));
    expect(await tree()).toEqual(['c.http', 'a.http', 'Inner/', 'Inner/d.http', 'b.http']);
    expect(await readFile(join(root, 'order.txt'), 'utf8')).toBe('c.http\na.http\nInner\nb.http\n');
    valueOf(await collection.save(input({ name: '1' })));
    expect(await tree(open())).toEqual(['c.http', 'a.http', 'Inner/', 'Inner/d.http', 'b.http', '1.http']);
  });

  it('move between folders, and a name that is taken there gets a number', async () => {
    valueOf(await collection.save(input({ folder: 'Inner', name: 'a' })));
    expect(valueOf(await collection.move('a.http', 'Inner', 'Inner/d.http'))).toBe('Inner/a 2.http');
    expect(await tree()).toEqual([
      'b.http',
      'c.http',
      'Inner/',
      'Inner/a.http',
      'Inner/a 2.http',
      'Inner/d.http',
    ]);
    expect(valueOf(await collection.move('Inner/d.http', '', null))).toBe('d.http');
  });

  it('a folder is not put into itself', async () => {
    valueOf(await collection.addFolder('Inner', 'Deep'));
    for (const folder of ['Inner', 'Inner/Deep']) {
      expect(failureOf(await collection.move('Inner', folder, null)).code).toBe('input-invalid');
    }
  });

  it('are renamed with their file, and keep their place', async () => {
    valueOf(await collection.move('c.http', '', 'a.http'));
    expect(valueOf(await collection.rename('c.http', 'Zeta: 1'))).toBe('Zeta- 1.http');
    expect(valueOf(await collection.rename('Inner', 'Outer'))).toBe('Outer');
    expect(valueOf(await collection.rename('b.http', 'B'))).toBe('B.http');
    expect(await tree()).toEqual(['Zeta- 1.http', 'a.http', 'B.http', 'Outer/', 'Outer/d.http']);
    expect(valueOf(await collection.open('Zeta- 1.http')).name).toBe('Zeta: 1');
  });

  it('are duplicated behind the original', async () => {
    expect(valueOf(await collection.duplicate('a.http'))).toBe('a copy.http');
    expect(valueOf(await collection.duplicate('a.http'))).toBe('a copy 2.http');
    expect(await tree()).toEqual([
      'a.http',
      'a copy 2.http',
      'a copy.http',
      'b.http',
      'c.http',
      'Inner/',
      'Inner/d.http',
    ]);
  });

  it('what is removed comes back where it stood', async () => {
    valueOf(await collection.move('c.http', '', 'a.http'));
    const before = await tree();
    const undo = valueOf(await collection.remove('c.http'));
    expect(await tree()).not.toContain('c.http');
    expect(valueOf(await collection.restore(undo))).toBe('c.http');
    expect(await tree()).toEqual(before);
    expect(failureOf(await collection.restore(undo)).code).toBe('not-found');
  });

  it('a folder is removed with its requests and comes back whole; what others put there stays', async () => {
    valueOf(await collection.addFolder('Inner', 'Deep'));
    valueOf(await collection.save(input({ folder: 'Inner/Deep', name: 'e' })));
    valueOf(await collection.move('Inner/Deep', 'Inner', 'Inner/d.http'));
    const before = await tree();
    const undo = valueOf(await collection.remove('Inner'));
    await expect(stat(join(root, 'Inner'))).rejects.toMatchObject({ code: 'ENOENT' });
    valueOf(await collection.restore(undo));
    expect(await tree()).toEqual(before);

    await put('Inner/README.md', 'mine');
    valueOf(await collection.remove('Inner'));
    expect(await readdir(join(root, 'Inner'))).toEqual(['README.md']);
  });

  it('a folder comes back to what others made of its place, whose order stays', async () => {
    valueOf(await collection.save(input({ folder: 'Inner', name: 'e' })));
    valueOf(await collection.move('Inner/e.http', 'Inner', 'Inner/d.http'));
    const undo = valueOf(await collection.remove('Inner'));
    await mkdir(join(root, 'Inner'));
    await put('Inner/order.txt', 'd.http\ne.http\n');
    valueOf(await collection.restore(undo));
    expect((await readdir(join(root, 'Inner'))).toSorted()).toEqual(['d.http', 'e.http', 'order.txt']);
    expect(await readFile(join(root, 'Inner', 'order.txt'), 'utf8')).toBe('d.http\ne.http\n');
  });

  it('a place that was taken meanwhile stays taken', async () => {
    const undo = valueOf(await collection.remove('a.http'));
    await put('a.http', '### new\nGET https://new.test/\n');
    expect(valueOf(await collection.restore(undo))).toBe('a 2.http');
    expect(valueOf(await collection.open('a.http')).name).toBe('new');
  });

  it.each(['../secret.http', 'nowhere.http', 'Inner/../a.http', '/etc/passwd', 'Inner', ''])(
    'what is not there cannot be opened: %j',
    async (path) => {
      await writeFile(join(top, 'secret.http'), 'GET https://outside.test/\n');
      expect(failureOf(await collection.open(path)).code).toBe('not-found');
    },
  );

  it.each(['../x', 'nowhere', 'a.http', '..'])(
    'nothing is saved, moved or made in what is no folder: %j',
    async (folder) => {
      expect(failureOf(await collection.save(input({ folder }))).code).toBe('not-found');
      expect(failureOf(await collection.move('a.http', folder, null)).code).toBe('not-found');
      expect(failureOf(await collection.addFolder(folder, 'x')).code).toBe('not-found');
      expect(await readdir(top)).toEqual(['requests']);
    },
  );

  it.each(['nowhere.http', '../requests/a.http'])('what is not there cannot be changed: %j', async (path) => {
    expect(failureOf(await collection.rename(path, 'x')).code).toBe('not-found');
    expect(failureOf(await collection.move(path, '', null)).code).toBe('not-found');
    expect(failureOf(await collection.duplicate(path)).code).toBe('not-found');
    expect(failureOf(await collection.remove(path)).code).toBe('not-found');
  });
});

describe('files that people and other programs write', () => {
  beforeEach(async () => {
    await mkdir(root);
    await put('good.http', 'GET https://api.test/\n');
  });

  it('a file that cannot be read is told of with its line and left alone', async () => {
    const broken = 'GET https://api.test/\nA: b\noops\n';
    await put('broken.http', broken);
    await put('open.http', 'GET https://api.test/\nX-Api-Key: s3cret\n');
    await put('bytes.http', '');
    await writeFile(join(root, 'bytes.http'), Uint8Array.of(0xff));
    const { items } = await collection.items();
    const problems = items.flatMap((item) => (item.kind === 'problem' ? [item] : []));
    expect(items).toHaveLength(4);
    expect(problems.map(({ path, line }) => [path, line])).toEqual([
      ['broken.http', 3],
      ['bytes.http', 1],
      ['open.http', null],
    ]);
    expect(problems.map(({ why }) => why).join('\n')).toMatch(/oops.*\n.*UTF-8.*\n.*X-Api-Key/);
    expect(JSON.stringify(items)).not.toContain('s3cret');
    for (const path of ['broken.http', 'open.http', 'bytes.http']) {
      const failure = failureOf(await collection.open(path));
      expect(failure.code).toBe('settings-unreadable');
      expect(JSON.stringify(failure)).not.toContain('s3cret');
    }
    expect(await readFile(join(root, 'broken.http'), 'utf8')).toBe(broken);
    valueOf(await collection.rename('broken.http', 'later'));
    expect(await readFile(join(root, 'later.http'), 'utf8')).toBe(broken);
  });

  it('what is hidden, and what is no request, is passed over', async () => {
    await mkdir(join(root, '.git'));
    await mkdir(join(root, 'node_modules'));
    await put('.git/x.http', 'GET https://api.test/\n');
    await put('node_modules/x.http', 'GET https://api.test/\n');
    await put('.hidden.http', 'GET https://api.test/\n');
    await put('README.md', '# hello');
    await put('x.http.0123456789abcdef.tmp', 'half');
    expect(await tree()).toEqual(['good.http']);
  });

  it('a link is told of, not followed, not written through and not removed', async () => {
    await mkdir(join(top, 'outside'));
    await writeFile(join(top, 'outside', 'x.http'), 'GET https://outside.test/\n');
    await symlink(join(top, 'outside'), join(root, 'linked'));
    await symlink(join(top, 'outside', 'x.http'), join(root, 'file.http'));
    await symlink(root, join(root, 'loop'));
    expect(await tree()).toEqual(['!file.http', 'good.http', '!linked', '!loop']);
    expect(failureOf(await collection.open('file.http')).code).toBe('disk-failed');
    expect(failureOf(await collection.open('linked/x.http')).code).toBe('not-found');
    expect(failureOf(await collection.save(input({ folder: 'linked' }))).code).toBe('not-found');
    expect(failureOf(await collection.move('good.http', 'linked', null)).code).toBe('not-found');
    expect(failureOf(await collection.remove('file.http')).code).toBe('settings-unreadable');
    expect(await readdir(join(top, 'outside'))).toEqual(['x.http']);
  });

  it('a folder that becomes a link after it was read is not written through', async () => {
    await mkdir(join(root, 'inner'));
    await put('inner/a.http', 'GET https://api.test/\n');
    await tree();
    await mkdir(join(top, 'outside'));
    await writeFile(join(top, 'outside', 'a.http'), 'GET https://outside.test/\n');
    await rename(join(root, 'inner'), join(top, 'inner'));
    await symlink(join(top, 'outside'), join(root, 'inner'));
    expect(failureOf(await collection.open('inner/a.http')).code).toBe('not-found');
    const saved = await collection.save(input({ path: 'inner/a.http', overwrite: true }));
    expect(['not-permitted', 'not-found']).toContain(failureOf(saved).code);
    expect(await readFile(join(top, 'outside', 'a.http'), 'utf8')).toBe('GET https://outside.test/\n');
  });

  it('a change from outside is seen, in a folder that came later too', async () => {
    await tree();
    const seen = changes;
    await mkdir(join(root, 'later'));
    await put('later/x.http', 'GET https://api.test/x\n');
    await vi.waitFor(
      async () => {
        expect(changes).toBeGreaterThan(seen);
        expect(await tree()).toEqual(['good.http', 'later/', 'later/x.http']);
      },
      { timeout: 10_000, interval: 50 },
    );
    const before = changes;
    await put('later/x.http', 'DELETE https://api.test/changed\n');
    await vi.waitFor(
      async () => {
        expect(changes).toBeGreaterThan(before);
        expect(JSON.stringify((await collection.items()).items)).toContain('/changed');
      },
      { timeout: 10_000, interval: 50 },
    );
  });

  it('a file that changed since it was opened is written over only when the person says so', async () => {
    const read = valueOf(await collection.open('good.http'));
    await collection.items();
    await put('good.http', 'GET https://theirs.test/\n');
    const mine = input({ path: read.path, revision: read.revision });
    expect(failureOf(await collection.save(mine)).code).toBe('changed-outside');
    expect(valueOf(await collection.open('good.http')).request.url).toBe('https://theirs.test/');
    valueOf(await collection.save({ ...mine, overwrite: true }));
    expect(valueOf(await collection.open('good.http')).request.url).toBe(draft.url);
  });

  it('a file that is gone when it is saved is made again', async () => {
    const read = valueOf(await collection.open('good.http'));
    await rm(join(root, 'good.http'));
    const saved = valueOf(
      await collection.save(input({ path: read.path, revision: read.revision, name: 'good' })),
    );
    expect(saved.path).toBe('good.http');
  });

  it('two programs that save new requests of one name at the same time lose none', async () => {
    const other = open();
    const count = 12;
    const saves = Array.from({ length: count }, (_, number) =>
      (number % 2 === 0 ? collection : other).save(
        input({ request: { ...draft, url: `https://api.test/${String(number)}` } }),
      ),
    );
    const paths = (await Promise.all(saves)).map((result) => valueOf(result).path);
    expect(new Set(paths).size).toBe(count);
    const urls = await Promise.all(
      paths.map(async (path) => valueOf(await collection.open(path)).request.url),
    );
    expect(new Set(urls).size).toBe(count);
    expect((await readdir(root)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('a folder that cannot be read says why, and shows what was known', async () => {
    await tree();
    collection.close();
    await rm(root, { recursive: true });
    await writeFile(root, 'a file');
    const { failure } = await open().items();
    expect(failure?.code).toBe('disk-failed');
  });
});
