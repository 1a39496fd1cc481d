import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';

import {
  ada,
  connection,
  everyState,
  failure,
  grace,
  scenario,
  waiting,
  type Scenario,
} from '../../renderer-fake/scenario.ts';
import { callsOf, testPages } from '../../renderer-fake/test-pages.ts';

const pages = testPages();

async function open(given: Scenario, hash = ''): Promise<Page> {
  const opened = await pages.open(given, { hash });
  return opened.page;
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

const url = (page: Page) => page.getByRole('textbox', { name: 'URL', exact: true });

const status = (page: Page) => page.getByRole('status', { name: 'Status' });

const setSession = (page: Page, session: Parameters<typeof connection>[1]) =>
  page.evaluate((next) => {
    window.latchkeyFake.setSession('Acme staging', next);
  }, session);

const secret = (page: Page) => page.getByLabel('Client secret', { exact: true });

const openMore = async (page: Page) => page.getByText('More settings').click();

const at = (id: string) => `#/connection/${id}/settings`;

const signInPanel = (page: Page) => page.getByRole('region', { name: 'Sign in' });

const clientId = (page: Page) => page.getByRole('textbox', { name: 'Client ID', exact: true });

const names = (page: Page) =>
  page.getByRole('navigation', { name: 'Connections' }).getByRole('link').allInnerTexts();

const signedIn = connection('Acme staging', { kind: 'signed-in', account: ada });
const signedOut = connection('Acme staging', { kind: 'signed-out' });

describe('first run', () => {
  test('Try the demo leads to the demo’s page', async () => {
    const page = await open(scenario());
    await page.getByRole('button', { name: 'Add a connection' }).waitFor();
    await button(page, 'Try the demo').click();
    await button(page, 'Sign in').waitFor();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Demo');
  });

  test('a demo that does not start says why, in the same place', async () => {
    const page = await open(
      scenario({
        failures: { tryDemo: failure({ code: 'demo-not-started', what: 'The demo did not start.' }) },
      }),
    );
    await button(page, 'Try the demo').click();
    await page.getByText('The demo did not start.').waitFor();
    await button(page, 'Details').click();
    await page.getByText('demo-not-started').waitFor();
    await button(page, 'Copy report').click();
    expect(await callsOf(page, 'copyText')).toHaveLength(1);
  });
});

describe('an issuer in doubt', () => {
  test.each(['issuer-mismatch', 'metadata-redirected'] as const)(
    'R44+: a sign-in that met %s leads to Settings, where the name can be adopted, and takes over nothing by itself',
    async (code) => {
      const mismatch = failure({
        code,
        what: 'The provider calls itself something else.',
        details: { suggestion: 'https://acme.okta.com/' },
      });
      const page = await open(
        scenario({
          connections: [connection('Acme', { kind: 'signed-out', reason: mismatch })],
          failures: { checkIssuer: mismatch },
        }),
      );
      await button(page, 'Open Settings').click();
      const issuer = page.getByRole('textbox', { name: 'Issuer', exact: true });
      await button(page, 'Use https://acme.okta.com/').waitFor();
      expect(await issuer.inputValue()).toBe('https://acme.okta.com');
      expect(await callsOf(page, 'checkIssuer')).toStrictEqual([{ issuer: 'https://acme.okta.com' }]);
      await button(page, 'Use https://acme.okta.com/').click();
      expect(await issuer.inputValue()).toBe('https://acme.okta.com/');
      expect(await callsOf(page, 'updateConnection')).toStrictEqual([]);
      expect(await pages.opened().axe()).toEqual([]);
    },
  );

  test('an issuer that is not in doubt is not asked about in Settings', async () => {
    const page = await open(scenario({ connections: [signedOut] }), `#/connection/${signedOut.id}/settings`);
    await page.getByRole('textbox', { name: 'Issuer', exact: true }).waitFor();
    expect(await button(page, 'Open Settings').count()).toBe(0);
    expect(await callsOf(page, 'checkIssuer')).toStrictEqual([]);
  });
});

describe('a draft', () => {
  test('R44-: has no text to send while its provider was not reached, and says when it will', async () => {
    const draft = connection('Later', { kind: 'draft' }, { clientId: '' });
    const unreachable = failure({ code: 'name-not-resolved', what: 'acme.okta.com was not found.' });
    const page = await open(
      scenario({ connections: [draft], failures: { checkIssuer: unreachable } }),
      at(draft.id),
    );
    await page
      .getByText('The text for an administrator is there as soon as acme.okta.com can be reached.')
      .waitFor();
    expect(await button(page, 'Copy the text for an administrator').count()).toBe(0);
  });

  test('R44+: has it as soon as the network is back, unless the provider is still not reached', async () => {
    const draft = connection('Later', { kind: 'draft' }, { clientId: '' });
    const unreachable = failure({ code: 'name-not-resolved', what: 'acme.okta.com was not found.' });
    const page = await open(
      scenario({ connections: [draft], failures: { checkIssuer: unreachable } }),
      at(draft.id),
    );
    const waits = page.getByText('The text for an administrator is there as soon as');
    await waits.waitFor();
    await page.evaluate(() => {
      window.latchkeyFake.emit('networkChanged', null);
    });
    await expect.poll(() => callsOf(page, 'checkIssuer')).toHaveLength(2);
    await waits.waitFor();
    await page.evaluate(() => {
      window.latchkeyFake.setFailure('checkIssuer', null);
      window.latchkeyFake.emit('networkChanged', null);
    });
    await button(page, 'Copy the text for an administrator').click();
    expect(await callsOf(page, 'checkIssuer')).toHaveLength(3);
    await page.evaluate(() => {
      window.latchkeyFake.emit('networkChanged', null);
    });
    await page.getByRole('tab', { name: 'Activity' }).click();
    await expect.poll(() => callsOf(page, 'listActivity')).toHaveLength(1);
    // What was read is not asked for again.
    expect(await callsOf(page, 'checkIssuer')).toHaveLength(3);
  });
});

describe('signing in', () => {
  test('the panel has its buttons, and cancelling ends it', async () => {
    const page = await open(scenario({ connections: [signedOut] }));
    await button(page, 'Sign in').click();
    const panel = page.getByRole('region', { name: 'Sign in' });
    await panel.getByRole('heading', { name: 'Continue in your browser' }).waitFor();
    await panel.getByText('Open Latchkey').waitFor();
    await panel.getByRole('button', { name: 'Open browser again' }).click();
    await panel.getByRole('button', { name: 'Copy link' }).click();
    await panel.getByRole('button', { name: 'Another way' }).click();
    await panel.getByRole('button', { name: 'Come back over an address of this computer' }).click();
    expect(await callsOf(page, 'openBrowserAgain')).toHaveLength(1);
    expect(await callsOf(page, 'copySignInLink')).toHaveLength(1);
    expect(await callsOf(page, 'signIn')).toMatchObject([{}, { way: 'loopback', startAgain: true }]);
    expect(await panel.getByText('Seeing an error page?').count()).toBe(0);
    await panel.getByRole('button', { name: 'Cancel sign-in' }).click();
    await button(page, 'Sign in').waitFor();
  });

  test('after two minutes the exact address and Start again are there', async () => {
    const page = await open(scenario({ connections: [connection('Slow', waiting(Date.now() - 130_000))] }));
    const panel = page.getByRole('region', { name: 'Sign in' });
    await panel.getByText('Seeing an error page?').waitFor();
    await panel.getByText('app.latchkey.desktop:/callback/').waitFor();
    await panel.getByRole('button', { name: 'Start again' }).click();
    expect(await callsOf(page, 'signIn')).toMatchObject([{ startAgain: true }]);
  });

  test('when it is done there is a tick, the live region says so, the action is Sign out, and nothing moves once the tick goes', async () => {
    const page = await open(scenario({ connections: [connection('Acme', waiting(Date.now()))] }));
    await page.getByRole('region', { name: 'Sign in' }).waitFor();
    const tabs = page.getByRole('tab', { name: 'Requests' });
    // It is there for a second: who looks now and then may miss it.
    const told = await page.evaluate(
      (account) =>
        new Promise<{ words: string; top: number | undefined }>((resolve) => {
          const watch = new MutationObserver(() => {
            const words = /You are signed in/.exec(document.body.textContent)?.[0];
            if (words === undefined) return;
            watch.disconnect();
            resolve({ words, top: document.querySelector('[role="tab"]')?.getBoundingClientRect().top });
          });
          watch.observe(document.body, { childList: true, subtree: true });
          window.latchkeyFake.setSession('Acme', { kind: 'signed-in', account, signedInBy: 'a1' });
        }),
      ada,
    );
    expect(told.words).toBe('You are signed in');
    await page
      .getByRole('status', { name: 'Status' })
      .getByText('Acme: Signed in as ada@acme.test')
      .waitFor({ state: 'attached' });
    await button(page, 'Sign out').waitFor();
    await page.getByText('You are signed in').waitFor({ state: 'detached' });
    expect((await tabs.boundingBox())?.y).toBe(told.top);
    expect(await page.getByRole('region', { name: 'Sign in' }).count()).toBe(0);
  });

  test('one that is cancelled or refused, while somebody is signed in, has no tick', async () => {
    const page = await open(scenario({ connections: [connection('Acme', waiting(Date.now()))] }));
    for (const after of [{}, { signedInBy: 'a0' }, { attemptFailure: failure() }]) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other
      await page.getByRole('region', { name: 'Sign in' }).waitFor();
      // oxlint-disable-next-line eslint/no-await-in-loop -- as above
      const ticks = await page.evaluate(
        async ({ account, ended, again }) => {
          let seen = 0;
          const watch = new MutationObserver(() => {
            if (document.body.textContent.includes('You are signed in')) seen += 1;
          });
          watch.observe(document.body, { childList: true, subtree: true });
          window.latchkeyFake.setSession('Acme', { kind: 'signed-in', account, ...ended });
          while (document.querySelector('section[aria-label="Sign in"]') !== null) {
            await new Promise((resolve) => requestAnimationFrame(resolve));
          }
          await new Promise((resolve) => requestAnimationFrame(resolve));
          watch.disconnect();
          window.latchkeyFake.setSession('Acme', again);
          return seen;
        },
        { account: ada, ended: after, again: waiting(Date.now()) },
      );
      expect(ticks).toBe(0);
    }
  });

  test('Use another account is asked for from the menu', async () => {
    const page = await open(scenario({ connections: [signedOut] }));
    await button(page, 'More actions').click();
    await button(page, 'Use another account').click();
    expect(await callsOf(page, 'signIn')).toMatchObject([{ anotherAccount: true }]);
  });

  test('a renewal that comes and goes is not announced', async () => {
    const page = await open(scenario({ connections: [signedIn] }));
    await button(page, 'Sign out').waitFor();
    await page.evaluate((account) => {
      window.latchkeyFake.setSession('Acme staging', { kind: 'renewing', account });
      window.latchkeyFake.setSession('Acme staging', { kind: 'signed-in', account });
    }, ada);
    expect(await page.getByRole('status', { name: 'Status' }).textContent()).toBe('');
  });
});

describe('signing out', () => {
  test('the choice for the browser is remembered with the connection', async () => {
    const page = await open(scenario({ connections: [signedIn] }));
    await button(page, 'More actions').click();
    await page.getByRole('checkbox', { name: 'Also sign out of acme.okta.com in the browser' }).click();
    await button(page, 'Sign out').click();
    expect(await callsOf(page, 'signOut')).toMatchObject([{ alsoInBrowser: true }]);
    await button(page, 'Sign in').waitFor();
  });

  test('Renew now', async () => {
    const page = await open(scenario({ connections: [signedIn] }));
    await button(page, 'More actions').click();
    await button(page, 'Renew now').click();
    expect(await callsOf(page, 'renewNow')).toHaveLength(1);
  });
});

describe('a clock that is wrong', () => {
  const clockWrong = everyState().filter(({ session }) => session.kind === 'clock-wrong');

  test('the settings of the clock are one press away, and so is trying again', async () => {
    const page = await open(scenario({ connections: clockWrong }));
    await button(page, 'Open the clock settings').click();
    expect(await callsOf(page, 'openClockSettings')).toStrictEqual([null]);
    await button(page, 'Try now').click();
    expect(await callsOf(page, 'tryNow')).toHaveLength(1);
  });

  test('where the system has none to open, the page says how else', async () => {
    const page = await open(
      scenario({
        connections: clockWrong,
        failures: { openClockSettings: failure({ what: 'The clock settings could not be opened.' }) },
      }),
    );
    await button(page, 'Open the clock settings').click();
    await page.getByText('The clock settings could not be opened.').waitFor();
    expect(await callsOf(page, 'openClockSettings')).toHaveLength(1);
  });
});

describe('requests', () => {
  test('a request is sent with Ctrl+Enter and its answer shown', async () => {
    const page = await open(scenario({ connections: [signedIn] }));
    await page.getByRole('combobox', { name: 'Method' }).selectOption('POST');
    await url(page).fill('https://api.acme.test/v1/notes');
    const composed = page.getByRole('form', { name: 'Request' });
    await composed.getByRole('tab', { name: 'Headers' }).click();
    await page.getByRole('combobox', { name: 'Header 1', exact: true }).fill('X-Trace');
    await page.getByRole('combobox', { name: 'Value of header 1' }).fill('1');
    await composed.getByRole('tab', { name: 'Body' }).click();
    await composed.getByText('JSON', { exact: true }).click();
    await page.getByRole('textbox', { name: 'Request body' }).fill('{}');
    await page.keyboard.press('Control+Enter');
    const region = page.getByRole('region', { name: 'Response', exact: true });
    await region.getByText('200 OK').waitFor();
    await region.getByText('42 ms').waitFor();
    await region.getByText('1.8 kB').waitFor();
    await region.getByRole('treeitem', { name: 'title: "Order a new latch"' }).waitFor();
    await region.getByRole('tab', { name: 'Headers' }).click();
    await region.getByText('x-request-id').waitFor();
    await region.getByText('no-store').waitFor();
    await region.getByRole('tab', { name: 'Body' }).click();
    await region.getByText('Raw', { exact: true }).click();
    await region.getByText('{"notes":[{"id":1,"title":"Order a new latch"').waitFor();
    await region.getByRole('button', { name: 'Save response' }).click();
    await region.getByText('Saved to /home/ada/notes.json').waitFor();
    expect(await callsOf(page, 'sendRequest')).toMatchObject([
      {
        request: {
          method: 'POST',
          headers: [['X-Trace', '1']],
          body: { kind: 'json', text: '{}' },
          authorization: 'on',
        },
      },
    ]);
  });

  test('a new origin is asked about once, and allowed', async () => {
    const page = await open(scenario({ connections: [signedIn] }));
    await url(page).fill('https://other.test/v1');
    await button(page, 'Send').click();
    await page.getByText('Send your Acme staging sign-in to https://other.test?').waitFor();
    await button(page, 'Allow for this connection').click();
    await page.getByText('200 OK').waitFor();
    expect(await callsOf(page, 'allowOrigin')).toMatchObject([{ origin: 'https://other.test' }]);
    await button(page, 'Send').click();
    await page.getByText('200 OK').waitFor();
    expect(await callsOf(page, 'sendRequest')).toHaveLength(3);
  });

  test('a new origin can be reached without the sign-in, or not at all', async () => {
    const page = await open(scenario({ connections: [signedIn] }));
    await url(page).fill('https://other.test/v1');
    await button(page, 'Send').click();
    await button(page, 'Send without sign-in').click();
    await page.getByText('sent without sign-in').waitFor();
    expect(await callsOf(page, 'allowOrigin')).toHaveLength(0);
    await button(page, 'Send').click();
    await button(page, 'Cancel').click();
    expect(await page.getByText('Send your Acme staging sign-in').count()).toBe(0);
  });

  test('redirects are told with what did not go along, and the new address is a button away', async () => {
    const to = 'https://www.acme.test/v2/notes?‮page=2';
    const page = await open(
      scenario({
        connections: [signedIn],
        response: {
          ...scenario().response,
          hops: [
            {
              status: 301,
              from: { method: 'POST', url: 'https://api.acme.test/v1/notes' },
              to: { method: 'GET', url: to },
              leftBehind: ['Sign-in', 'X-API-Key', 'Request body'],
            },
          ],
        },
      }),
    );
    await url(page).fill('https://api.acme.test/v1/notes');
    await button(page, 'Send').click();
    await page
      .getByText(
        'A redirect left https://api.acme.test for https://www.acme.test, so your sign-in and X-API-Key did not go along.',
      )
      .waitFor();
    await page.getByRole('tab', { name: 'Redirects (1)' }).click();
    await page.getByText('https://www.acme.test/v2/notes?⟨U+202E⟩page=2').waitFor();
    await page.getByText('Not sent on: Sign-in, X-API-Key, Request body').waitFor();
    await button(page, 'Use the new address').click();
    expect(await url(page).inputValue()).toBe(to);
  });

  test('a redirect that was not followed says why, above what came', async () => {
    const page = await open(
      scenario({
        connections: [signedIn],
        response: {
          ...scenario().response,
          status: 302,
          statusText: 'Found',
          redirectRefused: failure({
            code: 'redirect-refused',
            what: 'The redirect of api.acme.test was not followed.',
            why: 'It leads to a file: address.',
            next: '',
          }),
        },
      }),
    );
    await url(page).fill('https://api.acme.test/v1/notes');
    await button(page, 'Send').click();
    const region = page.getByRole('region', { name: 'Response', exact: true });
    await region.getByText('302 Found').waitFor();
    expect(await region.getByText('It leads to a file: address.').count()).toBe(1);
  });

  test('a refusal is explained, and a pause that the server asks for is told', async () => {
    const page = await open(
      scenario({
        connections: [signedIn],
        response: {
          ...scenario().response,
          status: 403,
          statusText: 'Forbidden',
          advice: {
            what: 'The API wants a permission that this sign-in does not have.',
            why: 'It names notes:‮write.',
            next: 'Add it to the scopes.',
          },
          retryAt: Date.now() + 60_000,
        },
      }),
    );
    await url(page).fill('https://api.acme.test/v1/notes');
    await button(page, 'Send').click();
    const region = page.getByRole('region', { name: 'Response', exact: true });
    await region.getByText('It names notes:⟨U+202E⟩write.').waitFor();
    expect(await region.getByText('The server asks for a pause until').count()).toBe(1);
  });

  test('a star among the API origins, and a resource, are said in words as they are typed', async () => {
    const page = await open(scenario({ connections: [signedIn] }), `#/connection/${signedIn.id}/settings`);
    await page
      .getByRole('textbox', { name: 'API origins' })
      .fill('https://*.acme.test\nhttps://b.test resource=urn:b');
    await page.getByText('every server with one name before acme.test').waitFor();
    expect(await page.getByText('gets access tokens that the provider issues for urn:b.').count()).toBe(1);
    await button(page, 'Save connection').click();
    await page.getByText('Saved').first().waitFor();
    expect(await callsOf(page, 'updateConnection')).toMatchObject([
      { changes: { apiOrigins: 'https://*.acme.test\nhttps://b.test resource=urn:b' } },
    ]);
  });

  test('what is chosen under More settings is saved as it was chosen', async () => {
    const page = await open(scenario({ connections: [signedIn] }), `#/connection/${signedIn.id}/settings`);
    await openMore(page);
    await page.getByLabel('Renewal').selectOption('Only when a request needs it');
    await page.getByLabel('Spelling of the app address').selectOption('scheme://callback');
    await page.getByLabel('Spelling of the loopback address').selectOption('localhost');
    const also = page.getByRole('checkbox', { name: 'Also sign out of acme.okta.com in the browser' });
    await also.check();
    await button(page, 'Save connection').click();
    await page.getByText('Saved', { exact: true }).waitFor();
    expect(await callsOf(page, 'updateConnection')).toMatchObject([
      {
        changes: {
          renewal: 'on-demand',
          redirectSpelling: 'authority',
          loopbackHost: 'localhost',
          signOutInBrowser: true,
        },
      },
    ]);
    await also.uncheck();
    await button(page, 'Save connection').click();
    await expect.poll(() => callsOf(page, 'updateConnection')).toHaveLength(2);
    expect((await callsOf(page, 'updateConnection'))[1]).toMatchObject({
      changes: { renewal: 'on-demand', signOutInBrowser: false },
    });
  });

  test('how long a request waits is chosen in the settings', async () => {
    const page = await open(scenario({ connections: [signedIn] }), '#/settings');
    const group = page.getByRole('radiogroup', {
      name: 'Give up when a server is not reached, or does not begin to answer, for',
    });
    expect(await group.getByRole('radio', { name: '1 min' }).isChecked()).toBe(true);
    await group.getByText('Never').click();
    await expect.poll(() => group.getByRole('radio', { name: 'Never' }).isChecked()).toBe(true);
    expect(await callsOf(page, 'setRequestTimeouts')).toEqual([{ firstByteSeconds: null, idleSeconds: 30 }]);
  });

  test('Esc cancels what is being sent', async () => {
    const page = await open(scenario({ connections: [signedIn], delayMilliseconds: 2000 }));
    await url(page).fill('https://api.acme.test/v1/slow');
    await page.keyboard.press('Enter');
    await button(page, 'Cancel request').waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('Cancelled.').waitFor();
    await button(page, 'Send').waitFor();
    expect(await callsOf(page, 'cancelRequest')).toHaveLength(1);
  });

  test('what a server sends is shown and never acts', async () => {
    const base = scenario().response;
    const page = await open(
      scenario({
        connections: [signedIn],
        response: {
          ...base,
          credentialReplaced: true,
          body: {
            kind: 'text',
            mediaType: 'text/html',
            text: '<img src=x onerror="document.title=1">\u202Eevil [access token]',
          },
        },
      }),
    );
    await url(page).fill('https://api.acme.test/v1/echo');
    await button(page, 'Send').click();
    await page.getByText('<img src=x onerror="document.title=1">⟨U+202E⟩evil').waitFor();
    await page.getByText('The answer repeated your access token, or another secret that was sent.').waitFor();
    expect(await page.title()).toBe('Latchkey');
  });

  test('an answer that came while another tab was open is there, and so is the composition', async () => {
    const page = await open(scenario({ connections: [signedIn] }));
    await url(page).fill('https://api.acme.test/v1/notes');
    await button(page, 'Send').click();
    await page.getByRole('tab', { name: 'Session', exact: true }).click();
    await page.getByText('ID token claims').waitFor();
    await page.getByRole('tab', { name: 'Requests' }).click();
    await page.getByText('200 OK').waitFor();
    expect(await url(page).inputValue()).toBe('https://api.acme.test/v1/notes');
  });

  test('a reload, as after a crash of the page, keeps the place and the composition', async () => {
    const page = await open(
      scenario({ connections: everyState().slice(0, 3).concat(signedIn) }),
      `#/connection/${signedIn.id}/requests`,
    );
    await url(page).fill('https://api.acme.test/kept');
    await page.waitForFunction(() => JSON.stringify(window.history.state ?? null).includes('kept'));
    await page.reload();
    await page.getByRole('heading', { name: 'Acme staging', exact: true }).waitFor();
    expect(await url(page).inputValue()).toBe('https://api.acme.test/kept');
  });
});

describe('the list', () => {
  const three = ['One', 'Two', 'Three'].map((name) => connection(name, { kind: 'signed-out' }));

  test('arrows go through it, Alt and an arrow orders it, and the focus stays', async () => {
    const page = await open(scenario({ connections: three }));
    await page.getByRole('link', { name: 'One' }).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Alt+ArrowUp');
    await expect
      .poll(async () => (await names(page)).map((text) => text.split('\n')[0]))
      .toStrictEqual(['Two', 'One', 'Three']);
    await page.waitForFunction(() => document.activeElement?.textContent.startsWith('Two'));
    expect(await callsOf(page, 'orderConnections')).toHaveLength(1);
  });

  test('dragging orders it too', async () => {
    const page = await open(scenario({ connections: three }));
    await page.getByRole('link', { name: 'Three' }).dragTo(page.getByRole('link', { name: 'One' }));
    await expect
      .poll(async () => (await names(page)).map((text) => text.split('\n')[0]))
      .toStrictEqual(['Three', 'One', 'Two']);
  });

  test('deleting asks once', async () => {
    const page = await open(scenario({ connections: three }), `#/connection/${three[0]?.id ?? ''}/settings`);
    await button(page, 'Delete connection').click();
    const question = page.getByRole('dialog', { name: 'Delete One?' });
    await question.getByRole('button', { name: 'Keep' }).click();
    await question.waitFor({ state: 'detached' });
    await button(page, 'Delete connection').click();
    await question.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByRole('heading', { name: 'Two', exact: true }).waitFor();
    expect(await callsOf(page, 'removeConnection')).toHaveLength(1);
  });

  test('what was deleted comes back to its place by keyboard, or goes for good, and a refusal is said', async () => {
    const page = await open(
      scenario({ connections: three, failures: { finishDeletion: failure() } }),
      `#/connection/${three[1]?.id ?? ''}/settings`,
    );
    await button(page, 'Delete connection').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
    const deleted = page.getByRole('status', { name: 'Deleted connections' });
    await deleted.getByText('“Two” was deleted.').waitFor();
    expect((await names(page)).map((text) => text.split('\n')[0])).toStrictEqual(['One', 'Three']);
    await deleted.getByRole('button', { name: 'Erase now' }).click();
    await deleted.getByText(failure().what).waitFor();
    await deleted.getByRole('button', { name: 'Undo' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Two', exact: true }).waitFor();
    expect((await names(page)).map((text) => text.split('\n')[0])).toStrictEqual(['One', 'Two', 'Three']);
    await deleted.waitFor({ state: 'detached' });
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('MAIN');
  });

  test('the last one that was deleted can be brought back from the first page', async () => {
    const page = await open(scenario({ connections: [signedIn] }), at(signedIn.id));
    await button(page, 'Delete connection').click();
    const question = page.getByRole('dialog', { name: 'Delete Acme staging?' });
    await question.getByText('still signed in').waitFor();
    await question.getByRole('button', { name: 'Delete', exact: true }).click();
    await button(page, 'Try the demo').waitFor();
    await button(page, 'Undo').click();
    await page.getByRole('heading', { name: 'Acme staging', exact: true }).waitFor();
    expect(await callsOf(page, 'restoreConnection')).toHaveLength(1);
  });
});

describe('a session whose state is not simple', () => {
  test('before the keyring was asked the page is calm: no padlock, nothing to unlock, nothing announced', async () => {
    const opening = connection('Acme staging', { kind: 'locked', checking: true });
    const page = await open(scenario({ connections: [opening] }));
    await page.getByText('Opening…').first().waitFor();
    expect(await button(page, 'Unlock').count()).toBe(0);
    expect(await page.locator('[data-mark="locked"]').count()).toBe(0);
    expect(await page.getByText('locked', { exact: false }).count()).toBe(0);
    await setSession(page, { kind: 'signed-in', account: ada });
    await button(page, 'Sign out').waitFor();
    expect(await status(page).textContent()).toBe('');
    await setSession(page, { kind: 'locked' });
    await button(page, 'Unlock').waitFor();
    await expect.poll(() => status(page).textContent()).toContain('Keyring locked');
  });

  test('a new sign-in that failed is told while the session goes on, once, and put away', async () => {
    const refused = failure({ code: 'authorization-refused', what: 'The provider refused.' });
    const page = await open(scenario({ connections: [signedIn], failures: { renewNow: refused } }));
    await button(page, 'More actions').click();
    await button(page, 'Renew now').click();
    await page.getByText('The provider refused.').waitFor();
    await setSession(page, { kind: 'signed-in', account: ada, attemptFailure: refused });
    await button(page, 'Got it').waitFor();
    expect(await page.getByText('The provider refused.').count()).toBe(1);
    await button(page, 'Sign out').waitFor();
    await button(page, 'Got it').click();
    await page.getByText('The provider refused.').waitFor({ state: 'detached' });
    expect(await callsOf(page, 'cancelSignIn')).toHaveLength(1);
  });
});

describe('another account that came back', () => {
  const session = {
    kind: 'another-account',
    attempt: 'a2',
    current: ada,
    currentSignedIn: true,
    arrived: grace,
    expiresAt: Date.now() + 3_000_000,
  } as const;
  const asked = connection('Acme staging', session);

  test('R25+ F29+: the question names both, and keeping both leads to the new connection', async () => {
    const page = await open(scenario({ connections: [asked] }));
    await signInPanel(page).getByText('You are signed in here as ada@acme.test.').waitFor();
    await signInPanel(page).getByText('The browser signed in grace@acme.test.').waitFor();
    await button(page, 'Keep as a new connection').click();
    await page.getByRole('heading', { name: 'Acme staging (grace@acme.test)', exact: true }).waitFor();
    expect(await callsOf(page, 'decideAccount')).toStrictEqual([
      { id: asked.id, attempt: 'a2', decision: 'new-connection' },
    ]);
  });

  test.each([
    ['Replace', 'replace', 'grace@acme.test'],
    ['Cancel sign-in', 'discard', 'ada@acme.test'],
  ] as const)('R25+: %s stays at the connection', async (name, decision, account) => {
    const page = await open(scenario({ connections: [asked] }));
    await button(page, name).click();
    await page.getByRole('main').getByText(`Signed in as ${account}`).waitFor();
    expect(await callsOf(page, 'decideAccount')).toMatchObject([{ decision }]);
    expect(await signInPanel(page).count()).toBe(0);
  });

  test('R25-: what could not be done is told, and the question stays', async () => {
    const full = failure({ code: 'disk-full', what: 'The connection could not be saved.' });
    const page = await open(scenario({ connections: [asked], failures: { decideAccount: full } }));
    await button(page, 'Keep as a new connection').click();
    await signInPanel(page).getByText('The connection could not be saved.').waitFor();
    expect(await button(page, 'Replace').isEnabled()).toBe(true);
  });

  test('R25-: for a sign-in that has ended it does not say that somebody is signed in', async () => {
    const page = await open(
      scenario({ connections: [connection('Acme staging', { ...session, currentSignedIn: false })] }),
    );
    await signInPanel(page).getByText('This connection belongs to ada@acme.test.').waitFor();
    expect(await page.getByText('You are signed in here').count()).toBe(0);
  });
});

describe('a provider that does not list PKCE', () => {
  const asks = failure({ code: 'pkce-not-listed', what: 'This provider does not say that it protects.' });
  const asked = connection('Acme staging', { kind: 'signed-out', reason: asks });

  test('R78+: the question is asked once, and signing in anyway is one press', async () => {
    const page = await open(scenario({ connections: [asked] }));
    await page.getByText('This provider does not say that it protects.').waitFor();
    expect(await page.getByText('This provider does not say that it protects.').count()).toBe(1);
    await button(page, 'Sign in anyway').click();
    await page.getByRole('region', { name: 'Sign in' }).waitFor();
    expect(await callsOf(page, 'signIn')).toMatchObject([{ acceptUnlistedPkce: true }]);
  });

  test('R78-: declined, it goes, and no sign-in begins', async () => {
    const page = await open(scenario({ connections: [asked] }));
    await button(page, 'Cancel').click();
    await page.getByText('This provider does not say that it protects.').waitFor({ state: 'detached' });
    expect(await callsOf(page, 'signIn')).toStrictEqual([]);
  });
});

describe('settings that end something', () => {
  const settingsOf = `#/connection/${signedIn.id}/settings`;

  test('R16+: another client ID says that it signs out, and saves when that is wanted', async () => {
    const page = await open(scenario({ connections: [signedIn] }), settingsOf);
    await clientId(page).fill('another');
    await button(page, 'Save connection').click();
    const question = page.getByRole('dialog', { name: 'Sign out of Acme staging?' });
    await question.getByRole('button', { name: 'Sign out and save' }).click();
    await page.getByText('Saved', { exact: true }).waitFor();
    expect(await callsOf(page, 'updateConnection')).toMatchObject([{ changes: { clientId: 'another' } }]);
    expect(await question.count()).toBe(0);
  });

  test('R16-: nothing is saved when it is not wanted, and the form keeps what was typed', async () => {
    const page = await open(scenario({ connections: [signedIn] }), settingsOf);
    await clientId(page).fill('another');
    await button(page, 'Save connection').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Keep' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await clientId(page).inputValue()).toBe('another');
    expect(await callsOf(page, 'updateConnection')).toStrictEqual([]);
  });

  test('another name is saved without a question', async () => {
    const page = await open(scenario({ connections: [signedIn] }), settingsOf);
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Acme');
    await button(page, 'Save connection').click();
    await page.getByText('Saved', { exact: true }).waitFor();
    expect(await callsOf(page, 'updateConnection')).toMatchObject([{ changes: { name: 'Acme' } }]);
  });
});

describe('a client secret', () => {
  const holding = connection('Acme staging', { kind: 'signed-in', account: ada }, { clientSecret: 'sealed' });

  test('R6+: is typed unseen, saved once, and not in the page afterwards', async () => {
    const page = await open(scenario({ connections: [signedIn] }), at(signedIn.id));
    await openMore(page);
    expect(await secret(page).getAttribute('type')).toBe('password');
    await secret(page).fill('s3cret');
    await button(page, 'Save connection').click();
    await page.getByText('One is held, sealed on this computer.').waitFor();
    expect(await callsOf(page, 'updateConnection')).toMatchObject([{ changes: { clientSecret: 's3cret' } }]);
    expect(await page.content()).not.toContain('s3cret');
    await button(page, 'Save connection').click();
    await expect.poll(() => callsOf(page, 'updateConnection')).toHaveLength(2);
    const [, again] = await callsOf(page, 'updateConnection');
    expect(JSON.stringify(again)).not.toContain('clientSecret');
  });

  test('R6+: one that is held can be replaced or removed, and neither happens before it is saved', async () => {
    const page = await open(scenario({ connections: [holding] }), at(holding.id));
    await openMore(page);
    await button(page, 'Replace').click();
    await button(page, 'Keep the one that is held').click();
    await button(page, 'Remove').click();
    await button(page, 'Keep it').click();
    await button(page, 'Remove').click();
    expect(await callsOf(page, 'updateConnection')).toStrictEqual([]);
    await button(page, 'Save connection').click();
    await secret(page).waitFor();
    expect(await callsOf(page, 'updateConnection')).toMatchObject([{ changes: { clientSecret: null } }]);
  });

  test('R6-: one that is gone is asked for without looking for the field', async () => {
    const gone = connection('Acme staging', { kind: 'signed-out' }, { clientSecret: 'missing' });
    const page = await open(scenario({ connections: [gone] }), at(gone.id));
    await page.getByText('The one that was entered is not there any more.').waitFor();
    expect(await secret(page).isVisible()).toBe(true);
  });

  test('R6-: why it could not be saved is told at the field', async () => {
    const locked = failure({
      code: 'keyring-locked',
      what: 'Not saved.',
      details: { field: 'Client secret' },
    });
    const page = await open(
      scenario({ connections: [signedIn], failures: { updateConnection: locked } }),
      at(signedIn.id),
    );
    await openMore(page);
    await secret(page).fill('s3cret');
    await button(page, 'Save connection').click();
    await page.getByText('Not saved.').waitFor();
    expect(await secret(page).getAttribute('aria-invalid')).toBe('true');
    expect(await secret(page).inputValue()).toBe('s3cret');
  });
});

describe('keyboard only', () => {
  test('Ctrl+K finds a connection and an action', async () => {
    const page = await open(scenario({ connections: everyState() }));
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search' }).waitFor();
    await page.keyboard.type('billing');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Billing', exact: true }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search' }).waitFor();
    await page.keyboard.type('theme dark');
    await page.keyboard.press('Enter');
    expect(await callsOf(page, 'setPreferences')).toStrictEqual([{ colorScheme: 'dark' }]);
    await page.locator('html[data-mantine-color-scheme=dark]').waitFor();
  });

  test('a mouse that only lies where the search opens chooses nothing in it; one that is moved does', async () => {
    const page = await open(scenario({ connections: everyState() }));
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('Control+k');
    const options = page.getByRole('listbox', { name: 'Found' }).getByRole('option');
    const overSecond = (movementX: number) =>
      options.nth(1).evaluate((option, movement) => {
        option.dispatchEvent(new MouseEvent('mousemove', { bubbles: true, movementX: movement }));
      }, movementX);
    // As Chromium sends it when something comes under a mouse that lies still.
    await overSecond(0);
    expect(await options.nth(0).getAttribute('aria-selected')).toBe('true');
    await overSecond(3);
    expect(await options.nth(1).getAttribute('aria-selected')).toBe('true');
  });

  test('the menu opens, is walked and closed with keys', async () => {
    const page = await open(scenario({ connections: [signedIn] }));
    await button(page, 'More actions').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Renew now');
    await page.keyboard.press('Escape');
    expect(await button(page, 'Renew now').count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
      'More actions',
    );
  });
});

test('the static shell is painted before any script, and the page is told to main once it is there', async () => {
  const page = await open(scenario({ connections: [signedIn] }));
  await button(page, 'Sign out').waitFor();
  await page.waitForFunction(() => window.latchkeyFake.calls.some(({ command }) => command === 'pageReady'));
  expect(await page.locator('.shell').count()).toBe(0);
});
