import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';

import { ada, connection, failure, scenario, type Scenario } from '../../renderer-fake/scenario.ts';
import { callsOf, testPages } from '../../renderer-fake/test-pages.ts';

const pages = testPages();

const some: Scenario['cookies'] = {
  on: true,
  kept: 'sealed',
  hosts: [
    { host: '.acme.test', names: ['theme'] },
    { host: 'api.acme.test', names: ['csrf', 'sid'] },
  ],
  failure: null,
};
const long: Scenario['cookies'] = {
  on: true,
  kept: 'memory',
  hosts: [
    {
      host: `${'a-service-of-the-office-on-the-second-floor.'.repeat(5)}example`,
      names: ['s'.repeat(400), ''],
    },
    { host: 'api.acme.test', names: Array.from({ length: 180 }, (_, index) => `ملف-${String(index)}\u202e`) },
    ...Array.from({ length: 40 }, (_, index) => ({
      host: `host-${String(index)}.acme.test`,
      names: ['sid'],
    })),
  ],
  failure: failure({ code: 'disk-full', what: 'Your cookies could not be saved.', why: 'The disk is full.' }),
};

async function open(
  cookies: Scenario['cookies'],
  tab: 'settings' | 'requests' = 'settings',
  options: NonNullable<Parameters<typeof pages.open>[1]> = {},
): Promise<Page> {
  const acme = connection('Acme staging', { kind: 'signed-in', account: ada });
  const connections = [{ ...acme, apiOrigins: [{ origin: 'https://api.acme.test' }] }];
  const { page } = await pages.open(scenario({ connections, cookies }), {
    hash: `#/connection/${acme.id}/${tab}`,
    ...options,
  });
  return page;
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const keeping = (page: Page) => page.getByRole('checkbox', { name: /^Keep the cookies/ });

async function expectClean(): Promise<void> {
  expect(await pages.opened().axe()).toEqual([]);
  expect(pages.opened().complaints).toEqual([]);
}

describe('cookies in the settings of a connection', () => {
  test('are not kept until somebody says so, by keyboard alone', async () => {
    const page = await open({ on: false, kept: 'sealed', hosts: [], failure: null });
    await keeping(page).waitFor();
    expect(await keeping(page).isChecked()).toBe(false);
    await expectClean();
    await keeping(page).focus();
    await page.keyboard.press('Space');
    await page.getByText('None is kept yet.').waitFor();
    expect(await callsOf(page, 'keepCookies')).toMatchObject([{ on: true }]);
  });

  test('are named with their hosts, and forgotten', async () => {
    const page = await open(some);
    await page.getByText('3 cookies are kept, of 2 hosts.').waitFor();
    await page.getByText('acme.test and what is below it').waitFor();
    await page.getByText('csrf, sid').waitFor();
    await expectClean();
    await button(page, 'Forget cookies').focus();
    await page.keyboard.press('Enter');
    await page.getByText('None is kept yet.').waitFor();
    expect(await button(page, 'Forget cookies').count()).toBe(0);
    await expect.poll(() => keeping(page).evaluate((box) => box === document.activeElement)).toBe(true);
    expect(await callsOf(page, 'forgetCookies')).toHaveLength(1);
  });

  test('are read again when the keeping is switched off, and on', async () => {
    const page = await open(some);
    await page.getByText('3 cookies are kept, of 2 hosts.').waitFor();
    const before = (await callsOf(page, 'listCookies')).length;
    await keeping(page).click();
    await page.getByText('3 cookies are kept, of 2 hosts.').waitFor({ state: 'detached' });
    await expect.poll(async () => (await callsOf(page, 'listCookies')).length).toBeGreaterThan(before);
    await keeping(page).click();
    await page.getByText('None is kept yet.').waitFor();
  });

  test.each([
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
    ['760 px wide', { viewport: { width: 760, height: 520 } }],
  ] as const)('with long names, from right to left, that could not be saved: %s', async (_look, options) => {
    const page = await open(long, 'settings', options);
    await page.getByText('222 cookies are kept, of 42 hosts, until you quit.').waitFor();
    await page.getByText('and 168 more').waitFor();
    await page.getByText('And those of 22 more hosts.').waitFor();
    await page.getByText('Your cookies could not be saved.').waitFor();
    expect(await page.content()).not.toContain('\u202e');
    await expectClean();
    const wider = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(wider).toBe(0);
  });
});

describe('cookies of the request in the editor', () => {
  test('are said beside the sign-in', async () => {
    const page = await open(some, 'requests');
    await page.getByRole('textbox', { name: 'URL', exact: true }).fill('https://api.acme.test/v1');
    await page.getByRole('form', { name: 'Request' }).getByRole('tab', { name: 'Auth' }).click();
    await page.getByText('The 3 cookies that are kept for api.acme.test go along').waitFor();
    await expectClean();
    await page.getByRole('textbox', { name: 'URL', exact: true }).fill('https://elsewhere.test/');
    await page.getByText('No cookie goes to https://elsewhere.test').waitFor();
    expect(await page.getByText('go along where').count()).toBe(0);
  });
});
