import { expect, it } from 'vitest';
import { violations } from './harness/accessibility.ts';
import { eventually } from './harness/processes.ts';
import { filesBelow, filesWith, tokensInTheClear } from './harness/profile.ts';
import { emails, inWorld } from './harness/world.ts';

it('signs in through the browser, asks before a new origin, sends, restarts still signed in, and signs out for real', async () => {
  await inWorld('sign-in', {}, async (world) => {
    const { provider, desktop } = world;
    const window = await world.start();
    await world.addConnection('Fieldnotes', provider, '');
    await window.beginSignIn();
    await world.signInInBrowser();
    await window.signedInAs(emails.ada);

    await window.send(`${provider.apiOrigin}/v1/notes`);
    await window.shows(`Send your Fieldnotes sign-in to ${provider.apiOrigin}?`);
    await window.button('Allow for this connection').click();
    await window.response.getByText('200 OK').waitFor();
    await window.response.getByText('Analytical engine').waitFor();

    const again = await world.restart();
    await again.signedInAs(emails.ada);
    expect(world.browser.count(provider.issuer)).toBe(1);
    await again.send(`${provider.apiOrigin}/v1/notes`);
    await again.response.getByText('200 OK').waitFor();
    expect(provider.grants()).toHaveLength(1);

    await again.button('Sign out').click();
    await again.button('Sign in').waitFor();
    await eventually('the provider to be told', () => (provider.grants().length === 0 ? true : null));
    await world.quit();

    // After the whole run: no cache, no cookie and no token in the clear, and no record of the session.
    const files = filesBelow(desktop.profile);
    expect(tokensInTheClear(desktop.profile)).toEqual([]);
    expect(filesWith(desktop.profile, ['Analytical engine', world.passwordOf('ada')])).toEqual([]);
    expect(files.filter((name) => /^vault\/.*(session|transaction|sign-out)\./.test(name))).toEqual([]);
    expect(
      files.filter((name) => /(^|\/)(Cache|Cache_Data)\//.test(name) && !/Code Cache/.test(name)),
    ).toEqual([]);
    expect(filesWith(desktop.profile, ['fieldnotes_resume', 'fieldnotes_step'])).toEqual([]);
  });
});

it('R1+: the browser opens the sign-in page; the app’s own windows never do', async () => {
  await inWorld('external-browser', {}, async (world) => {
    const window = await world.start();
    await world.addConnection();
    await window.beginSignIn();
    await world.browser.tab(world.provider.issuer);
    const { electron, page } = world.app;
    const addresses = electron === null ? [page.url()] : electron.windows().map((shown) => shown.url());
    expect(addresses).toEqual([expect.stringMatching(/^app:\/\/latchkey\//)]);
  });
});

it('ends with words, and without a session, when the person presses Cancel at the provider', async () => {
  await inWorld('cancelled-at-provider', {}, async (world) => {
    const window = await world.start();
    await world.addConnection();
    await window.beginSignIn();
    const tab = await world.browser.tab(world.provider.issuer);
    await tab.getByRole('button', { name: 'Cancel' }).click();
    await window.signInPanel.waitFor({ state: 'detached' });
    await window.button('Sign in').waitFor();
    await window.shows('The provider did not sign you in.');
    await window.page.getByText('Details').first().click();
    await window.shows('The person pressed Cancel.');
    expect(world.provider.tokenRequests()).toBe(0);
  });
});

it('stops waiting when the person presses Cancel in the app; the late answer of the browser does nothing', async () => {
  await inWorld('cancelled-here', {}, async (world) => {
    const window = await world.start();
    await world.addConnection();
    await window.beginSignIn();
    await window.button('Cancel sign-in').click();
    await window.signInPanel.waitFor({ state: 'detached' });
    await world.signInInBrowser();
    await window.openTab('Activity');
    await window.shows('Signed out');
    expect(world.provider.tokenRequests()).toBe(0);
  });
});

it('R4+: another way: the loopback address brings the answer, and its page says so', async () => {
  await inWorld('loopback', {}, async (world) => {
    const window = await world.start();
    await world.addConnection();
    await window.allowLoopback();
    await window.beginSignIn();
    await window.button('Another way').click();
    // The browser takes the focus from the window when it opens, and the menu in it stays.
    world.browser.answered(await world.browser.tab(world.provider.issuer));
    await window.button('Come back over an address of this computer (127.0.0.1)').click();
    await window.shows('When the page says that you are signed in, come back to Latchkey.');
    await world.signInInBrowser();
    await window.signedInAs(emails.ada);
    const page = await eventually('the loopback page', () => {
      const tabs = world.browser.context.pages();
      return tabs.find((tab) => /^http:\/\/(127\.0\.0\.1|\[::1\]):\d+\/callback\//.test(tab.url())) ?? null;
    });
    await page.getByText('Signed in. You can close this tab.').waitFor();
    expect(await violations(page)).toEqual([]);
  });
});

it('keeps the access token out of the window when the API echoes it', async () => {
  await inWorld('echo', {}, async (world) => {
    const window = await world.signInFresh();
    await window.send(`${world.provider.apiOrigin}/v1/echo`);
    await window.response.getByText('200 OK').waitFor();
    await window.response.getByText('Bearer [access token]').waitFor();
    await window.shows('The answer repeated your access token, or another secret that was sent.');
    expect(await window.page.content()).not.toMatch(/eyJ[\w-]{10,}\.eyJ/);
  });
});
