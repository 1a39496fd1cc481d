import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { createPageDriver, type PageDriver } from '../../renderer-fake/page-driver.ts';
import {
  connection,
  everyState,
  failure,
  manySaved,
  savedItems,
  scenario,
  waitingForCode,
  type Scenario,
} from '../../renderer-fake/scenario.ts';

let driver: PageDriver;

beforeAll(async () => {
  driver = await createPageDriver();
});
afterAll(async () => {
  await driver.close();
});

const states = everyState();
const [first] = states;
if (first === undefined) throw new Error('There are no states');
const at = (tab: string): string => `#/connection/${first.id}/${tab}`;

const longCode = {
  ...waitingForCode(Date.now() - 130_000),
  deviceCode: {
    userCode: 'MJHTWDJBMJHTWDJBMJHTWDJBMJHTWDJBMJHTWDJBMJHTWDJBMJHTWDJBMJHTWDJB',
    verificationUri: `https://acme.okta.com/${'a-long-path/'.repeat(15)}activate`,
    verificationUriComplete: null,
  },
  attemptFailure: failure(),
};

const longProxyQuestion = {
  id: '1',
  proxy: `${'proxy-of-the-office-on-the-second-floor.'.repeat(5)}example:3128`,
  realm: 'الوكيل '.repeat(28),
  refused: true,
  readable: true,
  canRemember: true,
};

const longCertificateQuestion = {
  id: '1',
  server: `${'a-service-of-the-office-on-the-second-floor.'.repeat(5)}example:8443`,
  again: 'refused',
  certificates: [
    {
      fingerprint: 'sha256/9iVXNegXINabQW9gheiAtYGAUTdHH2NjaAUklqk37o0=',
      subject: 'شهادة '.repeat(33),
      issuer: `Acme ${'Issuing '.repeat(20)}CA`,
      validUntil: Date.UTC(2031, 4, 1, 12),
      expired: false,
    },
    ...Array.from({ length: 8 }, (_, index) => ({
      fingerprint: `sha256/${String(index)}`,
      subject: 'Ada Lovelace',
      issuer: 'Acme CA',
      validUntil: Date.UTC(2021, 4, 1, 12),
      expired: true,
    })),
  ],
} as const;

const longDraft = connection(`حساب ${'الفواتير '.repeat(32)}`, { kind: 'draft' }, { clientId: '' });

interface Screen {
  readonly name: string;
  readonly scenario: Scenario;
  readonly hash?: string;
  readonly shows: string;
  /** Drawn in light and dark only: the shape is another state's. */
  readonly wideOnly?: boolean;
}

const screens: readonly Screen[] = [
  { name: 'first run', scenario: scenario(), shows: 'Your tokens stay on this computer.' },
  { name: 'a new connection', scenario: scenario(), hash: '#/add', shows: 'Or pick a provider' },
  ...(['register', 'connect'] as const).map((step) => ({
    name: `the step ${step} of a connection with a long name from right to left`,
    scenario: scenario({ connections: [longDraft] }),
    hash: `#/set-up/${longDraft.id}/${step}`,
    shows: { register: 'I have a client ID', connect: 'Save connection' }[step],
  })),
  {
    name: 'a draft whose provider cannot be reached',
    scenario: scenario({
      connections: [longDraft],
      failures: {
        checkIssuer: failure({ code: 'name-not-resolved', what: `${'a-long-host.'.repeat(20)}test` }),
      },
    }),
    hash: `#/set-up/${longDraft.id}/connect`,
    shows: 'Save as a draft',
  },
  { name: 'settings of the app', scenario: scenario(), hash: '#/settings', shows: 'About Latchkey' },
  ...(['Requests', 'Session', 'Activity', 'Settings'] as const).map((tab) => ({
    name: `the tab ${tab}`,
    scenario: scenario({ connections: states }),
    hash: at(tab.toLowerCase()),
    shows: {
      Requests: 'Params',
      Session: 'ID token claims',
      Activity: 'The access token was renewed.',
      Settings: 'Delete connection',
    }[tab],
  })),
  {
    name: 'a code to enter on any device',
    scenario: scenario({ connections: [connection('Acme staging', waitingForCode(Date.now()))] }),
    shows: 'Copy code',
  },
  {
    name: 'a long code at a long address, after a question that got no answer',
    scenario: scenario({ connections: [connection('Acme staging', longCode)] }),
    shows: 'Copy code',
  },
  {
    name: 'a keyring that asks for its password',
    scenario: scenario({
      app: { ...scenario().app, keyring: { kind: 'locked', asking: true } },
      connections: [connection('Acme staging', { kind: 'locked' })],
    }),
    shows: 'asks for its password now',
  },
  {
    name: 'a proxy that asks for a sign-in, again, in a long text from right to left',
    scenario: scenario({
      app: { ...scenario().app, proxy: { question: longProxyQuestion, known: false } },
      connections: [connection('Acme staging', { kind: 'signed-out' })],
    }),
    shows: 'Sign in to your network’s proxy',
  },
  {
    name: 'settings of the app that knows a proxy',
    scenario: scenario({ app: { ...scenario().app, proxy: { question: null, known: true } } }),
    hash: '#/settings',
    shows: 'Forget proxy sign-in',
  },
  {
    name: 'a server that asks for a client certificate, again, in long texts from right to left',
    scenario: scenario({
      app: { ...scenario().app, clientCertificates: { question: longCertificateQuestion, choices: [] } },
      connections: [connection('Acme staging', { kind: 'signed-out' })],
    }),
    shows: 'Choose a client certificate',
  },
  {
    name: 'settings of the app with servers that get a client certificate, or none',
    scenario: scenario({
      app: {
        ...scenario().app,
        clientCertificates: {
          question: null,
          choices: [
            {
              server: longCertificateQuestion.server,
              fingerprint: longCertificateQuestion.certificates[0].fingerprint,
            },
            { server: 'api.acme.test:443', fingerprint: null },
          ],
        },
      },
    }),
    hash: '#/settings',
    shows: 'Client certificates',
  },
  {
    name: 'a failing page',
    scenario: scenario({ connections: states, failures: { getSessionDetails: failure() } }),
    hash: at('session'),
    shows: 'It answered 503 Service Unavailable.',
  },
  {
    name: 'saved requests in folders, with long and right-to-left names and a broken file',
    scenario: scenario({ connections: states, saved: savedItems }),
    shows: 'Params',
  },
  {
    name: 'deleted connections, one with a long and one with a right-to-left name',
    scenario: scenario({
      connections: states,
      app: {
        ...scenario().app,
        deleted: [
          { id: 'a'.repeat(26), name: 'Acme-staging-'.repeat(23) },
          { id: 'b'.repeat(26), name: 'حساب الفواتير' },
        ],
      },
    }),
    shows: 'was deleted.',
  },
  {
    name: '200 saved requests',
    scenario: scenario({ connections: states, saved: manySaved(200) }),
    shows: 'Params',
  },
  {
    name: '200 connections',
    scenario: scenario({
      connections: Array.from({ length: 200 }, (_, index) =>
        connection(index === 0 ? 'حساب '.repeat(60) : `Connection ${index}`, { kind: 'signed-out' }),
      ),
    }),
    shows: 'Params',
  },
  ...states.map((shown) => ({
    name: `the state ${shown.session.kind}`,
    scenario: scenario({ connections: states }),
    hash: `#/connection/${shown.id}/requests`,
    shows: 'Params',
    wideOnly: !['waiting-for-browser', 'another-account', 'needs-fix', 'set-aside', 'locked'].includes(
      shown.session.kind,
    ),
  })),
];

const looks = [
  { look: 'light', narrow: false, options: { colorScheme: 'light' } },
  { look: 'dark', narrow: false, options: { colorScheme: 'dark' } },
  { look: '760 px wide', narrow: true, options: { viewport: { width: 760, height: 520 } } },
  {
    look: 'at 200% zoom',
    narrow: true,
    options: { viewport: { width: 590, height: 380 }, deviceScaleFactor: 2 },
  },
] as const;

describe.each(looks)('$look', ({ narrow, options }) => {
  test.each(screens.filter(({ wideOnly }) => !(narrow && wideOnly === true)))(
    '$name: axe reports nothing, the policy refuses nothing, nothing is wider than the window',
    async ({ scenario: given, hash, shows }) => {
      const { page, axe, complaints, close } = await driver.open(given, { ...options, hash: hash ?? '' });
      try {
        await page.getByText(shows).first().waitFor();
        expect(await axe()).toStrictEqual([]);
        expect(complaints).toStrictEqual([]);
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(overflow).toBe(0);
        const main = await page.getByRole('main').evaluate((node) => node.scrollWidth - node.clientWidth);
        expect(main).toBe(0);
      } finally {
        await close();
      }
    },
  );
});
