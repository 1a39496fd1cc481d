import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import * as z from 'zod';
import { root } from '../../scripts/lib/paths.mjs';
import { startElectronProgram } from '../support/electron-program.ts';
import type { Launched } from './launch.ts';
import { absolute, compared, type Entry } from './report.ts';
import type { Setting } from './setting.ts';
import { interleaved } from './statistics.ts';

const gibibyte = 1_073_741_824;
const sampleMilliseconds = 100;
/** About the length of the demo's own tokens. */
const token = 'x'.repeat(800);

/**
 * `download-speed`: 1 GiB through page, broker and credential filter into a sealed file, against bare `net.request` in the main
 * process of a bare program into a plain file of the same folder. `download-memory`: what the app grows by meanwhile, in runs of
 * its own: who looks at the memory of all its processes holds them up.
 */
export async function measureDownloads(
  { page, memory }: Pick<Launched, 'page' | 'memory'>,
  id: string,
  setting: Setting,
  rounds: number,
): Promise<Entry[]> {
  const url = `${setting.servers.apiOrigin}/bytes/${String(gibibyte)}`;
  const folder = join(setting.desktop.profile, 'spool');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const bare = await startElectronProgram(join(root, 'test/bench/baseline/download.ts'));
  try {
    const app = (): Promise<number> => download(page, id, url);
    const baseline = async (): Promise<number> =>
      z.number().parse(await bare.call('download', { url, token, file: join(folder, 'plain') }));
    // The first one reads code that the later ones have.
    await interleaved(1, app, baseline);
    const runs = await interleaved(rounds, app, baseline);
    const speeds = (milliseconds: readonly number[]): number[] =>
      milliseconds.map((each) => gibibyte / 1_000_000 / (each / 1000));
    const grown: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other
      grown.push((await growth(memory, app)) / 1_000_000);
    }
    return [
      compared('download-speed', 'MB/s', speeds(runs.app), speeds(runs.baseline)),
      absolute('download-memory', 'MB', grown),
    ];
  } finally {
    await bare.stop();
  }
}

/** Bytes by which all processes of the app together grow while the work is done, at most. */
async function growth(memory: () => number, work: () => Promise<unknown>): Promise<number> {
  const before = memory();
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, memory());
  }, sampleMilliseconds);
  try {
    await work();
    return most - before;
  } finally {
    clearInterval(timer);
  }
}

/** Milliseconds until the page has the answer. */
async function download(page: Page, id: string, url: string): Promise<number> {
  return page.evaluate(
    async (input): Promise<number> => {
      const requestId = 'bench-download';
      const started = performance.now();
      const sent = await window.latchkey.sendRequest({
        connectionId: input.id,
        requestId,
        request: { method: 'GET', url: input.url, headers: [], body: null, authorization: 'on' },
      });
      const milliseconds = performance.now() - started;
      if (!sent.ok) throw new Error(`${sent.failure.code}: ${sent.failure.what}`);
      if (sent.value.bytes !== input.bytes || sent.value.incomplete !== undefined) {
        throw new Error(`${String(sent.value.bytes)} bytes came: ${sent.value.incomplete?.why ?? ''}`);
      }
      await window.latchkey.dropResponse({ requestId });
      return milliseconds;
    },
    { id, url, bytes: gibibyte },
  );
}
