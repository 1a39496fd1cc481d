import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { eventually } from '../e2e/harness/processes.ts';
import { Window } from '../e2e/harness/window.ts';
import { absolute, compared, type Entry } from './report.ts';
import type { Setting } from './setting.ts';

const bytes = 50_000_000;
const wheels = 90;
const jumps = 30;
const pages = 30;

declare global {
  interface Window {
    /** When the first row of the answer was painted, in milliseconds since the epoch. */
    firstRowAt?: number;
    /** Milliseconds between the frames that were drawn since this was begun. */
    frameTimes?: number[];
  }
}

/**
 * `json-first-row`: from the moment at which the server has handed over the last byte of 50 MB of JSON to the one at which its
 * first row is painted. `json-scroll`: the longest frame while all of it is scrolled by wheel, bar and keyboard; beside it, as
 * what the computer itself costs, the longest one of the same page for as long while nothing is done.
 */
export async function measureJson(page: Page, setting: Setting, rounds: number): Promise<Entry[]> {
  const window = new Window(page);
  const tree = page.getByRole('tree', { name: 'Response body' });
  const firstRows: number[] = [];
  const frames: number[] = [];
  const still: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    /* oxlint-disable eslint/no-await-in-loop -- one round after the other */
    await page.evaluate(watchFirstRow);
    await window.send(`${setting.servers.apiOrigin}/json/${String(bytes)}`);
    const shownAt = await eventually('the first row', async () => {
      const at: unknown = await page.evaluate(() => globalThis.window.firstRowAt ?? null);
      return typeof at === 'number' ? at : null;
    });
    firstRows.push(shownAt - (await setting.lastAnswerAt()));
    await tree.and(page.locator('[aria-busy="false"]')).waitFor();
    const began = performance.now();
    frames.push(await longestFrame(page, () => scroll(page)));
    const took = performance.now() - began;
    still.push(await longestFrame(page, () => sleep(took)));
    /* oxlint-enable eslint/no-await-in-loop */
  }
  return [absolute('json-first-row', 'ms', firstRows), compared('json-scroll', 'ms', frames, still)];
}

/** Scrolls the answer in the three ways that there are. */
async function scroll(page: Page): Promise<void> {
  const tree = page.getByRole('tree', { name: 'Response body' });
  await tree.hover();
  await tree.focus();
  /* oxlint-disable eslint/no-await-in-loop -- one step after the other is what scrolling is */
  for (let step = 0; step < wheels; step += 1) await page.mouse.wheel(0, 240);
  for (let step = 0; step < jumps; step += 1) {
    await tree.evaluate(
      (element, part) => {
        element.scrollTo({ top: element.scrollHeight * part });
        return new Promise(requestAnimationFrame);
      },
      ((step * 7) % jumps) / jumps,
    );
  }
  for (let step = 0; step < pages; step += 1) await page.keyboard.press('PageUp');
  /* oxlint-enable eslint/no-await-in-loop */
}

/** Milliseconds of the longest frame while something is done. */
async function longestFrame(page: Page, work: () => Promise<void>): Promise<number> {
  await page.evaluate(watchFrames);
  await work();
  const drawn = await page.evaluate(() => {
    const { frameTimes = [] } = globalThis.window;
    delete globalThis.window.frameTimes;
    return frameTimes;
  });
  if (drawn.length < jumps) throw new Error(`Only ${String(drawn.length)} frames were drawn.`);
  return Math.max(...drawn);
}

/** Runs in the page. */
function watchFirstRow(): void {
  const { window: page } = globalThis;
  delete page.firstRowAt;
  let before = document.querySelector('[role="tree"][aria-label="Response body"]');
  const look = (): void => {
    if (before?.isConnected === false) before = null;
    const row = document.querySelector('[role="tree"][aria-label="Response body"] [role="treeitem"]');
    if (before !== null || row === null) requestAnimationFrame(look);
    // The frame in which it was put there is painted before the next one begins.
    else {
      requestAnimationFrame(() => {
        page.firstRowAt = performance.timeOrigin + performance.now();
      });
    }
  };
  look();
}

/** Runs in the page. */
function watchFrames(): void {
  const { window: page } = globalThis;
  const frames: number[] = [];
  page.frameTimes = frames;
  let last = performance.now();
  const frame = (): void => {
    if (page.frameTimes !== frames) return;
    const now = performance.now();
    frames.push(now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}
