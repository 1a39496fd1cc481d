import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';

import {
  ada,
  connection,
  savedItems,
  scenario,
  sentRows,
  type Scenario,
} from '../../renderer-fake/scenario.ts';
import { testPages } from '../../renderer-fake/test-pages.ts';

const pages = testPages();

const url = (page: Page) => page.getByRole('textbox', { name: 'URL', exact: true });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const dialog = (page: Page) => page.getByRole('dialog');

async function open(changes: Partial<Scenario> = {}): Promise<Page> {
  const connections = [connection('Acme staging', { kind: 'signed-in', account: ada })];
  const { page } = await pages.open(scenario({ connections, saved: savedItems, ...changes }));
  await url(page).waitFor();
  return page;
}

/** The name of what has the focus; empty where nothing has it. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const at = document.activeElement;
    return at === null || at === document.body ? '' : (at.getAttribute('aria-label') ?? at.textContent);
  });

/** The history of so many requests, and its rows. */
async function openHistory(count: number) {
  const state = { on: true, kept: 'sealed', inMemory: 0, failure: null } as const;
  const page = await open({ history: { rows: sentRows(count), state, leftOut: [] } });
  await page.getByText('History', { exact: true }).click();
  return { page, rows: page.getByRole('listbox', { name: 'History' }).getByRole('option') };
}

describe('the focus is in a dialog as soon as it is there: what is typed at once goes nowhere else', () => {
  test.each([
    { what: 'the search', keys: 'Control+k', name: 'Search' },
    { what: 'a question', keys: 'Control+s', name: 'Name' },
    { what: 'the wizard', keys: 'Enter', name: 'Issuer' },
  ])('$what', async ({ keys, name }) => {
    const page = await open();
    // Its file is read by now: what is asked is only when the focus comes.
    await button(page, 'Add connection').focus();
    await page.keyboard.press(keys);
    await dialog(page).waitFor();
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'detached' });
    await expect.poll(() => focused(page)).toBe('Add connection');
    const first = await page.evaluateHandle(() => {
      const shown = new Promise<Element | null>((resolve) => {
        const watch = new MutationObserver(() => {
          if (document.querySelector('[role="dialog"]') === null) return;
          watch.disconnect();
          resolve(document.activeElement);
        });
        watch.observe(document.body, { childList: true, subtree: true });
      });
      return { shown };
    });
    await page.keyboard.press(keys);
    const had = await first.evaluateHandle(({ shown }) => shown);
    const field = await dialog(page).getByLabel(name, { exact: true }).elementHandle();
    expect(await had.evaluate((element, wanted) => element === wanted, field)).toBe(true);
  });
});

describe('the focus goes back', () => {
  test.each([
    { what: 'the variables', from: 'Variables', item: null },
    { what: 'a question from a menu', from: 'More for this request', item: 'Save as a new one…' },
    { what: 'the import', from: 'Folder of saved requests', item: 'Import…' },
  ])('to the button that opened $what', async ({ from, item }) => {
    const page = await open();
    await button(page, from).focus();
    await page.keyboard.press('Enter');
    if (item !== null) {
      await button(page, item).focus();
      await page.keyboard.press('Enter');
    }
    await dialog(page).waitFor();
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'detached' });
    await expect.poll(() => focused(page)).toBe(from);
  });

  test('to the URL after Ctrl+S, left and answered, and after Ctrl+K', async () => {
    const page = await open();
    await url(page).focus();
    for (const answer of ['Escape', 'Enter']) {
      await page.keyboard.press('Control+s');
      await dialog(page).waitFor();
      await dialog(page).getByRole('textbox', { name: 'Name' }).fill('Mine');
      await page.keyboard.press(answer);
      await dialog(page).waitFor({ state: 'detached' });
      await expect.poll(() => focused(page)).toBe('URL');
    }
    await page.keyboard.press('Control+k');
    await dialog(page).waitFor();
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'detached' });
    await expect.poll(() => focused(page)).toBe('URL');
  });

  test.each(['Enter in the name', 'the button'])(
    'to the URL, too, once a second question took the place of the first: %s',
    async (by) => {
      const page = await open();
      await page.getByRole('tab', { name: 'Headers' }).click();
      await page.getByLabel('Header 1', { exact: true }).fill('X-Api-Key');
      await page.getByLabel('Value of header 1').fill('s3cret');
      await url(page).focus();
      await page.keyboard.press('Control+s');
      await dialog(page).getByRole('textbox', { name: 'Name' }).fill('Keyed');
      if (by === 'the button') await dialog(page).getByRole('button', { name: 'Save', exact: true }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('dialog', { name: 'Keep the secret apart?' }).waitFor();
      await page.keyboard.press('Escape');
      await dialog(page).waitFor({ state: 'detached' });
      await expect.poll(() => focused(page)).toBe('URL');
    },
  );

  test('to the URL once a new origin was answered for', async () => {
    const page = await open();
    await url(page).fill('https://other.test/');
    for (const answer of ['Cancel', 'Send without sign-in']) {
      await url(page).press('Enter');
      await page.getByRole('alertdialog').waitFor();
      await button(page, answer).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('alertdialog').waitFor({ state: 'detached' });
      await expect.poll(() => focused(page)).toBe('URL');
    }
  });
});

describe('a menu', () => {
  test('stays open when the window loses the focus, and closes when something else in it has it', async () => {
    const page = await open();
    await button(page, 'More for this request').click();
    const item = button(page, 'Save as a new one…');
    await item.waitFor();
    // What Chromium tells a page whose window is no longer in front: what had the focus in it keeps that.
    await page.evaluate(() =>
      document.activeElement?.dispatchEvent(
        new FocusEvent('focusout', { bubbles: true, relatedTarget: null }),
      ),
    );
    await expect.poll(() => focused(page)).toBe('More for this request');
    expect(await item.isVisible()).toBe(true);
    await url(page).focus();
    await item.waitFor({ state: 'detached' });
  });
});

describe('the focus stays beside what is gone', () => {
  test.each([
    { tab: 'Params', what: 'parameter', name: 'Parameter' },
    { tab: 'Headers', what: 'header', name: 'Header' },
  ])('the last $what', async ({ tab, what, name }) => {
    const page = await open();
    await page.getByRole('tab', { name: tab }).first().click();
    const form = page.getByRole('form', { name: 'Request' });
    await form.locator(`input[aria-label="${name} 1"]`).fill('a');
    await form.locator(`input[aria-label="${name} 2"]`).fill('b');
    for (const place of ['2', '1']) {
      await button(page, `Remove ${what} ${place}`).focus();
      await page.keyboard.press('Enter');
      await expect.poll(() => focused(page)).toBe(`${name} ${place}`);
    }
  });

  test('a file', async () => {
    const page = await open({ chosenFile: { ticket: 'a'.repeat(26), name: 'sea.png', size: 91 } });
    await page.getByRole('tab', { name: 'Body' }).click();
    await page.getByRole('radiogroup', { name: 'Kind of body' }).getByText('File', { exact: true }).click();
    await button(page, 'Choose a file…').click();
    await button(page, 'Remove file').focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toBe('Choose a file…');
  });

  test('a saved request: on its way back it has the focus', async () => {
    const page = await open();
    const row = page.getByRole('treeitem', { name: 'List notes' });
    await row.focus();
    await page.keyboard.press('Delete');
    await button(page, 'Undo').focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toContain('List notes');
    await page.keyboard.press('Delete');
    await button(page, 'Put this note away').focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toContain('Notes');
  });

  test('the last saved request, where no line is left', async () => {
    const page = await open({ saved: savedItems.slice(0, 1) });
    const remove = async (): Promise<void> => {
      await page.getByRole('treeitem', { name: 'List notes' }).focus();
      await page.keyboard.press('Delete');
      await page.getByText('was deleted').waitFor();
      await expect.poll(() => focused(page)).toBe('Folder of saved requests');
    };
    await remove();
    await button(page, 'Undo').focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toContain('List notes');
    await remove();
    await button(page, 'Put this note away').focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toBe('Folder of saved requests');
  });

  test('a request of the history', async () => {
    const { page, rows } = await openHistory(3);
    await rows.first().click();
    for (const [name, next] of [
      ['Remove', 'Find in the history'],
      ['Undo', '/v1/notes'],
    ] as const) {
      await button(page, name).focus();
      await page.keyboard.press('Enter');
      await button(page, name).waitFor({ state: 'detached' });
      await expect.poll(() => focused(page)).toContain(next);
    }
    expect(await rows.count()).toBe(3);
  });

  test('the last request of the history, where there is nothing left to be searched', async () => {
    const { page, rows } = await openHistory(1);
    const bringBack = async (): Promise<void> => {
      await expect.poll(() => focused(page)).toBe('What is remembered');
      await button(page, 'Undo').focus();
      await page.keyboard.press('Enter');
      await rows.first().waitFor();
      await expect.poll(() => focused(page)).toContain('/v1/notes');
    };
    await rows.first().focus();
    await page.keyboard.press('Delete');
    await rows.first().waitFor({ state: 'detached' });
    await bringBack();
    await rows.first().click();
    await button(page, 'Remove').focus();
    await page.keyboard.press('Enter');
    await rows.first().waitFor({ state: 'detached' });
    await bringBack();
  });

  test('a variable, and never behind the dialog', async () => {
    const variables = { connection: [{ kind: 'plain', name: 'n', value: 'v' } as const], global: [] };
    const page = await open({ variables });
    await button(page, 'Variables').click();
    await button(page, 'Remove n').focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toBe('Undo');
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toBe('Close');
  });
});
