import type { Page } from 'playwright-core';
import { absolute, type Entry } from './report.ts';

/**
 * `doctor`: from pressing *Check this connection* to the last finding, over IPC and the real network to a server on loopback, and the
 * same of *Check this computer*; the longer of the two.
 */
export async function measureDoctor(page: Page, id: string, rounds: number): Promise<Entry> {
  const values: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const each: number[] = [];
    for (const of of [id, 'computer']) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other: both would share the processor
      each.push(await page.evaluate(timeChecks, of));
    }
    values.push(Math.max(...each));
  }
  return absolute('doctor', 'ms', values);
}

/** Runs in the page. */
async function timeChecks(of: string): Promise<number> {
  const start = performance.now();
  const result = await window.latchkey.runChecks({ of });
  if (!result.ok) throw new Error(result.failure.what);
  if (result.value.state !== 'done' || result.value.lines.some(({ finding }) => finding === null)) {
    throw new Error('The checks did not come to their end.');
  }
  return performance.now() - start;
}
