import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { allow } from './harness/browser.ts';
import { filesBelow, filesWith, tokensInTheClear } from './harness/profile.ts';
import type { Window } from './harness/window.ts';
import { emails, inWorld } from './harness/world.ts';
import type { World } from './harness/world.ts';

/** New in each run, so that no source file holds it. */
const passphrase = `four words over a hedge ${randomBytes(9).toString('hex')}`;

async function choosePassphrase(window: Window, question: string): Promise<void> {
  await window.button('Settings').click();
  await window.button(question).click();
  for (const name of ['New passphrase', 'Repeat it']) {
    await window.page.getByLabel(name, { exact: true }).fill(passphrase);
  }
  await window.button('Protect').click();
  await window.shows('Sealed by passphrase');
}

async function enterPassphrase(window: Window, typed = passphrase): Promise<void> {
  await window.page.getByRole('region', { name: 'Passphrase needed' }).waitFor();
  await window.page.getByLabel('Passphrase', { exact: true }).fill(typed);
  await window.button('Unlock').click();
}

async function getsNotes(world: World, answer: string): Promise<void> {
  const { window } = world;
  await window.chooseConnection('Fieldnotes');
  await window.send(`${world.provider.apiOrigin}/v1/notes`);
  await window.response.getByText(answer).first().waitFor();
}

it('F13+: without a keyring a passphrase keeps the session, over a restart, past a wrong one and through locking', async () => {
  await inWorld('passphrase', { keyring: 'none' }, async (world) => {
    const { profile } = world.desktop;
    await choosePassphrase(await world.signInFresh(), 'Protect with a passphrase');
    await expect
      .poll(() => filesBelow(profile).filter((name) => /session\..*\.record$/.test(name)))
      .toHaveLength(1);

    const window = await world.restart();
    await enterPassphrase(window, 'this is not the right one');
    await window.shows('That is not the passphrase.');
    await getsNotes(world, 'Your saved sign-in cannot be read yet.');
    await enterPassphrase(window);
    await window.signedInAs(emails.ada);
    await getsNotes(world, '200 OK');

    await window.button('Lock now').click();
    await window.shows('Passphrase needed');
    await getsNotes(world, 'Your saved sign-in cannot be read yet.');
    await enterPassphrase(window);
    await window.signedInAs(emails.ada);
    await getsNotes(world, '200 OK');

    await world.quit();
    expect(world.browser.count(world.provider.issuer)).toBe(1);
    expect(tokensInTheClear(profile)).toEqual([]);
    expect(filesWith(profile, [passphrase])).toEqual([]);
  });
});

it('F14+: the session moves from the keyring to a passphrase and back', async () => {
  await inWorld('passphrase-and-keyring', {}, async (world) => {
    await choosePassphrase(await world.signInFresh(), 'Use a passphrase instead');
    await world.desktop.lockKeyring();
    const locked = await world.restart();
    await enterPassphrase(locked);
    await locked.chooseConnection('Fieldnotes');
    await locked.signedInAs(emails.ada);

    await world.quit();
    await world.desktop.unlockKeyring();
    const unlocked = await world.start();
    await enterPassphrase(unlocked);
    await unlocked.button('Settings').click();
    await unlocked.shows('This computer has a keyring by now');
    await unlocked.button('Move to the keyring').click();
    await unlocked.shows('Sealed by your keyring');

    const last = await world.restart();
    await last.chooseConnection('Fieldnotes');
    await last.signedInAs(emails.ada);
    await getsNotes(world, '200 OK');
    expect(world.browser.count(world.provider.issuer)).toBe(1);
  });
});

it('F14-: a forgotten passphrase costs a sign-in, and no file', async () => {
  await inWorld('passphrase-forgotten', { keyring: 'none' }, async (world) => {
    await choosePassphrase(await world.signInFresh(), 'Protect with a passphrase');
    await world.quit();
    const { profile } = world.desktop;
    const sealed = filesBelow(profile).filter((name) => /\.record/.test(name));
    const window = await world.start();
    await window.button('Forgot it').click();
    await window.button('Start again').click();
    await window.chooseConnection('Fieldnotes');
    await window.shows('Saved sign-in unreadable');
    await window.beginSignIn();
    // The browser knows her by now, and asks for her consent only.
    await allow(await world.browser.tab(world.provider.issuer));
    await window.shows('Will be forgotten when you quit: this computer has no keyring.');
    expect(filesBelow(profile)).toEqual(expect.arrayContaining([...sealed]));
    const again = await world.restart();
    await again.shows('No keyring: kept until you quit');
    expect(await again.page.getByText('Passphrase needed').count()).toBe(0);
  });
});
