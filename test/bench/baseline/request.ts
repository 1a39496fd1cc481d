import { app, session } from 'electron';
import * as z from 'zod';
import { serve } from '../../support/electron-serve.ts';
import { bareRequest } from './bare-request.ts';

/* Bare `net.request` in main, for what a request through the app is held against. */

const inputSchema = z.object({ url: z.string(), count: z.number(), parallel: z.number(), token: z.string() });

/** Resolves with the milliseconds of each request. */
async function requests(input: unknown): Promise<{ milliseconds: number[]; total: number }> {
  const { url, count, parallel, token } = inputSchema.parse(input);
  const own = session.fromPartition('bare', { cache: false });
  const milliseconds: number[] = [];
  let left = count;
  const one = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const started = performance.now();
      // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other in each of the parallel lines
      await bareRequest(url, token, own);
      milliseconds.push(performance.now() - started);
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: parallel }, one));
  return { milliseconds, total: performance.now() - started };
}

app.once('ready', () => {
  serve({ requests });
});
