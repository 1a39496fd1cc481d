import { describe, expect, test } from 'vitest';

import {
  ada,
  connection,
  savedItems,
  scenario,
  sentRows,
  waiting,
  waitingForCode,
  type Scenario,
} from '../../renderer-fake/scenario.ts';
import { watchControls } from '../../renderer-fake/steady-controls.ts';
import { testPages } from '../../renderer-fake/test-pages.ts';

const pages = testPages();

const acme = connection('Acme staging', { kind: 'signed-in', account: ada });
const draft = connection('Acme staging', { kind: 'draft' }, { clientId: '' });
/** Past what appears in the sign-in panel after 45 seconds, and after two minutes. */
const longAgo = Date.now() - 130_000;
const cookies = {
  on: true,
  kept: 'sealed',
  hosts: [{ host: 'api.acme.test', names: ['session', 'region'] }],
  failure: null,
} as const;

interface Screen {
  readonly name: string;
  readonly given: Partial<Scenario>;
  readonly hash?: string;
  /** What is there when all of it is. */
  readonly shows: string;
}

const screens: readonly Screen[] = [
  ...(['requests', 'settings'] as const).map((tab) => ({
    name: `the tab ${tab}`,
    given: {
      connections: [acme],
      cookies,
      saved: savedItems,
      history: { ...scenario().history, rows: sentRows(12) },
    },
    hash: `#/connection/${acme.id}/${tab}`,
    shows: {
      requests: 'The answer appears here.',
      settings: 'Delete connection',
    }[tab],
  })),
  { name: 'the settings of the app', given: {}, hash: '#/settings', shows: 'About Latchkey' },
  {
    name: 'a draft, whose text for an administrator comes from the network',
    given: { connections: [draft] },
    shows: 'Copy the text for an administrator',
  },
  {
    name: 'a sign-in that has waited long',
    given: { connections: [connection('Acme staging', { ...waiting(longAgo), way: 'loopback' })] },
    shows: 'Browser on another computer?',
  },
  {
    name: 'a code that has waited long',
    given: { connections: [connection('Acme staging', waitingForCode(longAgo))] },
    shows: 'What does the page say?',
  },
  {
    name: 'a passphrase that is needed',
    given: {
      app: { ...scenario().app, keyring: { kind: 'passphrase-needed' } },
      connections: [connection('Acme staging', { kind: 'locked', by: 'passphrase' })],
    },
    shows: 'Forgot it',
  },
];

describe('what can be pressed stays where it is', () => {
  test.each(screens)('$name, of files and answers that come slowly', async ({ given, hash, shows }) => {
    const { page } = await pages.open(scenario({ ...given, delayMilliseconds: 300 }), {
      ...(hash === undefined ? {} : { hash }),
      async prepare(opening) {
        await watchControls(opening);
        await opening.route(/\.js$/, async (route) => {
          await new Promise((resolve) => {
            setTimeout(resolve, 100);
          });
          await route.continue();
        });
      },
    });
    await page.getByText(shows).first().waitFor();
    // The files of other screens, and of parts of this one, are read later.
    await page.waitForLoadState('networkidle');
    expect(await page.evaluate(() => window.movedControls)).toEqual([]);
  });

  test('nothing stands below the settings of a connection before all of it can', async () => {
    const { page } = await pages.open(scenario({ connections: [acme], cookies, held: ['listCookies'] }), {
      hash: `#/connection/${acme.id}/settings`,
      prepare: watchControls,
    });
    await page.getByRole('button', { name: 'Save connection' }).waitFor();
    const remove = page.getByRole('button', { name: 'Delete connection' });
    expect(await remove.count()).toBe(0);
    await page.evaluate(() => {
      window.latchkeyFake.release('listCookies');
    });
    await remove.click();
    await page.getByRole('button', { name: 'Keep', exact: true }).waitFor();
    expect(await page.getByRole('button', { name: 'Forget cookies' }).count()).toBe(1);
    expect(await page.evaluate(() => window.movedControls)).toEqual([]);
  });
});
