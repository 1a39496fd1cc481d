import { chmod, mkdir, mkdtemp, readFile, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mirror } from '../../../scripts/lib/mirror.mjs';

const user = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
let folder: string;
let from: string;
let to: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-mirror-'));
  from = join(folder, 'from');
  to = join(folder, 'deep', 'to');
  await mkdir(join(from, 'inner'), { recursive: true });
  await writeFile(join(from, 'inner', 'file'), 'one', { mode: 0o644 });
});

afterEach(() => rm(folder, { recursive: true, force: true }));

describe('mirror', () => {
  it('links what everybody may read, and copies what only its owner may', async () => {
    await writeFile(join(from, 'private'), 'two');
    await chmod(join(from, 'private'), 0o600);
    mirror(from, to, user);
    expect((await stat(join(to, 'inner', 'file'))).ino).toBe((await stat(join(from, 'inner', 'file'))).ino);
    expect((await stat(join(to, 'private'))).ino).not.toBe((await stat(join(from, 'private'))).ino);
    expect(await readFile(join(to, 'private'), 'utf8')).toBe('two');
  });

  it('takes over changes, removes what is gone and keeps symbolic links as they are', async () => {
    mirror(from, to, user);
    await rm(join(from, 'inner', 'file'));
    await writeFile(join(from, 'inner', 'new'), 'three');
    await symlink('inner/new', join(from, 'link'));
    mirror(from, to, user);
    expect(await readdir(join(to, 'inner'))).toEqual(['new']);
    expect(await readFile(join(to, 'link'), 'utf8')).toBe('three');
  });

  it('removes the copy of a folder that is gone', async () => {
    mirror(from, to, user);
    await rm(from, { recursive: true });
    mirror(from, to, user);
    await expect(stat(to)).rejects.toThrow('ENOENT');
  });
});
