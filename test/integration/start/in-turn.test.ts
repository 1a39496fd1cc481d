import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { root } from '../../../scripts/lib/paths.mjs';
import { inTurn } from '../../../src/main/system/in-turn.ts';

let bundles: string;
let folder: string;
beforeAll(async () => {
  bundles = await mkdtemp(join(tmpdir(), 'latchkey-turns-'));
  await build({
    entryPoints: [join(root, 'test/integration/start/turns-child.ts')],
    outfile: join(bundles, 'child.mjs'),
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
  });
});
beforeEach(async () => {
  folder = await mkdtemp(join(bundles, 'profile-'));
});
afterAll(async () => rm(bundles, { recursive: true }));

/** Runs a process that takes `rounds` turns. Resolves with how often it met another in its turn; null when it was killed. */
async function turns(rounds: number, fate: 'lives' | 'dies'): Promise<number | null> {
  const run = promisify(execFile)(process.execPath, [
    join(bundles, 'child.mjs'),
    folder,
    String(rounds),
    fate,
  ]);
  return run.then(
    ({ stdout }) => Number(stdout),
    (error: unknown) => {
      if (error instanceof Error && 'signal' in error && error.signal === 'SIGKILL') return null;
      throw error;
    },
  );
}

const claims = () => readdir(join(folder, 'starts'));

test('F28-: processes that start at once are never in their turn together, though one of them is killed in it', async () => {
  const met = await Promise.all([...Array.from({ length: 5 }, () => turns(60, 'lives')), turns(60, 'dies')]);
  expect(met).toEqual([0, 0, 0, 0, 0, null]);
  // What the dead one left is removed by the next.
  inTurn(join(folder, 'starts'), () => undefined);
  expect(await claims()).toEqual([]);
});

test('F28-: what was left by a dead process, or long ago by one whose number another has now, holds up nobody', async () => {
  await mkdir(join(folder, 'starts'));
  const dead = join(folder, 'starts', '4194305');
  const reused = join(folder, 'starts', '1');
  await writeFile(dead, '');
  await writeFile(reused, '');
  const past = new Date(Date.now() - 60_000);
  await utimes(reused, past, past);
  expect(inTurn(join(folder, 'starts'), () => 'mine')).toBe('mine');
  expect(await claims()).toEqual([]);
});

test('F28+: where the folder cannot be made the work is done all the same', async () => {
  await writeFile(join(folder, 'starts'), 'a file');
  expect(inTurn(join(folder, 'starts'), () => 'done')).toBe('done');
});

test('F28-: work that fails gives its turn back', async () => {
  expect(() =>
    inTurn(join(folder, 'starts'), () => {
      throw new Error('no lock');
    }),
  ).toThrow('no lock');
  expect(await claims()).toEqual([]);
});
