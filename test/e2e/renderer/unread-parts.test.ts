import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';

import { root } from '../../../scripts/lib/paths.mjs';
import { ada, connection, scenario } from '../../renderer-fake/scenario.ts';
import { testPages } from '../../renderer-fake/test-pages.ts';

const pages = testPages();
const pictures = join(root, 'out', 'e2e');

const acme = connection('Acme staging', { kind: 'signed-in', account: ada });

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** Opens the page; files whose name begins like this cannot be read until `mend` is called. */
async function openWithout(file: string, options: object = {}) {
  let broken = true;
  let refused = 0;
  const { page } = await pages.open(scenario({ connections: [acme] }), {
    ...options,
    async prepare(opening) {
      await opening.route(new RegExp(`/${file}-[^/]*\\.js$`), async (route) => {
        if (!broken) return route.continue();
        refused += 1;
        return route.fulfill({ status: 404 });
      });
    },
  });
  await button(page, 'Send').waitFor();
  return {
    page,
    refusals: () => refused,
    mend: () => {
      broken = false;
    },
  };
}

async function axeFindsNothing(): Promise<void> {
  expect(await pages.opened().axe()).toEqual([]);
}

test.each([
  ['light', {}],
  ['dark', { colorScheme: 'dark' }],
  ['narrow', { viewport: { width: 760, height: 520 } }],
] as const)(
  'a part that cannot be read says so in its place, and the rest of the window works on: %s',
  async (name, options) => {
    const { page, mend } = await openWithout('session-tab', options);
    await page.getByRole('tab', { name: 'Session' }).click();
    await page.getByText('This part of the window could not be opened.').waitFor();
    await axeFindsNothing();
    mkdirSync(pictures, { recursive: true });
    await page.screenshot({ path: join(pictures, `unread-part-${name}.png`) });
    await page.getByRole('tab', { name: 'Activity' }).click();
    await page.getByText('The access token was renewed.').waitFor();
    expect(await page.getByText('could not be opened').count()).toBe(0);
    await page.getByRole('tab', { name: 'Session' }).click();
    mend();
    await button(page, 'Load again').click();
    await page.getByText('ID token claims').waitFor();
  },
);

test('a dialog that cannot be read says so, too', async () => {
  const { page, mend } = await openWithout('wizard');
  await button(page, 'Add connection').click();
  await page.getByText('This part of the window could not be opened.').waitFor();
  await axeFindsNothing();
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, 'unread-dialog.png') });
  expect(await button(page, 'Send').isEnabled()).toBe(true);
  mend();
  await button(page, 'Load again').click();
  await page.getByRole('dialog').waitFor();
});

test('a part that could not be read ahead is read when it is wanted', async () => {
  const { page, mend, refusals } = await openWithout('session-tab');
  // Ahead they are read one after another: once the next one is there, this one was given up.
  await page.waitForFunction(() =>
    performance.getEntriesByType('resource').some(({ name }) => name.includes('/activity-tab-')),
  );
  expect(refusals()).toBeGreaterThan(0);
  mend();
  await page.getByRole('tab', { name: 'Session' }).click();
  await page.getByText('ID token claims').waitFor();
  expect(await page.getByText('could not be opened').count()).toBe(0);
});
