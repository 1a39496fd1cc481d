import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';

import { root } from '../../../scripts/lib/paths.mjs';
import { ada, connection, failure, scenario, waiting, type Scenario } from '../../renderer-fake/scenario.ts';
import { callsOf, testPages } from '../../renderer-fake/test-pages.ts';

const pages = testPages();
const pictures = join(root, 'out', 'e2e');

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

async function open(given: Partial<Scenario>, hash = ''): Promise<Page> {
  return (await pages.open(scenario(given), { hash })).page;
}

async function expectClean(): Promise<void> {
  expect(await pages.opened().axe()).toEqual([]);
  expect(pages.opened().complaints).toEqual([]);
}

const acme = connection('Acme staging', { kind: 'signed-in', account: ada });
const billing = connection('Billing', { kind: 'signed-out' }, { clientSecret: 'sealed' });

const names = async (page: Page): Promise<readonly (string | undefined)[]> => {
  const links = await page.getByRole('navigation', { name: 'Connections' }).getByRole('link').allInnerTexts();
  return links.map((text) => text.split('\n')[0]);
};

describe('cloning a connection', () => {
  test('from its menu: the copy stands behind it, its settings are shown, and what was not copied is said', async () => {
    const page = await open({ connections: [billing, acme] });
    await button(page, 'More actions').click();
    mkdirSync(pictures, { recursive: true });
    await page.screenshot({ path: join(pictures, 'manage-menu.png') });
    await expectClean();
    await button(page, 'Clone').click();
    await page.getByRole('heading', { name: 'Billing (copy)', exact: true }).waitFor();
    await page.getByText('This is a copy of the settings, signed out.').waitFor();
    await page.getByText('Its client secret has to be entered below.').waitFor();
    await page.getByRole('textbox', { name: 'Client ID', exact: true }).waitFor();
    expect(await names(page)).toEqual(['Billing', 'Billing (copy)', 'Acme staging']);
    expect(await callsOf(page, 'cloneConnection')).toEqual([{ id: billing.id }]);
    await expectClean();
    await button(page, 'Put this note away').click();
    await page.getByText('This is a copy of the settings').waitFor({ state: 'detached' });
  });

  test('from the search, by keyboard alone; a connection without a secret needs none', async () => {
    const page = await open({ connections: [billing, acme] }, `#/connection/${acme.id}/session`);
    await page.getByRole('heading', { name: 'Acme staging', exact: true }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search' }).fill('clone');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Acme staging (copy)', exact: true }).waitFor();
    await page.getByText('This is a copy of the settings, signed out.').waitFor();
    expect(await page.getByText('Its client secret').count()).toBe(0);
    expect(await callsOf(page, 'cloneConnection')).toEqual([{ id: acme.id }]);
  });

  test('is offered while a sign-in waits, when the header has nothing else to offer', async () => {
    const page = await open({ connections: [connection('Waits', waiting(Date.now()))] });
    await button(page, 'More actions').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Waits (copy)', exact: true }).waitFor();
    expect(await callsOf(page, 'cloneConnection')).toHaveLength(1);
  });

  test('a copy that cannot be saved is said where it was asked for', async () => {
    const full = failure({ code: 'disk-full', what: 'The connection could not be saved.' });
    const page = await open({ connections: [acme], failures: { cloneConnection: full } });
    await button(page, 'More actions').click();
    await button(page, 'Clone').click();
    await page.getByText('The connection could not be saved.').waitFor();
    expect(await names(page)).toEqual(['Acme staging']);
    await expectClean();
  });
});

describe('exporting a connection', () => {
  test('from its menu: the window says where it went, and that no secret did', async () => {
    const page = await open({ connections: [acme, billing] });
    await button(page, 'More actions').click();
    await button(page, 'Export…').click();
    await page.getByText('Exported to /home/ada/connections.json. 1 connection is in it').waitFor();
    expect(await callsOf(page, 'exportConnections')).toEqual([{ id: acme.id }]);
    await expectClean();
  });

  test('from the search; the demo, which lives on this computer only, is not offered', async () => {
    const demo = connection('Demo', { kind: 'signed-out' }, { demo: true });
    const page = await open({ connections: [acme, demo] }, `#/connection/${demo.id}/requests`);
    await button(page, 'More actions').click();
    await button(page, 'Clone').waitFor();
    expect(await button(page, 'Export…').count()).toBe(0);
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Acme staging' }).click();
    await page.getByRole('heading', { name: 'Acme staging', exact: true }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search' }).fill('export');
    await page.getByRole('option', { name: 'Export… Acme staging' }).click();
    await page.getByText('Exported to').waitFor();
    expect(await callsOf(page, 'exportConnections')).toEqual([{ id: acme.id }]);
  });

  test('a full disk is said', async () => {
    const full = failure({ code: 'disk-full', what: 'The connections were not exported.' });
    const page = await open({ connections: [acme], failures: { exportConnections: full } });
    await button(page, 'More actions').click();
    await button(page, 'Export…').click();
    await page.getByText('The connections were not exported.').waitFor();
    expect(await page.getByText('Exported to').count()).toBe(0);
  });
});

describe('the order of the list', () => {
  test('that cannot be saved goes back to what it was, and says why', async () => {
    const full = failure({ code: 'disk-full', what: 'The connection could not be saved.' });
    const page = await open({ connections: [acme, billing], failures: { orderConnections: full } });
    await page.getByRole('link', { name: 'Billing' }).focus();
    await page.keyboard.press('Alt+ArrowUp');
    await page.getByText('The connection could not be saved.').waitFor();
    await expect.poll(() => names(page)).toEqual(['Acme staging', 'Billing']);
    mkdirSync(pictures, { recursive: true });
    await page.screenshot({ path: join(pictures, 'order-failed.png') });
    await expectClean();
    await button(page, 'Got it').click();
    await page.getByText('The connection could not be saved.').waitFor({ state: 'detached' });
  });
});
