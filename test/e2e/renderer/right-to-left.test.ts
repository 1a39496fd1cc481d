import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';

import type { SavedItem } from '../../../src/shared/saved-request.ts';
import { ada, connection, scenario, type Scenario } from '../../renderer-fake/scenario.ts';
import { testPages } from '../../renderer-fake/test-pages.ts';

const pages = testPages();
const name = `حساب ${'الفواتير '.repeat(30)}`.trim();
const saved: SavedItem = {
  kind: 'request',
  path: `${name}.http`,
  name,
  method: 'DELETE',
  url: 'https://api.acme.test/v1/notes',
};

function given(changes: Partial<Scenario> = {}): Scenario {
  return scenario({
    connections: [connection(name, { kind: 'signed-in', account: ada })],
    saved: [saved, { kind: 'folder', path: name, name, items: [] }],
    ...changes,
  });
}

/** The elements that show a text beginning with the name: how often its first letter can be seen, and where it cannot. */
function firstLetters(page: Page): Promise<{ readonly seen: number; readonly unseen: readonly string[] }> {
  return page.evaluate(() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const unseen: string[] = [];
    let seen = 0;
    for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
      const at = text.textContent?.indexOf('حساب') ?? -1;
      const range = document.createRange();
      range.setStart(text, Math.max(at, 0));
      range.setEnd(text, Math.max(at, 0) + (at < 0 ? 0 : 1));
      const letter = range.getBoundingClientRect();
      if (at < 0 || letter.width === 0) continue;
      let cutBy: Element | null = text.parentElement;
      while (cutBy !== null) {
        const { left, right } = cutBy.getBoundingClientRect();
        const cuts = getComputedStyle(cutBy).overflowX !== 'visible';
        if (cuts && (letter.left < left - 1 || letter.right > right + 1)) break;
        cutBy = cutBy.parentElement;
      }
      if (cutBy === null) seen += 1;
      else unseen.push(`${cutBy.localName}.${cutBy.className} in ${cutBy.parentElement?.className ?? ''}`);
    }
    return { seen, unseen };
  });
}

const button = (page: Page, label: string) => page.getByRole('button', { name: label, exact: true });

describe.each([1180, 760])('a long name that runs from right to left, %i pixels', (width) => {
  const look = { viewport: { width, height: 760 } };

  test('shows its beginning in the list, the header, the saved requests, the editor and the search', async () => {
    const { page } = await pages.open(given(), look);
    await page.getByRole('textbox', { name: 'URL', exact: true }).waitFor();
    if (width < 1000) await button(page, 'Saved requests').click();
    await page.getByRole('treeitem', { name: /^DELETE/ }).click();
    await page.getByRole('heading', { level: 2, name: 'حساب' }).waitFor();
    expect(await firstLetters(page)).toMatchObject({ seen: 5, unseen: [] });
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search' }).fill('حساب');
    await page.getByRole('option', { name: 'حساب' }).first().waitFor();
    const { seen, unseen } = await firstLetters(page);
    expect(unseen).toEqual([]);
    expect(seen).toBeGreaterThan(5);
  });

  test('shows it in a document of operations', async () => {
    const operation = {
      index: 0,
      method: 'GET',
      path: '/v1',
      name,
      tag: name,
      deprecated: false,
      scopes: [],
    };
    const openApi = {
      ticket: 'a'.repeat(26),
      title: name,
      source: 'openapi.yaml',
      server: null,
      operations: [operation],
      notes: [],
    };
    const { page } = await pages.open(given({ openApi, saved: [] }), look);
    await page.getByRole('textbox', { name: 'URL', exact: true }).waitFor();
    if (width < 1000) await button(page, 'Saved requests').click();
    await button(page, 'Folder of saved requests').click();
    await button(page, 'Import…').click();
    await button(page, 'Choose a file…').click();
    await page.getByRole('checkbox', { name: 'Choose all that are listed' }).waitFor();
    const { seen, unseen } = await firstLetters(page);
    expect(unseen).toEqual([]);
    expect(seen).toBeGreaterThanOrEqual(6);
  });

  test('shows it in the tree of an answer', async () => {
    const text = JSON.stringify({ [name]: { [name]: name } });
    const body = { kind: 'json', text, mediaType: 'application/json' } as const;
    const { page } = await pages.open(given({ response: { ...scenario().response, body }, saved: [] }), look);
    await button(page, 'Send').click();
    await page.getByRole('treeitem').nth(2).click();
    const { seen, unseen } = await firstLetters(page);
    expect(unseen).toEqual([]);
    expect(seen).toBeGreaterThanOrEqual(5);
  });
});
