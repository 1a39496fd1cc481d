import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { eventually } from '../e2e/harness/processes.ts';
import type { Launched } from './launch.ts';
import { compared, type Entry } from './report.ts';
import type { Setting } from './setting.ts';
import { measureRenderer } from './sizes.ts';
import { interleaved } from './statistics.ts';

/** Seconds for which a program rests before its memory is read. */
const restSeconds = 5;

interface Started {
  /** Milliseconds from starting the program to the first painted content. */
  readonly paint: number;
  /** To the page's own mark `interactive`; of the bare window, to its first paint. */
  readonly interactive: number;
  /** Bytes at rest; 0 when it was not asked for. */
  readonly memory: number;
}

const timingSchema = z.object({
  origin: z.number(),
  paint: z.number().nullable(),
  interactive: z.number().nullable(),
});

/** `start-paint`, `start`, `memory` and `renderer-gzip`: the signed-in app against a bare window. */
export async function measureStart(setting: Setting, rounds: number): Promise<Entry[]> {
  const app = (): Promise<Started> => started(setting.startApp(), true);
  const bare = (): Promise<Started> => started(setting.startBareWindow(), false);
  // The first of each fills the system's caches, and those of code and fonts.
  const renderer = measureRenderer(await loadedByFirstScreen(setting));
  await bare();
  const all = await interleaved(rounds, app, bare);
  const of = (value: (run: Started) => number) =>
    [all.app.map((run) => value(run)), all.baseline.map((run) => value(run))] as const;
  return [
    compared('start-paint', 'ms', ...of((run) => run.paint)),
    compared('start', 'ms', ...of((run) => run.interactive)),
    compared('memory', 'MB', ...of((run) => run.memory / 1_000_000)),
    renderer,
  ];
}

async function started(launching: Promise<Launched>, marked: boolean): Promise<Started> {
  const launched = await launching;
  const timing = await eventually('the first paint', async () => {
    const read = timingSchema.parse(await launched.page.evaluate(readTiming));
    return read.paint === null || (marked && read.interactive === null) ? null : read;
  });
  await sleep(restSeconds * 1000);
  const memory = launched.memory();
  await launched.end();
  const offset = timing.origin - launched.startedAt;
  const paint = timing.paint ?? Number.NaN;
  const interactive = timing.interactive ?? paint;
  return {
    paint: offset + paint,
    interactive: offset + interactive,
    memory,
  };
}

/**
 * Addresses that the page asked for before it said that it is interactive: what it reads in idle time begins after that. The
 * page is loaded once more for it, as nobody hears what it asks for while the program starts.
 */
async function loadedByFirstScreen(setting: Setting): Promise<readonly string[]> {
  const launched = await setting.startApp();
  const { page } = launched;
  const asked: { readonly url: string; readonly at: number }[] = [];
  const debugging = await page.context().newCDPSession(page);
  debugging.on('Network.requestWillBeSent', ({ request, wallTime }) => {
    asked.push({ url: request.url, at: wallTime * 1000 });
  });
  await debugging.send('Network.enable');
  await page.reload();
  const interactiveAt = await eventually('the first screen', async () => {
    const { origin, interactive } = timingSchema.parse(await page.evaluate(readTiming));
    return interactive === null ? null : origin + interactive;
  });
  await launched.end();
  return asked.filter(({ url, at }) => url.startsWith('app://') && at < interactiveAt).map(({ url }) => url);
}

/** Runs in the page. */
function readTiming(): unknown {
  return {
    origin: performance.timeOrigin,
    paint:
      performance.getEntriesByType('paint').find(({ name }) => name === 'first-contentful-paint')
        ?.startTime ?? null,
    interactive:
      performance.getEntriesByType('mark').find(({ name }) => name === 'interactive')?.startTime ?? null,
  };
}
