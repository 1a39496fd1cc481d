import { expect, it } from 'vitest';
import { violations } from './harness/accessibility.ts';
import { allow } from './harness/browser.ts';
import { emails, inWorld } from './harness/world.ts';

it('R84+ R84-: an API wants one permission more: cancelled nothing changes, asked for and allowed the request works, for the same account over a restart', async () => {
  await inWorld('more-access', {}, async (world) => {
    const { provider } = world;
    const notes = `${provider.apiOrigin}/v1/notes`;
    const window = await world.start();
    await window.addConnection({
      name: 'Fieldnotes',
      issuer: provider.issuer,
      clientId: provider.clientId,
      scopes: 'openid email offline_access notes:read',
      apiOrigins: `${provider.apiOrigin} resource=${provider.apiOrigin}`,
    });
    await window.beginSignIn();
    await world.signInInBrowser();
    await window.signedInAs(emails.ada);

    await window.openTab('Requests');
    await window.chooseBody('JSON');
    await window.page
      .getByRole('textbox', { name: 'Request body' })
      .fill('{"title":"Written with one more"}');
    await window.send(notes, 'POST');
    await window.response.getByText('403').first().waitFor();
    await window.shows('Press “Ask for it” above.');
    await window.page.getByRole('navigation').getByText('Needs one more permission').waitFor();
    await window.shows('wants a permission that this sign-in does not have');
    expect(await violations(window.page)).toEqual([]);
    await world.picture('more-access');

    const before = provider.grants();
    await window.button('Ask for it').click();
    await window.signInPanel.getByText('Continue in your browser').waitFor();
    const left = await world.browser.tab(provider.issuer);
    await window.button('Cancel sign-in').click();
    await window.button('Ask for it').waitFor();
    world.browser.answered(left);
    expect(provider.grants()).toEqual(before);

    await window.button('Ask for it').focus();
    await window.page.keyboard.press('Enter');
    const page = await world.browser.tab(provider.issuer);
    await page.getByText('Create, change and delete your notes').waitFor();
    await allow(page);
    world.browser.answered(page);
    await window.signedInAs(emails.ada);
    await window.button('Send').click();
    await window.response.getByText('201').first().waitFor();

    await window.openTab('Session');
    await window.shows('Granted. Added to this sign-in');
    expect(await violations(window.page)).toEqual([]);
    const again = await world.restart();
    await again.signedInAs(emails.ada);
    await again.send(notes);
    await again.response.getByText('Written with one more').waitFor();
    expect(await again.page.getByRole('navigation', { name: 'Connections' }).getByRole('link').count()).toBe(
      1,
    );
    expect(new Set(provider.grants().map(({ username }) => username))).toEqual(new Set(['ada']));
  });
});
