import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';

import { google } from '../../../src/core/providers/presets/google.ts';
import { providerHint } from '../../../src/core/providers/presets/preset-of.ts';
import { connection, failure, scenario, type Scenario } from '../../renderer-fake/scenario.ts';
import { callsOf, testPages } from '../../renderer-fake/test-pages.ts';
import { typedEndpoints } from '../../support/connections.ts';

const pages = testPages();

async function open(given: Scenario = scenario(), hash = '#/add'): Promise<Page> {
  const opened = await pages.open(given, { hash });
  return opened.page;
}

const dialog = (page: Page) => page.getByRole('dialog');
const field = (page: Page, name: string) => dialog(page).getByRole('textbox', { name, exact: true });
const button = (page: Page, name: string) => dialog(page).getByRole('button', { name, exact: true });
const step = (page: Page) => dialog(page).locator('[aria-current="step"]');

async function toRegister(page: Page, issuer = 'https://acme.okta.com'): Promise<void> {
  await field(page, 'Issuer').fill(issuer);
  await button(page, 'Use this provider').click();
  await step(page).getByText('Register').waitFor();
}

async function toConnect(page: Page): Promise<void> {
  await toRegister(page);
  await button(page, 'I have a client ID').click();
  await step(page).getByText('Connect').waitFor();
}

async function enterAddresses(page: Page): Promise<void> {
  await field(page, 'Issuer').fill('https://acme.test');
  await button(page, 'Enter its addresses by hand').click();
  await field(page, 'Authorization endpoint').fill('https://acme.test/authorize');
  await field(page, 'Token endpoint').fill('https://tokens.acme.test/token');
}

const draft = connection('Acme staging', { kind: 'draft' }, { clientId: '' });
const unreachable = failure({ code: 'name-not-resolved', what: 'acme.okta.com was not found.' });

describe('Where', () => {
  test('R44+: it ends only when the name that the provider gives itself was shown and accepted', async () => {
    const page = await open(scenario({ callsItself: 'https://acme.okta.com/' }));
    expect(await button(page, 'Use this provider').isDisabled()).toBe(true);
    await field(page, 'Issuer').fill('https://acme.okta.com');
    await page.getByText('This provider calls itself https://acme.okta.com/; we will use that.').waitFor();
    expect(await callsOf(page, 'checkIssuer')).toEqual([
      { issuer: 'https://acme.okta.com' },
      { issuer: 'https://acme.okta.com/' },
    ]);
    expect(await pages.opened().axe()).toEqual([]);
    await button(page, 'Use this provider').click();
    await step(page).getByText('Register').waitFor();
    await button(page, 'Save as a draft').click();
    await expect
      .poll(() => callsOf(page, 'addConnection'))
      .toMatchObject([{ issuer: 'https://acme.okta.com/' }]);
  });

  test('R44-: a name on another server is asked about only after a press', async () => {
    const page = await open(scenario({ callsItself: 'https://login.acme.test' }));
    await field(page, 'Issuer').fill('https://acme.okta.com');
    await button(page, 'Use https://login.acme.test').waitFor();
    expect(await button(page, 'Use this provider').isDisabled()).toBe(true);
    expect(await callsOf(page, 'checkIssuer')).toEqual([{ issuer: 'https://acme.okta.com' }]);
    await button(page, 'Use https://login.acme.test').click();
    await page.getByText('This provider calls itself https://login.acme.test; we will use that.').waitFor();
  });

  test('R44+: a domain of Entra becomes the ID of its tenant, and “common” asks for the tenant', async () => {
    const tenant = 'https://login.microsoftonline.com/6a5bfbd1-0f5f-4b6c-9f6e-5a7a1f0a2b3c/v2.0';
    const page = await open(scenario({ callsItself: tenant }));
    await field(page, 'Issuer').fill('https://login.microsoftonline.com/common/oauth2/v2.0/authorize');
    await page.getByText('stands for every tenant at once').waitFor();
    expect(await callsOf(page, 'checkIssuer')).toEqual([]);
    await field(page, 'Tenant').fill('contoso.onmicrosoft.com');
    await button(page, 'Use https://login.microsoftonline.com/contoso.onmicrosoft.com/v2.0').click();
    await page.getByText(`This provider calls itself ${tenant}; we will use that.`).waitFor();
  });

  test('a provider that is picked makes the issuer of what a person knows of it', async () => {
    const page = await open();
    await page.getByLabel('Or pick a provider').selectOption('Keycloak');
    await field(page, 'Server').fill('https://sso.acme.test/');
    await field(page, 'Realm').pressSequentially('acme/../x');
    await page.getByText('This is no Realm.').waitFor();
    expect(await field(page, 'Issuer').inputValue()).toBe('');
    await field(page, 'Realm').fill('acme');
    await page.getByText('This provider calls itself https://sso.acme.test/realms/acme').waitFor();
    expect(await field(page, 'Realm').evaluate((node) => node === document.activeElement)).toBe(true);
    expect(await pages.opened().axe()).toEqual([]);
  });

  test('one that was picked is believed while it cannot be asked, until another address is typed', async () => {
    const page = await open(scenario({ failures: { checkIssuer: unreachable } }));
    await page.getByLabel('Or pick a provider').selectOption('Duende IdentityServer');
    await field(page, 'Authority').fill('https://identity.acme.test');
    await dialog(page).getByText('See what will be registered').click();
    await dialog(page).getByText('AllowedGrantTypes = GrantTypes.Code').waitFor();
    await field(page, 'Issuer').fill('https://login.acme.test');
    await dialog(page).getByText('AllowedGrantTypes = GrantTypes.Code').waitFor({ state: 'detached' });
    expect(await page.getByLabel('Or pick a provider').inputValue()).toBe('');
  });

  test('one that cannot be reached is asked again, or waits as a draft; nothing of it can be copied', async () => {
    const page = await open(scenario({ failures: { checkIssuer: unreachable } }));
    await field(page, 'Issuer').fill('https://acme.okta.com');
    await page.getByText('acme.okta.com was not found.').waitFor();
    expect(await button(page, 'Use this provider').isDisabled()).toBe(true);
    await dialog(page).getByText('See what will be registered').click();
    await dialog(page).getByText('Provisional:').waitFor();
    await dialog(page).getByText('app.latchkey.desktop:/callback/mfrggzdfmztwq2lknnwg23tpob').waitFor();
    expect(
      await dialog(page)
        .getByRole('button', { name: /^Copy the/ })
        .count(),
    ).toBe(0);
    await button(page, 'Check again').click();
    await expect.poll(() => callsOf(page, 'checkIssuer')).toHaveLength(2);
    expect(await pages.opened().axe()).toEqual([]);
    await button(page, 'Save as a draft').click();
    await page.getByRole('heading', { name: 'Okta', exact: true }).waitFor();
    expect(await callsOf(page, 'addConnection')).toMatchObject([
      { issuer: 'https://acme.okta.com', clientId: '', name: 'Okta' },
    ]);
  });

  test('a realm that does not exist names what the address is made of', async () => {
    const missing = failure({ code: 'metadata-not-found', what: 'sso.acme.test does not describe itself.' });
    const page = await open(scenario({ failures: { checkIssuer: missing } }));
    await field(page, 'Issuer').fill('https://sso.acme.test/realms/nowhere');
    await page.getByText('Check what it is made of at Keycloak: Server, Realm.').waitFor();
    expect(await button(page, 'Enter its addresses by hand').count()).toBe(0);
    expect(await button(page, 'Save as a draft').count()).toBe(0);
  });

  test('while the provider is asked, Enter goes nowhere', async () => {
    const page = await open(scenario({ held: ['checkIssuer'] }));
    await field(page, 'Issuer').fill('https://acme.okta.com');
    await page.getByText('Asking the provider…').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Asking the provider…').waitFor();
    expect(await step(page).innerText()).toContain('Where');
  });

  test('Escape and Cancel leave nothing behind, and the page is where it was', async () => {
    const known = connection('Known', { kind: 'signed-out' });
    const page = await open(scenario({ connections: [known] }), `#/connection/${known.id}/activity`);
    await page.getByRole('button', { name: 'Add connection' }).click();
    await field(page, 'Issuer').waitFor();
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'detached' });
    expect(await page.getByRole('tab', { name: 'Activity' }).getAttribute('aria-selected')).toBe('true');
    expect(await callsOf(page, 'addConnection')).toEqual([]);
  });
});

describe('Register', () => {
  test('holds the addresses for this connection, as the provider takes them', async () => {
    const page = await open();
    await toRegister(page);
    await page.getByText('app.latchkey.desktop:/callback/mfrggzdfmztwq2lknnwg23tpob').waitFor();
    await page.getByText('http://127.0.0.1:8400/callback/mfrggzdfmztwq2lknnwg23tpob').waitFor();
    await page.getByText('Create App Integration').first().waitFor();
    await button(page, 'Copy the app link').click();
    await button(page, 'Copy the text for an administrator').click();
    const copied = await callsOf(page, 'copyText');
    expect(copied[0]).toEqual({ text: 'app.latchkey.desktop:/callback/mfrggzdfmztwq2lknnwg23tpob' });
    expect(JSON.stringify(copied[1])).toContain('http://127.0.0.1:8400/callback/');
    expect(await pages.opened().axe()).toEqual([]);
  });

  test('what is known of a field otherwise than of its step is said at the field, and nowhere twice', async () => {
    const page = await open();
    await toRegister(page);
    const known = (name: string) => dialog(page).locator('dt').filter({ hasText: name });
    await known('Grant type').getByText('(from its documentation)').waitFor();
    expect(await known('Sign-in redirect URIs').getByText('(', { exact: false }).count()).toBe(0);
  });

  test('a connection waits for its client ID as a draft, and is gone on with where it stopped', async () => {
    const page = await open();
    await toRegister(page);
    await button(page, 'Save as a draft').click();
    await page.getByRole('button', { name: 'Copy the text for an administrator' }).waitFor();
    await page.getByRole('button', { name: 'Continue setting up' }).click();
    await step(page).getByText('Connect').waitFor();
    await field(page, 'Client ID').fill('0oa1b2c3');
    await button(page, 'Save connection').click();
    await page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).waitFor();
    expect(await callsOf(page, 'updateConnection')).toMatchObject([{ changes: { clientId: '0oa1b2c3' } }]);
    expect(await callsOf(page, 'addConnection')).toHaveLength(1);
  });

  test('R44-: a draft whose provider cannot be asked, or has another name by now, begins at Where', async () => {
    const at = `#/set-up/${draft.id}/connect`;
    const offline = await open(
      scenario({ connections: [draft], failures: { checkIssuer: unreachable } }),
      at,
    );
    await button(offline, 'Check again').waitFor();
    expect(await step(offline).innerText()).toContain('Where');
    await pages.opened().close();
    const renamed = await open(scenario({ connections: [draft], callsItself: 'https://acme.okta.com/' }), at);
    await renamed.getByText('calls itself https://acme.okta.com/').waitFor();
    expect(await step(renamed).innerText()).toContain('Where');
  });

  test('while the provider of a draft is asked, Cancel is there and has the focus', async () => {
    const at = `#/set-up/${draft.id}/connect`;
    const page = await open(scenario({ connections: [draft], held: ['checkIssuer'] }), at);
    await dialog(page).getByText('Asking the provider…').waitFor();
    await expect
      .poll(() => button(page, 'Cancel').evaluate((node) => node === document.activeElement))
      .toBe(true);
    expect(await pages.opened().axe()).toEqual([]);
    await page.keyboard.press('Enter');
    await dialog(page).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Continue setting up' }).waitFor();
    expect(await callsOf(page, 'updateConnection')).toEqual([]);
  });

  test('and when it cannot be asked, the focus is where something can be done about it', async () => {
    const at = `#/set-up/${draft.id}/connect`;
    const late = scenario({
      connections: [draft],
      failures: { checkIssuer: unreachable },
      delayMilliseconds: 800,
    });
    const page = await open(late, at);
    await button(page, 'Check again').waitFor();
    await expect
      .poll(() => field(page, 'Issuer').evaluate((node) => node === document.activeElement))
      .toBe(true);
  });
});

describe('Connect', () => {
  test('signs in with what was filled in, and shows the sign-in', async () => {
    const page = await open();
    await toConnect(page);
    await expect
      .poll(() => field(page, 'Client ID').evaluate((node) => node === document.activeElement))
      .toBe(true);
    await field(page, 'Client ID').fill('0oa1b2c3');
    await dialog(page).getByText('Keeps you signed in').waitFor();
    expect(await pages.opened().axe()).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Sign in' }).getByText('Continue in your browser').waitFor();
    await dialog(page).waitFor({ state: 'detached' });
    expect(await callsOf(page, 'addConnection')).toMatchObject([
      {
        name: 'Okta',
        clientId: '0oa1b2c3',
        scopes: 'openid profile email offline_access',
        redirectWays: ['scheme', 'loopback'],
        loopbackPorts: '8400 8401',
      },
    ]);
    expect(await callsOf(page, 'signIn')).toHaveLength(1);
  });

  test('each field says while it is typed whether it looks right, or why not', async () => {
    const page = await open();
    await toConnect(page);
    await field(page, 'Client ID').fill('0oa„1');
    await page.getByText('which no client ID has').waitFor();
    await field(page, 'Client ID').fill('0oa1');
    await page.getByText('which no client ID has').waitFor({ state: 'detached' });
    await field(page, 'API origins').fill('ftp://files.acme.test');
    await expect.poll(() => field(page, 'API origins').getAttribute('aria-invalid')).toBe('true');
    await expect.poll(() => dialog(page).getByText('Looks right').count()).toBe(3);
    expect(await pages.opened().axe()).toEqual([]);
  });

  test('a name of control characters is refused, and one that turns text round is shown as it is', async () => {
    const page = await open();
    await toConnect(page);
    await field(page, 'Client ID').fill('0oa1');
    await field(page, 'Name').fill('Acme\u0007');
    await page.getByText('a control character').waitFor();
    await field(page, 'Name').fill('Acme \u202Etset');
    await page.getByText('a control character').waitFor({ state: 'detached' });
    await button(page, 'Save connection').click();
    await page.getByRole('heading', { name: 'Acme ⟨U+202E⟩tset' }).waitFor();
    expect(await callsOf(page, 'addConnection')).toMatchObject([{ name: 'Acme \u202Etset' }]);
  });

  test('a client that is there already is named', async () => {
    const known = connection('Known', { kind: 'signed-out' }, { clientId: '0oa1' });
    const page = await open(scenario({ connections: [known] }));
    await toConnect(page);
    await field(page, 'Client ID').fill('0oa1');
    await page.getByText('You have this client at this provider already').waitFor();
    await dialog(page).getByRole('link', { name: 'Known' }).click();
    await dialog(page).waitFor({ state: 'detached' });
    await page.getByRole('heading', { name: 'Known', exact: true }).waitFor();
    expect(await callsOf(page, 'addConnection')).toEqual([]);
  });

  test('without a client ID nobody is signed in, and the field says why', async () => {
    const page = await open();
    await toConnect(page);
    await button(page, 'Sign in').click();
    await page.getByText('To sign in, enter what the provider shows as client ID.').waitFor();
    expect(await callsOf(page, 'addConnection')).toEqual([]);
    expect(await callsOf(page, 'signIn')).toEqual([]);
  });

  test('R6+: a secret is asked for only where the provider insists, with why', async () => {
    const page = await open();
    await toConnect(page);
    expect(await page.getByLabel('Client secret').count()).toBe(0);
    await pages.opened().close();
    const insisting = await open(
      scenario({ issuerCheck: { ...scenario().issuerCheck, provider: providerHint(google) } }),
    );
    await toConnect(insisting);
    await insisting.getByText('refuses a sign-in without it').waitFor();
    await insisting.getByLabel('Client secret').fill('s3cret');
    await field(insisting, 'Client ID').fill('1.apps.googleusercontent.com');
    await button(insisting, 'Sign in').click();
    await expect
      .poll(() => callsOf(insisting, 'addConnection'))
      .toMatchObject([{ clientSecret: 's3cret', redirectWays: ['loopback'] }]);
  });

  test('a failure stands at the field that caused it, and the field has the focus', async () => {
    const refused = failure({
      code: 'scopes-invalid',
      what: 'A scope holds a quote.',
      details: { field: 'Scopes' },
    });
    const page = await open(scenario({ failures: { addConnection: refused } }));
    await toConnect(page);
    await button(page, 'Save connection').click();
    await page.getByText('A scope holds a quote.').waitFor();
    expect(await field(page, 'Scopes').getAttribute('aria-invalid')).toBe('true');
    await expect
      .poll(() => field(page, 'Scopes').evaluate((node) => node === document.activeElement))
      .toBe(true);
  });

  test('and one that no field caused stands above the buttons', async () => {
    const page = await open(
      scenario({ failures: { addConnection: failure({ code: 'disk-full', what: 'The disk is full.' }) } }),
    );
    await toConnect(page);
    await button(page, 'Save connection').click();
    await dialog(page).getByText('The disk is full.').waitFor();
    expect(await field(page, 'Client ID').getAttribute('aria-invalid')).not.toBe('true');
  });
});

describe('Addresses by hand', () => {
  const silent = failure({ code: 'metadata-not-found', what: 'acme.test does not describe itself.' });
  const byHand = (changes: Partial<Scenario> = {}) =>
    scenario({ failures: { checkIssuer: silent }, ...changes });

  test('R77+: are asked for only where nothing describes the provider, and only after a press', async () => {
    const page = await open();
    await field(page, 'Issuer').fill('https://acme.okta.com');
    await page.getByText('This provider calls itself').waitFor();
    expect(await button(page, 'Enter its addresses by hand').count()).toBe(0);
    await pages.opened().close();
    const offline = await open(scenario({ failures: { checkIssuer: unreachable } }));
    await field(offline, 'Issuer').fill('https://acme.okta.com');
    await button(offline, 'Check again').waitFor();
    expect(await button(offline, 'Enter its addresses by hand').count()).toBe(0);
    await pages.opened().close();
    const without = await open(byHand());
    await field(without, 'Issuer').fill('https://acme.test');
    await button(without, 'Enter its addresses by hand').waitFor();
    expect(await field(without, 'Token endpoint').count()).toBe(0);
    expect(await callsOf(without, 'checkEndpoints')).toEqual([]);
  });

  test('R87+: every host is shown before it is accepted, then the connection is set up as any other', async () => {
    const page = await open(byHand());
    await field(page, 'Issuer').fill('https://acme.test');
    await button(page, 'Enter its addresses by hand').press('Enter');
    await expect
      .poll(() => field(page, 'Authorization endpoint').evaluate((node) => node === document.activeElement))
      .toBe(true);
    expect(await button(page, 'Use these addresses').isDisabled()).toBe(true);
    await page.keyboard.type('https://acme.test/authorize');
    await page.keyboard.press('Tab');
    await page.keyboard.type('https://tokens.acme.test/token');
    await dialog(page).getByText('tokens.acme.test: tokens').waitFor();
    await dialog(page).getByText('acme.test: the issuer, sign-in').waitFor();
    await dialog(page).getByText('Without its key set no ID token is checked').waitFor();
    expect(await dialog(page).getByText('does not describe itself').count()).toBe(0);
    expect(await pages.opened().axe()).toEqual([]);
    await page.keyboard.press('Enter');
    await step(page).getByText('Register').waitFor();
    await dialog(page).getByText('app.latchkey.desktop:/callback/mfrggzdfmztwq2lknnwg23tpob').waitFor();
    await button(page, 'Copy the app link').waitFor();
    await button(page, 'I have a client ID').click();
    await dialog(page).getByText('openid is left out').waitFor();
    await dialog(page).getByText('What the provider shows after').waitFor();
    await field(page, 'Scopes').fill('openid notes.read');
    await button(page, 'Remove openid').click();
    await field(page, 'Client ID').fill('client-1');
    expect(await pages.opened().axe()).toEqual([]);
    await button(page, 'Save connection').click();
    await page.getByRole('heading', { name: 'acme.test', exact: true }).waitFor();
    expect(await callsOf(page, 'addConnection')).toMatchObject([
      {
        issuer: 'https://acme.test',
        clientId: 'client-1',
        scopes: 'notes.read',
        endpoints: {
          authorizationEndpoint: 'https://acme.test/authorize',
          tokenEndpoint: 'https://tokens.acme.test/token',
          jwksUri: '',
        },
      },
    ]);
  });

  test('R87-: what cannot be used is said at its field, and nothing goes on', async () => {
    const page = await open(byHand());
    await enterAddresses(page);
    await dialog(page).getByText('tokens.acme.test: tokens').waitFor();
    await field(page, 'Token endpoint').fill('http://tokens.acme.test/token');
    await dialog(page).getByText('Use its https address.').waitFor();
    expect(await field(page, 'Token endpoint').getAttribute('aria-invalid')).toBe('true');
    expect(await button(page, 'Use these addresses').isDisabled()).toBe(true);
    await page.keyboard.press('Enter');
    await dialog(page).getByText('More addresses, where it has them').click();
    await field(page, 'Key set (JWKS)').fill('https://acme.test/#keys');
    await expect.poll(() => field(page, 'Key set (JWKS)').getAttribute('aria-invalid')).toBe('true');
    expect(await pages.opened().axe()).toEqual([]);
    expect(await step(page).innerText()).toContain('Where');
  });

  test('R77-: another issuer is asked first, without the focus being taken from it', async () => {
    const page = await open(byHand());
    await enterAddresses(page);
    await dialog(page).getByText('tokens.acme.test: tokens').waitFor();
    await field(page, 'Issuer').fill('https://other.test');
    await expect.poll(() => callsOf(page, 'checkIssuer')).toHaveLength(2);
    await dialog(page).getByText('other.test: the issuer').waitFor();
    await expect.poll(() => button(page, 'Use these addresses').isEnabled()).toBe(true);
    expect(await field(page, 'Issuer').evaluate((node) => node === document.activeElement)).toBe(true);
    await pages.opened().close();
    const draftByHand = connection(
      'Acme',
      { kind: 'draft' },
      { clientId: '', manual: { ...typedEndpoints(), tag: 'b'.repeat(26) } },
    );
    const named = await open(
      scenario({ connections: [draftByHand], callsItself: 'https://login.acme.test' }),
      `#/set-up/${draftByHand.id}/where`,
    );
    await field(named, 'Issuer').fill('https://other.test');
    await named.getByText('calls itself https://login.acme.test').waitFor();
    expect(await button(named, 'Use these addresses').isDisabled()).toBe(true);
  });

  test('with a key set openid is asked for', async () => {
    const page = await open(byHand());
    await enterAddresses(page);
    await dialog(page).getByText('More addresses, where it has them').click();
    await field(page, 'Key set (JWKS)').fill('https://acme.test/jwks');
    await dialog(page).getByText('acme.test: the issuer, sign-in, keys').waitFor();
    expect(await dialog(page).getByText('Without its key set').count()).toBe(0);
    await button(page, 'Use these addresses').click();
    await button(page, 'I have a client ID').click();
    expect(await field(page, 'Scopes').inputValue()).toContain('openid');
  });

  test('R87+: a draft keeps them, asks nobody when it is gone on with, and they can be changed', async () => {
    const page = await open(byHand());
    await enterAddresses(page);
    await button(page, 'Use these addresses').click();
    await button(page, 'Save as a draft').click();
    await page.getByRole('button', { name: 'Continue setting up' }).waitFor();
    const asked = await callsOf(page, 'checkIssuer');
    await page.getByRole('button', { name: 'Continue setting up' }).click();
    await step(page).getByText('Connect').waitFor();
    await button(page, 'Back').click();
    await button(page, 'Back').click();
    expect(await field(page, 'Token endpoint').inputValue()).toBe('https://tokens.acme.test/token');
    expect(await callsOf(page, 'checkIssuer')).toEqual(asked);
    await field(page, 'Token endpoint').fill('https://acme.test/token');
    await dialog(page).getByText('acme.test: the issuer, sign-in, tokens').waitFor();
    await button(page, 'Use these addresses').click();
    await button(page, 'I have a client ID').click();
    await field(page, 'Client ID').fill('client-1');
    await button(page, 'Save connection').click();
    await expect
      .poll(() => callsOf(page, 'updateConnection'))
      .toMatchObject([{ changes: { endpoints: { tokenEndpoint: 'https://acme.test/token' } } }]);
  });

  test('R87+: the settings of a connection lead to its addresses, and say what changing them ends', async () => {
    const known = connection(
      'Acme',
      { kind: 'signed-in', account: null },
      { issuer: 'https://acme.test', manual: { ...typedEndpoints(), tag: 'b'.repeat(26) } },
    );
    const page = await open(scenario({ connections: [known] }), `#/connection/${known.id}/settings`);
    await page.getByRole('button', { name: 'Change its addresses' }).click();
    await field(page, 'Token endpoint').fill('https://tokens.acme.test/token');
    await button(page, 'Use these addresses').click();
    await button(page, 'I have a client ID').click();
    await dialog(page).getByText('saving signs you out of the one before').waitFor();
    expect(await callsOf(page, 'checkIssuer')).toEqual([]);
  });
});
