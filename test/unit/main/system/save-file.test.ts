import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { saveFile } from '../../../../src/main/system/save-file.ts';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-save-'));
  path = join(folder, 'saved.txt');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

async function* chunks(...texts: readonly (string | Error)[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) {
    if (text instanceof Error) throw text;
    yield await Promise.resolve(Buffer.from(text));
  }
}

describe('saveFile', () => {
  it('writes a new file, and in the place of another one', async () => {
    await saveFile(path, chunks('one ', 'two'));
    expect(readFileSync(path, 'utf8')).toBe('one two');
    await saveFile(path, chunks('three'));
    expect(readFileSync(path, 'utf8')).toBe('three');
    expect(readdirSync(folder)).toEqual(['saved.txt']);
  });

  it('what was there stays until the new one is complete, and stays for good where that fails', async () => {
    writeFileSync(path, 'before');
    const stopped = new Error('stopped');
    async function* looking(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(Buffer.from('after'));
      expect(readFileSync(path, 'utf8')).toBe('before');
      expect(readdirSync(folder)).toHaveLength(2);
      throw stopped;
    }
    await expect(saveFile(path, looking())).rejects.toBe(stopped);
    expect(readFileSync(path, 'utf8')).toBe('before');
    expect(readdirSync(folder)).toEqual(['saved.txt']);
  });

  it('nothing is left of a first one that fails, and an empty one is a file', async () => {
    await expect(saveFile(path, chunks('a', new Error('no')))).rejects.toThrow('no');
    expect(readdirSync(folder)).toEqual([]);
    await saveFile(path, chunks());
    expect(readFileSync(path, 'utf8')).toBe('');
  });

  it('where it cannot be put there, the system says why and nothing is left', async () => {
    await expect(saveFile(join(folder, 'absent', 'a'), chunks('a'))).rejects.toMatchObject({
      code: 'ENOENT',
    });
    mkdirSync(path);
    await expect(saveFile(path, chunks('a'))).rejects.toMatchObject({ code: 'EISDIR' });
    expect(readdirSync(folder)).toEqual(['saved.txt']);
  });
});
