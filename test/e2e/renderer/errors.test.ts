import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';

import { root } from '../../../scripts/lib/paths.mjs';
import type { Failure, HelpAction } from '../../../src/shared/failure.ts';
import { longestPageWords } from '../../../src/shared/provider.ts';
import { connection, scenario, waiting, type Scenario } from '../../renderer-fake/scenario.ts';
import { callsOf, testPages } from '../../renderer-fake/test-pages.ts';

const pages = testPages();

async function open(given: Scenario): Promise<Page> {
  const opened = await pages.open(given);
  return opened.page;
}

const panel = (page: Page) => page.getByRole('region', { name: 'Sign in' });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const answer = (page: Page) => panel(page).getByRole('region', { name: 'Explanation' });

const notAssigned: Failure = {
  code: 'authorization-refused',
  what: 'The provider did not sign you in.',
  why: 'Your account is not assigned to this app in Okta.',
  next: 'Ask an administrator to assign you, or a group that you are in, to the app. At Okta: Applications > your app > Assignments.',
  details: {
    host: 'acme.okta.com',
    providerError: 'access_denied',
    providerDescription: 'User is not assigned to the client application.',
    help: {
      entry: 'okta-not-assigned',
      evidence: 'unchecked',
      documentation: 'https://developer.okta.com/docs/reference/error-codes/',
      action: 'sign-in-again',
    },
  },
};

const nobodyKnows: Failure = {
  ...notAssigned,
  why: 'It gave a reason that Latchkey does not know; its own words are in the details.',
  next: 'Try again. If it stays so, show the details to whoever runs the provider.',
  details: {
    host: 'acme.okta.com',
    providerError: 'moon_phase',
    providerDescription: `<img src=x onerror=alert(1)> \u202e${'طويل جدا '.repeat(20)}`,
    sent: ['response_type: code', 'client_id: 0oa1b2c3d4', 'scope: openid profile', 'state: (not shown)'],
  },
};

function refused(reason: Failure, changes: Parameters<typeof connection>[2] = {}): Scenario {
  return scenario({ connections: [connection('Acme', { kind: 'signed-out', reason }, changes)] });
}

function acting(action: HelpAction): Failure {
  return { ...notAssigned, details: { help: { entry: 'okta-not-assigned', evidence: 'unchecked', action } } };
}

function withoutScope(scope: string): Failure {
  return { ...notAssigned, details: { help: { entry: 'scope-refused', action: 'drop-scope', scope } } };
}

const stopped = () => scenario({ connections: [connection('Acme', waiting(Date.now() - 50_000))] });

describe('an error of the provider', () => {
  test('is told with its place; how that is known and where it is documented are in the details, and nothing is a link', async () => {
    const page = await open(refused(notAssigned));
    await page.getByText('At Okta: Applications > your app > Assignments.').waitFor();
    await button(page, 'Details').click();
    await page.getByText('https://developer.okta.com/docs/reference/error-codes/').waitFor();
    await page.getByText('not checked', { exact: true }).waitFor();
    await button(page, 'Copy link to the documentation').click();
    expect(await callsOf(page, 'copyText')).toEqual([
      { text: 'https://developer.okta.com/docs/reference/error-codes/' },
    ]);
    expect(await page.locator('a[href^="http"]').count()).toBe(0);
    expect(await pages.opened().axe()).toEqual([]);
  });

  test('F25-: that nobody knows shows the provider’s own words and what was sent, open and inert', async () => {
    const page = await open(refused(nobodyKnows));
    await page.getByText('<img src=x onerror=alert(1)> ⟨U+202E⟩').waitFor();
    await page.getByText('Sent state', { exact: true }).waitFor();
    await page.getByText('(not shown)').waitFor();
    expect(await page.locator('img[src="x"]').count()).toBe(0);
    expect(pages.opened().complaints).toEqual([]);
    expect(await pages.opened().axe()).toEqual([]);
  });

  test('the redirect address is copied as it is registered', async () => {
    const page = await open(refused(acting('copy-redirect-address'), { redirectWays: ['scheme'] }));
    await button(page, 'Copy the redirect address').click();
    expect(await callsOf(page, 'copyText')).toMatchObject([
      { text: expect.stringMatching(/^app\.latchkey\.desktop:\/callback\//u) as unknown },
    ]);
  });

  test('of several that are registered, each is copied: nobody knows any more which it was', async () => {
    const page = await open(
      refused(acting('copy-redirect-address'), { redirectWays: ['scheme', 'loopback'] }),
    );
    await button(page, 'Copy the loopback address').click();
    await button(page, 'Copy the app link').click();
    expect(await callsOf(page, 'copyText')).toMatchObject([
      { text: expect.stringMatching(/^http:/u) as unknown },
      { text: expect.stringMatching(/^app\.latchkey\.desktop:/u) as unknown },
    ]);
  });

  test.each(['offline_access', 'https://api.acme.test/notes.read'])(
    'the scope %s that the provider refuses is left out, no other, and the sign-in begins again',
    async (scope) => {
      const page = await open(refused(withoutScope(scope), { scopes: ['openid', scope, 'email'] }));
      await button(page, `Leave out ${scope} and try again`).click();
      await panel(page).waitFor();
      expect(await callsOf(page, 'updateConnection')).toMatchObject([
        { changes: { scopes: 'openid email' } },
      ]);
      expect(await callsOf(page, 'signIn')).toMatchObject([{ startAgain: true }]);
    },
  );

  test('one that the connection does not ask for any more is not offered: Settings are', async () => {
    const page = await open(refused(withoutScope('api2'), { scopes: ['openid', 'api22'] }));
    await button(page, 'Open Settings').waitFor();
    expect(await page.getByRole('button', { name: /^Leave out/ }).count()).toBe(0);
  });

  test('the loopback address is offered where it is registered; else Settings, where that is ticked', async () => {
    const page = await open(refused(acting('use-loopback'), { redirectWays: ['scheme', 'loopback'] }));
    await button(page, 'Use the loopback address').click();
    expect(await callsOf(page, 'signIn')).toMatchObject([{ way: 'loopback' }]);
  });

  test('without it there, Settings are opened', async () => {
    const page = await open(refused(acting('use-loopback'), { redirectWays: ['scheme'] }));
    await button(page, 'Open Settings').click();
    await page.getByRole('tab', { name: 'Settings', selected: true }).waitFor();
    expect(await callsOf(page, 'signIn')).toEqual([]);
  });
});

describe('a page at which the browser stopped', () => {
  test('what it says is pasted, and explained with what the app can do', async () => {
    const page = await open(stopped());
    await button(page, 'What does the page say?').click();
    const field = panel(page).getByRole('textbox', { name: 'Words or address of the page' });
    expect(await button(page, 'Explain').isDisabled()).toBe(true);
    await field.fill("The 'redirect_uri' parameter must be a Login redirect URI in the client app settings");
    await field.press('Tab');
    await page.keyboard.press('Enter');
    await answer(page)
      .getByText('The redirect address is not among the sign-in redirect URIs of the app.')
      .waitFor();
    await answer(page)
      .getByText('At Okta: Applications > your app > General > Sign-in redirect URIs.')
      .waitFor();
    await answer(page).getByRole('button', { name: 'Copy the redirect address' }).click();
    expect(await callsOf(page, 'copyText')).toHaveLength(1);
    expect(await pages.opened().axe()).toEqual([]);
  });

  test('a scope that it names is left out of what this connection asks for', async () => {
    const asks = { scopes: ['openid', 'profile', 'api2'] };
    const page = await open(
      scenario({ connections: [connection('Acme', waiting(Date.now() - 50_000), asks)] }),
    );
    await button(page, 'What does the page say?').click();
    await panel(page).getByRole('textbox').fill('invalid_scope\nThe scope “api2” is not allowed.');
    await button(page, 'Explain').click();
    await answer(page).getByRole('button', { name: 'Leave out api2 and try again' }).click();
    expect(await callsOf(page, 'updateConnection')).toMatchObject([
      { changes: { scopes: 'openid profile' } },
    ]);
    expect(await pages.opened().axe()).toEqual([]);
  });

  test('what it says is picked from what Okta’s pages are known to say, by keyboard, and explained at once', async () => {
    const page = await open(stopped());
    await button(page, 'What does the page say?').click();
    const picks = panel(page).getByRole('group', { name: 'Or pick what it says' });
    await picks.getByRole('button', { name: 'Policy evaluation failed' }).focus();
    await page.keyboard.press('Enter');
    await answer(page).getByText('At Okta: Security > API').waitFor();
    expect(await callsOf(page, 'explainPage')).toMatchObject([{ words: 'Policy evaluation failed' }]);
    expect(await panel(page).getByRole('textbox').inputValue()).toBe('Policy evaluation failed');
    await picks.getByRole('button', { name: 'Invalid client_id' }).click();
    await answer(page).getByText('does not know the client ID of this connection').waitFor();
    expect(await pages.opened().axe()).toEqual([]);
  });

  test('a page without words is explained too, and a second answer takes the place of the first', async () => {
    const page = await open(stopped());
    await button(page, 'What does the page say?').click();
    await button(page, 'It says nothing').click();
    await answer(page).getByText('did not send the browser back').waitFor();
    await panel(page).getByRole('textbox').fill('moon phase');
    await button(page, 'Explain').click();
    await answer(page).getByText('Latchkey does not know what this page says.').waitFor();
    await answer(page).getByText('(not shown)').waitFor();
    expect(await answer(page).getByText('did not send the browser back').count()).toBe(0);
  });

  test('F26-: a paste of any size is cut, and nothing in it acts', async () => {
    const page = await open(stopped());
    await button(page, 'What does the page say?').click();
    await panel(page)
      .getByRole('textbox')
      .fill(`<b>\u202e${'x'.repeat(300_000)}`);
    await button(page, 'Explain').click();
    await answer(page).getByText('Latchkey does not know what this page says.').waitFor();
    const [asked] = await callsOf(page, 'explainPage');
    expect(JSON.stringify(asked)).toContain('"words":"<b>');
    expect(asked).toHaveProperty('words.length', longestPageWords);
    expect(pages.opened().complaints).toEqual([]);
  });
});

const stoppedAtAPage = async (page: Page) => {
  await button(page, 'What does the page say?').click();
  await panel(page)
    .getByRole('textbox')
    .fill(`moon \u05e9\u05dc\u05d5\u05dd ${'long'.repeat(60)}`);
  await button(page, 'Explain').click();
  await answer(page).getByText('Latchkey does not know what this page says.').waitFor();
};

const longScope = `https://api.acme.test/${'a-very-long-name/'.repeat(14)}read`;

const drawn = [
  {
    name: 'explained',
    given: () => refused(acting('copy-redirect-address')),
    shown: () => Promise.resolve(),
  },
  { name: 'unknown', given: () => refused(nobodyKnows), shown: () => Promise.resolve() },
  {
    name: 'scope',
    given: () => refused(withoutScope(longScope), { scopes: ['openid', longScope] }),
    shown: (page: Page) => page.getByRole('button', { name: /^Leave out/ }).waitFor(),
  },
  { name: 'page', given: stopped, shown: stoppedAtAPage },
];
const looks = [
  { look: 'light', options: { colorScheme: 'light' } },
  { look: 'dark', options: { colorScheme: 'dark' } },
  { look: 'narrow', options: { viewport: { width: 760, height: 900 } } },
] as const;

describe.each(drawn)('$name', ({ name, given, shown }) => {
  test.each(looks)('is clean in $look, with long words and from right to left', async ({ look, options }) => {
    const { page } = await pages.open(given(), options);
    await page
      .getByText(name === 'page' ? 'What does the page say?' : 'Details')
      .first()
      .waitFor();
    await shown(page);
    const folder = join(root, 'out', 'e2e');
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: join(folder, `errors-${name}-${look}.png`) });
    expect(await pages.opened().axe()).toEqual([]);
    expect(pages.opened().complaints).toEqual([]);
    const sideways = await page.evaluate(
      () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
    );
    expect(sideways).toBe(false);
    // What does not fit is cut, and nobody could read it.
    const cut = await page.getByRole('main').evaluate((main) => {
      const { right } = main.getBoundingClientRect();
      const buttons = [...main.querySelectorAll('button')];
      return buttons.filter((one) => one.getBoundingClientRect().right > right).map((one) => one.textContent);
    });
    expect(cut).toEqual([]);
  });
});
