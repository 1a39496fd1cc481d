import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';

import { root } from '../../../scripts/lib/paths.mjs';
import type { ConnectionsFileOutline, IncomingConnection } from '../../../src/shared/connections-file.ts';
import { ada, connection, failure, scenario, type Scenario } from '../../renderer-fake/scenario.ts';
import { callsOf, testPages } from '../../renderer-fake/test-pages.ts';

const pages = testPages();

function incoming(index: number, changes: Partial<IncomingConnection> = {}): IncomingConnection {
  return {
    index,
    name: `Acme ${String(index)}`,
    issuer: 'https://acme.okta.com',
    clientId: '0oa1b2c3d4',
    scopes: ['openid', 'offline_access'],
    development: false,
    hosts: [{ host: 'acme.okta.com', uses: ['the issuer'] }],
    apiOrigins: [],
    notes: [],
    known: null,
    ...changes,
  };
}

const known = incoming(1, {
  name: 'Renamed',
  known: {
    name: 'Acme staging',
    replaceable: true,
    differences: [{ setting: 'Scopes', before: '', after: 'openid offline_access' }],
  },
});
const hostile = incoming(2, {
  name: 'Acme \u202Egnigats\u0000',
  issuer: 'http://127.0.0.1:4480',
  development: true,
  clientId: '',
  hosts: [
    { host: '127.0.0.1:4480', uses: ['the issuer', 'sign-in'] },
    { host: 'evil.test', uses: ['tokens', 'keys'] },
  ],
  apiOrigins: ['https://api.acme.test (urn:api)', 'https://*.evil.test'],
  notes: ['Not all of its addresses come from the issuer itself: look at its hosts.'],
});

const outline: ConnectionsFileOutline = {
  ticket: 'abcdefghijklmnopqrstuvwxyz',
  source: 'team.json',
  connections: [
    incoming(0),
    known,
    hostile,
    incoming(3, { name: 'خدمة المصادقة', issuer: `https://${'very-long-'.repeat(20)}.test/` }),
    incoming(4, {
      name: 'goes on and on '.repeat(20),
      scopes: Array.from({ length: 40 }, (_, index) => `scope:${String(index)}`),
      known: { name: 'Other', replaceable: false, differences: [] },
    }),
  ],
  leftOut: [{ name: 'Bad \u202Eone', why: 'This issuer cannot be used. It begins with “file:”.' }],
  notes: ['One connection stands in the file again, just the same: taken once.'],
};

async function open(
  changes: Partial<Scenario> = {},
  options: Parameters<typeof pages.open>[1] = {},
): Promise<Page> {
  const connections = [connection('Acme staging', { kind: 'signed-in', account: ada })];
  const given = scenario({ connections, connectionsFile: outline, ...changes });
  const { page } = await pages.open(given, { hash: '#/settings', ...options });
  await button(page, 'Import connections…').waitFor();
  return page;
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
const dialog = (page: Page) => page.getByRole('dialog', { name: 'Import connections' });
const box = (page: Page, name: string | RegExp) => dialog(page).getByRole('checkbox', { name });
const decide = (page: Page, name: string, as: string) =>
  dialog(page)
    .getByRole('radiogroup', { name: `What becomes of ${name}` })
    .getByText(as, { exact: true })
    .click();

async function choose(page: Page): Promise<void> {
  await button(page, 'Import connections…').click();
  await dialog(page).waitFor();
}

async function expectClean(): Promise<void> {
  expect(await pages.opened().axe()).toEqual([]);
  expect(pages.opened().complaints).toEqual([]);
}

describe('importing connections', () => {
  test('R87+: shows the host of every endpoint, and what it is for, before anything is asked of main', async () => {
    const page = await open();
    await choose(page);
    const list = dialog(page).getByRole('list', { name: 'Connections in the file' });
    await list.getByText('127.0.0.1:4480: the issuer, sign-in').waitFor();
    await list.getByText('evil.test: tokens, keys').waitFor();
    await list.getByText('https://*.evil.test').waitFor();
    await list.getByText('acme.okta.com, and those that it names itself').first().waitFor();
    await list.getByText('It begins with “file:”.').waitFor();
    await dialog(page).getByText('taken once.').waitFor();
    expect(await callsOf(page, 'importConnections')).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'detached' });
    expect(await callsOf(page, 'closeConnectionsFile')).toHaveLength(1);
    expect(await callsOf(page, 'importConnections')).toEqual([]);
  });

  test('R24-: new ones are taken, those that are here are skipped, and no API origin is allowed', async () => {
    const page = await open();
    await choose(page);
    await button(page, 'Import 3 connections').click();
    await page.getByText('3 connections were added, signed out.').waitFor();
    expect(await callsOf(page, 'importConnections')).toEqual([
      {
        ticket: outline.ticket,
        choices: [0, 2, 3].map((index) => ({ index, as: 'new' })),
        allowOrigins: false,
      },
    ]);
    await expectClean();
  });

  test('each is decided upon: replaced, kept beside, left; and API origins are allowed by a tick', async () => {
    const page = await open();
    await choose(page);
    await decide(page, 'Renamed', 'Replace');
    await dialog(page).getByText('Scopes: none becomes openid offline_access').waitFor();
    await decide(page, 'goes on and on '.repeat(20), 'Keep both');
    await box(page, 'All 3 that are new').uncheck();
    expect(await box(page, /^Let your sign-ins go/).count()).toBe(0);
    await box(page, /^Acme ⟨U\+202E⟩gnigats␀$/).check();
    await box(page, /^Let your sign-ins go to the API origins above \(2\)/).check();
    await button(page, 'Import 3 connections').click();
    await page.getByText('2 connections were added, signed out, 1 connection was replaced.').waitFor();
    expect(await callsOf(page, 'importConnections')).toMatchObject([
      {
        choices: [
          { index: 1, as: 'replace' },
          { index: 2, as: 'new' },
          { index: 4, as: 'new' },
        ],
        allowOrigins: true,
      },
    ]);
  });

  test('R87-: one whose addresses differ cannot be replaced, and nothing chosen cannot be imported', async () => {
    const page = await open();
    await choose(page);
    const last = dialog(page).getByRole('radiogroup', { name: /^What becomes of goes on/ });
    expect(await last.getByRole('radio').count()).toBe(2);
    await dialog(page).getByText('Its addresses differ from yours').waitFor();
    await box(page, 'All 3 that are new').uncheck();
    expect(await button(page, 'Import 0 connections').isDisabled()).toBe(true);
  });

  test('is undone, and what stays is said', async () => {
    const page = await open();
    await choose(page);
    await button(page, 'Import 3 connections').click();
    await button(page, 'Undo').click();
    await page.getByText('The import was undone.').waitFor();
    expect(await callsOf(page, 'undoImport')).toEqual([{ undo: '1' }]);
  });

  test('a file that cannot be used says why, and another can be chosen', async () => {
    const newer = failure({ code: 'input-invalid', what: 'The file was not imported.', why: 'A newer one.' });
    const page = await open({ failures: { readConnectionsFile: newer } });
    await button(page, 'Import connections…').click();
    await page.getByText('A newer one.').waitFor();
    expect(await button(page, 'Import connections…').isEnabled()).toBe(true);
    await expectClean();
  });

  test('what cannot be saved is said in the question, which stays', async () => {
    const full = failure({ code: 'disk-full', what: 'The connection could not be saved.' });
    const page = await open({ failures: { importConnections: full } });
    await choose(page);
    await button(page, 'Import 3 connections').click();
    await dialog(page).getByText('The connection could not be saved.').waitFor();
    expect(await button(page, 'Import 3 connections').isEnabled()).toBe(true);
    await expectClean();
  });

  test('begins on the first page for who was given a file, and in the search, by keyboard alone', async () => {
    const { page } = await pages.open(scenario({ connectionsFile: outline }));
    await button(page, 'Import connections…').focus();
    await page.keyboard.press('Enter');
    await dialog(page).waitFor();
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'detached' });
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search' }).fill('import conn');
    await page.keyboard.press('Enter');
    await dialog(page).waitFor();
    expect(await callsOf(page, 'readConnectionsFile')).toHaveLength(2);
  });

  test('a thousand are listed, and the last one can be left out', async () => {
    const connections = Array.from({ length: 1000 }, (_, index) => incoming(index));
    const page = await open({ connectionsFile: { ...outline, connections, leftOut: [] } });
    await choose(page);
    await box(page, 'Acme 999').uncheck();
    await button(page, 'Import 999 connections').waitFor();
    expect(await box(page, 'All 1,000 that are new').isChecked()).toBe(false);
  });

  test('all connections are exported from Settings and from the search', async () => {
    const page = await open();
    await button(page, 'Export all connections…').click();
    await page.getByText('Exported to /home/ada/connections.json. 1 connection is in it').waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search' }).fill('export all');
    await page.keyboard.press('Enter');
    await expect.poll(() => callsOf(page, 'exportConnections')).toEqual([{ id: null }, { id: null }]);
  });

  test.each([
    { look: 'light', options: { colorScheme: 'light' } },
    { look: 'dark', options: { colorScheme: 'dark' } },
    { look: 'narrow', options: { viewport: { width: 760, height: 520 } } },
  ] as const)('is clean in $look, with long names and from right to left', async ({ look, options }) => {
    const page = await open({}, options);
    const folder = join(root, 'out', 'e2e');
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: join(folder, `transfer-settings-${look}.png`) });
    await choose(page);
    await decide(page, 'Renamed', 'Replace');
    await page.screenshot({ path: join(folder, `transfer-${look}.png`) });
    await expectClean();
    const list = dialog(page).getByRole('list', { name: 'Connections in the file' });
    await list.evaluate((element) => {
      element.scrollTo({ top: element.scrollHeight });
    });
    await page.screenshot({ path: join(folder, `transfer-end-${look}.png`) });
    expect(await dialog(page).evaluate((element) => element.scrollWidth > element.clientWidth)).toBe(false);
    expect(await list.evaluate((element) => element.scrollWidth > element.clientWidth)).toBe(false);
  });
});
