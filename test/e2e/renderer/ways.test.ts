import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';

import {
  connection,
  failure,
  scenario,
  waiting,
  waitingForCode,
  type Scenario,
} from '../../renderer-fake/scenario.ts';
import { callsOf, testPages } from '../../renderer-fake/test-pages.ts';

const pages = testPages();

async function open(given: Scenario): Promise<Page> {
  const opened = await pages.open(given);
  return opened.page;
}

const panel = (page: Page) => page.getByRole('region', { name: 'Sign in' });
const button = (page: Page, name: string) => panel(page).getByRole('button', { name, exact: true });

const code = waitingForCode(Date.now());
const loopback = {
  ...waiting(Date.now()),
  way: 'loopback',
  otherWays: ['scheme'],
  redirectUri: 'http://127.0.0.1:40123/callback/mfrggzdfmztwq2lknnwg23tpob',
} as const;

describe('sign-in with a code', () => {
  test('R81+: the code is shown large with its address, can be copied, opened and scanned', async () => {
    const page = await open(scenario({ connections: [connection('Acme', code)] }));
    await panel(page).getByRole('heading', { name: 'Sign in with a code' }).waitFor();
    const shown = panel(page).getByRole('status', { name: 'Code' });
    expect(await shown.innerText()).toBe('WDJB-MJHT');
    const size = await shown.evaluate((node) => Number.parseFloat(getComputedStyle(node).fontSize));
    expect(size).toBeGreaterThanOrEqual(28);
    await panel(page).getByText('https://acme.okta.com/activate', { exact: true }).waitFor();
    await button(page, 'Copy code').click();
    await button(page, 'Copy the address').click();
    expect(await callsOf(page, 'copyText')).toEqual([
      { text: 'WDJB-MJHT' },
      { text: 'https://acme.okta.com/activate' },
    ]);
    await button(page, 'Open in browser').click();
    expect(await callsOf(page, 'openBrowserAgain')).toHaveLength(1);
    await panel(page).getByRole('img', { name: 'QR code of the address with the code in it' }).waitFor();
  });

  test('R81-: the QR code stays dark on white in a dark window, and is drawn here', async () => {
    const requested: string[] = [];
    const { page } = await pages.open(scenario({ connections: [connection('Acme', code)] }), {
      colorScheme: 'dark',
    });
    page.on('request', (request) => requested.push(request.url()));
    const image = panel(page).getByRole('img', { name: /^QR code/ });
    await image.waitFor();
    const fills = await image.evaluate((node) =>
      [...node.children].map((child) => getComputedStyle(child).fill),
    );
    expect(fills).toEqual(['rgb(255, 255, 255)', 'rgb(0, 0, 0)']);
    expect(requested.filter((url) => url.includes('acme.okta.com'))).toEqual([]);
    expect(pages.opened().complaints).toEqual([]);
  });

  test('every other way that is registered is offered, and the choice begins it', async () => {
    const page = await open(scenario({ connections: [connection('Acme', code)] }));
    await button(page, 'Another way').click();
    await button(page, 'Come back over the app link').click();
    expect(await callsOf(page, 'signIn')).toMatchObject([{ way: 'scheme', startAgain: true }]);
  });

  test('another way waits until it is known which ways there are', async () => {
    const opening = {
      ...code,
      phase: 'opening',
      way: 'scheme',
      deviceCode: null,
      otherWays: ['loopback'],
    } as const;
    const page = await open(scenario({ connections: [connection('Acme', opening)] }));
    await button(page, 'Another way').waitFor();
    expect(await button(page, 'Another way').isDisabled()).toBe(true);
  });

  test('a code that ran out has its words and the button for a new one', async () => {
    const ranOut = { ...failure(), code: 'device-code-expired', what: 'The code has run out.' } as const;
    const page = await open(
      scenario({ connections: [connection('Acme', { kind: 'signed-out', reason: ranOut })] }),
    );
    await page.getByText('The code has run out.').waitFor();
    await page.getByRole('button', { name: 'Get a new code' }).click();
    expect(await callsOf(page, 'signIn')).toMatchObject([{ way: 'device' }]);
  });

  test('a question that got no answer is told, and cancels nothing', async () => {
    const page = await open(
      scenario({ connections: [connection('Acme', { ...code, attemptFailure: failure() })] }),
    );
    await panel(page).getByText(failure().what).waitFor();
    expect(await page.getByRole('button', { name: 'Got it' }).count()).toBe(0);
    expect(await callsOf(page, 'cancelSignIn')).toEqual([]);
  });
});

describe('an address by hand', () => {
  test('the field is there for the loopback address alone, and sends what was pasted as it was', async () => {
    const page = await open(scenario({ connections: [connection('Acme', loopback)] }));
    await button(page, 'Browser on another computer?').click();
    const field = panel(page).getByRole('textbox', { name: 'Address' });
    expect(await button(page, 'Finish sign-in').isDisabled()).toBe(true);
    await field.fill('http://127.0.0.1:40123/callback/abc\n?code=1&state=2');
    await button(page, 'Finish sign-in').click();
    expect(await callsOf(page, 'pasteCallback')).toMatchObject([
      { address: 'http://127.0.0.1:40123/callback/abc\n?code=1&state=2' },
    ]);
    expect(await pages.opened().axe()).toEqual([]);
    for (const other of [waiting(Date.now()), code]) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- one page after the other
      await page.evaluate((session) => window.latchkeyFake.setSession('Acme', session), other);
      // oxlint-disable-next-line eslint/no-await-in-loop -- as above
      await panel(page).getByText('Browser on another computer?').waitFor({ state: 'detached' });
    }
  });

  test('what is refused keeps what was pasted, with words, and the sign-in goes on', async () => {
    const refused = { ...failure(), code: 'callback-invalid', what: 'This address is not whole.' } as const;
    const page = await open(
      scenario({ connections: [connection('Acme', loopback)], failures: { pasteCallback: refused } }),
    );
    await button(page, 'Browser on another computer?').click();
    const field = panel(page).getByRole('textbox', { name: 'Address' });
    await field.fill('http://127.0.0.1:40123/callback/abc');
    await field.press('Tab');
    await page.keyboard.press('Enter');
    await panel(page).getByText('This address is not whole.').waitFor();
    expect(await field.inputValue()).toBe('http://127.0.0.1:40123/callback/abc');
    await button(page, 'Cancel sign-in').waitFor();
  });
});
