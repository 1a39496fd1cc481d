import { expect, it } from 'vitest';
import { violations } from './harness/accessibility.ts';
import { inWorld } from './harness/world.ts';
import type { World } from './harness/world.ts';

/** Checks what is on screen, and remembers what axe says under the screen's name. */
async function look(world: World, found: Map<string, readonly string[]>, name: string): Promise<void> {
  const seen = await violations(world.app.page);
  if (seen.length > 0) {
    found.set(name, seen);
    await world.picture(`axe-${name}`);
  }
}

it.each(['light', 'dark'] as const)(
  'axe finds nothing on any screen of the real window, %s',
  async (theme) => {
    await inWorld(`screens-${theme}`, {}, async (world) => {
      const found = new Map<string, readonly string[]>();
      const at = (screen: string): Promise<void> => look(world, found, `${theme}-${screen}`);
      const window = await world.start();
      await window.button('Try the demo').waitFor();
      const dark = window.button('Use the dark theme');
      const light = window.button('Use the light theme');
      const other = theme === 'dark' ? dark : light;
      if (await other.isVisible()) await other.click();
      await (theme === 'dark' ? light : dark).waitFor();
      await at('first-run');
      const { wizard } = window;
      await wizard.open();
      await at('add-connection');
      await wizard.fill('Issuer', 'http://example.com/');
      await window.shows('anybody on the way could read');
      await at('add-connection-refused');
      await wizard.where(world.provider.issuer);
      await at('add-connection-register');
      await wizard.registered();
      await wizard.fill('Client ID', '„quoted“');
      await window.shows('which no client ID has');
      await at('add-connection-connect');
      await window.page.keyboard.press('Escape');
      await wizard.dialog.waitFor({ state: 'detached' });
      await world.addConnection('Fieldnotes', world.provider, '');
      await at('signed-out');
      await window.beginSignIn();
      await at('sign-in-panel');
      await world.signInInBrowser();
      await window.signedInAs('ada@example.test');
      await window.send(`${world.provider.apiOrigin}/v1/notes`);
      await window.button('Allow for this connection').waitFor();
      await at('origin-question');
      await window.button('Allow for this connection').click();
      await window.response.getByText('200 OK').waitFor();
      await at('response-json');
      await window.send(`${world.provider.apiOrigin}/v1/image`);
      await window.response.getByRole('img').waitFor();
      await at('response-image');
      await window.send('https://name:password@example.com/');
      await at('request-refused');
      await window.openTab('Session');
      await window.page.getByRole('heading', { name: 'Permissions' }).waitFor();
      await at('session');
      await window.openTab('Activity');
      await window.page.getByRole('list', { name: /Activity/ }).waitFor();
      await at('activity');
      await window.openTab('Settings');
      await window.button('Delete connection').waitFor();
      await at('connection-settings');
      await window.button('Delete connection').click();
      await window.button('Keep').waitFor();
      await at('delete-question');
      await window.button('Keep').click();
      await window.page.keyboard.press('Control+k');
      await window.page.getByRole('combobox').waitFor();
      await at('search');
      await window.page.keyboard.press('Escape');
      await window.page
        .getByRole('navigation')
        .getByRole('button', { name: 'Settings', exact: true })
        .click();
      await window.shows('About Latchkey');
      await at('settings');
      expect(Object.fromEntries(found)).toEqual({});
    });
  },
  // A rule book is gone through on each of twenty screens.
  300_000,
);
