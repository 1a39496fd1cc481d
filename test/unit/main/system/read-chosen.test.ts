import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readChosen } from '../../../../src/main/system/read-chosen.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-chosen-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function fileOf(content: Uint8Array | string): string {
  const path = join(folder, 'file');
  writeFileSync(path, content);
  return path;
}

describe('a file that a person chose', () => {
  it('is read whole, up to the very last byte that is allowed, through a link as well', async () => {
    const content = new Uint8Array(600_000).map((_, index) => index % 251);
    const path = fileOf(content);
    expect(Buffer.compare((await readChosen(path, 600_000)) ?? new Uint8Array(), content)).toBe(0);
    symlinkSync(path, join(folder, 'link'));
    expect((await readChosen(join(folder, 'link'), 600_000))?.length).toBe(600_000);
    expect(await readChosen(path, 599_999)).toBeNull();
    expect((await readChosen(fileOf(''), 10))?.length).toBe(0);
  });

  it.each([100_000_000, 100_000_000_000])('of %d bytes is not read at all', async (size) => {
    const path = fileOf('a');
    truncateSync(path, size);
    expect(await readChosen(path, 4_194_304)).toBeNull();
  });

  it('that has more than it says is read up to the limit only', async () => {
    // Files of the kernel say that they are empty.
    expect((await readChosen('/proc/self/status', 1_000_000))?.length).toBeGreaterThan(100);
    expect(await readChosen('/proc/self/status', 10)).toBeNull();
  });

  it('that is none, or is gone, is told by its code, and nobody waits for a pipe', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('sh', ['-c', 'mkfifo "$0"', pipe]);
    await expect(readChosen(pipe, 10)).rejects.toMatchObject({ code: 'EFTYPE' });
    await expect(readChosen('/dev/zero', 10)).rejects.toMatchObject({ code: 'EFTYPE' });
    await expect(readChosen(folder, 10)).rejects.toMatchObject({ code: 'EISDIR' });
    await expect(readChosen(join(folder, 'gone'), 10)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
