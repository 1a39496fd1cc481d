import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { startAuthorizationServer } from '../servers/authorization-server.ts';
import type { AuthorizationServer } from '../servers/authorization-server.ts';
import { json } from '../servers/http-server.ts';
import { openWorld } from './harness/open-world.ts';
import type { World } from './harness/world.ts';

/** After this long the panel speaks of error pages; and time to draw it. */
const untilTheHint = 60_000;

let server: AuthorizationServer;
let world: World;
let close: () => Promise<void> = () => Promise.resolve();

beforeAll(async () => {
  server = await startAuthorizationServer({ link: 'Continue' });
  ({ world, close } = await openWorld('errors', { origins: [server.origin] }, async (opened) => {
    const window = await opened.start();
    await window.addConnection({
      name: 'Refusing',
      issuer: server.issuer,
      clientId: server.clientId,
      scopes: 'openid offline_access',
      apiOrigins: '',
    });
  }));
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await world.picture(`errors ${task.name.slice(0, 40)}`);
  server.reset();
});
afterAll(async () => {
  await close();
  await server.stop();
});

/** The person goes on from the provider's page. */
async function signIn(): Promise<void> {
  await world.window.button('Sign in').click();
  const tab = await world.browser.tab(server.origin);
  await tab.getByRole('link', { name: 'Continue' }).click();
  world.browser.answered(tab);
}

it('R6+: a client that is registered with a secret is told as that; a native one, or its secret, is a press away', async () => {
  server.script('/token', (_request, response) => json(response, 401, { error: 'invalid_client' }));
  await signIn();
  await world.window.shows('This is registered as a web application.');
  await world.window.shows(/^Make a native one \(2 minutes\), or enter its secret\./);
  expect(server.requests.filter(({ path }) => path === '/token')).toHaveLength(1);
  const { wizard } = world.window;
  await world.window.button('Enter its secret').click();
  await wizard.at('Connect');
  await wizard.dialog.getByLabel('Client secret', { exact: true }).waitFor();
  await world.window.page.keyboard.press('Escape');
  await world.window.button('Make a native one').click();
  await wizard.at('Register');
  await wizard.button('Copy the app link').waitFor();
  await world.window.page.keyboard.press('Escape');
  await wizard.dialog.waitFor({ state: 'detached' });
});

it('F25-: an error that nobody knows shows the provider’s own words and what was sent, without what is secret', async () => {
  server.script('/token', (_request, response) =>
    json(response, 400, { error: 'moon_phase', error_description: '<b>Wait</b> for\u202e full moon.' }),
  );
  await signIn();
  await world.window.shows('It gave a reason that Latchkey does not know; its own words are in the details.');
  await world.window.shows('<b>Wait</b> for full moon.');
  await world.window.shows('authorization_code');
  const verifier = server.requests.findLast(({ path }) => path === '/token')?.form.get('code_verifier') ?? '';
  expect(verifier.length).toBeGreaterThan(40);
  expect(await world.window.page.locator('body').innerText()).not.toContain(verifier);
});

it('a page at which the browser stopped is explained from what it says, and the sign-in goes on', async () => {
  await world.window.beginSignIn();
  const tab = await world.browser.tab(server.origin);
  const { window } = world;
  await window.button('What does the page say?').click({ timeout: untilTheHint });
  await window.page.getByLabel('Words or address of the page').fill('Error: redirect_uri_mismatch');
  await window.button('Explain').click();
  await window.shows(
    'The redirect address is not registered at the provider, exactly as this connection sends it.',
  );
  await window.signInPanel.getByRole('button', { name: 'Copy the redirect address' }).last().waitFor();
  await tab.getByRole('link', { name: 'Continue' }).click();
  world.browser.answered(tab);
  await window.signedInAs('ada@example.test');
  expect(server.refreshTokens.size).toBe(1);
});
