import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { PlainClient } from '../../../servers/keycloak/plain-client.ts';
import { nativeClient, realm } from '../../../servers/keycloak/realm.ts';
import { replayGuide } from '../../../servers/keycloak/replay-guide.ts';
import { whyNoKeycloak } from '../../../servers/keycloak/start-keycloak.ts';
import { eventually } from '../../harness/processes.ts';
import { answerAt } from '../../harness/provider-pages.ts';
import type { Window } from '../../harness/window.ts';
import { answerAs, openKeycloakWorld, people, signInAs } from './keycloak-world.ts';
import type { KeycloakWorld } from './keycloak-world.ts';
import { skipEach } from '../../../support/skip-each.ts';

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
}, 420_000);

skipEach(missing);
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

async function untilNobodyIsSignedIn(): Promise<void> {
  await eventually('the end of the session', async () =>
    (await whoIsSignedIn()).length === 0 ? true : null,
  );
}

/**
 * Closes the tab of a way that is not taken: every two seconds its page looks whether the browser signed in elsewhere, and then it
 * goes on by itself, into the middle of what comes next.
 */
async function leaveTheWay(): Promise<void> {
  const { front, world } = keycloak();
  const tab = await world.browser.tab(front.origin);
  await tab.close();
}

async function readUserInfo(window: Window): Promise<void> {
  const { front } = keycloak();
  const before = front.requestsTo('/userinfo');
  await window.send(`${front.origin}/realms/${name}/protocol/openid-connect/userinfo`);
  await eventually('the request', () => (front.requestsTo('/userinfo') > before ? true : null));
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

/** The words of the page at which the browser stopped. */
let words = '';
const moved = 'moved';
/** After this long the panel speaks of error pages; and time to draw it. It passes while the tests in between run. */
const untilTheHint = 60_000;

it('an address that is not registered ends on a page of Keycloak, and the app waits', async () => {
  const { administration, front, world } = keycloak();
  const client = nativeClient(clientId, ['https://app.example.com/callback'], []);
  await administration.createRealm(realm({ name: moved, users: [people.ada], clients: [client] }));
  await add('Moved', moved, 'openid email');
  await world.window.beginSignIn();
  const tab = await world.browser.tab(`${front.origin}/realms/${moved}`);
  await tab.getByText('We are sorry').waitFor();
  words = await tab.locator('body').innerText();
  world.browser.answered(tab);
  expect(words).toContain('Invalid parameter: redirect_uri');
  await world.window.chooseConnection('Acme');
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
  await untilNobodyIsSignedIn();
});

it('R46+: signing out in the browser too ends at the app, and the next sign-in asks for the password', async () => {
  const { front, world } = keycloak();
  const { window } = world;
  await signInAs(keycloak(), 'ada');
  await window.alsoSignOutInBrowser(true);
  await window.button('Sign out').click();
  await window.button('Sign in').waitFor();
  await untilNobodyIsSignedIn();
  const { scheme } = world.desktop.target;
  expect(await eventually('the way back', () => front.ledTo(`${scheme}:/logged-out`) || null)).toBe(true);
  await window.beginSignIn();
  await answerAs(keycloak(), 'ada');
  // What signs out after this has no tab of its own that would be taken for the next sign-in’s.
  await window.alsoSignOutInBrowser(false);
});

it('R4+: comes back over the loopback address', async () => {
  const { browser, window } = keycloak().world;
  await window.button('Sign out').click();
  await window.allowLoopback();
  await browser.context.clearCookies();
  await window.beginSignIn();
  await leaveTheWay();
  await window.button('Another way').click();
  await window.button('Come back over an address of this computer (127.0.0.1)').click();
  await window.shows('When the page says that you are signed in, come back to Latchkey.');
  await answerAs(keycloak(), 'ada');
  expect(await whoIsSignedIn()).toEqual(['ada']);
});

it('R81+: signs in by a code, with PKCE, at Keycloak’s page for devices', async () => {
  const { browser, window } = keycloak().world;
  await window.button('Sign out').click();
  await browser.context.clearCookies();
  await window.beginSignIn();
  await leaveTheWay();
  await window.button('Another way').click();
  await window.button('Enter a code on any device').click();
  await window.signInPanel.getByRole('status', { name: 'Code' }).waitFor();
  await window.button('Open in browser').click();
  await answerAs(keycloak(), 'ada');
  expect(await whoIsSignedIn()).toEqual(['ada']);
});

it('registered as the guide words it, by its steps alone, the app signs in over both addresses', async () => {
  const { administration, front, world } = keycloak();
  const { page } = world.app;
  const guided = 'guided';
  await administration.createRealm(
    realm({ name: guided, users: [people.ada], clients: [], settings: { revokeRefreshToken: false } }),
  );
  const issuer = `${front.origin}/realms/${guided}`;
  const guide = await page.evaluate(async (address) => {
    await window.latchkey.checkIssuer({ issuer: address });
    return window.latchkey.registrationGuide({
      issuer: address,
      scopes: 'openid profile email',
      redirectWays: ['scheme', 'loopback'],
      redirectSpelling: 'path',
      loopbackHost: '127.0.0.1',
      loopbackPorts: '',
    });
  }, issuer);
  if (!guide.ok) throw new Error(guide.failure.what);
  const { client, realm: settings } = replayGuide(guide.value);
  await administration.changeRealm(guided, settings);
  await administration.createClient(guided, client);
  expect(client).toMatchObject({ clientId, publicClient: true, directAccessGrantsEnabled: false });

  // From the first press to signed in, the pages of Keycloak left aside: twelve decisions, and no more.
  const { wizard } = world.window;
  await wizard.add({ issuer, clientId, name: 'Guided', apiOrigins: front.origin });
  await signInAs(keycloak(), 'ada');
  expect(wizard.decisions + 1).toBeLessThanOrEqual(12);
  const first = front.newestRefreshToken();
  await world.window.menu('Renew now');
  await eventually('rotation', () => (front.newestRefreshToken() === first ? null : true));
  expect((await new PlainClient(issuer, clientId).renew(first)).description).toContain('reuse exceeded');
  await world.window.button('Sign out').click();
  await world.window.setRedirect({ way: 'loopback', spelling: 'path', host: '127.0.0.1', port: '' });
  await signInAs(keycloak(), 'ada');
});

it('F29+ R25+: another account that signs in is asked about, and kept beside the first', async () => {
  const { front, world } = keycloak();
  const { browser, window: app } = world;
  await app.chooseConnection('Acme');
  await app.signedInAs(people.ada.email);
  await browser.context.clearCookies();
  await app.page.evaluate(async () => {
    const listed = await window.latchkey.listConnections();
    const acme = listed.ok ? listed.value.find((one) => one.name === 'Acme') : undefined;
    return acme === undefined ? null : window.latchkey.signIn({ id: acme.id, anotherAccount: true });
  });
  const asked = app.signInPanel.getByText(`The browser signed in ${people.grace.email}.`);
  const { password, username } = people.grace;
  const person = { kind: 'sign-in', user: username, password } as const;
  const answered = await answerAt(browser, front.origin, person, () => asked.isVisible());
  expect(answered.why).toBeNull();
  await app.button('Keep as a new connection').click();
  await app.signedInAs(people.grace.email);
  expect((await whoIsSignedIn()).toSorted()).toEqual(['ada', 'grace']);
});

it('an offline token outlives the session that the administrator ended', async () => {
  const { administration, front, world } = keycloak();
  await add('Offline', name, 'openid email offline_access');
  await signInAs(keycloak(), 'ada');
  expect(await administration.sessionsOf(name, clientId, 'offline')).toHaveLength(1);
  const sessions = await administration.sessionsOf(name, clientId);
  await Promise.all(sessions.map(({ id }) => administration.endSession(name, id)));
  expect(await whoIsSignedIn()).toEqual([]);
  const before = front.newestRefreshToken();
  await world.window.menu('Renew now');
  await eventually('another refresh token', () => (front.newestRefreshToken() === before ? null : true));
  await world.window.signedInAs(people.ada.email);
});

it('what the page of the unregistered address says is explained, and once it is registered the same sign-in goes on', async () => {
  const { administration, world } = keycloak();
  const { browser, window: app } = world;
  await app.chooseConnection('Moved');
  await app.button('What does the page say?').click({ timeout: untilTheHint });
  await app.page.getByLabel('Words or address of the page').fill(words);
  await app.button('Explain').click();
  await app.shows('The redirect address is not among the valid redirect URIs of the client.');
  await app.signInPanel.getByRole('button', { name: 'Copy the redirect address' }).last().waitFor();
  await administration.changeClient(moved, clientId, {
    redirectUris: [`${world.desktop.target.scheme}:/callback/*`],
  });
  await browser.context.clearCookies();
  await app.button('Open browser again').click();
  await answerAs(keycloak(), 'ada');
  expect(await administration.sessionsOf(moved, clientId)).toHaveLength(1);
});
