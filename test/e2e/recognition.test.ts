import { expect, it } from 'vitest';
import { violations } from './harness/accessibility.ts';
import { emails, inWorld } from './harness/world.ts';

it('R44+: from a pasted discovery address to signed in, with what the provider calls itself', async () => {
  await inWorld('recognition', {}, async (world) => {
    const window = await world.start();
    const { page } = window;
    const field = (name: string) => page.getByLabel(name, { exact: true });
    const { issuer, clientId, apiOrigin } = world.provider;
    await window.button('Add connection').click();

    // A page of a console: recognised without anybody being asked, and not looked up.
    await field('Issuer').fill('https://eu-west-1.console.aws.amazon.com/cognito/v2/home');
    await field('User pool ID').pressSequentially('eu-west-1_AbCdEf123');
    await window.button('Use https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123').waitFor();
    await expect.poll(() => field('Scopes').inputValue()).toBe('openid email profile');
    expect(await violations(page)).toEqual([]);
    await world.picture('recognition-console');

    // Over the clipboard, as a person does it: from another field.
    await field('Name').fill(`${issuer}/.well-known/openid-configuration`);
    await field('Name').press('Control+a');
    await field('Name').press('Control+x');
    await field('Issuer').press('Control+a');
    await field('Issuer').press('Control+v');
    await window.shows(`This provider calls itself ${issuer}; we will use that.`);
    await window.button('Put it back').waitFor();
    expect(await field('Issuer').inputValue()).toBe(issuer);
    await expect.poll(() => field('Scopes').inputValue()).toBe('openid profile email offline_access');
    expect(await violations(page)).toEqual([]);
    await world.picture('recognition-found');

    await field('Name').fill('Fieldnotes');
    await field('Client ID').fill(clientId);
    await field('API origins').fill(apiOrigin);
    await window.button('Save connection').click();
    await window.beginSignIn();
    await world.signInInBrowser();
    await window.signedInAs(emails.ada);
  });
});
