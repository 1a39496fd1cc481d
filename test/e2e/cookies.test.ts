import { expect, it } from 'vitest';
import { startLoopbackServer, type LoopbackServer } from '../support/loopback-server.ts';
import { violations } from './harness/accessibility.ts';
import { eventually } from './harness/processes.ts';
import { filesBelow, filesWith } from './harness/profile.ts';
import type { Window } from './harness/window.ts';
import { emails, inWorld } from './harness/world.ts';

const session = 'a-session-that-nobody-guesses';

/** `/enter` sets a session on the way to `/in`; whoever comes without it is told so. */
async function startApi(): Promise<LoopbackServer> {
  return startLoopbackServer((request, response) => {
    if (request.path === '/enter') {
      response
        .writeHead(302, { location: '/in', 'set-cookie': `sid=${session}; HttpOnly; SameSite=Strict` })
        .end();
    } else if (request.path === '/theme') {
      response.setHeader('set-cookie', `theme=${session}-dark; Max-Age=9000`);
      response.end('theme set');
    } else
      response.end(request.headers.cookie === undefined ? 'nobody' : `known as ${request.headers.cookie}`);
  });
}

const keeping = ({ page }: Window) => page.getByRole('checkbox', { name: /^Keep the cookies/ });
const cookieRecords = (profile: string): readonly string[] =>
  filesBelow(profile).filter((name) => /^vault\/.*cookies\..*\.record$/.test(name));

it('keeps the cookies of an API where it is switched on: sent back, after a restart too, sealed, shown by name, forgotten', async () => {
  const api = await startApi();
  try {
    await inWorld('cookies', {}, async (world) => {
      const window = await world.start();
      await world.addConnection('Fieldnotes', world.provider, `${world.provider.apiOrigin} ${api.origin}`);
      await window.beginSignIn();
      await world.signInInBrowser();
      await window.signedInAs(emails.ada);

      await window.send(`${api.origin}/enter`);
      await window.response.getByText('nobody').waitFor();

      await window.openTab('Settings');
      expect(await keeping(window).isChecked()).toBe(false);
      await keeping(window).click();
      await window.shows('None is kept yet.');
      expect(await violations(window.page)).toEqual([]);

      await window.send(`${api.origin}/enter`);
      await window.response.getByText('known as sid=[access token]').waitFor();
      expect(api.seen.at(-1)?.headers.cookie).toBe(`sid=${session}`);
      await window.editorTab('Auth');
      await window.shows('The cookie that is kept for 127.0.0.1 goes along');
      await window.send(`${api.origin}/theme`);
      await window.response.getByText('theme set').waitFor();
      expect(await window.page.content()).not.toContain(session);
      await eventually('the cookies to be sealed', () =>
        cookieRecords(world.desktop.profile).length > 0 ? true : null,
      );

      const again = await world.restart();
      await again.signedInAs(emails.ada);
      expect(filesWith(world.desktop.profile, [session])).toEqual([]);
      await again.send(`${api.origin}/again`);
      await again.response.getByText('known as sid=[access token]').waitFor();
      expect(api.seen.at(-1)?.headers.cookie).toBe(`sid=${session}; theme=${session}-dark`);

      await again.openTab('Settings');
      await again.shows('2 cookies are kept, of 127.0.0.1.');
      await again.button('Forget cookies').click();
      await again.shows('None is kept yet.');
      expect(cookieRecords(world.desktop.profile)).toEqual([]);
      await again.send(`${api.origin}/again`);
      await again.response.getByText('nobody').waitFor();

      await again.send(`${api.origin}/enter`);
      await again.response.getByText('known as').waitFor();
      await again.button('Sign out').click();
      await again.button('Sign in').waitFor();
      await again.openTab('Settings');
      await again.shows('None is kept yet.');
      await world.quit();
      expect(cookieRecords(world.desktop.profile)).toEqual([]);
      expect(filesWith(world.desktop.profile, [session])).toEqual([]);
    });
  } finally {
    await api.close();
  }
});
