import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startCognito } from '../../servers/dialects/cognito.ts';
import type { CognitoDialect } from '../../servers/dialects/cognito.ts';
import { person } from '../../servers/dialects/pages.ts';
import { valueOf } from '../../support/results.ts';
import { registeredAddresses } from '../../support/registered-addresses.ts';
import { AtProvider, otherChallenge, parameter, presetAt, wordsOf } from './at-provider.ts';
import type { Walk } from './at-provider.ts';

/* A loopback server of ours that speaks as Amazon Cognito does; its header says what it imitates. */
let cognito: CognitoDialect;
let older: CognitoDialect;
const everyScope = ['openid', 'email', 'profile'];
const withTwoSlashes = (address: string): string => address.replace(':/', '://');
beforeAll(async () => {
  [cognito, older] = await Promise.all([startCognito(), startCognito({ documents: 'older' })]);
  for (const server of [cognito, older]) {
    const [redirectUri, afterSignOut] = registeredAddresses(server.issuer);
    server.registration = {
      redirectUris: [redirectUri, withTwoSlashes(redirectUri)],
      afterSignOut: [afterSignOut, withTwoSlashes(afterSignOut)],
    };
  }
});
afterAll(async () => {
  await Promise.all([cognito.stop(), older.stop()]);
});
beforeEach(() => {
  Object.assign(cognito, { scopes: everyScope, codeGrant: true });
});

const asAda: Walk = async (browser, page) =>
  browser.submit(page, 'Sign in', { username: person.name, Password: person.password });

async function atCognito(
  settings: Parameters<typeof AtProvider.with>[0] = {},
  server = cognito,
): Promise<AtProvider> {
  const { issuer } = server;
  return AtProvider.with(
    { issuer, clientId: server.server.clientId, scopes: everyScope, ...settings },
    asAda,
  );
}

test('it is taken for Cognito by the pool in its issuer, also on this computer', async () => {
  expect(await presetAt(cognito.issuer)).toBe('cognito');
});

test('R87- R21+: signs in at another host than the issuer’s, with a refresh token that nobody asked for', async () => {
  const at = await atCognito();
  await at.signIn();
  expect(new URL(at.stage.lastOpened).host).not.toBe(new URL(cognito.issuer).host);
  expect(new URL(at.stage.lastOpened).searchParams.get('scope')).toBe('openid email profile');
  expect(at.stage.sealed()?.refreshToken).not.toBeNull();
  expect(at.stage.sealed()?.scopesGranted).toEqual(everyScope);
});

test('R14+: metadata that lists no PKCE methods asks nobody, because an ID token is the second line', async () => {
  const at = await atCognito();
  await at.signIn();
  expect(new URL(at.stage.lastOpened).searchParams.get('code_challenge_method')).toBe('S256');
  const failure = await (await atCognito()).refused({ request: otherChallenge });
  expect(failure).toMatchObject({
    code: 'token-request-refused',
    details: { providerError: 'invalid_grant' },
  });
});

test('R43+: a renewal brings no refresh token and another auth_time; both are as before', async () => {
  const at = await atCognito();
  await at.signIn();
  const before = at.stage.sealed();
  await at.renewed();
  const after = at.stage.sealed();
  expect(after?.refreshToken).toBe(before?.refreshToken);
  expect(after?.claims['auth_time']).toBe(before?.claims['auth_time']);
  expect(at.stage.view()).toMatchObject({ kind: 'signed-in', account: { label: 'ada@example.test' } });
});

test('R3+ R46+: the addresses with two slashes are taken too, that after a sign-out as well', async () => {
  const at = await atCognito({ redirectSpelling: 'authority' });
  await at.signIn();
  expect(at.stage.view().kind).toBe('signed-in');
  const { url } = await at.signOutInBrowser();
  expect(url.href).toBe('app.latchkey.desktop://logged-out');
  expect(await at.answer(url.href)).toEqual({ kind: 'signed-out', connectionId: 'one' });
});

test('R46+ R48+: signs out in the words of Cognito, without an ID token, and comes back without a state', async () => {
  const at = await atCognito();
  await at.signIn();
  const { url } = await at.signOutInBrowser();
  const asked = cognito.server.requestsTo('/logout').at(-1)?.query ?? new URLSearchParams();
  expect(Object.fromEntries(asked)).toEqual({
    client_id: cognito.server.clientId,
    logout_uri: 'app.latchkey.desktop:/logged-out',
  });
  expect(url.href).toBe('app.latchkey.desktop:/logged-out');
  expect(await at.answer(url.href)).toEqual({ kind: 'signed-out', connectionId: 'one' });
});

test('R46+: an older document names no address for it; the one of the domain is asked', async () => {
  const at = await atCognito({}, older);
  await at.signIn();
  const { url } = await at.signOutInBrowser();
  expect(url.href).toBe('app.latchkey.desktop:/logged-out');
  expect(new URL(at.stage.lastOpened).host).toBe(older.domain);
  await at.signedOut();
});

test('R50+: an older document names no address to revoke at; the one of the domain is told all the same', async () => {
  const at = await atCognito({}, older);
  await at.signIn();
  const token = at.stage.sealed()?.refreshToken ?? '';
  expect(older.server.refreshTokens.has(token)).toBe(true);
  valueOf(await at.stage.sessions.signOut('one', { alsoInBrowser: false }));
  await at.signedOut();
  expect(older.server.refreshTokens.has(token)).toBe(false);
});

test('R50+ R53+: the refresh token is revoked; that an access token cannot be is no complaint', async () => {
  const at = await atCognito();
  await at.signIn();
  const token = at.stage.sealed()?.refreshToken ?? '';
  valueOf(await at.stage.sessions.signOut('one', { alsoInBrowser: false }));
  await at.signedOut();
  expect(cognito.server.refreshTokens.has(token)).toBe(false);
  expect(at.stage.noted('did not take the token back')).toEqual([]);
});

test('offline_access is refused, whichever way Cognito says so, and can be left out with a button', async () => {
  const at = await atCognito({ scopes: ['openid', 'offline_access'] });
  const failure = await at.refusedAtOnce();
  expect(failure).toMatchObject({
    code: 'authorization-refused',
    details: {
      providerError: 'invalid_request',
      help: { entry: 'cognito-scope-refused', action: 'drop-scope', scope: 'offline_access' },
    },
  });
});

test('a scope that is not ticked, and a grant that is not, name the setting', async () => {
  Object.assign(cognito, { scopes: ['openid'] });
  expect((await (await atCognito()).refusedAtOnce()).next).toContain('OpenID Connect scopes');
  Object.assign(cognito, { scopes: everyScope, codeGrant: false });
  const failure = await (await atCognito()).refusedAtOnce();
  expect(failure.details?.help?.entry).toBe('cognito-client-not-allowed');
});

test('a callback that is not listed ends on a page, whose words or address are explained', async () => {
  const { details } = await (
    await atCognito()
  ).explained(parameter('redirect_uri', 'app.latchkey.desktop:/elsewhere'));
  expect(details?.help).toMatchObject({
    entry: 'cognito-redirect-mismatch',
    action: 'copy-redirect-address',
  });
});

test('its sign-out page, asked in the words of OpenID Connect, is explained by its words', async () => {
  const at = await atCognito();
  await at.walk();
  const asked = new URLSearchParams({ client_id: cognito.server.clientId, post_logout_redirect_uri: 'a:/b' });
  const page = await at.browser.open(`http://${cognito.domain}/logout?${asked.toString()}`);
  const { details } = valueOf(at.stage.sessions.explainPage('one', wordsOf(page.text)));
  expect(details?.help?.entry).toBe('cognito-openid-logout');
});

test('R75-: a refresh token that was revoked elsewhere ends the session without any words', async () => {
  const at = await atCognito();
  await at.signIn();
  cognito.server.withdraw(at.stage.sealed()?.refreshToken ?? '');
  await at.stage.sessions.renewNow('one');
  expect(at.stage.view().kind).toBe('needs-sign-in');
  expect(at.reason()).toMatchObject({ code: 'session-ended', details: { providerError: 'invalid_grant' } });
});
