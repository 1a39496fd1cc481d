import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';

import { root } from '../../../scripts/lib/paths.mjs';
import type { OpenApiOperation, OpenApiOutline } from '../../../src/shared/open-api.ts';
import {
  ada,
  connection,
  failure,
  savedItems,
  scenario,
  type Scenario,
} from '../../renderer-fake/scenario.ts';
import { callsOf, testPages } from '../../renderer-fake/test-pages.ts';

const pages = testPages();

function operation(index: number, changes: Partial<OpenApiOperation> = {}): OpenApiOperation {
  return {
    index,
    method: 'GET',
    path: `/v1/notes/${String(index)}`,
    name: `Note ${String(index)}`,
    tag: 'Notes',
    deprecated: false,
    scopes: [],
    ...changes,
  };
}

const outline: OpenApiOutline = {
  ticket: 'abcdefghijklmnopqrstuvwxyz',
  title: 'Acme API',
  source: 'openapi.yaml',
  server: 'https://api.acme.test/v1',
  operations: [
    operation(0, { name: 'List notes', scopes: ['notes:read'] }),
    operation(1, { name: 'Create a note', method: 'POST', scopes: ['notes:write'] }),
    operation(2, { name: 'Who am I', tag: null, deprecated: true }),
    operation(3, { name: 'كل المستخدمين', tag: 'المستخدمون', method: 'OPTIONS' }),
    operation(4, {
      name: 'goes on and on '.repeat(15),
      path: `/${'very-long/'.repeat(20)}`,
      tag: 'Long '.repeat(30),
    }),
  ],
  notes: ['Parts lie in other documents, which Latchkey does not fetch: they are left out.'],
};

async function open(
  changes: Partial<Scenario> = {},
  options: Parameters<typeof pages.open>[1] = {},
): Promise<Page> {
  const connections = [connection('Acme staging', { kind: 'signed-in', account: ada })];
  const { page } = await pages.open(scenario({ connections, openApi: outline, ...changes }), options);
  const pane = button(page, 'Saved requests');
  if ((await pane.getAttribute('aria-expanded')) === 'false') await pane.click();
  await button(page, 'Folder of saved requests').click();
  await button(page, 'Import…').click();
  await dialog(page).waitFor();
  return page;
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const dialog = (page: Page) => page.getByRole('dialog', { name: 'Import requests' });
const box = (page: Page, name: string | RegExp) => dialog(page).getByRole('checkbox', { name });

async function expectClean(): Promise<void> {
  expect(await pages.opened().axe()).toEqual([]);
  expect(pages.opened().complaints).toEqual([]);
}

async function readFromFile(page: Page): Promise<void> {
  await button(page, 'Choose a file…').click();
  await page.getByText('Acme API').first().waitFor();
}

describe('importing requests', () => {
  test('everything is chosen first; a folder, one, or what a search finds is chosen by itself', async () => {
    const page = await open();
    await readFromFile(page);
    await button(page, 'Import 5 requests').waitFor();
    await box(page, 'All of Notes').uncheck();
    await button(page, 'Import 3 requests').waitFor();
    await box(page, /^GET \/v1\/notes\/0: List notes/).check();
    await button(page, 'Import 4 requests').waitFor();
    await dialog(page).getByLabel('Find an operation').fill('post note');
    await box(page, 'Choose all that are listed').check();
    await button(page, 'Import 5 requests').waitFor();
    await dialog(page).getByLabel('Find an operation').fill('nothing is called that');
    await page.getByText('Nothing is called that.').waitFor();
    expect(await box(page, /Note/).count()).toBe(0);
    await expectClean();
  });

  test('R24-: nothing is asked for that was not chosen: scopes are offered, and origins are not touched', async () => {
    const page = await open();
    await readFromFile(page);
    await box(page, 'Ask for notes:write at the next sign-in').check();
    await button(page, 'Import 5 requests').click();
    await page.getByText('5 requests were imported.').waitFor();
    expect(await callsOf(page, 'importOperations')).toMatchObject([
      { operations: [0, 1, 2, 3, 4], scopes: ['notes:write'] },
    ]);
    expect(await callsOf(page, 'allowOrigin')).toEqual([]);
    expect(await callsOf(page, 'closeOpenApi')).toHaveLength(1);
    await button(page, 'Undo').click();
    await page.getByText('5 requests were imported.').waitFor({ state: 'detached' });
    expect(await callsOf(page, 'deleteSaved')).toMatchObject([{ path: 'Acme API' }]);
  });

  test.each([
    { where: 'beside the folder that is gone', saved: savedItems, expected: 'treeitem' },
    { where: 'at the menu above where nothing is left', saved: [], expected: 'Folder of saved requests' },
  ])('undone by keyboard, the focus is $where', async ({ saved, expected }) => {
    const page = await open({ saved });
    await readFromFile(page);
    await button(page, 'Import 5 requests').click();
    await page.getByText('5 requests were imported.').waitFor();
    await button(page, 'Undo').focus();
    await page.keyboard.press('Enter');
    await page.getByText('5 requests were imported.').waitFor({ state: 'detached' });
    const focused = () =>
      page.evaluate(() => {
        const at = document.activeElement;
        return at?.getAttribute('aria-label') ?? at?.getAttribute('role') ?? null;
      });
    await expect.poll(focused).toBe(expected);
  });

  test('what was imported can be exported: the window says where it went', async () => {
    const page = await open();
    await readFromFile(page);
    await button(page, 'Import 5 requests').click();
    await page.getByText('5 requests were imported.').waitFor();
    await button(page, 'Export…').click();
    await page.getByText('Exported to /home/ada/export').waitFor();
    expect(await callsOf(page, 'exportSaved')).toMatchObject([{ path: 'Acme API' }]);
    expect(await button(page, 'Undo').count()).toBe(0);
    await expectClean();
  });

  test('a folder, or everything, becomes an OpenAPI document: what it cannot hold is named', async () => {
    const page = await open();
    await readFromFile(page);
    await button(page, 'Import 5 requests').click();
    await page.getByText('5 requests were imported.').waitFor();
    await button(page, 'As OpenAPI…').click();
    await page.getByText('Exported to /home/ada/Acme API.yaml').waitFor();
    await page.getByText('2 requests could not be written.').waitFor();
    await page.getByText('OpenAPI has no method PROPFIND.').waitFor();
    await button(page, 'Folder of saved requests').click();
    await button(page, 'Export all as OpenAPI…').click();
    await expect
      .poll(() => callsOf(page, 'exportOpenApi'))
      .toMatchObject([{ path: 'Acme API' }, { path: '' }]);
    await expectClean();
  });

  test('scopes of what is not chosen are not offered', async () => {
    const page = await open();
    await readFromFile(page);
    await box(page, /Create a note/).uncheck();
    await box(page, 'Ask for notes:read at the next sign-in').waitFor();
    expect(await box(page, /notes:write/).count()).toBe(0);
  });

  test('what is wrong is said, and another document can be chosen; by keyboard alone', async () => {
    const broken = failure({
      code: 'input-invalid',
      what: 'The document was not imported.',
      why: 'Line 3: A colon is missing.',
    });
    const page = await open({ failures: { readOpenApi: broken } });
    await dialog(page).getByLabel('Address').focus();
    await page.keyboard.type('https://api.acme.test/openapi.json');
    await page.keyboard.press('Enter');
    await page.getByText('Line 3: A colon is missing.').waitFor();
    expect(await callsOf(page, 'readOpenApi')).toMatchObject([
      { from: { kind: 'url', url: 'https://api.acme.test/openapi.json' } },
    ]);
    const above = await dialog(page).getByText('goes straight into the URL field').boundingBox();
    const alert = await dialog(page).locator('[data-code="input-invalid"]').boundingBox();
    expect((alert?.y ?? 0) - (above?.y ?? 0) - (above?.height ?? 0)).toBeGreaterThanOrEqual(8);
    await expectClean();
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'detached' });
  });

  test('what takes long can be given up: the dialog says so, and main is told', async () => {
    const page = await open({ held: ['readOpenApi'] });
    await button(page, 'Choose a file…').click();
    await dialog(page).getByRole('status').getByText('Cancel gives it up.').waitFor();
    await expectClean();
    await button(page, 'Cancel').click();
    await dialog(page).waitFor({ state: 'detached' });
    expect(await callsOf(page, 'closeOpenApi')).toHaveLength(1);
  });

  test('20,000 operations are listed without drawing them all, and the last one can be chosen', async () => {
    const operations = Array.from({ length: 20_000 }, (_, index) => operation(index));
    const page = await open({ openApi: { ...outline, operations, notes: [] } });
    await readFromFile(page);
    await button(page, 'Import 20,000 requests').waitFor();
    expect(await dialog(page).getByRole('checkbox').count()).toBeLessThan(200);
    await dialog(page).getByLabel('Find an operation').fill('/v1/notes/19999');
    await box(page, /Note 19999/).uncheck();
    await button(page, 'Import 19,999 requests').waitFor();
  });

  test('what a search finds is in sight, also where the list was scrolled further than that', async () => {
    const operations = Array.from({ length: 20_000 }, (_, index) => operation(index));
    const page = await open({ openApi: { ...outline, operations, notes: [] } });
    await readFromFile(page);
    await dialog(page)
      .getByRole('region', { name: 'Operations' })
      .evaluate((list) => {
        list.scrollTo({ top: list.scrollHeight });
      });
    await box(page, /: Note 19999$/).waitFor();
    await dialog(page).getByLabel('Find an operation').fill('/notes/1');
    expect(await box(page, /: Note 19999$/).count()).toBe(1);
    expect(await box(page, /: Note 19989$/).count()).toBe(1);
  });

  test.each([
    { look: 'light', options: { colorScheme: 'light' } },
    { look: 'dark', options: { colorScheme: 'dark' } },
    { look: 'narrow', options: { viewport: { width: 760, height: 520 } } },
  ] as const)('is clean in $look, with long names and from right to left', async ({ look, options }) => {
    const page = await open({}, options);
    const folder = join(root, 'out', 'e2e');
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: join(folder, `import-source-${look}.png`) });
    await expectClean();
    await readFromFile(page);
    await page.screenshot({ path: join(folder, `import-${look}.png`) });
    await expectClean();
    const sideways = await dialog(page).evaluate((element) => element.scrollWidth > element.clientWidth);
    expect(sideways).toBe(false);
  });
});
