import { expect, it } from 'vitest';
import { filesBelow, tokensInTheClear } from './harness/profile.ts';
import { inWorld } from './harness/world.ts';
import { comesBack } from './keyring/steps.ts';

it('F13+: without a keyring the session lives in memory only, the window says so, and a restart forgets it', async () => {
  await inWorld('no-keyring', { keyring: 'none' }, async (world) => {
    const window = await world.signInFresh();
    await window.shows('Will be forgotten when you quit: this computer has no keyring.');
    await window.shows('No keyring: kept until you quit');
    await window.send(`${world.provider.apiOrigin}/v1/notes`);
    await window.response.getByText('200 OK').waitFor();
    const again = await world.restart();
    await again.chooseConnection('Fieldnotes');
    await again.button('Sign in').waitFor();
    await world.quit();
    const { profile } = world.desktop;
    expect(filesBelow(profile).filter((name) => /^vault\/.*\.record/.test(name))).toEqual([]);
    expect(tokensInTheClear(profile)).toEqual([]);
  });
});

it('F13+: a locked keyring blocks nothing, nothing is lost, and the session is back once it is unlocked', async () => {
  await inWorld('locked-keyring', {}, async (world) => {
    await world.signInFresh();
    await world.quit();
    const sealed = filesBelow(world.desktop.profile).filter((name) => name.endsWith('.record'));
    await world.desktop.lockKeyring();
    const window = await world.start();
    await window.chooseConnection('Fieldnotes');
    await window.shows('Keyring locked');
    await window.wizard.open();
    expect(filesBelow(world.desktop.profile)).toEqual(expect.arrayContaining([...sealed]));
    await window.wizard.cancel();
    await world.desktop.unlockKeyring();
    await comesBack(world);
    expect(world.browser.count(world.provider.issuer)).toBe(1);
  });
});
