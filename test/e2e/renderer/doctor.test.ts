import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';

import { root } from '../../../scripts/lib/paths.mjs';
import type { CheckLine } from '../../../src/shared/doctor.ts';
import { computerLines, wellLines, wrongLines } from '../../renderer-fake/check-lines.ts';
import { connection, failure, scenario, type Scenario } from '../../renderer-fake/scenario.ts';
import { callsOf, testPages } from '../../renderer-fake/test-pages.ts';

const pages = testPages();
const acme = connection('Acme', { kind: 'signed-out' });
const settings = { hash: `#/connection/${acme.id}/settings` };

function checking(lines: readonly CheckLine[], changes: Partial<Scenario> = {}): Scenario {
  return scenario({
    connections: [acme],
    checks: { connection: lines, computer: computerLines },
    ...changes,
  });
}

function slow(lines: readonly CheckLine[]): Scenario {
  return checking(lines, { checks: { connection: lines, computer: computerLines, slow: true } });
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const region = (page: Page, name = 'Check this connection') => page.getByRole('region', { name });

/** Chooses an action in the search. */
async function find(page: Page, words: string): Promise<void> {
  // There is nothing that hears the keys before the window is drawn.
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox', { name: 'Search' });
  await field.fill(words);
  await page.getByRole('option', { name: words }).waitFor();
  await field.press('Enter');
}

describe('the check of a connection', () => {
  test('shows each finding, says at its end how many there are, and runs again', async () => {
    const { page } = await pages.open(checking(wellLines), settings);
    await button(page, 'Check this connection').click();
    await region(page).getByText('Checked. Nothing is wrong: 2 good, 1 to note.').waitFor();
    expect(await region(page).getByRole('listitem').count()).toBe(3);
    await region(page).getByText('Note: Encryption and certificate (TLS)').waitFor();
    await button(page, 'Check again').click();
    expect(await callsOf(page, 'runChecks')).toEqual([{ of: acme.id }, { of: acme.id }]);
  });

  test('what was found before is not shown as the answer to another press', async () => {
    const { page } = await pages.open(checking(wellLines), settings);
    await button(page, 'Check this connection').click();
    await region(page).getByText('acme.okta.com was found.').waitFor();
    await page.evaluate(() => {
      window.latchkeyFake.hold('runChecks');
    });
    await button(page, 'Check again').click();
    await button(page, 'Stop checking').waitFor();
    expect(
      await region(page)
        .getByText(/^Checked\./)
        .count(),
    ).toBe(0);
    expect(await button(page, 'Copy report').count()).toBe(0);
    expect(await region(page).getByText('Checking…').count()).toBe(3);
    expect(await region(page).getByText('acme.okta.com was found.').count()).toBe(0);
    await page.evaluate(() => {
      window.latchkeyFake.release('runChecks');
    });
    await region(page)
      .getByText(/^Checked\./)
      .waitFor();
    expect(await region(page).getByText('acme.okta.com was found.').count()).toBe(1);
    expect(await callsOf(page, 'runChecks')).toHaveLength(2);
  });

  test('says that the settings have changed since, in the report too, until it is run again', async () => {
    const { page } = await pages.open(checking(wellLines), settings);
    const changed = 'The settings of this connection have changed since.';
    await button(page, 'Check this connection').click();
    await region(page)
      .getByText(/^Checked\./)
      .waitFor();
    await page.getByLabel('Name', { exact: true }).fill('Acme of ours');
    await button(page, 'Save connection').click();
    await page.getByRole('heading', { name: 'Acme of ours', level: 1 }).waitFor();
    expect(await region(page).getByText(changed).count()).toBe(0);
    await page.getByLabel('Client ID', { exact: true }).fill('another-client');
    await button(page, 'Save connection').click();
    await region(page).getByText(changed).waitFor();
    await region(page).getByRole('button', { name: 'Copy report' }).click();
    expect(await callsOf(page, 'copyText')).toMatchObject([
      { text: expect.stringContaining(changed) as unknown },
    ]);
    await page.screenshot({ path: join(root, 'out', 'e2e', 'doctor-outdated.png') });
    expect(await pages.opened().axe()).toEqual([]);
    await button(page, 'Check again').click();
    await region(page)
      .getByText(/^Checked\./)
      .waitFor();
    expect(await region(page).getByText(changed).count()).toBe(0);
  });

  test('of a run that another page began, nothing is said of the settings', async () => {
    const { page } = await pages.open(checking(wellLines), settings);
    await button(page, 'Check this connection').waitFor();
    await page.evaluate(
      ({ of, lines }) => {
        const times = { startedAt: 1_790_000_000_000, milliseconds: 128 };
        window.latchkeyFake.emit('checksChanged', { of, state: 'done', ...times, lines });
      },
      { of: acme.id, lines: wellLines },
    );
    await region(page)
      .getByText(/^Checked\./)
      .waitFor();
    expect(await region(page).getByText('have changed since').count()).toBe(0);
  });

  test('settings that change while it runs make it one of before', async () => {
    const { page } = await pages.open(checking(wellLines, { held: ['runChecks'] }), settings);
    await button(page, 'Check this connection').click();
    await button(page, 'Stop checking').waitFor();
    await page.getByLabel('Client ID', { exact: true }).fill('another-client');
    await button(page, 'Save connection').click();
    await expect.poll(() => callsOf(page, 'updateConnection')).toHaveLength(1);
    await page.evaluate(() => {
      window.latchkeyFake.release('runChecks');
    });
    await region(page).getByText('The settings of this connection have changed since.').waitFor();
    expect(await region(page).getByText('acme.okta.com was found.').count()).toBe(1);
  });

  test('copies a report with the versions, every finding and its facts', async () => {
    const { page } = await pages.open(checking(wellLines), settings);
    await button(page, 'Check this connection').click();
    await region(page).getByRole('button', { name: 'Copy report' }).click();
    const [copied] = await callsOf(page, 'copyText');
    expect(copied).toHaveProperty(
      'text',
      expect.stringContaining(
        '[Good] Name of the server (DNS)\n  acme.okta.com was found.\n  Addresses: 192.0.2.7',
      ),
    );
    expect(copied).toHaveProperty('text', expect.stringMatching(/^Check of acme\.okta\.com\n.*\nLatchkey /));
  });

  test('announces nothing while it runs, and can be stopped', async () => {
    const { page } = await pages.open(slow(wellLines), settings);
    await button(page, 'Check this connection').click();
    await region(page).getByText('Checking…').first().waitFor();
    const spoken = await page.getByRole('status').allInnerTexts();
    expect(spoken.join('').trim()).toBe('');
    await button(page, 'Stop checking').click();
    await region(page).getByText('Stopped. Until then: 1 good.').waitFor();
    expect(await region(page).getByText('Not told.').count()).toBe(2);
    expect(await callsOf(page, 'cancelChecks')).toEqual([{ of: acme.id }]);
  });

  test('offers what the app can do about a finding', async () => {
    const { page } = await pages.open(checking(wrongLines), settings);
    await button(page, 'Check this connection').click();
    await region(page).getByRole('button', { name: 'Copy the redirect address' }).click();
    expect(await callsOf(page, 'copyText')).toEqual([{ text: acme.redirectUris.scheme }]);
    await button(page, 'Open clock settings').click();
    await region(page).getByText('Done. Check again.').waitFor();
    expect(await callsOf(page, 'openClockSettings')).toHaveLength(1);
  });

  test('its details look as those of a failure', async () => {
    const refused = connection('Acme', { kind: 'signed-out', reason: failure() });
    const { page } = await pages.open(checking(wellLines, { connections: [refused] }), {
      hash: `#/connection/${refused.id}/settings`,
    });
    await button(page, 'Check this connection').last().click();
    await region(page).getByText('192.0.2.7', { exact: false }).waitFor({ state: 'attached' });
    const looks = await button(page, 'Details').evaluateAll((toggles) =>
      toggles.flatMap((toggle) => {
        const facts = document
          .getElementById(toggle.getAttribute('aria-controls') ?? '')
          ?.querySelector('dl');
        return [toggle, facts].map((part) => {
          if (part === null || part === undefined) return 'gone';
          const { font, color, margin } = getComputedStyle(part);
          return `${part.localName}: ${font}, ${color}, ${margin}`;
        });
      }),
    );
    expect(looks).toHaveLength(4);
    expect(new Set(looks).size).toBe(2);
  });

  test('that could not be run leaves nothing of the one before', async () => {
    const { page } = await pages.open(checking(wellLines), settings);
    await button(page, 'Check this connection').click();
    await region(page)
      .getByText(/^Checked\./)
      .waitFor();
    await page.evaluate(() => {
      window.latchkeyFake.setFailure('runChecks', {
        code: 'not-found',
        what: 'This connection does not exist any more.',
        why: '',
        next: '',
      });
    });
    await button(page, 'Check again').click();
    await page.getByText('This connection does not exist any more.').waitFor();
    expect(
      await region(page)
        .getByText(/^Checked\./)
        .count(),
    ).toBe(0);
    expect(await region(page).getByRole('listitem').count()).toBe(0);
  });

  test('says why it could not be run', async () => {
    const gone = failure({ code: 'not-found', what: 'This connection does not exist any more.' });
    const { page } = await pages.open(checking(wellLines, { failures: { runChecks: gone } }), settings);
    await button(page, 'Check this connection').click();
    await page.getByText('This connection does not exist any more.').waitFor();
    expect(await callsOf(page, 'runChecks')).toHaveLength(1);
  });
});

test('the check of the computer says that sign-ins are kept in another way since', async () => {
  const given = checking(wellLines);
  const { page } = await pages.open(given, { hash: '#/settings' });
  const changed = 'How sign-ins are kept here has changed since.';
  await button(page, 'Check this computer').click();
  await region(page, 'Check this computer')
    .getByText(/^Checked\./)
    .waitFor();
  expect(await page.getByText(changed).count()).toBe(0);
  await page.evaluate((app) => {
    window.latchkeyFake.emit('appStateChanged', { ...app, keyring: { kind: 'locked' } });
  }, given.app);
  await region(page, 'Check this computer').getByText(changed).waitFor();
});

describe('where else it is offered', () => {
  test('Ctrl+K runs the check of the connection, and of the computer', async () => {
    const { page } = await pages.open(checking(wellLines));
    await find(page, 'Check this connection');
    await region(page)
      .getByText(/^Checked\./)
      .waitFor();
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.textContent))
      .toBe('Check this connection');
    await find(page, 'Check this computer');
    await region(page, 'Check this computer').getByText('Checked. 1 good, 1 wrong.').waitFor();
    expect(await pages.opened().axe()).toEqual([]);
    await page.screenshot({ path: join(root, 'out', 'e2e', 'doctor-computer.png') });
    await button(page, 'Repair').click();
    expect(await callsOf(page, 'repairScheme')).toHaveLength(1);
    expect(await callsOf(page, 'runChecks')).toEqual([{ of: acme.id }, { of: 'computer' }]);
  });

  test('beside a failure that it may explain', async () => {
    const refused = connection('Acme', {
      kind: 'signed-out',
      reason: failure({ code: 'name-not-resolved', what: 'acme.okta.com was not found.' }),
    });
    const { page } = await pages.open(checking(wellLines, { connections: [refused] }));
    await button(page, 'Check this connection').click();
    await region(page)
      .getByText(/^Checked\./)
      .waitFor();
    expect(await callsOf(page, 'runChecks')).toEqual([{ of: refused.id }]);
  });
});

const looks = [
  { look: 'light', options: { colorScheme: 'light' } },
  { look: 'dark', options: { colorScheme: 'dark' } },
  { look: 'narrow', options: { viewport: { width: 760, height: 900 } } },
] as const;
const drawn = [
  { name: 'well', given: () => checking(wellLines), end: /^Checked\./ },
  { name: 'wrong', given: () => checking(wrongLines), end: /^Checked\./ },
  { name: 'slow', given: () => slow(wrongLines), end: 'Checking…' },
];

describe.each(drawn)('$name', ({ name, given, end }) => {
  test.each(looks)('is clean in $look', async ({ look, options }) => {
    const { page } = await pages.open(given(), { ...settings, ...options });
    await button(page, 'Check this connection').click();
    await region(page).getByText(end).first().waitFor();
    for (const details of name === 'wrong' ? await button(page, 'Details').all() : []) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other, as a person does
      await details.click();
    }
    await region(page).scrollIntoViewIfNeeded();
    await region(page)
      .getByRole('list')
      .evaluate((list) => list.scrollIntoView({ block: 'center' }));
    const folder = join(root, 'out', 'e2e');
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: join(folder, `doctor-${name}-${look}.png`) });
    expect(await pages.opened().axe()).toEqual([]);
    expect(pages.opened().complaints).toEqual([]);
    const sideways = await page.evaluate(
      () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
    );
    expect(sideways).toBe(false);
  });
});
