import { describe, expect, test } from 'vitest';

import {
  ada,
  connection,
  savedItems,
  scenario,
  sentRows,
  type Scenario,
} from '../../renderer-fake/scenario.ts';
import { watchControls } from '../../renderer-fake/steady-controls.ts';
import { testPages } from '../../renderer-fake/test-pages.ts';

const pages = testPages();

const acme = connection('Acme staging', { kind: 'signed-in', account: ada });
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
  ...(['requests', 'session', 'activity', 'settings'] as const).map((tab) => ({
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
      session: 'ID token claims',
      activity: 'The access token was renewed.',
      settings: 'Delete connection',
    }[tab],
  })),
  { name: 'the settings of the app', given: {}, hash: '#/settings', shows: 'About Latchkey' },
];

describe('what can be pressed stays where it is', () => {
  test.each(screens)('$name, of files and answers that come slowly', async ({ given, hash, shows }) => {
    const { page } = await pages.open(scenario({ ...given, delayMilliseconds: 300 }), {
      ...(hash === undefined ? {} : { hash }),
      async prepare(opening) {
        await watchControls(opening);
        let files = 0;
        await opening.route(/\.js$/, async (route) => {
          files += 1;
          await new Promise((resolve) => {
            setTimeout(resolve, 20 * files);
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
