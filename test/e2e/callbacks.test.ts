import { expect, it } from 'vitest';
import { callbackTag } from '../../demo/callback-tag.ts';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { allProcesses, eventually, exitOf, ownerOf } from './harness/processes.ts';
import { emails, inWorld } from './harness/world.ts';
import type { World } from './harness/world.ts';

function callback(world: World, query: string): string {
  return `${world.desktop.target.scheme}:/callback/${callbackTag(world.provider.issuer)}?${query}`;
}

/** Opens an address through the desktop, and waits until the second instance has handed it over and gone. */
async function deliver(world: World, url: string): Promise<void> {
  expect(await exitOf(world.desktop.openAddress(url))).toBe(0);
  await eventually('its end', () => (world.desktop.appProcesses().length === 1 ? true : null));
}

/** The command line of the app's page process. */
function rendererOf(world: World): string | null {
  const lines = allProcesses().map(({ command }) => command.join(' '));
  return (
    lines.find((line) => line.includes('--type=renderer') && line.includes(world.desktop.profile)) ?? null
  );
}

it('F27+: the callback starts the app that was quit, and completes the sign-in', async () => {
  await inWorld('cold-start', { debuggable: true }, async (world) => {
    const window = await world.start();
    await world.addConnection();
    await window.beginSignIn();
    await world.browser.tab(world.provider.issuer);
    await world.quit();
    expect(world.desktop.appProcesses()).toEqual([]);
    await world.signInInBrowser();
    const started = await world.attach();
    await started.connection('Fieldnotes').click();
    await started.signedInAs(emails.ada);
    expect(world.provider.tokenRequests()).toBe(1);
  });
});

it('R8- F23-: a callback with another state is ignored, and the sign-in goes on', async () => {
  await inWorld('wrong-state', {}, async (world) => {
    const window = await world.start();
    await world.addConnection();
    await window.beginSignIn();
    const issuer = encodeURIComponent(world.provider.issuer);
    await deliver(world, callback(world, `code=stolen&state=${'A'.repeat(43)}&iss=${issuer}`));
    expect(await window.signInPanel.isVisible()).toBe(true);
    expect(world.provider.tokenRequests()).toBe(0);
    await world.signInInBrowser();
    await window.signedInAs(emails.ada);
    expect(world.provider.tokenRequests()).toBe(1);
  });
});

it.each([
  ['empty', (): string => ''],
  ['without a state', (): string => 'code=abc'],
  ['with everything twice', (): string => 'code=a&code=b&state=c&state=c'],
  [
    'an error of 5,000 characters and control characters',
    (): string => `error=${'x%00%1b'.repeat(700)}&state=y`,
  ],
])('F26-: a callback that is %s changes nothing and calls nobody', async (name, query) => {
  await inWorld(`callback-${name}`, {}, async (world) => {
    const window = await world.signInFresh();
    const requests = world.provider.tokenRequests();
    await deliver(world, callback(world, query()));
    await window.signedInAs(emails.ada);
    expect(world.provider.tokenRequests()).toBe(requests);
  });
});

it('F26-: a callback of 20,000 characters is dropped before it reaches the running app', async () => {
  await inWorld('callback-huge', {}, async (world) => {
    const window = await world.signInFresh();
    await deliver(world, callback(world, `code=${'x'.repeat(20_000)}`));
    await window.send(`${world.provider.apiOrigin}/v1/me`);
    await window.response.getByText('200 OK').waitFor();
    expect(world.desktop.appProcesses()).toHaveLength(1);
  });
});

it('F24-: the callback that was used once does nothing a second time', async () => {
  await inWorld('replayed', {}, async (world) => {
    const window = await world.start();
    await world.addConnection();
    await window.beginSignIn();
    let used = '';
    world.browser.context.on('request', (request) => {
      if (request.url().startsWith(`${world.desktop.target.scheme}:`)) used = request.url();
    });
    world.browser.context.on('response', (response) => {
      const location = response.headers()['location'] ?? '';
      if (location.startsWith(`${world.desktop.target.scheme}:`)) used = location;
    });
    await world.signInInBrowser();
    await window.signedInAs(emails.ada);
    // The browser tells a test what it did when it finds the time, which may be after the app had it.
    await deliver(world, await eventually('the callback', () => (used.includes('code=') ? used : null)));
    await window.signedInAs(emails.ada);
    expect(world.provider.tokenRequests()).toBe(1);
  });
});

it('F28+: a second start shows the window of the first and ends', async () => {
  await inWorld('second-instance', {}, async (world) => {
    await world.start();
    await world.addConnection();
    const [first] = world.desktop.appProcesses();
    expect(await exitOf(world.desktop.spawnApp([]))).toBe(0);
    expect(world.desktop.appProcesses()).toEqual([first]);
    await world.window.connection('Fieldnotes').waitFor();
  });
});

it('R86-: switches that follow the callback in a command line are not obeyed', async () => {
  await inWorld('command-line', {}, async (world) => {
    const { desktop } = world;
    const hostile = ['--', callback(world, 'code=1&state=2'), '--remote-debugging-port=0', '--no-sandbox'];
    desktop.spawnApp(hostile);
    await eventually('the app', () => ownerOf(desktop.profile));
    const renderer = await eventually('its sandboxed window', () => rendererOf(world));
    expect(existsSync(join(desktop.profile, 'DevToolsActivePort'))).toBe(false);
    expect(renderer).toContain('--type=renderer');
    expect(renderer).not.toContain('--no-sandbox');
  });
});
