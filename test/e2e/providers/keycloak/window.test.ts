import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { PlainClient } from '../../../servers/keycloak/plain-client.ts';
import { nativeClient, realm } from '../../../servers/keycloak/realm.ts';
import { whyNoKeycloak } from '../../../servers/keycloak/start-keycloak.ts';
import { eventually } from '../../harness/processes.ts';
import type { Window } from '../../harness/window.ts';
import { answerAs, openKeycloakWorld, people, signInAs } from './keycloak-world.ts';
import type { KeycloakWorld } from './keycloak-world.ts';

const missing = whyNoKeycloak();
const name = 'acme';
const clientId = 'latchkey-desktop';

let shared: KeycloakWorld | null = null;

beforeAll(async () => {
  if (missing !== null) return;
  shared = await openKeycloakWorld('keycloak');
  const { administration, world } = shared;
  const { scheme } = world.desktop.target;
  const redirects = [`${scheme}:/callback/*`, 'http://127.0.0.1/*'];
  const client = nativeClient(clientId, redirects, [`${scheme}:/logged-out`]);
  const users = Object.values(people);
  await administration.createRealm(realm({ name, users, clients: [client] }));
  await add('Acme', name, 'openid profile email');
}, 240_000);

beforeEach((context) => {
  if (missing !== null) context.skip(missing);
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await shared?.world.picture(`keycloak ${task.name.slice(0, 40)}`);
});
afterAll(async () => {
  await shared?.close();
});

function keycloak(): KeycloakWorld {
  if (shared === null) throw new Error('Keycloak was not started.');
  return shared;
}

async function add(connection: string, of: string, scopes: string): Promise<void> {
  const { front, world } = keycloak();
  await world.window.addConnection({
    name: connection,
    issuer: `${front.origin}/realms/${of}`,
    clientId,
    scopes,
    apiOrigins: front.origin,
  });
}

/** As the administrator sees it. */
async function whoIsSignedIn(): Promise<readonly string[]> {
  const sessions = await keycloak().administration.sessionsOf(name, clientId);
  return sessions.map(({ username }) => username);
}

async function readUserInfo(window: Window): Promise<void> {
  const { front } = keycloak();
  await window.send(`${front.origin}/realms/${name}/protocol/openid-connect/userinfo`);
  await window.response.getByText('200 OK').waitFor();
  await window.response.getByText(people.ada.email).first().waitFor();
}

it('R4+ R24+: signs in by the scheme, reads UserInfo, renews with rotation, and is still signed in after a restart', async () => {
  const { front, world } = keycloak();
  await signInAs(keycloak(), 'ada');
  await readUserInfo(world.window);

  const before = front.newestRefreshToken();
  await world.window.menu('Renew now');
  await eventually('another refresh token', () => (front.newestRefreshToken() === before ? null : true));
  const again = await world.restart();
  await again.signedInAs(people.ada.email);
  await readUserInfo(again);
  expect(await whoIsSignedIn()).toEqual(['ada']);
});

it('F25+: a refresh token that somebody else used is told as that, and asks to sign in again', async () => {
  const { administration, front, world } = keycloak();
  const thief = new PlainClient(administration.issuerOf(name), clientId);
  expect((await thief.renew(front.newestRefreshToken())).status).toBe(200);
  await world.window.menu('Renew now');
  await world.window.shows(
    'What renews the sign-in was used a second time, and the realm allows that once only',
  );
  await signInAs(keycloak(), 'ada');
});

it('a session that the administrator ended asks to sign in again, and says why', async () => {
  const { administration, world } = keycloak();
  const sessions = await administration.sessionsOf(name, clientId);
  expect(sessions.map(({ username }) => username)).toContain('ada');
  await Promise.all(sessions.map(({ id }) => administration.endSession(name, id)));
  await world.window.menu('Renew now');
  await world.window.shows('The session at Keycloak is over');
  await signInAs(keycloak(), 'ada');
});

it('signing out here revokes at Keycloak', async () => {
  const { world } = keycloak();
  expect(await whoIsSignedIn()).toEqual(['ada']);
  await world.window.button('Sign out').click();
  await world.window.button('Sign in').waitFor();
  await expect.poll(whoIsSignedIn).toEqual([]);
});

it('signing out in the browser too ends at the app, and the next sign-in asks for the password', async () => {
  const { front, world } = keycloak();
  const { window } = world;
  await signInAs(keycloak(), 'ada');
  await window.button('More actions').click();
  const { host } = new URL(front.origin);
  await window.page.getByRole('checkbox', { name: `Also sign out of ${host} in the browser` }).click();
  await window.button('Sign out').click();
  await window.button('Sign in').waitFor();
  await expect.poll(whoIsSignedIn).toEqual([]);
  await window.beginSignIn();
  await answerAs(keycloak(), 'ada');
});

it('R4+: comes back over the loopback address', async () => {
  const { front, world } = keycloak();
  const { browser, window } = world;
  await window.button('Sign out').click();
  await window.allowLoopback();
  await browser.context.clearCookies();
  await window.beginSignIn();
  // The tab of the way that is not taken.
  browser.answered(await browser.tab(front.origin));
  await window.button('Another way').click();
  await window.button('Come back over an address of this computer (127.0.0.1)').click();
  await window.shows('When the page says that you are signed in, come back to Latchkey.');
  await answerAs(keycloak(), 'ada');
  expect(await whoIsSignedIn()).toEqual(['ada']);
});

it('R81+: signs in by a code, with PKCE, at Keycloak’s page for devices', async () => {
  const { front, world } = keycloak();
  const { browser, window } = world;
  await window.button('Sign out').click();
  await browser.context.clearCookies();
  await window.beginSignIn();
  browser.answered(await browser.tab(front.origin));
  await window.button('Another way').click();
  await window.button('Enter a code on any device').click();
  await window.signInPanel.getByRole('status', { name: 'Code' }).waitFor();
  await window.button('Open in browser').click();
  await answerAs(keycloak(), 'ada');
  expect(await whoIsSignedIn()).toEqual(['ada']);
});
