import { readFileSync } from 'node:fs';
import https from 'node:https';
import type { ElectronApplication } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { install, makeAuthority, trust, type Authority } from '../../support/authority.ts';
import { electronRuntime } from '../../support/electron-runtime.ts';
import { listen } from '../../support/listen.ts';
import { Desktop } from '../harness/desktop.ts';
import { closedReason, mainIsOpen } from '../security/support/caged-app.ts';
import { startApi, type Api } from './support/api.ts';
import { RequestWindow } from './support/request-window.ts';

/* The real app, and servers that want a certificate of the person's. */

/** Whether the runtime asks for requests as it does for pages (docs/decisions/0033). */
const asks = Number(electronRuntime().version.split('.')[0]) >= 44;

let authority: Authority;
let api: Api;
let desktop: Desktop;
let window: RequestWindow;

beforeAll(async () => {
  authority = makeAuthority('Latchkey test authority');
  api = await startApi();
  desktop = await Desktop.start();
  const home = desktop.env['HOME'] ?? '';
  trust(home, authority);
  install(home, authority.identityOf('ada'));
  window = await RequestWindow.open(desktop, api);
});
afterAll(async () => {
  await window.app.quit();
  await desktop.close();
  await api.close();
  authority.remove();
});

it('is said plainly where the runtime cannot ask, and asked where it can; nothing is sent that nobody chose', async () => {
  const seen: string[] = [];
  const server = https.createServer(
    {
      ...authority.vouchFor('localhost'),
      ca: readFileSync(authority.certificate),
      requestCert: true,
      maxVersion: 'TLSv1.2',
    },
    ({ url }, response) => {
      seen.push(url ?? '');
      response.end();
    },
  );
  server.on('tlsClientError', () => undefined);
  const host = `localhost:${String(await listen(server))}`;
  try {
    await window.send(`https://${host}/notes`);
    if (asks) {
      const dialog = window.page.getByRole('dialog', { name: 'Choose a client certificate' });
      await dialog.getByRole('radio', { name: 'ada' }).waitFor();
      await dialog.getByRole('button', { name: 'Send none' }).click();
    }
    const what = asks ? 'did not accept who you are.' : 'asks for a client certificate.';
    await window.response.getByText(`${host} ${what}`).waitFor();
    expect(seen).toEqual([]);
  } finally {
    server.close();
  }
});

/** What the runtime asks, as it would, of the listeners that the app has; what it is answered. */
function ask(
  electron: ElectronApplication,
  server: string,
): Promise<{ readonly prevented: boolean; readonly given: string | null }> {
  return electron.evaluate(({ app }, asked) => {
    const offered = ['ada', 'work'].map((subjectName) => ({
      subjectName,
      issuerName: 'Acme CA',
      validExpiry: Date.now() / 1000 + 86_400,
      fingerprint: `sha256/${subjectName}`,
    }));
    return new Promise<{ prevented: boolean; given: string | null }>((resolve) => {
      let prevented = false;
      const event = {
        preventDefault: () => {
          prevented = true;
        },
      };
      const answer = (given?: { fingerprint: string }): void => {
        resolve({ prevented, given: given?.fingerprint ?? null });
      };
      // The app's own: Electron's, which comes first, tells the page's contents, and there are none.
      const own = app.listeners('select-client-certificate').at(-1);
      own?.call(app, event, null, asked, offered, answer);
    });
  }, server);
}

it('is asked in the window while the request waits, remembered for the server, and forgotten in the settings', async (context) => {
  if (!mainIsOpen) context.skip(closedReason);
  const { page, electron } = window;
  const server = new URL(api.silentOrigin).host;
  const dialog = page.getByRole('dialog', { name: 'Choose a client certificate' });
  await window.send(`${api.silentOrigin}/`);
  await expect.poll(() => api.atWork()).toBe(1);

  const first = ask(electron, server);
  await dialog.getByText(server).waitFor();
  await dialog.getByRole('radio', { name: 'work' }).check();
  await page.keyboard.press('Enter');
  expect(await first).toEqual({ prevented: true, given: 'sha256/work' });
  await dialog.waitFor({ state: 'detached' });
  expect(await ask(electron, server)).toEqual({ prevented: true, given: 'sha256/work' });

  await window.button('Settings').click();
  await page.getByRole('button', { name: `Forget the choice for ${server}` }).click();
  await page.getByText('Client certificates').waitFor({ state: 'detached' });
  const again = ask(electron, server);
  await dialog.getByText(server).waitFor();
  await page.keyboard.press('Escape');
  expect(await again).toEqual({ prevented: true, given: null });
  await dialog.waitFor({ state: 'detached' });

  // Nothing waits for that one: a proxy on the way, say.
  expect(await ask(electron, 'proxy.acme.test:443')).toEqual({ prevented: true, given: null });
  expect(await dialog.count()).toBe(0);
});
