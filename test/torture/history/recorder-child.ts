import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { GrowingBody } from '../../../src/core/broker/bodies/growing-body.ts';
import { nodeSpoolDisk } from '../../../src/core/broker/bodies/node-spool-disk.ts';
import { nodeFolders } from '../../../src/core/collections/node-folders.ts';
import { createHistory } from '../../../src/core/history/create-history.ts';
import { nodeFiles } from '../../../src/core/vault/node-files.ts';
import { fail } from '../../../src/shared/result.ts';
import { systemClock } from '../../support/system-clock.ts';
import { openVault } from '../vault/place.ts';
import { findCipher } from '../vault/scenarios.ts';
import type { Found } from '../vault/saver.ts';

/*
 * One run of the app that does nothing but send requests and remember them: each names its step, and after each fifth the one
 * before it is removed. It tells what its start found, then what it is about to do and what is on the disk. Each line is in
 * the pipe before anything else is done.
 */

// The clock keeps no process alive, and what is sent waits a moment to be written.
setInterval(() => undefined, 60_000);

const [folder = '', cipher = ''] = process.argv.slice(2);
const id = 'connection';
const { vault } = await openVault({ folder, cipher: findCipher(cipher) });
let written: () => void = () => undefined;
const history = createHistory({
  files: nodeFiles,
  folders: nodeFolders,
  disk: nodeSpoolDisk,
  folder: join(folder, 'history'),
  clock: systemClock,
  vault,
  limits: () => ({ days: 365, megabytes: 10_000 }),
  on: () => true,
  bodies: { show: () => Promise.resolve(fail({ code: 'not-found', what: '', why: '', next: '' })) },
  changed: () => {
    written();
  },
});

const found = await look();
tell(`found ${JSON.stringify(found)}`);
const last = found.values['history'] ?? 0;
// The run before may have been killed between the two.
if (last > 0 && last % 5 === 0) await remove(last - 1);
for (let step = last + 1; ; step += 1) {
  tell(`rotated history ${String(step)}`);
  await record(step);
  if (step % 5 === 0) await remove(step - 1);
  tell(`saved history ${String(step)}`);
}

function addressOf(step: number): string {
  return `https://api.acme.test/steps/${String(step)}`;
}

/** Steps are there without a gap, but for those that were removed. */
async function look(): Promise<Found> {
  const problems: string[] = [];
  const steps = new Set<number>();
  for (let from = 0; ; from += 200) {
    const page = await history.page({ id, query: '', from, count: 200 });
    if (!page.ok) throw new Error(page.failure.why);
    if (page.value.state.failure !== null) problems.push(page.value.state.failure.why);
    for (const { url, entry } of page.value.rows) {
      const step = Number(url.split('/').at(-1));
      if (steps.has(step)) problems.push(`step ${String(step)} is there twice`);
      steps.add(step);
      if (from > 0) continue;
      const opened = await history.open(id, entry, 'shown');
      if (!opened.ok) problems.push(`step ${String(step)}: ${opened.failure.why}`);
      else if (opened.value.request.url !== url) problems.push(`step ${String(step)} is another`);
    }
    if (from + 200 >= page.value.total) break;
  }
  const newest = Math.max(0, ...steps);
  for (let step = 1; step <= newest; step += 1) {
    const removed = step % 5 === 4 && step + 1 <= newest;
    if (!removed && !steps.has(step)) problems.push(`step ${String(step)} of ${String(newest)} is missing`);
    // The last removal may have been killed; of all before it more was done since.
    if (removed && step + 1 < newest && steps.has(step)) problems.push(`step ${String(step)} came back`);
  }
  return { values: { history: newest === 0 ? null : newest }, problems };
}

async function record(step: number): Promise<void> {
  const headers = [['content-type', 'text/plain']] as const;
  const url = addressOf(step);
  const bytes = Buffer.alloc((step * 97) % 5000, 'b');
  const done = new Promise<void>((resolve) => {
    written = resolve;
  });
  history.record({
    connectionId: id,
    request: { method: 'GET', url, headers: [], body: null, authorization: 'off' },
    milliseconds: 1,
    outcome: {
      kind: 'answered',
      response: {
        status: 200,
        statusText: 'OK',
        headers,
        milliseconds: 1,
        bytes: bytes.byteLength,
        authorized: false,
        credentialReplaced: false,
      },
      body: GrowingBody.finished({ url, headers }, bytes),
    },
  });
  await done;
}

async function remove(step: number): Promise<void> {
  const page = await history.page({ id, query: addressOf(step), from: 0, count: 200 });
  const row = page.ok ? page.value.rows.find(({ url }) => url === addressOf(step)) : undefined;
  // A run before may have done it already.
  if (row === undefined) return;
  const removed = await history.remove(id, row.entry);
  if (!removed.ok) throw new Error(`Step ${String(step)} was not removed.`);
}

function tell(line: string): void {
  writeSync(1, `${line}\n`);
}
