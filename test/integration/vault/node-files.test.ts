import { mkdtemp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isLeftover } from '../../../src/core/ports/files.ts';
import { nodeFiles } from '../../../src/core/vault/node-files.ts';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-files-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const bytes = (text: string) => new TextEncoder().encode(text);

describe('files on a real disk', () => {
  it('replaces a file whole, readable by its owner only, and keeps the one before', async () => {
    const path = join(folder, 'file');
    for (const text of ['one', 'two', 'three'])
      await nodeFiles.replace(path, bytes(text), { keepPrevious: true });
    expect(await readFile(path, 'utf8')).toBe('three');
    expect(await readFile(`${path}.previous`, 'utf8')).toBe('two');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await readdir(folder)).toSorted()).toEqual(['file', 'file.previous']);
  });

  it('keeps nothing where that is not asked for, and never writes through to what another name still holds', async () => {
    const path = join(folder, 'file');
    await nodeFiles.replace(path, bytes('one'), { keepPrevious: false });
    await nodeFiles.replace(path, bytes('two'), { keepPrevious: false });
    expect(await nodeFiles.list(folder)).toEqual(['file']);
  });

  it('reads what is there, null for what is not, and fails with the system’s code for the rest', async () => {
    expect(await nodeFiles.read(join(folder, 'none'))).toBeNull();
    await expect(nodeFiles.read(folder)).rejects.toMatchObject({ code: 'EISDIR' });
  });

  it('leaves the old file and nothing else when the write fails', async () => {
    const path = join(folder, 'file');
    await nodeFiles.replace(path, bytes('old'), { keepPrevious: true });
    await mkdir(`${path}.previous`);
    await writeFile(join(`${path}.previous`, 'in the way'), '');
    await expect(nodeFiles.replace(path, bytes('new'), { keepPrevious: true })).rejects.toThrow(/rename/);
    expect((await readdir(folder)).filter(isLeftover)).toEqual([]);
    const missing = join(folder, 'none', 'file');
    await expect(nodeFiles.replace(missing, bytes('x'), { keepPrevious: true })).rejects.toMatchObject({
      code: 'ENOENT',
    });
  });

  it('makes a folder that only its owner can enter', async () => {
    const inner = join(folder, 'a', 'b');
    expect(await nodeFiles.list(inner)).toEqual([]);
    expect((await stat(inner)).mode & 0o777).toBe(0o700);
  });

  it('moves a file, and never onto another', async () => {
    await writeFile(join(folder, 'from'), 'from');
    await writeFile(join(folder, 'taken'), 'taken');
    await expect(nodeFiles.move(join(folder, 'from'), join(folder, 'taken'))).rejects.toMatchObject({
      code: 'EEXIST',
    });
    await nodeFiles.move(join(folder, 'from'), join(folder, 'free'));
    expect((await readdir(folder)).toSorted()).toEqual(['free', 'taken']);
    expect(await readFile(join(folder, 'taken'), 'utf8')).toBe('taken');
  });

  it('removes what is there and does not mind what is not', async () => {
    await writeFile(join(folder, 'one'), '');
    await nodeFiles.remove([join(folder, 'none'), join(folder, 'one')]);
    expect(await readdir(folder)).toEqual([]);
  });
});
