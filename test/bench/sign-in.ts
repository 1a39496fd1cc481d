import type { Page } from 'playwright-core';
import type { ConnectionView } from '../../src/shared/connection.ts';
import type { LatchkeyApi } from '../../src/shared/ipc.ts';
import type { Result } from '../../src/shared/result.ts';
import { fillSignIn } from '../e2e/harness/browser.ts';
import { eventually } from '../e2e/harness/processes.ts';
import { absolute, type Entry } from './report.ts';
import type { Setting } from './setting.ts';

declare global {
  interface Window {
    readonly latchkey: LatchkeyApi;
    /** When the page was told that the connection is signed in, in milliseconds since the epoch. */
    signedInAt?: number;
  }
}

function valueOf<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(`${result.failure.code}: ${result.failure.what} ${result.failure.why}`);
}

/** Adds the connection of the bench in the page, as its form would. */
export async function addConnection(page: Page, setting: Setting): Promise<string> {
  const { issuer, clientId, scopes, apiOrigin, demoApiOrigin } = setting.servers;
  const added = await page.evaluate(
    (input): Promise<Result<ConnectionView>> => window.latchkey.addConnection(input),
    {
      name: 'Bench',
      issuer,
      clientId,
      scopes: scopes.join(' '),
      apiOrigins: `${apiOrigin} ${demoApiOrigin}`,
      redirectWays: ['scheme', 'loopback'] as const,
      redirectSpelling: 'path' as const,
      loopbackHost: '127.0.0.1' as const,
      loopbackPorts: '',
      signOutInBrowser: false,
      renewal: 'automatic' as const,
    },
  );
  return valueOf(added).id;
}

/**
 * Signs in through the browser and the loopback address, and measures `callback`: from the moment at which the browser asks
 * for that address to the moment at which the page knows, without the time in which the servers worked.
 */
export async function signIn(page: Page, id: string, setting: Setting): Promise<number> {
  const { browser, servers } = setting;
  await page.evaluate(watchSignIn, id);
  valueOf(
    await page.evaluate(
      (connection): Promise<Result<null>> =>
        window.latchkey.signIn({ id: connection, way: 'loopback', anotherAccount: false }),
      id,
    ),
  );
  const tab = await browser.tab(servers.issuer);
  const callback = tab.waitForRequest((request) => new URL(request.url()).pathname.startsWith('/callback/'));
  const username = tab.getByLabel('Username');
  const consent = tab.getByRole('button', { name: 'Allow', exact: true });
  // The browser may remember who signed in, and the provider what was allowed.
  await Promise.race([username.waitFor(), consent.waitFor(), callback]);
  if (await username.isVisible()) await fillSignIn(tab, 'ada', 'correct horse');
  await Promise.race([consent.click(), callback]);
  const request = await callback;
  const to = await eventually('the sign-in', async () => {
    const at: unknown = await page.evaluate(() => window.signedInAt ?? null);
    return typeof at === 'number' ? at : null;
  });
  const from = request.timing().startTime;
  // It stays open: closing it was seen to wait for ever.
  browser.answered(tab);
  return to - from - (await setting.busyWithin(from, to));
}

/** Runs in the page. */
function watchSignIn(id: string): void {
  delete window.signedInAt;
  const stop = window.latchkey.on('connectionsChanged', (connections) => {
    const kind = connections.find((connection) => connection.id === id)?.session.kind;
    if (kind !== 'signed-in') return;
    window.signedInAt = performance.timeOrigin + performance.now();
    stop();
  });
}

export async function signOut(page: Page, id: string): Promise<void> {
  valueOf(
    await page.evaluate(
      (connection): Promise<Result<null>> =>
        window.latchkey.signOut({ id: connection, alsoInBrowser: false }),
      id,
    ),
  );
}

/** `callback`: signs in several times; leaves the connection signed in. */
export async function measureCallback(
  page: Page,
  id: string,
  setting: Setting,
  rounds: number,
): Promise<Entry> {
  const values: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    // oxlint-disable-next-line eslint/no-await-in-loop -- one sign-in after the other
    if (round > 0) await signOut(page, id);
    // oxlint-disable-next-line eslint/no-await-in-loop -- as above
    values.push(await signIn(page, id, setting));
  }
  return absolute('callback', 'ms', values);
}
