import { expect, test } from 'vitest';
import { startBetterAuth } from '../../servers/third-party/better-auth.ts';
import type { BetterAuth } from '../../servers/third-party/better-auth.ts';
import { whileRunning } from '../../servers/third-party/while-running.ts';
import { valueOf } from '../../support/results.ts';
import { registeredAddresses } from '../../support/registered-addresses.ts';
import { AtProvider, otherChallenge, parameter, presetAt, revokeAt, takesToken } from './at-provider.ts';
import type { Walk } from './at-provider.ts';

/* The real Better Auth, as anybody runs it in their own app. */
let server: BetterAuth;
let clientId: string;
whileRunning(
  async () => {
    server = await startBetterAuth();
    clientId = await server.register(...registeredAddresses(server.issuer));
  },
  async () => server.stop(),
);

/** Whoever allowed it once is not asked again. */
const asAda: Walk = async (browser, page) => {
  const next = await browser.submit(page, 'Sign in', server.person);
  return next.url.protocol === 'http:' ? browser.submit(next, 'Allow') : next;
};
const declining: Walk = async (browser, page) =>
  browser.submit(await browser.submit(page, 'Sign in', server.person), 'Deny');

async function atBetterAuth(walk = asAda, id = clientId): Promise<AtProvider> {
  return AtProvider.with({ issuer: server.issuer, clientId: id }, walk);
}

test('it is known by what it publishes', async () => {
  expect(await presetAt(server.issuer)).toBe('better-auth');
});

test('R33+ R42+: signs in by an ID token that is signed with EdDSA, and takes the name from UserInfo', async () => {
  const at = await atBetterAuth();
  await at.signIn();
  expect(atob(at.stage.sealed()?.idToken?.split('.')[0] ?? '')).toContain('"alg":"EdDSA"');
  await at.described();
  // The ID token names nobody: OpenID Connect Core §5.4 leaves that to UserInfo.
  expect(at.stage.view()).toMatchObject({ account: { label: server.person.email } });
});

test('R21+ R50+: renews with a token that works once, and a sign-out ends both tokens without a complaint', async () => {
  const at = await atBetterAuth();
  await at.signIn();
  const spent = at.stage.sealed()?.refreshToken;
  const token = await at.renewed();
  expect(at.stage.sealed()?.refreshToken).not.toBe(spent);
  expect(await takesToken(`${server.issuer}/oauth2/userinfo`, token)).toBe(true);
  valueOf(await at.stage.sessions.signOut('one', { alsoInBrowser: false }));
  await at.signedOut();
  expect(await takesToken(`${server.issuer}/oauth2/userinfo`, token)).toBe(false);
  // It no longer knows the access token, which it answers with 400.
  expect(at.stage.noted('did not take the token back')).toEqual([]);
});

test('R46-: a client that may not sign out in the browser ends on a page; the sign-out here holds', async () => {
  const at = await atBetterAuth();
  await at.signIn();
  const shown = await at.signOutInBrowser();
  expect(shown.status).toBeGreaterThanOrEqual(400);
  await at.signedOut();
});

test('R46+ R47+: a client that may sign out in the browser comes back with its state', async () => {
  const allowed = await server.register(...registeredAddresses(server.issuer));
  await server.tell({ signsOut: allowed });
  const at = await atBetterAuth(asAda, allowed);
  await at.signIn();
  const { url } = await at.signOutInBrowser();
  expect(url.href).toMatch(/^app\.latchkey\.desktop:\/logged-out\?state=/);
  expect(await at.answer(url.href)).toEqual({ kind: 'signed-out', connectionId: 'one' });
});

test('R75-: a refresh token that was revoked elsewhere ends the session, with words', async () => {
  const at = await atBetterAuth();
  await at.signIn();
  await revokeAt(`${server.issuer}/oauth2/revoke`, clientId, at.stage.sealed()?.refreshToken);
  await at.stage.sessions.renewNow('one');
  expect(at.stage.view().kind).toBe('needs-sign-in');
  expect(at.reason()).toMatchObject({ code: 'session-ended', details: { providerError: 'invalid_grant' } });
});

test('R79+: a second sign-in is asked for no consent, and brings what renews all the same', async () => {
  const at = await atBetterAuth();
  await at.signIn();
  const again = await atBetterAuth();
  const { url } = await again.walk();
  expect((await again.answer(url.href)).kind).toBe('signed-in');
  expect(new URL(again.stage.lastOpened).searchParams.has('prompt')).toBe(false);
  expect(again.stage.sealed()?.refreshToken).not.toBeNull();
});

test('R79+: another account is asked for on its sign-in page, although somebody is signed in in the browser', async () => {
  const at = await atBetterAuth();
  await at.signIn();
  valueOf(await at.stage.sessions.signIn('one', { anotherAccount: true }));
  const page = await at.browser.open(at.stage.lastOpened);
  expect((await at.answer((await asAda(at.browser, page)).url.href)).kind).toBe('signed-in');
  // The word of OpenID Connect for it is refused where the app has no page to choose accounts on.
  const other = await at.browser.open(parameter('prompt', 'select_account')(at.stage.lastOpened));
  expect(other.url.href).toContain('unsupported_prompt_select_account');
});

test('declining comes back, and is told as that', async () => {
  const fresh = await server.register(...registeredAddresses(server.issuer));
  const failure = await (await atBetterAuth(declining, fresh)).refused();
  expect(failure).toMatchObject({
    code: 'authorization-refused',
    details: { providerError: 'access_denied' },
  });
});

test('R10-: a verifier that does not fit is answered 401 invalid_request, and explained as what it is', async () => {
  const failure = await (await atBetterAuth()).refused({ request: otherChallenge });
  expect(failure.details).toMatchObject({
    providerError: 'invalid_request',
    httpStatus: 401,
    help: { entry: 'better-auth-verifier-refused', evidence: 'tried' },
  });
});

test('R27-: an answer that another server signed with its name is refused', async () => {
  const failure = await (await atBetterAuth()).refused({ answer: parameter('iss', 'https://evil.example') });
  expect(failure.code).toBe('issuer-mismatch');
});

test.each([
  ['redirect-address-unknown', parameter('redirect_uri', 'app.latchkey.desktop:/elsewhere')],
  ['client-unknown-in-browser', parameter('client_id', 'somebody-else')],
])(
  '%s: an error that stays in the browser is explained by the address of its page',
  async (entry, request) => {
    expect((await (await atBetterAuth()).explained(request)).details?.help).toMatchObject({ entry });
  },
);

test('R6-: a scope that it does not know comes back, with its words in the details', async () => {
  const failure = await (await atBetterAuth()).refusedAtOnce(parameter('scope', 'openid moon'));
  expect(failure).toMatchObject({
    code: 'authorization-refused',
    details: { providerError: 'invalid_scope', help: { entry: 'scope-refused' } },
  });
});
