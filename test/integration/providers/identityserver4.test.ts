import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Dialect } from '../../servers/dialects/dialect.ts';
import { startIdentityServer } from '../../servers/dialects/identity-server.ts';
import { person } from '../../servers/dialects/pages.ts';
import { failureOf, valueOf } from '../../support/results.ts';
import { registeredAddresses } from '../../support/registered-addresses.ts';
import { AtProvider, otherChallenge, presetAt } from './at-provider.ts';
import type { Walk } from './at-provider.ts';

/* A loopback server of ours that speaks as IdentityServer4 does; its header says what it imitates. */
let server: Dialect;
beforeAll(async () => {
  server = await startIdentityServer({ path: '/identity' });
  const [redirectUri, afterSignOut] = registeredAddresses(server.issuer);
  server.registration = { redirectUris: [redirectUri], afterSignOut: [afterSignOut] };
});
afterAll(async () => server.stop());

const asAda: Walk = async (browser, page) =>
  browser.submit(page, 'Login', { Username: person.name, Password: person.password });
const cancelling: Walk = async (browser, page) => browser.submit(page, 'Cancel');

async function atServer(walk = asAda): Promise<AtProvider> {
  return AtProvider.with({ issuer: server.issuer, clientId: server.server.clientId }, walk);
}

test('it is taken for IdentityServer4 by its addresses, and because it sends no issuer', async () => {
  expect(await presetAt(server.issuer)).toBe('identityserver4');
});

test('R33+ R35+: signs in with an ID token of five minutes and an access token whose scope is an array', async () => {
  const at = await atServer();
  await at.signIn();
  expect(at.stage.view()).toMatchObject({ kind: 'signed-in', account: { label: 'ada@example.test' } });
  const { claims, accessTokens } = at.stage.sealed() ?? {};
  expect(Number(claims?.['exp']) - Number(claims?.['iat'])).toBe(300);
  const payload = accessTokens?.['']?.value.split('.')[1] ?? '';
  expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({
    scope: ['openid', 'api1'],
  });
  await at.described();
  // The ID token ran out long before the access token: nobody is asked to sign in again for that.
  at.stage.clock.advance(3_000_000);
  expect(at.stage.view().kind).toBe('signed-in');
  expect((await at.stage.token()).length).toBeGreaterThan(0);
});

test('R46+ R48+: the sign-out in the browser ends on a page with a link, which leads back to the app', async () => {
  const at = await atServer();
  await at.signIn();
  const shown = await at.signOutInBrowser();
  expect(shown.text).toContain('You are now logged out');
  await at.signedOut();
  const link = /class="PostLogoutRedirectUri" href="([^"]*)"/.exec(shown.text)?.[1] ?? '';
  expect(link).toMatch(/^app\.latchkey\.desktop:\/logged-out\?state=/);
  expect(await at.answer(link)).toEqual({ kind: 'signed-out', connectionId: 'one' });
});

test('R49+: nobody presses the link: signed out all the same, and nothing of it waits', async () => {
  const at = await atServer();
  await at.signIn();
  await at.signOutInBrowser();
  await at.signedOut();
  expect(server.server.refreshTokens.has(at.stage.sealed()?.refreshToken ?? '')).toBe(false);
  await at.signIn();
  expect(at.stage.view().kind).toBe('signed-in');
});

test('cancelling comes back, and is told as that', async () => {
  const failure = await (await atServer(cancelling)).refused();
  expect(failure).toMatchObject({
    code: 'authorization-refused',
    details: { providerError: 'access_denied', help: { entry: 'declined' } },
  });
});

test('R10-: a verifier that does not fit is refused, without a description, and explained', async () => {
  const { details } = await (await atServer()).refused({ request: otherChallenge });
  expect(details).toMatchObject({ providerError: 'invalid_grant', help: { entry: 'code-spent' } });
});

test('R44-: asked in another case it names itself in lower case, which is offered and not taken', async () => {
  const { origin } = new URL(server.issuer);
  const at = await AtProvider.with({ issuer: `${origin}/IDENTITY`, clientId: 'any' }, asAda);
  const begun = failureOf(await at.stage.sessions.signIn('one', {}));
  expect(begun).toMatchObject({ code: 'issuer-mismatch', details: { suggestion: server.issuer } });
});

test('R50+: the sign-out revokes the refresh token', async () => {
  const at = await atServer();
  await at.signIn();
  const token = at.stage.sealed()?.refreshToken ?? '';
  expect(server.server.refreshTokens.has(token)).toBe(true);
  valueOf(await at.stage.sessions.signOut('one', { alsoInBrowser: false }));
  await at.signedOut();
  expect(server.server.refreshTokens.has(token)).toBe(false);
});
