import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';

import { cognito } from '../../../src/core/providers/presets/cognito.ts';
import { providerHint } from '../../../src/core/providers/presets/preset-of.ts';
import { connection, scenario, type Scenario } from '../../renderer-fake/scenario.ts';
import { callsOf, testPages } from '../../renderer-fake/test-pages.ts';

const pages = testPages();

async function open(given: Scenario = scenario(), hash = '#/add'): Promise<Page> {
  const opened = await pages.open(given, { hash });
  return opened.page;
}

const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** Over the clipboard, as a person does it. */
async function paste(page: Page, text: string): Promise<void> {
  await field(page, 'Issuer').fill(text);
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+x');
  await page.keyboard.press('Control+v');
}

const atCognito = scenario({
  issuerCheck: { ...scenario().issuerCheck, provider: providerHint(cognito) },
});

describe('what is pasted as an issuer', () => {
  test('becomes the issuer, is looked up only as that, and can be put back', async () => {
    const page = await open();
    const console = 'https://acme-admin.okta.com/admin/oauth2/as/aus1';
    await paste(page, console);
    await page.locator('strong').getByText('Okta', { exact: true }).waitFor();
    await page
      .getByText('This provider calls itself https://acme.okta.com/oauth2/aus1; we will use that.')
      .waitFor();
    expect(await field(page, 'Issuer').inputValue()).toBe('https://acme.okta.com/oauth2/aus1');
    expect(await callsOf(page, 'checkIssuer')).toEqual([{ issuer: 'https://acme.okta.com/oauth2/aus1' }]);
    expect(await pages.opened().axe()).toEqual([]);
    await button(page, 'Put it back').click();
    await button(page, 'Use https://acme.okta.com/oauth2/aus1').waitFor();
    expect(await field(page, 'Issuer').inputValue()).toBe(console);
    expect(await callsOf(page, 'checkIssuer')).toHaveLength(1);
  });

  test('and lacks a part asks for it, and is not looked up before', async () => {
    const page = await open(atCognito);
    await paste(page, 'https://acme.auth.eu-west-1.amazoncognito.com/login?client_id=x');
    await field(page, 'User pool ID').pressSequentially('us-east-1_AbC');
    await page.getByText('is of the region eu-west-1').waitFor();
    await field(page, 'User pool ID').fill('eu-west-1_AbC');
    await button(page, 'Use https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbC').click();
    await page.getByText('we will use that').waitFor();
    expect(await callsOf(page, 'checkIssuer')).toEqual([
      { issuer: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbC' },
    ]);
  });

  test('of another product, with a hidden character, or of a megabyte is not looked up, and says why', async () => {
    const page = await open();
    await paste(page, 'https://us-east-1.console.aws.amazon.com/ec2/home');
    await page.getByText('is not about a user pool').waitFor();
    await field(page, 'Issuer').fill('https://acme.okta.com/\u202E');
    await page.getByText('hidden character').waitFor();
    expect(await button(page, 'Put it back').count()).toBe(0);
    await field(page, 'Issuer').fill('https://acme.okta.com/'.repeat(50_000));
    await page.getByText('hidden character').waitFor({ state: 'detached' });
    expect(await callsOf(page, 'recognizeProvider')).toHaveLength(2);
  });
});

describe('what is typed as an issuer', () => {
  test('over http is not looked up, says why, and a better one is offered', async () => {
    const page = await open();
    await field(page, 'Issuer').fill('http://acme.okta.com');
    await page.getByText('anybody on the way').waitFor();
    expect(await callsOf(page, 'checkIssuer')).toEqual([]);
    await button(page, 'Use https://acme.okta.com').click();
    await page.getByText('we will use that').waitFor();
    expect(await callsOf(page, 'checkIssuer')).toEqual([{ issuer: 'https://acme.okta.com' }]);
  });

  test('is never changed by itself', async () => {
    const page = await open();
    await field(page, 'Issuer').pressSequentially('acme.eu.auth0.com');
    await button(page, 'Use https://acme.eu.auth0.com/').waitFor();
    expect(await field(page, 'Issuer').inputValue()).toBe('acme.eu.auth0.com');
    await button(page, 'Use https://acme.eu.auth0.com/').click();
    expect(await field(page, 'Issuer').inputValue()).toBe('https://acme.eu.auth0.com/');
  });

  test('of a saved connection is looked at only once it is another', async () => {
    const saved = connection('Acme', { kind: 'signed-out' });
    const page = await open(scenario({ connections: [saved] }), `#/connection/${saved.id}/settings`);
    await field(page, 'Issuer').waitFor();
    expect(await callsOf(page, 'recognizeProvider')).toEqual([]);
    await field(page, 'Issuer').fill('https://accounts.google.com');
    await page.getByText('Google', { exact: true }).waitFor();
    expect(await field(page, 'Scopes').inputValue()).toBe('openid profile email offline_access');
    await button(page, 'Remove offline_access').waitFor();
  });
});

describe('scopes', () => {
  const draft = connection(
    'Cognito',
    { kind: 'draft' },
    { clientId: '', scopes: ['openid', 'offline_access'] },
  );
  const atConnect = `#/set-up/${draft.id}/connect`;

  test('are the provider’s for a new connection, with what is good to know', async () => {
    const page = await open(atCognito);
    await field(page, 'Issuer').fill('https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbC');
    await button(page, 'Use this provider').click();
    await button(page, 'I have a client ID').click();
    expect(await field(page, 'Scopes').inputValue()).toBe('openid email profile');
    await page.getByText('Cognito gives a refresh token without being asked').waitFor();
    await page.getByText('Good to know about Amazon Cognito').click();
    await page.getByText('(from its documentation)').first().waitFor();
    await page.getByText('None of this was tried on a tenant').waitFor();
    expect(await pages.opened().axe()).toEqual([]);
  });

  test('that somebody wrote stay, and one that the provider refuses can be taken out', async () => {
    const page = await open({ ...atCognito, connections: [draft] }, atConnect);
    expect(await field(page, 'Scopes').inputValue()).toBe('openid offline_access');
    await field(page, 'Scopes').fill('openid offline_access notes/read');
    await button(page, 'Remove offline_access').click();
    expect(await field(page, 'Scopes').inputValue()).toBe('openid notes/read');
    await button(page, 'Remove offline_access').waitFor({ state: 'detached' });
  });
});
