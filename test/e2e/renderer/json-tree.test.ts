import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';

import { ada, connection, failure, scenario, type Scenario } from '../../renderer-fake/scenario.ts';
import { testPages } from '../../renderer-fake/test-pages.ts';

const pages = testPages();

const signedIn = connection('Acme staging', { kind: 'signed-in', account: ada });

async function send(changes: Partial<Scenario>): Promise<Page> {
  const { page } = await pages.open(scenario({ connections: [signedIn], ...changes }));
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  return page;
}

const answer = (text: string): Partial<Scenario> => ({
  response: {
    ...scenario().response,
    body: { kind: 'json', text, mediaType: 'application/json' },
    bytes: text.length,
  },
});

/** A body that main keeps, and of which the page gets the beginning. */
const kept = (text: string): Partial<Scenario> => ({
  longBody: text,
  response: {
    ...scenario().response,
    bytes: text.length,
    body: {
      kind: 'large',
      shownAs: 'json',
      mediaType: 'application/json',
      start: { from: 0, to: 65_536, content: { kind: 'text', text: text.slice(0, 65_536) } },
    },
  },
});

/** Nothing was refused by the policy, nothing threw, and axe has nothing to say. */
async function expectClean(): Promise<void> {
  expect(pages.opened().complaints).toEqual([]);
  expect(await pages.opened().axe()).toEqual([]);
}

const tree = (page: Page) => page.getByRole('tree', { name: 'Response body' });
const row = (page: Page, name: string) => tree(page).getByRole('treeitem', { name, exact: true });
const chosen = (page: Page) => tree(page).getByRole('treeitem', { selected: true });
const find = (page: Page) => page.getByLabel('Find in the response');
const copied = (page: Page): Promise<unknown> =>
  page.evaluate(() => window.latchkeyFake.calls.findLast(({ command }) => command === 'copyText')?.input);

const small = JSON.stringify({
  notes: [
    { id: 1, title: 'Order a new latch' },
    { id: 2, title: 'Oil the hinges', 'due date': '2027-01-01' },
  ],
  next: null,
});

describe('JSON as a tree', () => {
  test('is gone through, folded and copied from by keyboard alone', async () => {
    const page = await send(answer(small));
    await row(page, '{ 2 members').waitFor();
    await page.getByRole('radio', { name: 'Tree' }).focus();
    for (let stop = 0; stop < 8 && !(await tree(page).evaluate((at) => at === document.activeElement));) {
      stop += 1;
      // oxlint-disable-next-line no-await-in-loop -- one key after the other
      await page.keyboard.press('Tab');
    }
    const go = async (...keys: readonly string[]): Promise<void> => {
      for (const key of keys) {
        // oxlint-disable-next-line no-await-in-loop -- one key after the other
        await page.keyboard.press(key);
      }
    };
    await go('ArrowDown', 'ArrowRight');
    await chosen(page).and(page.locator('[aria-level="3"]')).waitFor();
    await go('ArrowDown', 'ArrowDown');
    await page.getByText('$.notes[0].title').waitFor();
    await go('Control+C');
    await expect.poll(async () => copied(page)).toEqual({ text: 'Order a new latch' });
    // That it was copied is said for two seconds: whoever looks for it looks before.
    await Promise.all([
      page.getByRole('button', { name: 'Copied' }).first().waitFor(),
      go('Control+Shift+C'),
    ]);
    await expect.poll(async () => copied(page)).toEqual({ text: '$.notes[0].title' });

    await go('ArrowLeft');
    await chosen(page).and(page.locator('[aria-expanded="true"]')).waitFor();
    await go('ArrowLeft');
    await row(page, '0: {"id":1,"title":"Order a new latch"} 2 members').waitFor();
    expect(await row(page, 'title: "Order a new latch"').count()).toBe(0);
    await go('ArrowDown', 'ArrowRight', 'End');
    await chosen(page).and(row(page, 'next: null')).waitFor();
    await go('Home', 'ArrowLeft');
    await row(page, `${small} 2 members`).waitFor();
    expect(await tree(page).getByRole('treeitem').count()).toBe(1);
    await go('Enter');
    await row(page, 'next: null').waitFor();
    await expectClean();
  });

  test('is found through: forwards, backwards, around the end, and into what is folded', async () => {
    const page = await send(answer(small));
    await row(page, '{ 2 members').waitFor();
    await page.getByRole('button', { name: 'Fold all', exact: true }).click();
    await row(
      page,
      'notes: [{"id":1,"title":"Order a new latch"},{"id":2,"title":"Oil the hinges","due date":"2027-01-01"}] 2 items',
    ).waitFor();
    await tree(page).focus();
    await page.keyboard.press('Control+F');
    await page.keyboard.type('TITLE');
    await page.getByText('2 found').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('1 of 2').waitFor();
    await chosen(page).and(row(page, 'title: "Order a new latch"')).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('2 of 2').waitFor();
    await chosen(page).and(row(page, 'title: "Oil the hinges"')).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('1 of 2').waitFor();
    await page.keyboard.press('Shift+Enter');
    await page.getByText('2 of 2').waitFor();
    await find(page).fill('nowhere');
    await page.getByText('Not found').waitFor();
    expect(await page.getByRole('button', { name: 'Next match' }).isDisabled()).toBe(true);
    await find(page).press('Escape');
    expect(await find(page).inputValue()).toBe('');
    await expectClean();
  });

  test('a body that main keeps is read in parts, while its beginning is there', async () => {
    const items = Array.from({ length: 60_000 }, (_, id) => ({ id, text: 'x'.repeat(20) }));
    const page = await send(kept(JSON.stringify(items)));
    await row(page, '[ 60,000 items').waitFor();
    await tree(page).focus();
    await page.keyboard.press('End');
    await row(page, 'text: "xxxxxxxxxxxxxxxxxxxx"').last().waitFor();
    await page.getByText('$[59999].text').waitFor();
    const rows = await tree(page).getByRole('treeitem').count();
    expect(rows).toBeLessThan(200);
    await page.keyboard.press('PageUp');
    await chosen(page).and(page.locator('[aria-level="3"], [aria-level="2"]')).waitFor();
    await page.keyboard.press('Home');
    await page.getByText('$', { exact: true }).waitFor();
    await expectClean();
  });

  test('a part that cannot be read says why, and what came before it is there', async () => {
    const gone = failure({ code: 'disk-failed', what: 'The answer cannot be read any more.' });
    const text = JSON.stringify(Array.from({ length: 60_000 }, (_, id) => ({ id })));
    const page = await send({ ...kept(text), failures: { readResponse: gone } });
    await page.getByText('The answer cannot be read any more.').waitFor();
    await row(page, 'id: 0').waitFor();
    await page.getByText('The JSON ends too soon').waitFor();
    expect(pages.opened().complaints).toEqual([]);
  });

  test.each([
    ['{"a": 1, b: 2}', 'at line 1, byte 10 a name in double quotation marks is missing'],
    ['[1,\n 2,]', 'at line 2, byte 4 a value is missing'],
    ['[1, 2', 'The JSON ends too soon, at line 1, byte 6.'],
    ['{"a": 1} trailing', 'at line 1, byte 10 something follows where the JSON had ended'],
  ])('what is no JSON says where, and shows what came before: %s', async (text, words) => {
    const page = await send(answer(text));
    await page.getByText(words).waitFor();
    expect(await tree(page).getByRole('treeitem').count()).toBeGreaterThan(1);
    await expectClean();
  });

  test('numbers, names that stand twice and tricks are shown as they were sent', async () => {
    const text = `{"id": 12345678901234567890, "id": 1e400, "\u202Eevil": "\u001B[31m ${String.raw`\ud800`}", "": "שלום"}`;
    const page = await send(answer(text.replace('\u001B', String.raw`\u001b`)));
    await row(page, 'id: 12345678901234567890').waitFor();
    await row(page, 'id: 1e400').waitFor();
    await row(page, String.raw`⟨U+202E⟩evil: "\u001b[31m \ud800"`).waitFor();
    await row(page, '"": "שלום"').waitFor();
    expect(pages.opened().complaints).toEqual([]);
  });

  test('100,000 levels, and ten megabytes in one line, are there at once and inert', async () => {
    const levels = 100_000;
    const deep = await send(kept(`${'[{"a":'.repeat(levels / 2)}1${'}]'.repeat(levels / 2)}`));
    await row(deep, '[ 1 item').first().waitFor();
    await tree(deep).focus();
    await deep.keyboard.press('End');
    await row(deep, `level ${String(levels)} a: 1`).waitFor();
    await chosen(deep)
      .and(deep.locator(`[aria-level="${String(levels + 1)}"]`))
      .waitFor();
    await deep.getByRole('button', { name: 'Fold all', exact: true }).click();
    await row(deep, '[ 1 item').waitFor();
    expect(await tree(deep).getByRole('treeitem').count()).toBe(2);
    await expectClean();
    await pages.opened().close();

    const flood = await send(kept(`["${'<script>alert(1)</script>'.repeat(400_000)}", ${'-'.repeat(3)}]`));
    await flood.getByText('a value is missing').or(flood.getByText('a number breaks off')).waitFor();
    expect((await tree(flood).getByRole('treeitem').last().textContent())?.length).toBeLessThan(1000);
    await expectClean();
  });
});
