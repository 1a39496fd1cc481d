import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { root } from '../../scripts/lib/paths.mjs';
import { tortures } from './all.ts';
import { runTortures } from './run-tortures.ts';
import { shares } from './shares.ts';
import { workerTask } from './support/every-core.ts';

/* `npm run torture`, in a desktop session as an ordinary user; and what its worker threads run. */

async function runAll(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { quick: { type: 'boolean' }, seed: { type: 'string' } },
  });
  const names = tortures.map(({ name }) => name);
  const unknown = positionals.filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    console.error(`No such torture: ${unknown.join(', ')}. There are ${names.join(', ')}.`);
    return 1;
  }
  const seed = values.seed === undefined ? randomInt(2 ** 32) : Number(values.seed);
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32) {
    console.error(`A seed is a whole number below 2^32, and not “${String(values.seed)}”.`);
    return 1;
  }
  const chosen = tortures.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  const held = await runTortures(chosen, {
    size: values.quick === true ? 'quick' : 'whole',
    seed,
    folder: join(root, 'out', 'torture'),
  });
  return held ? 0 : 1;
}

async function runShare(): Promise<void> {
  const { torture, share } = workerTask.parse(workerData);
  const tryShare = shares[torture];
  if (tryShare === undefined) throw new Error(`No share of ${torture} can be run in a thread.`);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin, a window's has
  parentPort?.postMessage(await tryShare(share));
}

if (isMainThread) {
  process.exit(await runAll());
} else {
  await runShare();
}
