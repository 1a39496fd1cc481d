import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';

import type { RequestProgress } from '../../../src/shared/request.ts';
import { copyAll } from '../../renderer-fake/copy-all.ts';
import { ada, connection, failure, scenario, type Scenario } from '../../renderer-fake/scenario.ts';
import { callsOf, testPages } from '../../renderer-fake/test-pages.ts';

const pages = testPages();

const signedIn = connection('Acme staging', { kind: 'signed-in', account: ada });

/** Opens the page, sends its request, and hands out its id. */
async function send(changes: Partial<Scenario>): Promise<{ page: Page; requestId: string }> {
  const { page } = await pages.open(scenario({ connections: [signedIn], ...changes }));
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  const requestId = await page.evaluate(() => {
    const input = window.latchkeyFake.calls.find(({ command }) => command === 'sendRequest')?.input;
    return typeof input === 'object' && input !== null && 'requestId' in input ? String(input.requestId) : '';
  });
  return { page, requestId };
}

const region = (page: Page) => page.getByRole('region', { name: 'Response', exact: true });

const button = (page: Page, name: string) => region(page).getByRole('button', { name, exact: true });

const tell = (page: Page, progress: RequestProgress) =>
  page.evaluate((told) => {
    window.latchkeyFake.emit('requestProgress', told);
  }, progress);

const lines = Array.from(
  { length: 40_000 },
  (_, index) => `{"line": ${String(index)}, "text": "${'x'.repeat(60)}"}\n`,
);
const longBody = lines.join('');

const large: Scenario['response'] = {
  ...scenario().response,
  bytes: longBody.length,
  body: {
    kind: 'large',
    shownAs: 'text',
    mediaType: 'application/x-ndjson',
    start: { from: 0, to: 65_536, content: { kind: 'text', text: longBody.slice(0, 65_536) } },
  },
};

/** Two frames: what a scroll led to is drawn. */
const settled = (page: Page) =>
  page.evaluate(async () => {
    for (let frame = 0; frame < 2; frame += 1) {
      await new Promise((resolve) => {
        requestAnimationFrame(resolve);
      });
    }
  });

/** The numbers of the lines that are on screen, at least in part. */
const linesSeen = (page: Page): Promise<readonly number[]> =>
  region(page)
    .getByLabel('Response body')
    .evaluate((area) => {
      const { top, bottom } = area.getBoundingClientRect();
      const seen: number[] = [];
      for (const block of area.querySelectorAll('pre')) {
        const box = block.getBoundingClientRect();
        const node = block.firstChild;
        if (box.bottom <= top || box.top >= bottom || node === null) continue;
        for (const match of (node.textContent ?? '').matchAll(/"line": (\d+)/g)) {
          const range = document.createRange();
          range.setStart(node, match.index);
          range.setEnd(node, match.index + 1);
          const line = range.getBoundingClientRect();
          if (line.bottom > top && line.top < bottom) seen.push(Number(match[1]));
        }
      }
      return seen;
    });

describe('an answer that is too large for the page', () => {
  test('shows its beginning at once, and is scrolled through as one text', async () => {
    const { page, requestId } = await send({ response: large, longBody });
    const body = region(page).getByLabel('Response body');
    await region(page).getByText('{"line": 0,').waitFor();
    await region(page).getByText('0 B to 66 kB of 3.5 MB').waitFor();
    await body.hover();
    const seen = new Set(await linesSeen(page));
    // Two borders: a page has some 720 lines.
    for (let turn = 0; turn < 300 && !seen.has(1500); turn += 1) {
      await page.mouse.wheel(0, 400);
      await settled(page);
      for (const line of await linesSeen(page)) seen.add(line);
    }
    const highest = Math.max(...seen);
    expect(highest).toBeGreaterThanOrEqual(1500);
    // No line is left out or cut at a border, whatever was read in which order.
    expect([...seen].toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: highest + 1 }, (_, line) => line),
    );
    const read = await callsOf(page, 'readResponse');
    expect(read[0]).toEqual({ requestId, from: 0, length: 65_536, as: 'lines' });
    expect(read.length).toBeLessThan(10);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1180);
    expect(pages.opened().complaints).toEqual([]);
  });

  test('its end, its middle and its beginning are reached without reading what is between', async () => {
    const { page } = await send({ response: large, longBody });
    const body = region(page).getByLabel('Response body');
    await region(page).getByText('{"line": 0,').waitFor();
    await button(page, 'End').click();
    await expect.poll(async () => (await linesSeen(page)).at(-1)).toBe(39_999);
    await region(page)
      .getByText(/ to 3\.5 MB of 3\.5 MB$/)
      .waitFor();
    // Upwards, what comes above does not move what is seen.
    await body.hover();
    let last = 39_999;
    for (let turn = 0; turn < 40; turn += 1) {
      await page.mouse.wheel(0, -400);
      await settled(page);
      const lowest = (await linesSeen(page)).at(-1) ?? 0;
      expect(lowest).toBeLessThan(last);
      expect(lowest).toBeGreaterThan(last - 60);
      last = lowest;
    }
    await body.evaluate((element) => {
      element.scrollTop = element.scrollHeight / 2;
    });
    await expect.poll(async () => (await linesSeen(page))[0]).toBeGreaterThan(15_000);
    expect((await linesSeen(page))[0]).toBeLessThan(25_000);
    await button(page, 'Beginning').click();
    await expect.poll(async () => (await linesSeen(page))[0]).toBe(0);
    expect((await callsOf(page, 'readResponse')).length).toBeLessThan(20);
    expect(await body.locator('pre').count()).toBeLessThan(100);
    expect(pages.opened().complaints).toEqual([]);
    expect(await pages.opened().axe()).toEqual([]);
  });

  test('what is selected across a border is copied as it is in the text', async () => {
    const { page } = await send({ response: large, longBody });
    await region(page).getByText('{"line": 0,').waitFor();
    await region(page).getByLabel('Response body').hover();
    for (let turn = 0; turn < 300 && !(await linesSeen(page)).includes(760); turn += 1) {
      await page.mouse.wheel(0, 400);
      await settled(page);
    }
    const copied = await copyAll(page);
    expect(copied.length).toBeGreaterThan(100_000);
    expect(longBody.startsWith(copied)).toBe(true);
  });

  test.each([
    ['one line of tricks', '<script>alert(1)</script>\u001b[2J'.repeat(70_000)],
    ['nothing but line feeds', '\n'.repeat(2_000_000)],
  ])('of %s is inert, and its end is reached by keyboard', async (_what, tricks) => {
    const text = `${tricks}<b>the end</b>`;
    const start = { from: 0, to: 1000, content: { kind: 'text', text: text.slice(0, 1000) } } as const;
    const body = { kind: 'large', shownAs: 'text', mediaType: 'text/plain', start } as const;
    const { page } = await send({ response: { ...large, bytes: text.length, body }, longBody: text });
    const area = region(page).getByLabel('Response body');
    await area.focus();
    await page.keyboard.press('End');
    await area.getByText('<b>the end</b>').waitFor();
    await expect
      .poll(() => area.evaluate((one) => one.scrollHeight - one.scrollTop - one.clientHeight))
      .toBeLessThan(2);
    expect(await area.locator('script, b').count()).toBe(0);
    await page.keyboard.press('Home');
    await expect.poll(() => area.evaluate((one) => one.scrollTop)).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1180);
    expect(pages.opened().complaints).toEqual([]);
  });

  test('its body is removed once another request is sent', async () => {
    const { page, requestId } = await send({ response: large, longBody });
    await region(page).getByText('3.5 MB', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await expect.poll(() => callsOf(page, 'dropResponse')).toEqual([{ requestId }]);
  });

  test('a part that cannot be read says why, and what was there stays', async () => {
    const gone = failure({ code: 'disk-failed', what: 'The answer cannot be read any more.' });
    const { page } = await send({ response: large, longBody, failures: { readResponse: gone } });
    await region(page).getByText('The answer cannot be read any more.').waitFor();
    expect(await region(page).getByText('{"line": 0,').isVisible()).toBe(true);
  });

  test('one that broke off says how much came, and what came is shown', async () => {
    const incomplete = failure({
      code: 'connection-failed',
      what: 'The answer is not complete.',
      why: 'The connection to api.acme.test was closed in the middle. 3.5 MB of 5.0 MB came, and are kept.',
      next: 'Use what came, or send the request again for all of it.',
    });
    const { page } = await send({ response: { ...large, incomplete }, longBody });
    await region(page).getByText('3.5 MB of 5.0 MB came').waitFor();
    await region(page).getByText('{"line": 0,').waitFor();
    expect(await pages.opened().axe()).toEqual([]);
  });
});

const progress = (requestId: string, bytes: number): RequestProgress => ({
  requestId,
  stage: 'receiving',
  bytes,
  total: longBody.length,
  bytesPerSecond: 340_000,
  secondsLeft: 9,
  answer: { status: 200, statusText: 'OK' },
});

describe('an answer while it comes', () => {
  test('shows how far it is, and its end, until it is paused', async () => {
    const { page, requestId } = await send({ held: ['sendRequest'], longBody });
    await region(page).getByText('Sending…').waitFor();
    await tell(page, progress(requestId, 1000));
    await region(page).getByText('Receiving… 1.0 kB of 3.5 MB, 340 kB/s, 9 s left').waitFor();
    await region(page).getByText('{"line": 9,').waitFor();

    await button(page, 'Pause').click();
    await tell(page, progress(requestId, 80_000));
    await region(page).getByText('14 kB more came').waitFor();
    const before = (await callsOf(page, 'readResponse')).length;
    await tell(page, progress(requestId, 90_000));
    await region(page).getByText('24 kB more came').waitFor();
    expect(await callsOf(page, 'readResponse')).toHaveLength(before);
    await button(page, 'Pause').click();
    await region(page).getByText('{"line": 1000,').waitFor();

    // Far behind, it goes on at the end.
    await tell(page, progress(requestId, longBody.length));
    await region(page).getByText('{"line": 39999,').waitFor();
    expect(await pages.opened().axe()).toEqual([]);
    await button(page, 'Stop and keep').click();
    expect(await callsOf(page, 'cancelRequest')).toEqual([{ requestId, keep: true }]);
  });

  test('one that was stopped and kept is shown with a word about it', async () => {
    const incomplete = failure({ code: 'cancelled', why: 'You stopped it. 18 B came, and are kept.' });
    const { page } = await send({ response: { ...scenario().response, incomplete } });
    await region(page).getByText('You stopped it. 18 B came, and are kept.').waitFor();
    await region(page).getByText('Order a new latch').waitFor();
    expect(await region(page).getByRole('alert').count()).toBe(0);
  });
});

describe('a file that is sent', () => {
  const chosenFile = { ticket: 'a'.repeat(26), name: 'backup‮gpj.tar', size: 1_200_000_000 };

  test('is named with its size, goes in the place of the body, and a long one says how', async () => {
    const { page } = await pages.open(scenario({ connections: [signedIn], chosenFile }));
    await page.getByRole('combobox', { name: 'Method' }).selectOption('PUT');
    const kind = page.getByRole('radiogroup', { name: 'Kind of body' });
    await page.getByRole('tab', { name: 'Body' }).click();
    await kind.getByText('Text', { exact: true }).click();
    await page.getByRole('textbox', { name: 'Request body' }).fill('not this');
    await kind.getByText('File', { exact: true }).click();
    await page.getByRole('button', { name: 'Choose a file…' }).click();
    await page.getByText('1.2 GB are sent in pieces').waitFor();
    expect(await page.getByText('gpj.tar').textContent()).not.toContain('\u202e');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await region(page).getByText('200 OK').waitFor();
    expect(await callsOf(page, 'sendRequest')).toMatchObject([
      { request: { method: 'PUT', body: { kind: 'file', file: chosenFile } } },
    ]);
    expect(await pages.opened().axe()).toEqual([]);
    await page.getByRole('button', { name: 'Remove file' }).click();
    await page.getByRole('button', { name: 'Choose a file…' }).waitFor();
    await kind.getByText('Text', { exact: true }).click();
    expect(await page.getByRole('textbox', { name: 'Request body' }).textContent()).toBe('not this');
  });
});

describe('saving', () => {
  test('shows how far it is and can be cancelled', async () => {
    const { page, requestId } = await send({ held: ['saveResponse'], response: large, longBody });
    await button(page, 'Save response').click();
    const saving = {
      stage: 'saving',
      total: longBody.length,
      bytesPerSecond: 1e6,
      secondsLeft: 2,
      answer: null,
    } as const;
    await tell(page, { requestId, bytes: 1_400_000, ...saving });
    await region(page).getByText('Saving… 1.4 MB of 3.5 MB, 1.0 MB/s, 2 s left').waitFor();
    await button(page, 'Cancel saving').click();
    expect(await callsOf(page, 'cancelRequest')).toEqual([{ requestId }]);
  });

  test('cancelled, nothing was saved', async () => {
    const cancelled = failure({ code: 'cancelled' });
    const { page } = await send({ failures: { saveResponse: cancelled } });
    await button(page, 'Save response').click();
    await region(page).getByText('Cancelled. Nothing was saved.').waitFor();
    expect(await region(page).getByRole('alert').count()).toBe(0);
  });
});

/** An answer of so many bytes that are no text. */
function binary(mediaType: string, size: number): Scenario['response'] {
  const start = { from: 0, to: 3, content: { kind: 'bytes', base64: 'AAAA' } } as const;
  return {
    ...scenario().response,
    bytes: size,
    body: { kind: 'large', shownAs: 'bytes', mediaType, start },
  };
}

describe('an answer that is more than text', () => {
  test.each([
    ['image/png', 16_777_217, 'it has 17 MB, and up to 17 MB are shown'],
    ['audio/mpeg', 40_000_000, 'it has 40 MB, and up to 34 MB are shown'],
  ])('%s of %d bytes is too large to be shown, and nothing of it is read', async (type, size, words) => {
    const { page } = await send({ response: binary(type, size), longBody });
    await region(page).getByText(words).waitFor();
    expect(await callsOf(page, 'readResponse')).toEqual([]);
    expect(await pages.opened().axe()).toEqual([]);
  });

  test('a page is text first; drawn, it is a frame without any right, from an address of its own', async () => {
    const body = { kind: 'text', mediaType: 'text/html', text: '<p>Hello</p>' } as const;
    const { page, requestId } = await send({ response: { ...scenario().response, body } });
    await region(page).getByText('<p>Hello</p>').waitFor();
    await region(page).getByText('Preview', { exact: true }).click();
    const frame = region(page).getByTitle('The page that the server answered');
    expect(await frame.getAttribute('sandbox')).toBe('');
    expect(await frame.getAttribute('src')).toBe(`app://preview/${requestId}`);
  });

  test('what may be opened in another program has a button for it, and why it was not opened is told', async () => {
    const refused = failure({ code: 'not-permitted', what: 'This is not opened from here.' });
    const response = binary('application/octet-stream', 100_000);
    const { page, requestId } = await send({ response, longBody, failures: { openResponse: refused } });
    await button(page, 'Open…').click();
    await region(page).getByText('This is not opened from here.').waitFor();
    expect(await callsOf(page, 'openResponse')).toEqual([{ requestId }]);
  });

  test('JSON has none', async () => {
    const { page } = await send({});
    await button(page, 'Save response').waitFor();
    expect(await button(page, 'Open…').count()).toBe(0);
  });

  test('the way in which it was looked at is kept for the next of its kind', async () => {
    const { page } = await send({ longBody: 'abc' });
    await region(page).getByText('Raw', { exact: true }).click();
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await expect.poll(() => callsOf(page, 'sendRequest')).toHaveLength(2);
    await region(page).getByText('{"notes":[{"id":1,').waitFor();
    expect(await region(page).getByRole('radio', { name: 'Raw' }).isChecked()).toBe(true);
  });
});

test('an answer is compared with the one before it', async () => {
  const { page } = await send({});
  await button(page, 'Save response').waitFor();
  expect(await button(page, 'Compare with…').count()).toBe(0);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await button(page, 'Compare with…').click();
  await region(page)
    .getByRole('button', { name: /200, 1\.8 kB, GET \/$/ })
    .click();
  await region(page).getByText('The bodies are the same.').waitFor();
  expect(await pages.opened().axe()).toEqual([]);
  await button(page, 'Close comparison').click();
  await region(page).getByRole('tab', { name: 'Headers' }).waitFor();
});
