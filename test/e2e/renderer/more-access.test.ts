import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';

import { routeHash } from '../../../src/renderer/navigation/route.ts';
import { connection, failure, scenario, type Scenario } from '../../renderer-fake/scenario.ts';
import { callsOf, testPages } from '../../renderer-fake/test-pages.ts';

const pages = testPages();
const rightToLeft = '\u05e8\u05e9\u05d5\u05ea';
const long = `https://api.acme.test/${'permission/'.repeat(24)}write`;

const lacking = (scopes: readonly string[], host = 'api.acme.test') =>
  connection('Acme', {
    kind: 'more-access-needed',
    account: { subject: '1', label: 'ada@acme.test' },
    host,
    scopes,
  });

async function open(given: Scenario, how: Parameters<typeof pages.open>[1] = {}): Promise<Page> {
  const { page } = await pages.open(given, how);
  await page.getByRole('heading', { name: 'Acme', level: 1 }).waitFor();
  return page;
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

describe('a session that needs one more permission', () => {
  test('R84+: says so in the list and the header, with who wants what, and asks for exactly that', async () => {
    const given = lacking(['notes.write']);
    const { id } = given;
    const page = await open(scenario({ connections: [given] }));
    await page.getByRole('link', { name: /Acme.*Needs one more permission/s }).waitFor();
    expect(await page.locator('[data-mark="more-access-needed"]').count()).toBe(2);
    await page.getByText('api.acme.test wants a permission').waitFor();
    await page.getByText('notes.write', { exact: true }).waitFor();
    await button(page, 'Ask for it').click();
    expect(await callsOf(page, 'signIn')).toEqual([{ id, more: ['notes.write'] }]);
    expect(await pages.opened().axe()).toEqual([]);
  });

  test('R84+: can do without, and be signed out from', async () => {
    const given = lacking(['notes.write']);
    const { id } = given;
    const page = await open(scenario({ connections: [given] }));
    await button(page, 'More actions').click();
    await button(page, 'Sign out').waitFor();
    await page.keyboard.press('Escape');
    await button(page, 'Not now').click();
    expect(await callsOf(page, 'declineAccess')).toEqual([{ id }]);
    await page.getByText('wants a permission').waitFor({ state: 'detached' });
  });

  test('R84-: a sign-in for it that was stopped is answered for it, and says why it came to nothing', async () => {
    const stopped = failure({
      code: 'scheme-not-registered',
      what: 'The app link does not lead here.',
      why: 'It is not registered.',
      next: 'Repair it.',
      details: { more: ['notes.write'], otherWays: ['loopback'] },
    });
    const given = lacking(['notes.write']);
    const { id } = given;
    const session = { ...given.session, attemptFailure: stopped };
    const page = await open(scenario({ connections: [{ ...given, session }] }));
    await button(page, 'Another way').click();
    expect(await callsOf(page, 'signIn')).toEqual([{ id, way: 'loopback', more: ['notes.write'] }]);
  });

  test.each([
    ['light', 1180],
    ['dark', 760],
  ] as const)('R84+: what an API names is inert and fits, %s, %i px', async (colorScheme, width) => {
    const page = await open(
      scenario({
        connections: [lacking([long, rightToLeft, '\u202edrow'], `${'a'.repeat(60)}.example.test`)],
      }),
      { colorScheme, viewport: { width, height: 760 } },
    );
    await page.getByText('wants a permission').waitFor();
    expect(await page.getByText('\u202e').count()).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)).toBe(false);
    expect(await pages.opened().axe()).toEqual([]);
    expect(pages.opened().complaints).toEqual([]);
  });
});

describe('the Session tab', () => {
  const { details } = scenario();
  const told = {
    ...details,
    scopesAsked: ['openid', 'notes:read', 'notes:write', long],
    scopesGranted: ['openid', 'notes:write', rightToLeft],
    scopesAdded: ['notes:write'],
  };
  const signedIn = connection('Acme', { kind: 'signed-in', account: null });
  const { id } = signedIn;
  const hash = routeHash({ kind: 'connection', id, tab: 'session' });

  test('R84+: tells what was asked and what was granted, scope by scope, in words', async () => {
    const given = scenario({ connections: [signedIn], details: told });
    const page = await open(given, { hash, colorScheme: 'dark', viewport: { width: 760, height: 900 } });
    await page.getByRole('heading', { name: 'Permissions' }).waitFor();
    await page.getByText('Granted. Tells Latchkey who signed in.').waitFor();
    expect(await page.getByText('Asked for, and left out by the provider.').count()).toBe(2);
    await page.getByText('Granted. Added to this sign-in').waitFor();
    await page.getByText('Granted without being asked for.').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)).toBe(false);
    expect(await pages.opened().axe()).toEqual([]);
  });

  test('R84+: asks for one more by keyboard, and not for what no scope can be', async () => {
    const page = await open(scenario({ connections: [signedIn], details: told }), { hash });
    await button(page, 'Need one more permission?').focus();
    await page.keyboard.press('Enter');
    const field = page.getByLabel('Permission', { exact: true });
    await field.fill('notes"archive');
    await page.getByText('is no scope').waitFor();
    expect(await button(page, 'Ask for it').isDisabled()).toBe(true);
    expect(await pages.opened().axe()).toEqual([]);
    await field.fill(' notes:archive ');
    await field.press('Enter');
    expect(await callsOf(page, 'signIn')).toEqual([{ id, more: ['notes:archive'] }]);
  });

  test('R84-: where nobody is signed in nothing more can be asked for', async () => {
    const page = await open(
      scenario({
        connections: [{ ...signedIn, session: { kind: 'signed-out' } }],
        details: { ...told, signedInAt: null, scopesGranted: [], scopesAdded: [] },
      }),
      { hash },
    );
    await page.getByText('Asked for at the next sign-in.').first().waitFor();
    expect(await button(page, 'Need one more permission?').count()).toBe(0);
  });
});
