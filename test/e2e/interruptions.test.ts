import { expect, it } from 'vitest';
import { callbackTag } from '../../demo/callback-tag.ts';
import { allow } from './harness/browser.ts';
import { chooseForScheme, letAnotherAppOwnTheScheme } from './harness/other-app.ts';
import { eventually, exitOf } from './harness/processes.ts';
import { emails, inWorld } from './harness/world.ts';
import type { World } from './harness/world.ts';
import { closedReason, mainIsOpen } from './security/support/caged-app.ts';

/**
 * Signs in in the browser, whose answer is kept here and does not reach the app: the test hands it over when it wants to, as the
 * system would.
 */
async function heldAnswer(world: World): Promise<string> {
  const other = await letAnotherAppOwnTheScheme(world.desktop);
  await world.signInInBrowser();
  const [answer = ''] = await eventually('the answer', () =>
    other.given().length > 0 ? other.given() : null,
  );
  await chooseForScheme(world.desktop, world.desktop.target.desktopFile);
  return answer;
}

/** Hands an address over as the system does: a second program, which is gone when this resolves. */
async function handOver(world: World, url: string): Promise<void> {
  expect(await exitOf(world.desktop.spawnApp(['--', url]))).toBe(0);
}

it('F27+: the app is killed while the browser has the sign-in; the answer starts it anew and completes it', async () => {
  await inWorld('killed', { debuggable: true }, async (world) => {
    const window = await world.start();
    await world.addConnection();
    await window.beginSignIn();
    await world.kill();
    await world.signInInBrowser();
    const started = await world.attach();
    await started.connection('Fieldnotes').click();
    await started.signedInAs(emails.ada);
    expect(world.provider.tokenRequests()).toBe(1);
  });
});

it('F27+: the answer comes while the app is quitting: it asks to be started again, and that start completes it', async (context) => {
  if (!mainIsOpen) context.skip(closedReason);
  await inWorld('while-quitting', { debuggable: true }, async (world) => {
    const window = await world.start();
    await world.addConnection();
    await window.beginSignIn();
    const answer = await heldAnswer(world);
    // Held back is what Electron would do, so that this test can start the app in its own way.
    const startedWith = await world.app.electron?.evaluate(
      ({ app }, url) =>
        new Promise<readonly string[]>((resolve) => {
          const exit = app.exit.bind(app);
          app.relaunch = (options) => {
            resolve(options?.args ?? []);
          };
          // A moment later: this test has to hear of it.
          app.exit = () => {
            setTimeout(exit, 2000);
          };
          app.quit();
          app.emit('second-instance', {}, ['latchkey', '--', url]);
        }),
      answer,
    );
    expect(startedWith?.slice(-2)).toEqual(['--', answer]);
    await world.kill();
    expect(world.provider.tokenRequests()).toBe(0);
    world.desktop.spawnApp(['--remote-debugging-port=0', '--', answer]);
    const started = await world.attach();
    await started.connection('Fieldnotes').click();
    await started.signedInAs(emails.ada);
    expect(world.provider.tokenRequests()).toBe(1);
  });
});

it('F28+: the app is started twice in the same moment, once by the answer: one of them stays, and is signed in', async () => {
  await inWorld('started-twice', { debuggable: true }, async (world) => {
    const { desktop, provider } = world;
    const window = await world.start();
    await world.addConnection();
    await window.beginSignIn();
    const answer = await heldAnswer(world);
    await world.quit();
    const port = '--remote-debugging-port=0';
    desktop.spawnApp([port]);
    desktop.spawnApp([port, '--', answer]);
    const started = await world.attach();
    await started.connection('Fieldnotes').click();
    await started.signedInAs(emails.ada);
    await eventually('one of them to end', () => (desktop.appProcesses().length === 1 ? true : null));
    expect(provider.tokenRequests()).toBe(1);
  });
});

it('F21-: an answer after an hour is said to be too old, without a token request; one press begins anew', async (context) => {
  if (!mainIsOpen) context.skip(closedReason);
  await inWorld('too-old', {}, async (world) => {
    const { provider } = world;
    const window = await world.start();
    await world.addConnection();
    await window.beginSignIn();
    const answer = await heldAnswer(world);
    // Only the main process of an unpackaged app can be reached into: its clock is an hour ahead from here on.
    const clock = async (ahead: number): Promise<void> => {
      await world.app.electron?.evaluate((_, milliseconds) => {
        const { now } = Date;
        Date.now = () => now() + milliseconds;
      }, ahead);
    };
    await clock(60 * 60_000 + 1000);
    await handOver(world, answer);
    await window.shows('This sign-in was too old.');
    expect(await window.signInPanel.isVisible()).toBe(false);
    expect(provider.tokenRequests()).toBe(0);
    await handOver(world, answer);
    expect(provider.tokenRequests()).toBe(0);

    await clock(-(60 * 60_000 + 1000));
    await window.beginSignIn();
    // The browser knows her by now, and asks for her consent only.
    await allow(await world.browser.tab(provider.issuer));
    await window.signedInAs(emails.ada);
    expect(await window.page.getByText('This sign-in was too old.').count()).toBe(0);
  });
});

it('F23- F24-: a flood of foreign answers leaves the question that is shown where it is, and calls nobody', async () => {
  await inWorld('flood', {}, async (world) => {
    const { desktop, provider } = world;
    const window = await world.start();
    await world.addConnection('Fieldnotes', provider, '');
    await window.beginSignIn();
    await world.signInInBrowser();
    await window.signedInAs(emails.ada);
    await window.send(`${provider.apiOrigin}/v1/notes`);
    const question = window.button('Allow for this connection');
    await question.waitFor();
    const focused = () =>
      window.page.evaluate(() => document.activeElement?.closest('[role=alertdialog]')?.textContent);
    await expect.poll(focused).toContain('Allow for this connection');
    const before = { requests: provider.tokenRequests(), focused: await focused() };

    const address = `${desktop.target.scheme}:/callback/${callbackTag(provider.issuer)}`;
    const issuer = encodeURIComponent(provider.issuer);
    for (let round = 0; round < 5; round += 1) {
      const states = ['A', 'B', 'C'].map((letter) => letter.repeat(43));
      // oxlint-disable-next-line eslint/no-await-in-loop -- three at a time: each is a whole program
      await Promise.all(
        states.map((state) =>
          handOver(world, `${address}?code=stolen-${String(round)}&state=${state}&iss=${issuer}`),
        ),
      );
    }
    expect(await question.isVisible()).toBe(true);
    expect({ requests: provider.tokenRequests(), focused: await focused() }).toEqual(before);
    expect(desktop.appProcesses()).toHaveLength(1);
    await question.click();
    await window.response.getByText('200 OK').waitFor();
    await window.signedInAs(emails.ada);
  });
});
