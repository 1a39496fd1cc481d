import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';

import { ada, connection, failure, scenario, sentRows, type Scenario } from '../../renderer-fake/scenario.ts';
import { callsOf, testPages } from '../../renderer-fake/test-pages.ts';

const pages = testPages();

const sealed = { on: true, kept: 'sealed', inMemory: 0, failure: null } as const;

async function open(
  history: Partial<Scenario['history']> = {},
  width = 1180,
  held: Scenario['held'] = [],
): Promise<Page> {
  const connections = [connection('Acme staging', { kind: 'signed-in', account: ada })];
  const shown = { rows: sentRows(6), state: sealed, leftOut: [], ...history };
  const { page } = await pages.open(scenario({ connections, history: shown, held }), {
    viewport: { width, height: 760 },
  });
  await page.getByRole('textbox', { name: 'URL', exact: true }).waitFor();
  if (width < 1000) await button(page, 'Saved requests').click();
  await page.getByText('History', { exact: true }).click();
  await page.getByRole('region', { name: 'History' }).waitFor();
  return page;
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const rows = (page: Page) => page.getByRole('listbox', { name: 'History' }).getByRole('option');
const url = (page: Page) => page.getByRole('textbox', { name: 'URL', exact: true });
const find = (page: Page) => page.getByRole('textbox', { name: 'Find in the history' });

/** The row at a place, from 1, has the focus, is chosen, and is of this address. */
async function focused(page: Page, place: number, path: string): Promise<void> {
  await page
    .locator(`[role="option"][aria-posinset="${String(place)}"][aria-selected="true"]:focus`)
    .getByText(path)
    .waitFor();
}

async function expectClean(): Promise<void> {
  expect(await pages.opened().axe()).toEqual([]);
  expect(pages.opened().complaints).toEqual([]);
}

describe('the history', () => {
  test('by keyboard alone: found, opened with its answer, removed, and brought back', async () => {
    const page = await open();
    await page.getByText('6 requests').waitFor();
    expect(await rows(page).count()).toBe(6);
    await expectClean();
    await find(page).focus();
    await page.keyboard.type('delete 404');
    await page.getByText('2 found').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Response' }).getByText('404').waitFor();
    expect(await url(page).inputValue()).toBe('https://api.acme.test/v1/invoices?page=2');
    await expectClean();
    await page.keyboard.press('Delete');
    await page.getByText('1 found').waitFor();
    await button(page, 'Undo').click();
    await page.getByText('2 found').waitFor();
  });

  test('what is sent meanwhile moves the rows, and the keyboard stays on its request', async () => {
    const page = await open();
    await find(page).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await focused(page, 2, '/v1/invoices?page=2');
    const [newest] = sentRows(1);
    await page.evaluate((row) => {
      if (row !== undefined)
        window.latchkeyFake.remember({ ...row, entry: '7', url: 'https://api.acme.test/new' });
    }, newest);
    await focused(page, 3, '/v1/invoices?page=2');
    await page.keyboard.press('Enter');
    await expect.poll(() => callsOf(page, 'openHistory')).toMatchObject([{ entry: '5' }]);
  });

  test('after Delete the next request is chosen, the one before after the last, and Undo leads back', async () => {
    const page = await open();
    await rows(page).nth(1).click();
    await page.keyboard.press('Delete');
    await page.getByText('5 requests').waitFor();
    await focused(page, 2, '/v1/a-very-long-name');
    await button(page, 'Send again').waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => url(page).inputValue()).toContain('/v1/a-very-long-name');
    await page.keyboard.press('End');
    await focused(page, 5, '/v1/invoices?page=2#5');
    await page.keyboard.press('Delete');
    await page.getByText('4 requests').waitFor();
    await focused(page, 4, '/v1/notes#4');
    await button(page, 'Undo').focus();
    await page.keyboard.press('Enter');
    await page.getByText('5 requests').waitFor();
    await focused(page, 5, '/v1/invoices?page=2#5');
    await expectClean();
  });

  test('a request is sent again, and saved, from where it stands', async () => {
    const page = await open({ leftOut: ['the header Authorization'] });
    await rows(page).first().click();
    await page.getByText('Not kept of it: the header Authorization.').waitFor();
    await button(page, 'Send again').click();
    await page.getByRole('region', { name: 'Response' }).getByText('200').waitFor();
    expect(await callsOf(page, 'sendRequest')).toHaveLength(1);
    await button(page, 'Save as request').click();
    await page.getByRole('dialog', { name: 'Save request' }).waitFor();
    await expectClean();
  });

  test('sent again by a double click it is sent once', async () => {
    const page = await open({}, 1180, ['sendRequest']);
    await rows(page).first().click();
    await button(page, 'Send again').dblclick();
    await button(page, 'Cancel request').waitFor();
    expect(await button(page, 'Send again').getAttribute('aria-disabled')).toBe('true');
    await button(page, 'Send again').focus();
    await page.keyboard.press('Enter');
    // Whatever the second press led to was asked for before this.
    await find(page).fill('404');
    await page.getByText('2 found').waitFor();
    expect(await callsOf(page, 'sendRequest')).toHaveLength(1);
  });

  test('nothing can be done with a request that was removed, but to bring it back', async () => {
    const page = await open();
    await rows(page).first().click();
    await button(page, 'Remove').click();
    await page.getByText('5 requests').waitFor();
    expect(await button(page, 'Remove').count()).toBe(0);
    expect(await rows(page).and(page.locator('[aria-selected="true"]')).count()).toBe(0);
    await rows(page).first().click();
    await button(page, 'Remove').click();
    await page.getByText('4 requests').waitFor();
    await button(page, 'Undo').click();
    await page.getByText('5 requests').waitFor();
    await button(page, 'Undo').click();
    await page.getByText('6 requests').waitFor();
    await button(page, 'Undo').waitFor({ state: 'detached' });
    await expectClean();
  });

  test('a double click on Undo brings one request back, also while another is being opened', async () => {
    const page = await open();
    for (const left of [5, 4]) {
      await rows(page).first().click();
      await button(page, 'Remove').click();
      await page.getByText(`${String(left)} requests`).waitFor();
    }
    await page.evaluate(() => {
      window.latchkeyFake.hold('openHistory');
      window.latchkeyFake.hold('restoreHistory');
    });
    await rows(page).first().click();
    await button(page, 'Undo').dblclick();
    await page.evaluate(() => {
      window.latchkeyFake.release('restoreHistory');
    });
    await page.getByText('5 requests').waitFor();
    await page.evaluate(() => {
      window.latchkeyFake.release('openHistory');
    });
    expect(await callsOf(page, 'restoreHistory')).toHaveLength(1);
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  test('nothing can be done with a request that the search may hide', async () => {
    const page = await open({ leftOut: ['the header Authorization', 'the cookie session'] });
    await rows(page).first().click();
    await page.getByText('The name of a variable stands in their place.').waitFor();
    await button(page, 'Send again').waitFor();
    await find(page).fill('nothing like that');
    await page.getByText('Nothing like that was sent.').waitFor();
    expect(await button(page, 'Send again').count()).toBe(0);
    expect(await page.getByText('Not kept of it').count()).toBe(0);
    await page.keyboard.press('Escape');
    await page.getByText('6 requests').waitFor();
    await expectClean();
  });

  test('is cleared in one click, and comes back with another', async () => {
    const page = await open();
    await rows(page).first().waitFor();
    await button(page, 'What is remembered').click();
    await button(page, 'Clear the history').click();
    await page.getByText('Nothing yet. What you send appears here.').waitFor();
    expect(await rows(page).count()).toBe(0);
    await expectClean();
    await button(page, 'Undo').click();
    await rows(page).first().waitFor();
    expect(await rows(page).count()).toBe(6);
  });

  test('is switched off for a connection, and says so', async () => {
    const page = await open();
    await button(page, 'What is remembered').click();
    await page.getByRole('checkbox', { name: 'Remember what is sent' }).click();
    await page.getByText('What you send is not remembered.').waitFor();
    expect(await callsOf(page, 'keepHistory')).toMatchObject([{ on: false }]);
  });

  test('is limited by age and by size, in Settings', async () => {
    const page = await open();
    await page.evaluate(() => {
      window.location.hash = '#/settings';
    });
    const choice = (name: string) => page.getByRole('radiogroup', { name });
    await choice('Forget requests after').getByText('1 week').click();
    await choice('Keep of each connection at most').getByText('2 GB').click();
    await expect
      .poll(() => callsOf(page, 'setHistoryLimits'))
      .toEqual([
        { days: 7, megabytes: 500 },
        { days: 7, megabytes: 2000 },
      ]);
    await expectClean();
  });

  test('says where it is kept, and why it cannot be written', async () => {
    const memory = await open({ state: { ...sealed, kept: 'memory', inMemory: 6 } });
    await memory.getByText('Kept until you quit: nothing').waitFor();
    await pages.opened().close();
    const full = failure({
      code: 'disk-full',
      what: 'The history could not be written.',
      why: 'The disk is full.',
    });
    const page = await open({ state: { ...sealed, inMemory: 2, failure: full } });
    await page.getByText('2 requests are in memory until they can be written.').waitFor();
    await page.getByText('The history could not be written.').waitFor();
    await page.getByText('6 requests').waitFor();
    expect(await rows(page).count()).toBe(6);
    await expectClean();
  });

  test('of a hundred thousand requests draws those that are seen, from end to end', async () => {
    const page = await open({ rows: sentRows(100_000) });
    await page.getByText('100,000 requests').waitFor();
    await rows(page).first().focus();
    await page.keyboard.press('End');
    await page.locator('[role="option"][aria-posinset="100000"]:focus').getByText('api.acme.test').waitFor();
    expect(await rows(page).count()).toBeLessThan(80);
    await page.keyboard.press('Home');
    await page.locator('[role="option"][aria-posinset="1"]:focus').waitFor();
    await expectClean();
  });

  test.each(['light', 'dark'] as const)('fits into 760 pixels, %s', async (colorScheme) => {
    const page = await open({}, 760);
    await page.emulateMedia({ colorScheme });
    await rows(page).nth(2).click();
    await page.getByRole('region', { name: 'Response' }).getByText('503').waitFor();
    // What is below the list may be shorter now: a click still means the row on which it began.
    await button(page, 'Remove').click();
    await page.getByText('5 requests').waitFor();
    await rows(page).nth(3).click();
    await page.getByRole('region', { name: 'Response' }).getByText('200').first().waitFor();
    await expectClean();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    expect(wide).toBe(false);
  });
});
