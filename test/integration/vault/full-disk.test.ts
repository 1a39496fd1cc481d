import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

const run = promisify(execFile);
const sweep = z.object({ full: z.number(), wrong: z.array(z.string()), leftovers: z.array(z.string()) });

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-full-disk-'));
  await build({
    entryPoints: [join(import.meta.dirname, 'full-disk-child.ts')],
    outfile: join(folder, 'child.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  });
  await run('mkdir', [join(folder, 'disk')]);
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe.runIf(process.platform === 'linux')('a real disk of 256 kB', () => {
  it.each(['vault', 'connections'])(
    'F17- F18-: %s: with any number of free bytes a save is there whole or the one before is, and the next save with space works',
    async (what) => {
      const script = `mount -t tmpfs -o size=256k none "$1" && exec "$2" "$3" "$1" "$4"`;
      const disk = join(folder, 'disk');
      const { stdout } = await run('unshare', [
        '-Urm',
        'sh',
        '-c',
        script,
        'sh',
        disk,
        process.execPath,
        join(folder, 'child.mjs'),
        what,
      ]);
      const found = sweep.parse(JSON.parse(stdout));
      expect(found.wrong).toEqual([]);
      expect(found.leftovers).toEqual([]);
      expect(found.full).toBeGreaterThanOrEqual(3);
    },
    120_000,
  );
});
