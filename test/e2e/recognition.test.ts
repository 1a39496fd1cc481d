import { expect, it } from 'vitest';
import { violations } from './harness/accessibility.ts';
import { emails, inWorld } from './harness/world.ts';

it('R44+: from a pasted discovery address to signed in, with what the provider calls itself', async () => {
  await inWorld('recognition', {}, async (world) => {
    const window = await world.start();
    const { page } = window;
    const { wizard } = window;
    const { issuer, clientId, apiOrigin } = world.provider;
    await wizard.open();

    // A page of a console: recognised without anybody being asked, and not looked up.
    await wizard.field('Issuer').fill('https://eu-west-1.console.aws.amazon.com/cognito/v2/home');
    await wizard.field('User pool ID').pressSequentially('eu-west-1_AbCdEf123');
    await wizard.button('Use https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123').waitFor();
    expect(await violations(page)).toEqual([]);
    await world.picture('recognition-console');

    // Over the clipboard, as a person does it.
    await wizard.field('Issuer').fill(`${issuer}/.well-known/openid-configuration`);
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Control+x');
    await page.keyboard.press('Control+v');
    await window.shows(`This provider calls itself ${issuer}; we will use that.`);
    await wizard.button('Put it back').waitFor();
    expect(await wizard.field('Issuer').inputValue()).toBe(issuer);
    expect(await violations(page)).toEqual([]);
    await world.picture('recognition-found');

    await wizard.press('Use this provider');
    await wizard.registered();
    expect(await wizard.field('Scopes').inputValue()).toBe('openid profile email offline_access');
    await wizard.connect({ clientId, name: 'Fieldnotes', apiOrigins: apiOrigin });
    await wizard.press('Save connection');
    await window.beginSignIn();
    await world.signInInBrowser();
    await window.signedInAs(emails.ada);
  });
});
