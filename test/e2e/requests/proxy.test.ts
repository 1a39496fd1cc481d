import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { missing, startSquid } from '../../integration/proxy/squid.ts';
import { Desktop } from '../harness/desktop.ts';
import { filesWith } from '../harness/profile.ts';
import { startApi } from './support/api.ts';
import { RequestWindow } from './support/request-window.ts';

/* The real app on a desktop whose way out is the real squid, which wants a sign-in. */

const name = 'api.latchkey.test';
/** New in each run, so that nothing but the app can have written it. */
const password = randomBytes(18).toString('base64url');

it('a proxy asks in the window: wrong ones again, cancelled it says so, remembered it is sealed and known to the next run', async (context) => {
  if (missing !== null) context.skip(missing);
  const api = await startApi();
  const squid = await startSquid({ names: [name], users: { ada: password } });
  // A desktop without settings of its own for a proxy: what counts is the environment.
  const env = { XDG_CURRENT_DESKTOP: 'sway', http_proxy: `http://127.0.0.1:${String(squid.port)}` };
  const desktop = await Desktop.start({ env });
  try {
    const window = await RequestWindow.open(desktop, api);
    const { page } = window;
    const url = `${api.origin.replace('127.0.0.1', name)}/through`;
    const dialog = page.getByRole('dialog', { name: 'Sign in to your network’s proxy' });
    const signIn = async (given: string): Promise<void> => {
      await dialog.getByLabel('User name').fill('ada');
      await dialog.getByLabel('Password', { exact: true }).fill(given);
      await page.keyboard.press('Enter');
    };

    await window.send(url);
    await dialog.getByText(`127.0.0.1:${String(squid.port)}`).waitFor();
    await page.keyboard.press('Escape');
    await window.response.getByText(`The way to ${new URL(url).host} is blocked by a proxy.`).waitFor();
    await window.response.getByText('Send the request again to be asked for it.').waitFor();
    expect(api.seen).not.toContain('GET /through');

    await window.send(url);
    await signIn('wrong');
    await dialog.getByText('The proxy did not take the last user name and password.').waitFor();
    await dialog.getByLabel('Remember it, sealed like your sign-ins').check();
    await signIn(password);
    await window.response.getByText('200 OK').waitFor();
    expect(api.seen).toContain('GET /through');
    expect(await page.content()).not.toContain(password);
    await window.app.quit();
    expect(filesWith(desktop.profile, [password, Buffer.from(`ada:${password}`).toString('base64')])).toEqual(
      [],
    );

    const again = await RequestWindow.again(desktop);
    await again.send(url);
    await again.response.getByText('200 OK').waitFor();
    expect(await again.page.getByRole('dialog').count()).toBe(0);
    await again.app.quit();
  } finally {
    await desktop.close();
    await squid.stop();
    await api.close();
  }
});
