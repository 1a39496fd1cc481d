import type { Locator, Page } from 'playwright-core';
import { presets } from '../../src/core/providers/presets/all.ts';
import { okta } from '../../src/core/providers/presets/okta.ts';
import { providerHint } from '../../src/core/providers/presets/preset-of.ts';
import type { ProviderPreset } from '../../src/core/providers/presets/preset.ts';
import { unknown } from '../../src/core/providers/presets/unknown.ts';
import { exampleGuide } from '../pages/providers/guide.ts';
import { ada, connection, scenario, waiting, type Scenario } from '../renderer-fake/scenario.ts';

/** One picture of the documents. */
export interface Picture {
  /** Of the file in docs/images, without its ending. */
  readonly name: string;
  readonly scenario: Scenario;
  readonly hash: string;
  /** Of the window, in pixels; absent: 820 and 760. */
  readonly width?: number;
  readonly height?: number;
  /** Leads to what is shown, and says which part of the page that is. */
  readonly show: (page: Page) => Promise<Locator>;
}

const dialog = (page: Page): Locator => page.getByRole('dialog');
const button = (page: Page, name: string): Locator => dialog(page).getByRole('button', { name, exact: true });

/** The provider that the wizard finds. */
function at(preset: ProviderPreset, issuer: string, host: string): Scenario {
  const given = scenario();
  return {
    ...given,
    connections: [],
    issuerCheck: { ...given.issuerCheck, issuer, host, provider: providerHint(preset) },
  };
}

const atOkta = at(okta, 'https://acme.okta.com/oauth2/default', 'acme.okta.com');

function note(id: string, title: string, text: string) {
  const time = '2026-11-28T09:30:00.612Z';
  return { id, title, text, createdAt: time, updatedAt: time };
}

async function toWhere(page: Page, issuer: string): Promise<Locator> {
  await dialog(page).getByRole('textbox', { name: 'Issuer', exact: true }).fill(issuer);
  await button(page, 'Use this provider').and(page.locator(':enabled')).waitFor();
  return dialog(page);
}

async function toRegister(page: Page, issuer: string): Promise<Locator> {
  await toWhere(page, issuer);
  await button(page, 'Use this provider').click();
  await button(page, 'Copy the text for an administrator').waitFor();
  return dialog(page);
}

async function toConnect(page: Page, issuer: string): Promise<Locator> {
  await toRegister(page, issuer);
  await button(page, 'I have a client ID').click();
  await dialog(page).getByRole('textbox', { name: 'Client ID', exact: true }).fill('0oa1b2c3d4E5f6G7h8');
  // What is filled in is judged a moment later: the client ID, the name and the scopes.
  await dialog(page).getByText('Looks right').nth(2).waitFor({ state: 'attached' });
  return dialog(page);
}

const inBrowser = connection('Acme staging', waiting(Date.now()));
const signedIn = connection('Acme staging', { kind: 'signed-in', account: ada });

const shown = scenario({ connections: [signedIn] });

const demo = connection(
  'Demo',
  { kind: 'signed-in', account: { subject: 'ada', label: 'ada@example.test' } },
  {
    issuer: 'http://127.0.0.1:4480',
    clientId: 'latchkey-demo',
    apiOrigins: [{ origin: 'http://127.0.0.1:4481' }],
    demo: true,
    development: true,
    host: '127.0.0.1:4480',
  },
);

/** What the demo’s API answers at first. */
const notes = JSON.stringify({
  notes: [
    note('97f0df099124', 'Analytical engine', 'Order of operations for the Bernoulli numbers: see note G.'),
    note('d018d857b6f0', 'Letters', 'Answer Babbage before Thursday.'),
  ],
});

/** The guide of a provider, at the address that its page of the documents has as an example. */
function registerAt(preset: ProviderPreset): Picture {
  const { issuer } = exampleGuide(preset);
  return {
    name: `wizard-register-${preset.id}`,
    scenario: at(preset, issuer, new URL(issuer).host),
    hash: '#/add',
    show: (page) => toRegister(page, issuer),
  };
}

export const pictures: readonly Picture[] = [
  {
    name: 'wizard-where',
    scenario: atOkta,
    hash: '#/add',
    show: (page) => toWhere(page, atOkta.issuerCheck.issuer),
  },
  ...[...presets, unknown].map(registerAt),
  {
    name: 'wizard-connect',
    scenario: atOkta,
    hash: '#/add',
    show: (page) => toConnect(page, atOkta.issuerCheck.issuer),
  },
  {
    name: 'sign-in',
    scenario: scenario({ connections: [inBrowser] }),
    height: 420,
    hash: `#/connection/${inBrowser.id}/requests`,
    async show(page) {
      await page.getByRole('heading', { name: 'Continue in your browser' }).waitFor();
      return page.locator('main');
    },
  },
  {
    name: 'request',
    scenario: scenario({
      connections: [demo],
      response: {
        ...scenario().response,
        milliseconds: 18,
        bytes: notes.length,
        body: { kind: 'json', text: notes, mediaType: 'application/json' },
      },
    }),
    width: 1180,
    hash: `#/connection/${demo.id}/requests`,
    async show(page) {
      await page.getByRole('button', { name: 'Send', exact: true }).click();
      await page.getByRole('region', { name: 'Response', exact: true }).getByText('Letters').waitFor();
      return page.locator('body');
    },
  },
  {
    name: 'session',
    scenario: { ...shown, details: { ...shown.details, undelivered: 0 } },
    hash: `#/connection/${signedIn.id}/session`,
    async show(page) {
      await page.getByText('00u1a2b3c4').first().waitFor();
      return page.locator('main');
    },
  },
];
