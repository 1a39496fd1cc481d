import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import * as z from 'zod';
import type { TortureResult } from '../torture.ts';
import { sharesOf } from './share.ts';
import { sumOf } from './tally.ts';

/** What a worker is told: which cases of which torture are its own. */
export const workerTask = z.object({
  torture: z.string(),
  share: z.object({ seed: z.number(), from: z.number(), to: z.number() }),
});

type WorkerTask = z.infer<typeof workerTask>;

/**
 * Tries `count` cases of a torture in as many threads as there are cores. Each runs this program again, which finds its
 * task in `workerData`. Rejects with what ended a thread.
 */
export async function onEveryCore(torture: string, count: number, seed: number): Promise<TortureResult> {
  const shares = sharesOf(count, seed, availableParallelism());
  return sumOf(await Promise.all(shares.map(async (share) => inWorker({ torture, share }))));
}

async function inWorker(task: WorkerTask): Promise<TortureResult> {
  const worker = new Worker(new URL(import.meta.url), { workerData: task });
  try {
    return await new Promise((resolve, reject) => {
      worker.once('message', (result: TortureResult) => resolve(result));
      worker.once('error', reject);
      worker.once('exit', (code) => {
        reject(new Error(`A thread of ${task.torture} ended with ${String(code)} and without a result.`));
      });
    });
  } finally {
    await worker.terminate();
  }
}
