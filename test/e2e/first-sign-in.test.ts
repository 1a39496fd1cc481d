import type { Locator } from 'playwright-core';
import { expect, it } from 'vitest';
import { violations } from './harness/accessibility.ts';
import { emails, inWorld } from './harness/world.ts';

/** From the first run to signed in, a person decides so many times at most: fields filled, choices made, buttons pressed. */
const mostDecisions = 12;
/** Between one field or button and the next that is wanted. */
const mostTabs = 60;

function hasFocus(place: Locator): Promise<boolean> {
  return place.evaluate((node) => node === document.activeElement);
}

it('from first run to signed in with the keyboard alone, and a draft that waits is gone on with after a restart', async () => {
  await inWorld('first-sign-in', {}, async (world) => {
    const window = await world.start();
    const { page, wizard } = window;
    const { issuer, clientId } = world.provider;
    const { keyboard } = page;
    let decisions = 0;

    const press = async (place: Locator): Promise<void> => {
      await place.waitFor();
      for (let tabs = 0; tabs < mostTabs; tabs += 1) {
        // oxlint-disable-next-line eslint/no-await-in-loop -- one key after the other
        if (await hasFocus(place)) break;
        // oxlint-disable-next-line eslint/no-await-in-loop -- as above
        await keyboard.press('Tab');
      }
      expect(await hasFocus(place)).toBe(true);
      decisions += 1;
      await keyboard.press('Enter');
    };
    const type = async (name: string, text: string): Promise<void> => {
      await expect.poll(() => hasFocus(wizard.field(name))).toBe(true);
      decisions += 1;
      await keyboard.type(text);
    };

    await press(window.button('Add a connection'));
    await wizard.at('Where');
    await type('Issuer', issuer);
    await window.shows(`This provider calls itself ${issuer}; we will use that.`);
    await press(wizard.button('Use this provider'));

    await wizard.at('Register');
    const copyAll = async (): Promise<void> => {
      for (const name of ['Copy the app link', 'Copy the loopback address', 'Copy the sign-out address']) {
        // oxlint-disable-next-line eslint/no-await-in-loop -- one button after the other
        await press(wizard.button(name));
      }
    };
    // A button says so for two seconds: whoever looks afterwards may come too late.
    await Promise.all([wizard.button('Copied').first().waitFor(), copyAll()]);
    expect(await violations(page)).toEqual([]);
    await press(wizard.button('I have a client ID'));

    await wizard.at('Connect');
    await type('Client ID', clientId);
    decisions += 1;
    await keyboard.press('Enter');
    await window.signInPanel.getByText('Continue in your browser').waitFor();
    await world.signInInBrowser();
    await window.signedInAs(emails.ada);
    expect(decisions).toBeLessThanOrEqual(mostDecisions);

    // Another one waits for its client ID, over a restart.
    await wizard.open();
    await wizard.where(issuer);
    await wizard.press('Save as a draft');
    await window.button('Copy the text for an administrator').waitFor();
    const again = await world.restart();
    await again.page.getByText('Waiting for a client ID').first().click();
    await again.button('Continue setting up').click();
    await again.wizard.at('Connect');
    await again.wizard.fill('Client ID', clientId);
    await again.shows('You have this client at this provider already');
    await again.wizard.press('Save connection');
    await again.wizard.dialog.waitFor({ state: 'detached' });
    await again.button('Sign in').waitFor();
  });
});
