import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { startAuthorizationServer } from '../servers/authorization-server.ts';
import type { AuthorizationServer } from '../servers/authorization-server.ts';
import { violations } from './harness/accessibility.ts';
import { openWorld } from './harness/open-world.ts';
import { eventually } from './harness/processes.ts';
import type { World } from './harness/world.ts';

/* Both checks in the real window, against a server that is well and then gone, and with a keyring that is locked. */

let server: AuthorizationServer;
let world: World;
let close: () => Promise<void> = () => Promise.resolve();

beforeAll(async () => {
  server = await startAuthorizationServer({ link: 'Continue' });
  ({ world, close } = await openWorld('doctor', { origins: [server.origin] }, async (opened) => {
    const window = await opened.start();
    await window.addConnection({
      name: 'Acme',
      issuer: server.issuer,
      clientId: server.clientId,
      scopes: 'openid offline_access',
      apiOrigins: '',
    });
    await window.beginSignIn();
    const tab = await opened.browser.tab(server.origin);
    await tab.getByRole('link', { name: 'Continue' }).click();
    opened.browser.answered(tab);
    await window.settledAs('ada@example.test');
    // The only one with a token: it comes once the sign-in is kept, and is none of the check.
    await eventually('the question about the account', () => server.requestsTo('/userinfo')[0] ?? null);
  }));
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await world.picture(`doctor ${task.name.slice(0, 40)}`);
  server.reset();
});
afterAll(async () => {
  await close();
  await server.stop();
});

/** The findings on screen, by their titles: each with its mark and its words. */
async function findings(name: string): Promise<string> {
  const region = world.window.page.getByRole('region', { name });
  await region.getByText(/^Checked\./).waitFor();
  // What is behind *Details* is in the report too.
  for (const details of await region.getByRole('button', { name: 'Details' }).all()) {
    // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other, as a person does
    await details.click();
  }
  // It says so for two seconds: looked for from before the press.
  const copied = region.getByRole('button', { name: 'Copied' });
  await Promise.all([copied.waitFor(), region.getByRole('button', { name: 'Copy report' }).click()]);
  return (await region.innerText()).replaceAll(/\s+/g, ' ');
}

it('a connection is checked without its tokens, and the report holds none of them', async () => {
  const before = server.requests.length;
  await world.window.openTab('Settings');
  await world.window.button('Check this connection').click();
  const found = await findings('Check this connection');
  expect(found).toMatch(/Checked\. Nothing is wrong/);
  for (const title of ['Clock', 'Keys that sign-ins are checked with', 'Token address']) {
    expect(found).toContain(`Good: ${title}`);
  }
  // Its page has a link where others have a form.
  expect(found).toContain('Note: Redirect address that opens Latchkey This could not be told');
  const asked = server.requests.slice(before);
  expect(asked.length).toBeGreaterThan(5);
  for (const { headers, body } of asked) {
    expect(headers['authorization']).toBeUndefined();
    expect(headers['cookie']).toBeUndefined();
    expect(body).toBe('');
  }
  expect(server.refreshTokens.size).toBe(1);
  for (const secret of [...server.refreshTokens, world.desktop.env['HOME'] ?? '']) {
    expect(found).not.toContain(secret);
  }
  expect(await violations(world.window.page)).toEqual([]);
});

it('a provider that is gone is told as that, and signing in goes on when it is back', async () => {
  server.script('/token', () => new Promise(() => undefined));
  server.script('/.well-known/openid-configuration', (_request, response) => {
    response.destroy();
  });
  await world.window.button('Check again').click();
  const found = await findings('Check this connection');
  expect(found).toContain('Wrong: The provider’s description of itself');
  expect(found).toContain('Note: Keys that sign-ins are checked with');
  server.reset();
  await world.window.button('Check again').click();
  expect(await findings('Check this connection')).toMatch(/Checked\. Nothing is wrong/);
});

it('this computer is checked: links, browser, keyring, saved sign-ins, space and sandbox', async () => {
  await world.window.button('Settings').click();
  await world.window.button('Check this computer').click();
  const found = await findings('Check this computer');
  for (const title of [
    'Links that open Latchkey',
    'Default browser',
    'Keyring',
    'Saved sign-ins',
    'Sandbox',
  ]) {
    expect(found).toContain(`Good: ${title}`);
  }
  expect(found).not.toContain(world.desktop.env['HOME'] ?? '');
});

it('F13+: a keyring that is locked is found, and nothing is lost by looking', async () => {
  await world.quit();
  await world.desktop.lockKeyring();
  const window = await world.start();
  await window.button('Settings').click();
  await window.button('Check this computer').click();
  const found = await findings('Check this computer');
  expect(found).toContain('Wrong: Keyring');
  expect(found).toContain('Note: Saved sign-ins');
  expect(world.desktop.keyringAsks()).toBe(false);
});
