import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Collections } from '../../../../src/core/collections/collections.ts';
import { createCollections } from '../../../../src/core/collections/create-collections.ts';
import { nodeFolders } from '../../../../src/core/collections/node-folders.ts';
import { nodeFiles } from '../../../../src/core/vault/node-files.ts';
import { savedFileHandlers } from '../../../../src/main/ipc/handlers/saved-file-handlers.ts';
import { createChosenFiles, type ChosenFiles } from '../../../../src/main/system/chosen-files.ts';
import type { SavedFiles, TakeSavedFilesInput } from '../../../../src/shared/saved-request.ts';
import type { Result } from '../../../../src/shared/result.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { failureOf, valueOf } from '../../../support/results.ts';

const id = 'acme';
const request = 'Photos/Add.http';

let root: string;
let outside: string;
let collections: Collections;
let chosenFiles: ChosenFiles;
let use: (input: TakeSavedFilesInput) => Promise<Result<SavedFiles>>;

/** Another run of the app, on the same folder. */
function start(): void {
  collections = createCollections({
    files: nodeFiles,
    folders: nodeFolders,
    watch: { watch: () => () => undefined },
    clock: new FakeClock(),
    folderOf: () => root,
    changed: () => undefined,
  });
  chosenFiles = createChosenFiles();
  const handlers = savedFileHandlers({
    collections,
    exists: (one) => one === id,
    folderOf: () => root,
    chosenFiles,
  });
  use = async (input) => handlers.takeSavedFiles(input);
}

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'latchkey-saved-files-'));
  outside = await mkdtemp(join(tmpdir(), 'latchkey-outside-'));
  await mkdir(join(root, 'Photos', 'media'), { recursive: true });
  await writeFile(join(root, 'Photos', 'sea.png'), 'the sea');
  await writeFile(join(root, 'Photos', 'media', 'sky.png'), 'the sky');
  await writeFile(join(outside, 'id_ed25519'), 'a key');
  start();
});
afterEach(async () => {
  collections.closeAll();
  await Promise.all([root, outside].map((folder) => rm(folder, { recursive: true })));
});

/** Somebody pulled this request. @returns how it is named from then on. */
async function pull(...lines: readonly string[]): Promise<Omit<TakeSavedFilesInput, 'agreed'>> {
  const parts = lines.map((line, at) =>
    [
      '--b',
      `Content-Disposition: form-data; name="f${String(at)}"; filename="${line.replace(/^.*\//, '')}"`,
      '',
      `< ${line}`,
    ].join('\n'),
  );
  const head = '### Add\nPOST https://api.test/photos\nContent-Type: multipart/form-data; boundary=b\n\n';
  await writeFile(join(root, request), `${head}${parts.join('\n')}\n--b--\n`);
  const { revision } = valueOf(await collections.of(id).open(request));
  return { id, path: request, revision };
}

async function sent({ files }: SavedFiles): Promise<readonly string[]> {
  return Promise.all(
    files.map(async ({ ticket }) => {
      const parts: Uint8Array[] = [];
      for await (const part of chosenFiles.open(ticket)?.chunks() ?? []) parts.push(part);
      return Buffer.concat(parts).toString();
    }),
  );
}

describe('the files that a saved request names', () => {
  it('R87+: are offered, sent once somebody agreed, and the page learns nothing of their place', async () => {
    const input = await pull('./sea.png', './media/sky.png');
    expect(valueOf(await use({ ...input, agreed: false }))).toEqual({
      files: [],
      offered: ['./sea.png', './media/sky.png'],
    });
    const taken = valueOf(await use({ ...input, agreed: true }));
    expect(taken.files).toMatchObject([
      { name: 'sea.png', size: 7, path: './sea.png' },
      { name: 'sky.png', size: 7, path: './media/sky.png' },
    ]);
    expect(JSON.stringify(taken)).not.toContain(root);
    expect(await sent(taken)).toEqual(['the sea', 'the sky']);
  });

  it('R87+: are there without a question in the same run, and asked about once in the next', async () => {
    const input = await pull('./sea.png');
    valueOf(await use({ ...input, agreed: true }));
    expect(await sent(valueOf(await use({ ...input, agreed: false })))).toEqual(['the sea']);
    start();
    expect(valueOf(await use({ ...input, agreed: false }))).toEqual({ files: [], offered: ['./sea.png'] });
    expect(await sent(valueOf(await use({ ...input, agreed: true })))).toEqual(['the sea']);
  });

  it('R87-: what was agreed to was the request as it stood: another one is another question', async () => {
    const before = await pull('./sea.png');
    valueOf(await use({ ...before, agreed: true }));
    const after = await pull('./sea.png', './media/sky.png');
    expect(failureOf(await use({ ...before, agreed: true })).code).toBe('changed-outside');
    expect(valueOf(await use({ ...after, agreed: false })).files).toEqual([]);
  });

  it.each([
    ['a way out', '../../../../etc/hostname'],
    ['a place of the system', '/etc/hostname'],
    ['a hidden file', './.env'],
    ['a home folder', '~/.ssh/id_ed25519'],
  ])('R87-: %s is neither offered nor taken', async (_, line) => {
    await writeFile(join(root, 'Photos', '.env'), 'SECRET=1');
    const input = await pull(line);
    expect(valueOf(await use({ ...input, agreed: false }))).toEqual({ files: [], offered: [] });
    expect(failureOf(await use({ ...input, agreed: true })).code).toBe('not-permitted');
  });

  it('R87-: a link is neither offered nor taken, though it came with the folder', async () => {
    await symlink(join(outside, 'id_ed25519'), join(root, 'Photos', 'key.png'));
    await symlink(outside, join(root, 'Photos', 'album'));
    const input = await pull('./key.png', './album/id_ed25519', './sea.png');
    expect(valueOf(await use({ ...input, agreed: false })).offered).toEqual(['./sea.png']);
    const taken = valueOf(await use({ ...input, agreed: true }));
    expect(await sent(taken)).toEqual(['the sea']);
    expect(JSON.stringify(taken)).not.toContain(outside);
  });

  it('R87-: what was not there when somebody agreed is another question', async () => {
    const input = await pull('./sea.png', './later.png');
    valueOf(await use({ ...input, agreed: true }));
    await writeFile(join(root, 'Photos', 'later.png'), 'came later');
    const again = valueOf(await use({ ...input, agreed: false }));
    expect(await sent(again)).toEqual(['the sea']);
    expect(again.offered).toEqual(['./later.png']);
  });

  it('R87-: a request that names thousands costs no more than some', async () => {
    const input = await pull(...Array.from({ length: 2000 }, () => './sea.png'));
    expect(valueOf(await use({ ...input, agreed: true })).files).toHaveLength(50);
  });

  it('R87-: a file that becomes a link after somebody agreed is not sent', async () => {
    const input = await pull('./sea.png');
    const taken = valueOf(await use({ ...input, agreed: true }));
    await rm(join(root, 'Photos', 'sea.png'));
    await symlink(join(outside, 'id_ed25519'), join(root, 'Photos', 'sea.png'));
    await expect(sent(taken)).rejects.toMatchObject({ code: 'disk-failed' });
  });

  it('a file that is not there, or cannot be read, is told by its name alone', async () => {
    const gone = failureOf(await use({ ...(await pull('./gone.png')), agreed: true }));
    expect(gone).toMatchObject({ code: 'not-found', what: 'The file gone.png was not taken.' });
    expect(JSON.stringify(gone)).not.toContain(root);
  });

  it('of a request or a connection that is not there there are none', async () => {
    const input = await pull('./sea.png');
    const all = await Promise.all([
      use({ ...input, id: 'nobody', agreed: true }),
      use({ ...input, path: 'gone.http', agreed: true }),
      use({ ...input, path: '../elsewhere.http', agreed: true }),
    ]);
    expect(all.map((one) => failureOf(one).code)).toEqual(['not-found', 'not-found', 'not-found']);
  });
});
