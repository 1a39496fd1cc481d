import type { CDPSession } from 'playwright-core';
import { expect, it } from 'vitest';
import { violations } from './harness/accessibility.ts';
import { allow, fillSignIn } from './harness/browser.ts';
import { emails, inWorld } from './harness/world.ts';
import type { World } from './harness/world.ts';
import type { Window } from './harness/window.ts';

/** From an empty app to the panel with a code in it, which is returned. */
async function showCode(world: World): Promise<[window: Window, code: string]> {
  const window = await world.start();
  await world.addConnection();
  await window.beginSignIn();
  // The tab of the way that is not taken.
  world.browser.answered(await world.browser.tab(world.provider.issuer));
  // The only other one: the loopback address is not registered.
  await window.button('Another way').click();
  const code = window.signInPanel.getByRole('status', { name: 'Code' });
  await code.waitFor();
  return [window, await code.innerText()];
}

it('R81+ R82+: a code is shown and scanned, entered in the browser, and the person is in', async () => {
  await inWorld('device-code', {}, async (world) => {
    const [window, code] = await showCode(world);
    await window.signInPanel
      .getByRole('img', { name: 'QR code of the address with the code in it' })
      .waitFor();
    expect(await violations(window.page)).toEqual([]);
    await window.button('Open in browser').click();
    const tab = await world.browser.tab(`${world.provider.issuer}/device`);
    await tab.getByText(code).waitFor();
    await tab.getByRole('button', { name: 'Continue' }).click();
    await fillSignIn(tab, 'ada', world.passwordOf('ada'));
    await allow(tab);
    await tab.getByText('Your device is connected').waitFor();
    await window.signedInAs(emails.ada);
    const again = await world.restart();
    await again.signedInAs(emails.ada);
    await again.send(`${world.provider.apiOrigin}/v1/notes`);
    await again.response.getByText('200 OK').waitFor();
  });
});

it('R80-: a code that is declined in the browser ends the sign-in with words', async () => {
  await inWorld('device-denied', {}, async (world) => {
    const [window, code] = await showCode(world);
    await window.button('Open in browser').click();
    const tab = await world.browser.tab(`${world.provider.issuer}/device`);
    await tab.getByText(code).waitFor();
    await tab.getByRole('button', { name: 'Cancel' }).click();
    await tab.getByText('You cancelled').waitFor();
    await window.shows('The provider did not sign you in.');
    await window.button('Sign in').waitFor();
    expect(await window.signInPanel.count()).toBe(0);
  });
});

/** No request of a tab reaches a callback address, as on another computer; resolves with the first that was meant to. */
async function refuseCallbacks(wire: CDPSession): Promise<{ readonly first: Promise<string> }> {
  const first = new Promise<string>((resolve) => {
    wire.on('Fetch.requestPaused', ({ requestId, request }) => {
      void wire.send('Fetch.failRequest', { requestId, errorReason: 'ConnectionRefused' });
      resolve(request.url);
    });
  });
  await wire.send('Fetch.enable', { patterns: [{ urlPattern: '*/callback/*' }] });
  return { first };
}

it('the browser runs elsewhere: the address at which it ends is pasted, first half of it, then whole', async () => {
  await inWorld('pasted-address', {}, async (world) => {
    const window = await world.start();
    await world.addConnection();
    await window.allowLoopback();
    await window.beginSignIn();
    world.browser.answered(await world.browser.tab(world.provider.issuer));
    await window.button('Another way').click();
    await window.button('Come back over an address of this computer (127.0.0.1)').click();
    await window.shows('When the page says that you are signed in, come back to Latchkey.');

    // On another computer nobody answers at this address.
    const tab = await world.browser.tab(world.provider.issuer);
    const refused = await refuseCallbacks(await world.browser.context.newCDPSession(tab));
    await fillSignIn(tab, 'ada', world.passwordOf('ada'));
    await allow(tab);
    const address = await refused.first;

    await window.button('Browser on another computer?').click();
    const field = window.page.getByRole('textbox', { name: 'Address', exact: true });
    await field.fill(address.slice(0, address.indexOf('?') + 12));
    await window.button('Finish sign-in').click();
    await window.shows('This address is not whole.');
    expect(await violations(window.page)).toEqual([]);
    await field.fill(`${address.slice(0, 60)}\n  ${address.slice(60)}\n`);
    await window.button('Finish sign-in').click();
    await window.signedInAs(emails.ada);
    expect(world.provider.tokenRequests()).toBe(1);
  });
});
