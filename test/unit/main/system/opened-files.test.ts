import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createOpenedFiles } from '../../../../src/main/system/opened-files.ts';

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'latchkey-opened-'));
});
afterEach(() => {
  rmSync(home, { recursive: true, force: true });
});

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(text));
}

async function* breaking(): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from('some'));
  throw new Error('It broke off.');
}

describe('files that other programs show', () => {
  it('have the name that they were given, and are for their owner only', async () => {
    const files = createOpenedFiles(join(home, 'opened'));
    const [one, two] = [await files.write('a.pdf', bytes('one')), await files.write('a.pdf', bytes('two'))];
    expect([readFileSync(one, 'utf8'), readFileSync(two, 'utf8')]).toEqual(['one', 'two']);
    expect(one).toMatch(/\/opened\/[0-9a-f]{16}\/a\.pdf$/);
    expect(statSync(one).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(one)).mode & 0o777).toBe(0o700);
  });

  it('leave nothing behind when they break off', async () => {
    const files = createOpenedFiles(join(home, 'opened'));
    await expect(files.write('a.pdf', breaking())).rejects.toThrow('It broke off.');
    const again = await files.write('b.pdf', bytes('b'));
    await files.sweep();
    expect(existsSync(again)).toBe(true);
    await files.clear();
    expect(existsSync(join(home, 'opened'))).toBe(false);
  });

  it('of an earlier run go, those of this one stay', async () => {
    const folder = join(home, 'opened');
    const earlier = await createOpenedFiles(folder).write('a.pdf', bytes('earlier'));
    const files = createOpenedFiles(folder);
    const now = await files.write('a.pdf', bytes('now'));
    await files.sweep();
    expect([existsSync(earlier), existsSync(now)]).toEqual([false, true]);
  });

  it('that are not there at all are no failure', async () => {
    const files = createOpenedFiles(join(home, 'none'));
    await expect(files.sweep()).resolves.toBeUndefined();
    await expect(files.clear()).resolves.toBeUndefined();
  });
});
