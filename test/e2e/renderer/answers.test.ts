import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';

import type { RequestProgress } from '../../../src/shared/request.ts';
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

describe('an answer that is too large for the page', () => {
  test('shows its beginning at once, its size, and every other part when asked', async () => {
    const { page, requestId } = await send({ response: large, longBody });
    await region(page).getByText('{"line": 0,').waitFor();
    await region(page).getByText('0 B to 66 kB of 3.5 MB').waitFor();
    expect(await callsOf(page, 'readResponse')).toEqual([]);
    expect(await button(page, 'Earlier').isDisabled()).toBe(true);

    await button(page, 'Later').click();
    await region(page).getByText('66 kB to 131 kB of 3.5 MB').waitFor();
    await button(page, 'Last part').click();
    await region(page).getByText('{"line": 39999,').waitFor();
    expect(await button(page, 'Later').isDisabled()).toBe(true);
    await button(page, 'First part').click();
    await region(page).getByText('{"line": 0,').waitFor();
    expect(await callsOf(page, 'readResponse')).toEqual([
      { requestId, from: 65_536, length: 65_536, as: 'text' },
      { requestId, from: longBody.length - 65_536, length: 65_536, as: 'text' },
      { requestId, from: 0, length: 65_536, as: 'text' },
    ]);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBe(1180);
  });

  test('its body is removed once another request is sent', async () => {
    const { page, requestId } = await send({ response: large, longBody });
    await region(page).getByText('3.5 MB', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    expect(await callsOf(page, 'dropResponse')).toEqual([{ requestId }]);
  });

  test('a part that cannot be read says why, and what was there stays', async () => {
    const gone = failure({ code: 'disk-failed', what: 'The answer cannot be read any more.' });
    const { page } = await send({ response: large, longBody, failures: { readResponse: gone } });
    await button(page, 'Later').click();
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
