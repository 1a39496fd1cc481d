import type { Page } from 'playwright-core';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { Window } from '../e2e/harness/window.ts';
import type { Launched } from './launch.ts';
import { worst, type Entry } from './report.ts';

/** Bytes. */
const bodySize = 1_000_000;
const keysAtOnce = 12;
/** Milliseconds between two keys of somebody who types fast. */
const betweenKeys = 70;
/** The first after going to another place. After the others the text is told, checked and kept: the next key meets that. */
const pauses = [500, 155, 205, 260] as const;

const delaysSchema = z.array(z.number());

/**
 * `body-typing`: the longest that a key waited for its frame, in a JSON body of 1 MB, at its begin, in its middle and at its end.
 * Beside it the same in a body of one line: what this computer makes anybody wait.
 */
export async function measureTyping({ page }: Launched, rounds: number): Promise<Entry> {
  const window = new Window(page);
  await window.openTab('Requests');
  await page.getByLabel('Method', { exact: true }).selectOption('POST');
  await page.evaluate(watchKeys);
  const short: number[] = [];
  const long: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    // oxlint-disable-next-line eslint/no-await-in-loop -- one key after the other
    short.push(...(await typedInto(window, '{}')));
    // oxlint-disable-next-line eslint/no-await-in-loop -- one key after the other
    long.push(...(await typedInto(window, longJson())));
  }
  await window.chooseBody('None');
  return worst('body-typing', 'ms', { app: long, baseline: short, runs: rounds });
}

/** How long each key waited, in milliseconds. */
async function typedInto(window: Window, body: string): Promise<readonly number[]> {
  const { page } = window;
  await window.chooseBody('JSON');
  await page.getByLabel('Request body', { exact: true }).focus();
  await page.keyboard.press('Control+a');
  await page.getByLabel('Request body', { exact: true }).evaluate(pasted, body);
  await page.getByText('Valid JSON').waitFor();
  await typeEverywhere(page);
  // The last ones may not be drawn yet.
  await page.waitForFunction(haveDelays, 3 * pauses.length * keysAtOnce);
  const taken: unknown = await page.evaluate(takeDelays);
  const delays = delaysSchema.parse(taken);
  if (delays.length !== 3 * pauses.length * keysAtOnce) throw new Error('Not every key was seen.');
  return delays;
}

async function typeEverywhere(page: Page): Promise<void> {
  const { keyboard } = page;
  for (const place of ['begin', 'middle', 'end'] as const) {
    /* oxlint-disable eslint/no-await-in-loop -- one key after the other */
    await keyboard.press(place === 'end' ? 'Control+End' : 'Control+Home');
    if (place === 'middle') {
      for (let pages = 0; pages < 60; pages += 1) await keyboard.press('PageDown');
    }
    for (const pause of pauses) {
      await sleep(pause);
      for (let key = 0; key < keysAtOnce; key += 1) {
        await keyboard.press(key % 6 === 5 ? 'Enter' : 'a');
        await sleep(betweenKeys);
      }
    }
    /* oxlint-enable eslint/no-await-in-loop */
  }
}

function longJson(): string {
  const notes: unknown[] = [];
  for (let length = 0; length < bodySize; length += 148) {
    notes.push({ id: notes.length, title: 'By the sea', tags: ['one', 'two'], done: false, at: null });
  }
  return JSON.stringify({ notes }, null, 2)
    .slice(0, bodySize - 3)
    .replace(/,?\s*\{[^{}]*$/, '\n  ]\n}');
}

/** Runs in the page: somebody pastes a text. */
function pasted(target: Element, text: string): void {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', text);
  target.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
}

/** Runs in the page: from each key that is pressed to the frame that shows it, in milliseconds. */
function watchKeys(): void {
  const delays: number[] = [];
  Reflect.set(globalThis, 'keyDelays', delays);
  addEventListener(
    'keydown',
    ({ key, ctrlKey, timeStamp }) => {
      if (ctrlKey || (key !== 'a' && key !== 'Enter')) return;
      requestAnimationFrame(() => {
        const drawn = new MessageChannel();
        // Behind the frame that is drawn now.
        drawn.port1.addEventListener('message', () => {
          delays.push(performance.now() - timeStamp);
          drawn.port1.close();
        });
        drawn.port1.start();
        drawn.port2.postMessage(null);
      });
    },
    { capture: true },
  );
}

/** Runs in the page: whether so many keys were drawn. */
function haveDelays(count: number): boolean {
  const delays: unknown = Reflect.get(globalThis, 'keyDelays');
  return Array.isArray(delays) && delays.length >= count;
}

/** Runs in the page: what was watched since it was asked last. */
function takeDelays(): unknown {
  const delays: unknown = Reflect.get(globalThis, 'keyDelays');
  return Array.isArray(delays) ? delays.splice(0) : null;
}
