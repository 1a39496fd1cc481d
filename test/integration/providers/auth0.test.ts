import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { api, startAuth0 } from '../../servers/dialects/auth0.ts';
import type { Auth0Dialect } from '../../servers/dialects/auth0.ts';
import { person } from '../../servers/dialects/pages.ts';
import { failureOf, valueOf } from '../../support/results.ts';
import { registeredAddresses } from '../../support/registered-addresses.ts';
import { AtProvider, linkOf, parameter, presetAt } from './at-provider.ts';
import type { Walk } from './at-provider.ts';

/* A loopback server of ours that speaks as Auth0 does; its header says what it imitates. */
let auth0: Auth0Dialect;
let older: Auth0Dialect;
beforeAll(async () => {
  [auth0, older] = await Promise.all([startAuth0(), startAuth0({ logout: 'none' })]);
  for (const server of [auth0, older]) {
    const [redirectUri, afterSignOut] = registeredAddresses(server.issuer);
    server.registration = { redirectUris: [redirectUri], afterSignOut: [afterSignOut] };
  }
});
afterAll(async () => {
  await Promise.all([auth0.stop(), older.stop()]);
});
beforeEach(() => {
  Object.assign(auth0, { offlineAccess: true, rotation: false, refreshGrant: true });
  auth0.server.rotates = false;
});

const logIn: Walk = async (browser, page) =>
  browser.submit(page, 'Continue', { username: person.name, Password: person.password });
/** The page that asks whether to go on to the app is answered too. */
const asAda: Walk = async (browser, page) => linkOf(await logIn(browser, page), 'Continue');

async function atAuth0(
  server = auth0,
  settings: Parameters<typeof AtProvider.with>[0] = {},
): Promise<AtProvider> {
  const clientId = server.server.clientId;
  return AtProvider.with({ issuer: server.issuer, clientId, ...settings }, asAda);
}

const forApi = { apiOrigins: [{ origin: 'https://notes.example.test', resource: api }] };

test('it is taken for Auth0 by its addresses, with an address in its metadata that is none', async () => {
  expect(await presetAt(auth0.issuer)).toBe('auth0');
});

test('R33- R44+: signs in over the page that asks whether to go on, with the issuer as it is written', async () => {
  const at = await atAuth0();
  await at.signIn();
  expect(at.stage.sealed()?.issuer).toMatch(/\/$/);
  expect(at.stage.view()).toMatchObject({ kind: 'signed-in', account: { label: 'ada@example.test' } });
});

test('R21+: without rotation a renewal brings no refresh token, and the one at hand is kept', async () => {
  const at = await atAuth0();
  await at.signIn();
  const kept = at.stage.sealed()?.refreshToken;
  await at.renewed();
  await at.renewed();
  expect(at.stage.sealed()?.refreshToken).toBe(kept);
});

test('R21- R75+: with rotation, one that was used twice ends the sign-in, in the words for it', async () => {
  Object.assign(auth0, { rotation: true });
  auth0.server.rotates = true;
  const at = await atAuth0();
  await at.signIn();
  await at.renewed();
  const body = { grant_type: 'refresh_token', client_id: auth0.server.clientId };
  const spend = new URLSearchParams({ ...body, refresh_token: at.stage.sealed()?.refreshToken ?? '' });
  await fetch(`${auth0.issuer}oauth/token`, { method: 'POST', body: spend });
  await at.stage.sessions.renewNow('one');
  expect(at.stage.view().kind).toBe('needs-sign-in');
  expect(at.reason()).toMatchObject({
    details: { help: { entry: 'auth0-refresh-token-unknown', action: 'sign-in-again' } },
  });
});

test('R88+: an API is asked for as its audience', async () => {
  const at = await atAuth0(auth0, forApi);
  await at.signIn();
  expect(new URL(at.stage.lastOpened).searchParams.getAll('audience')).toEqual([api]);
  expect((await at.stage.token('one', api)).length).toBeGreaterThan(0);
});

test('R88-: an API that Auth0 does not know is told by its identifier', async () => {
  const at = await atAuth0(auth0, {
    apiOrigins: [{ origin: 'https://notes.example.test', resource: 'urn:other' }],
  });
  const { details, next } = await at.refusedAtOnce();
  expect(details).toMatchObject({
    providerError: 'access_denied',
    help: { entry: 'auth0-audience-unknown', action: 'open-settings' },
  });
  expect(next).toContain('Identifier');
});

test('R76+: an API without offline access gives nothing to renew with, and the setting is named', async () => {
  Object.assign(auth0, { offlineAccess: false });
  const at = await atAuth0(auth0, forApi);
  await at.signIn();
  expect(at.stage.view().kind).toBe('signed-in-until');
  expect(at.reason()).toMatchObject({ details: { help: { entry: 'auth0-no-refresh-token' } } });
  expect(at.reason().next).toContain('Allow Offline Access');
});

test('R75-: where the grant is not ticked, the sign-in is kept and the setting named', async () => {
  const at = await atAuth0();
  await at.signIn();
  Object.assign(auth0, { refreshGrant: false });
  await at.stage.sessions.renewNow('one');
  expect(at.stage.view().kind).toBe('needs-fix');
  expect(at.reason()).toMatchObject({ details: { help: { entry: 'auth0-refresh-grant-off' } } });
  Object.assign(auth0, { refreshGrant: true });
  valueOf(await at.stage.sessions.tryNow('one'));
  await at.stage.shows('signed-in');
});

test('a callback that is not listed ends on a page, and its words are explained', async () => {
  const { details } = await (
    await atAuth0()
  ).explained(parameter('redirect_uri', 'app.latchkey.desktop:/elsewhere'));
  expect(details?.help).toMatchObject({ entry: 'auth0-callback-mismatch', action: 'copy-redirect-address' });
});

test('R46+ R47+: the sign-out of its metadata comes back with the state', async () => {
  const at = await atAuth0();
  await at.signIn();
  const { url } = await at.signOutInBrowser();
  expect(url.href).toMatch(/^app\.latchkey\.desktop:\/logged-out\?state=/);
  expect(await at.answer(url.href)).toEqual({ kind: 'signed-out', connectionId: 'one' });
  await at.signedOut();
});

test('R46+ R48+: an older tenant is asked in its own words, and comes back without a state', async () => {
  const at = await atAuth0(older);
  await at.signIn();
  const { url } = await at.signOutInBrowser();
  expect(url.href).toBe('app.latchkey.desktop:/logged-out');
  const asked = older.server.requestsTo('/v2/logout').at(-1)?.query ?? new URLSearchParams();
  expect([...asked.keys()]).toEqual(['client_id', 'returnTo']);
  expect(await at.answer(url.href)).toEqual({ kind: 'signed-out', connectionId: 'one' });
});

test('R44-: without the slash it names itself with one, which is offered and not taken', async () => {
  const at = await AtProvider.with({ issuer: auth0.issuer.slice(0, -1), clientId: 'any' }, asAda);
  expect(failureOf(await at.stage.sessions.signIn('one', {}))).toMatchObject({
    code: 'issuer-mismatch',
    details: { suggestion: auth0.issuer },
  });
});
