import type * as FileSystem from 'node:fs/promises';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nodeFiles } from '../../../src/core/vault/node-files.ts';

/** How many bytes the disk takes at a time. */
const disk = { takes: 1 };

// A real disk, of which each write takes only a part, as the system may do at any time.
vi.mock('node:fs/promises', async (importOriginal) => {
  const real = await importOriginal<typeof FileSystem>();
  return {
    ...real,
    open: async (...args: Parameters<typeof real.open>) => {
      const file = await real.open(...args);
      const write = file.write.bind(file);
      return Object.assign(file, {
        write: (content: Uint8Array, offset: number, length: number, position: number) =>
          write(content, offset, Math.min(length, disk.takes), position),
      });
    },
  };
});

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-short-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('writes that take a part of what they are given', () => {
  it.each([1, 7, 100, 999])(
    'F17+: %i bytes at a time, a file is written whole all the same',
    async (takes) => {
      disk.takes = takes;
      const path = join(folder, 'file');
      const content = Buffer.from(Array.from({ length: 1000 }, (_, index) => index % 251));
      await nodeFiles.replace(path, content, { keepPrevious: true });
      expect(await readFile(path)).toEqual(content);
      expect(await readdir(folder)).toEqual(['file']);
    },
  );

  it('F17-: a disk that takes nothing more is full, and the file before stays', async () => {
    disk.takes = 1000;
    const path = join(folder, 'file');
    await nodeFiles.replace(path, Buffer.from('old'), { keepPrevious: true });
    disk.takes = 0;
    await expect(nodeFiles.replace(path, Buffer.from('new'), { keepPrevious: true })).rejects.toMatchObject({
      code: 'ENOSPC',
    });
    expect(await readFile(path, 'utf8')).toBe('old');
    expect(await readdir(folder)).toEqual(['file']);
  });
});
