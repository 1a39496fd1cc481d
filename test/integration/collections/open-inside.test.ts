import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readlink, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NotInside, openInside } from '../../../src/main/system/open-inside.ts';

let top: string;
let root: string;

beforeEach(async () => {
  top = await mkdtemp(join(tmpdir(), 'latchkey-inside-'));
  root = join(top, 'requests');
  await mkdir(join(root, 'media'), { recursive: true });
  await mkdir(join(top, 'secrets'));
  await writeFile(join(root, 'sea.png'), 'sea');
  await writeFile(join(root, 'media', 'sky.png'), 'sky');
  await writeFile(join(top, 'secrets', 'key'), 'a key');
});
afterEach(async () => {
  const left = await openHere();
  await rm(top, { recursive: true });
  if (left.length > 0) throw new Error(`Still open: ${left.join()}`);
});

/** Files of this test that are still open. */
async function openHere(): Promise<readonly string[]> {
  const numbers = await readdir('/proc/self/fd');
  const paths = await Promise.all(
    numbers.map((number) => readlink(`/proc/self/fd/${number}`).catch(() => '')),
  );
  return paths.filter((path) => path.startsWith(top));
}

async function read(place: string, from = root): Promise<string> {
  const file = await openInside(from, place);
  try {
    return await file.readFile('utf8');
  } finally {
    await file.close();
  }
}

describe('a file in the folder', () => {
  it('R87+: is opened, in it and below it', async () => {
    expect([await read('sea.png'), await read('media/sky.png')]).toEqual(['sea', 'sky']);
  });

  it('R87+: also where the person chose the folder through a link', async () => {
    await symlink(root, join(top, 'link'));
    expect(await read('media/sky.png', join(top, 'link'))).toBe('sky');
  });

  it('one that is not there is told by the system', async () => {
    await expect(openInside(root, 'gone.png')).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(openInside(join(top, 'nowhere'), 'sea.png')).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(openInside(root, 'sea.png/deeper')).rejects.toMatchObject({ code: 'ENOTDIR' });
  });
});

describe('what is no file of the folder', () => {
  it('R87-: a link to a file, whether it leads out or not', async () => {
    await symlink(join(top, 'secrets', 'key'), join(root, 'out.png'));
    await symlink('../secrets/key', join(root, 'relative.png'));
    await symlink('sea.png', join(root, 'within.png'));
    for (const place of ['out.png', 'relative.png', 'within.png'])
      // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other
      await expect(openInside(root, place)).rejects.toThrow(NotInside);
  });

  it('R87-: a folder on the way that is a link', async () => {
    await symlink(join(top, 'secrets'), join(root, 'album'));
    await symlink('media', join(root, 'same'));
    await expect(openInside(root, 'album/key')).rejects.toThrow(NotInside);
    await expect(openInside(root, 'same/sky.png')).rejects.toThrow(NotInside);
  });

  it('R87-: a way out, should one come as far as this', async () => {
    await symlink('..', join(root, 'up'));
    await expect(openInside(root, 'up/secrets/key')).rejects.toThrow(NotInside);
    expect(await read('../secrets/key', join(root, 'media')).catch(() => 'refused')).toBe('refused');
  });

  it('R87-: a folder, a pipe that nobody writes into, and a socket', async () => {
    execFileSync('sh', ['-c', 'mkfifo "$0"', join(root, 'pipe')]);
    await expect(openInside(root, 'media')).rejects.toThrow(NotInside);
    await expect(openInside(root, 'pipe')).rejects.toThrow(NotInside);
    const server = createServer().listen(join(root, 'socket'));
    await once(server, 'listening');
    await expect(openInside(root, 'socket')).rejects.toThrow(NotInside);
    server.close();
  });

  it('R87-: a folder that becomes a link while files of it are opened', async () => {
    await mkdir(join(root, 'album'));
    await writeFile(join(root, 'album', 'key'), 'a picture');
    const stop = new AbortController();
    const swapping = (async () => {
      while (!stop.signal.aborted) {
        // oxlint-disable eslint/no-await-in-loop -- one after the other
        await rename(join(root, 'album'), join(root, 'aside'));
        await symlink(join(top, 'secrets'), join(root, 'album'));
        await rm(join(root, 'album'));
        await rename(join(root, 'aside'), join(root, 'album'));
        // oxlint-enable eslint/no-await-in-loop
      }
    })();
    const seen = new Set<string>();
    for (let turn = 0; turn < 500; turn += 1) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other
      seen.add(await read('album/key').catch(() => 'refused'));
    }
    stop.abort();
    await swapping;
    expect(seen).not.toContain('a key');
    expect(await read('album/key')).toBe('a picture');
  });
});
