import { join } from 'node:path';
import type { Page } from 'playwright-core';
import * as z from 'zod';
import { root } from '../../scripts/lib/paths.mjs';
import {
  bundleForElectron,
  startElectronProgram,
  type ElectronProgram,
} from '../support/electron-program.ts';
import { eventually } from '../e2e/harness/processes.ts';
import { absolute, compared, type Entry } from './report.ts';
import type { Setting } from './setting.ts';
import { inTurns, median, quantile } from './statistics.ts';

const runSchema = z.object({ milliseconds: z.array(z.number()), total: z.number() });
type Run = z.infer<typeof runSchema>;

interface Load {
  readonly url: string;
  readonly count: number;
  readonly parallel: number;
}

interface Runs {
  readonly app: readonly Run[];
  /** The bare request of a bare page. */
  readonly floor: readonly Run[];
  readonly baseline: readonly Run[];
}

declare global {
  interface Window {
    /** In the bare page (baseline/request-floor-preload.ts). */
    readonly bare: { request(url: string): Promise<{ readonly status: number }> };
  }
}

/** About the length of the demo's own tokens. */
const token = 'x'.repeat(800);

/**
 * `request-p50`, `request-p99` and `throughput-64`: requests that the page sends through IPC and broker against bare
 * `net.request` in the main process of a bare program, to the same server. `request-floor-p50`, `request-floor-p99` and
 * `throughput-floor-64`: the same bare request, sent by a bare page over one `invoke`, against it: what no app can do without.
 */
export async function measureRequests(
  page: Page,
  id: string,
  setting: Setting,
  rounds: number,
): Promise<Entry[]> {
  const url = `${setting.servers.apiOrigin}/v1/notes`;
  const bare = await startElectronProgram(join(root, 'test/bench/baseline/request.ts'));
  const floor = await startFloor().catch(async (error: unknown) => {
    await bare.stop();
    throw error;
  });
  try {
    const all = async (times: number, load: Load): Promise<Runs> => {
      const [baseline = [], between = [], app = []] = await inTurns(times, [
        async () => runSchema.parse(await bare.call('requests', { ...load, token })),
        async () =>
          runSchema.parse(await floor.call('inPage', { source: sendBareRequests.toString(), load })),
        async () => runSchema.parse(await page.evaluate(sendRequests, { ...load, id })),
      ]);
      return { baseline, floor: between, app };
    };

    await all(2, { url, count: 100, parallel: 1 });
    const single = await all(rounds, { url, count: 100, parallel: 1 });
    await all(1, { url, count: 640, parallel: 64 });
    const many = await all(rounds, { url, count: 640, parallel: 64 });
    const rates = (runs: readonly Run[]) => runs.map((run) => run.milliseconds.length / (run.total / 1000));
    const each = (runs: readonly Run[], part: number) => runs.map((run) => quantile(run.milliseconds, part));
    return [
      compared('request-p50', 'ms', each(single.app, 0.5), each(single.baseline, 0.5)),
      compared('request-floor-p50', 'ms', each(single.floor, 0.5), each(single.baseline, 0.5)),
      compared('request-p99', 'ms', each(single.app, 0.99), each(single.baseline, 0.99)),
      compared('request-floor-p99', 'ms', each(single.floor, 0.99), each(single.baseline, 0.99)),
      compared('throughput-64', 'requests/s', rates(many.app), rates(many.baseline)),
      compared('throughput-floor-64', 'requests/s', rates(many.floor), rates(many.baseline)),
    ];
  } finally {
    await floor.stop();
    await bare.stop();
  }
}

/** Starts the bare program that has a page, and opens it. */
async function startFloor(): Promise<ElectronProgram> {
  const preload = join(root, 'out/programs/request-floor-preload.cjs');
  await bundleForElectron(join(root, 'test/bench/baseline/request-floor-preload.ts'), preload);
  const floor = await startElectronProgram(join(root, 'test/bench/baseline/request-floor.ts'));
  await floor.call('open', { preload, token });
  return floor;
}

/** Runs in the bare page, in which nothing of this file is there: what `sendRequests` does with another call. */
async function sendBareRequests(load: Load): Promise<Run> {
  const milliseconds: number[] = [];
  let left = load.count;
  const line = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const started = performance.now();
      // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other in each of the parallel lines
      const { status } = await window.bare.request(load.url);
      milliseconds.push(performance.now() - started);
      if (status !== 200) throw new Error(`Status ${String(status)}`);
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: load.parallel }, line));
  return { milliseconds, total: performance.now() - started };
}

/** Runs in the page. */
async function sendRequests(load: Load & { id: string }): Promise<Run> {
  const milliseconds: number[] = [];
  let left = load.count;
  let number = 0;
  const line = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      number += 1;
      const started = performance.now();
      // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other in each of the parallel lines
      const sent = await window.latchkey.sendRequest({
        connectionId: load.id,
        requestId: `bench-${String(number)}`,
        request: { method: 'GET', url: load.url, headers: [], body: null, authorization: 'on' },
      });
      milliseconds.push(performance.now() - started);
      if (!sent.ok) throw new Error(`${sent.failure.code}: ${sent.failure.what}`);
      if (sent.value.status !== 200) throw new Error(`Status ${String(sent.value.status)}`);
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: load.parallel }, line));
  return { milliseconds, total: performance.now() - started };
}

/**
 * `restored-request`: the app starts again, and the first request is sent as soon as its session is restored from the
 * unlocked vault; until its whole answer, which is 1 kB long, is in the page.
 */
export async function measureRestoredRequest(setting: Setting, id: string, rounds: number): Promise<Entry> {
  const values: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    // oxlint-disable-next-line eslint/no-await-in-loop -- one start after the other
    const launched = await setting.startApp();
    const { page } = launched;
    // oxlint-disable-next-line eslint/no-await-in-loop -- as above
    await eventually('the restored session', async () => ((await isSignedIn(page, id)) ? true : null));
    // oxlint-disable-next-line eslint/no-await-in-loop -- as above
    const run = runSchema.parse(
      await page.evaluate(sendRequests, {
        id,
        url: `${setting.servers.apiOrigin}/v1/notes`,
        count: 1,
        parallel: 1,
      }),
    );
    values.push(median(run.milliseconds));
    // oxlint-disable-next-line eslint/no-await-in-loop -- as above
    await launched.end();
  }
  return absolute('restored-request', 'ms', values);
}

export function isSignedIn(page: Page, id: string): Promise<boolean> {
  return page.evaluate(async (connection) => {
    const listed = await window.latchkey.listConnections();
    return (
      listed.ok && listed.value.some((each) => each.id === connection && each.session.kind === 'signed-in')
    );
  }, id);
}
