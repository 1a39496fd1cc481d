import { expect, test } from 'vitest';
import { redirectUri } from '../../../src/core/oauth/redirect-uri.ts';
import type { ManualEndpoints } from '../../../src/shared/connection.ts';
import { startCognitoLocal } from '../../servers/third-party/cognito-local.ts';
import type { CognitoLocal } from '../../servers/third-party/cognito-local.ts';
import { whileRunning } from '../../servers/third-party/while-running.ts';
import { nodeFetch } from '../../support/node-fetch.ts';
import { failureOf, valueOf } from '../../support/results.ts';
import { scheme } from '../../unit/core/oauth/session/stage.ts';
import { AtProvider, altering, otherChallenge, parameter } from './at-provider.ts';
import type { Change, Fields, Walk } from './at-provider.ts';

/* `cognito-local` has tokens and pages of Cognito as its authors wrote them down; it is not Cognito. */
let server: CognitoLocal;
const tag = 'abcdefghijklmnopqrstuvwxyz';
whileRunning(
  async () => {
    server = await startCognitoLocal(redirectUri('scheme', { scheme, spelling: 'path', tag }));
  },
  async () => server.stop(),
);

const asAda: Walk = async (browser, page) => browser.submit(page, 'Sign in', server.person);

/** Its metadata names next to nothing, so everything is entered by hand (R87). */
function byHand(): ManualEndpoints {
  const { origin } = new URL(server.issuer);
  return {
    tag,
    authorizationEndpoint: `${origin}/oauth2/authorize`,
    tokenEndpoint: `${origin}/oauth2/token`,
    jwksUri: `${server.issuer}/.well-known/jwks.json`,
  };
}

/** Without `openid`: it repeats no nonce, and an ID token without one is not accepted. */
async function atServer(
  scopes: readonly string[] = ['email'],
  clientId = server.clientId,
  fetch = nodeFetch(),
): Promise<AtProvider> {
  const { issuer } = server;
  const settings = { issuer, clientId, scopes, manual: byHand(), unlistedPkceAccepted: true as const };
  return AtProvider.with(settings, asAda, { fetch });
}

test('R44-: its metadata is another server’s, and is not believed', async () => {
  const at = await AtProvider.with({ issuer: server.issuer, clientId: server.clientId }, asAda);
  const failure = failureOf(await at.stage.sessions.signIn('one', {}));
  expect(failure.code).toBe('issuer-mismatch');
});

test('R87+ R21+: signs in with addresses by hand, and keeps the refresh token that a renewal does not repeat', async () => {
  const at = await atServer();
  await at.signIn();
  const kept = at.stage.sealed()?.refreshToken;
  expect(kept).not.toBeNull();
  await at.renewed();
  expect(at.stage.sealed()?.refreshToken).toBe(kept);
  expect(at.stage.view().kind).toBe('signed-in');
});

test('R37-: an ID token that does not repeat the nonce is refused, and nothing of the answer is kept', async () => {
  const at = await atServer(['openid', 'email']);
  expect(await at.refused()).toMatchObject({ code: 'id-token-invalid', details: { field: 'nonce' } });
  expect(at.stage.sealed()).toBeNull();
});

test('R49+: where nothing is revoked, the sign-out here is all there is', async () => {
  const at = await atServer();
  await at.signIn();
  valueOf(await at.stage.sessions.signOut('one', { alsoInBrowser: false }));
  await at.signedOut();
  expect(failureOf(await at.stage.sessions.accessToken('one', null)).code).toBe('sign-in-needed');
});

test('R75-: a sign-in that was ended in the pool ends here, too', async () => {
  const at = await atServer();
  await at.signIn();
  await server.call('RevokeToken', {
    ClientId: server.clientId,
    Token: at.stage.sealed()?.refreshToken ?? '',
  });
  await at.stage.sessions.renewNow('one');
  expect(at.stage.view().kind).toBe('needs-sign-in');
  expect(at.reason()).toMatchObject({ code: 'session-ended', details: { providerError: 'invalid_grant' } });
});

test('a page that is no page but JSON is explained by what it says', async () => {
  const redirect = await (
    await atServer()
  ).explained(parameter('redirect_uri', 'app.latchkey.desktop:/elsewhere'));
  expect(redirect.details?.help).toMatchObject({ entry: 'redirect-address-unknown' });
  const client = await (await atServer(['email'], 'somebody-else')).explained();
  expect(client.details?.help).toMatchObject({ entry: 'client-unknown-on-page' });
});

test('R10-: a verifier that does not fit is refused, and explained', async () => {
  const failure = await (await atServer()).refused({ request: otherChallenge });
  expect(failure).toMatchObject({
    code: 'token-request-refused',
    details: { providerError: 'invalid_grant' },
  });
});

/* What its sources have besides, as far as a sign-in can be made to meet it. */
test.each<[string, Change, string]>([
  ['Missing client_id', parameter('client_id', ''), 'request-malformed'],
  ['Missing redirect_uri', parameter('redirect_uri', ''), 'redirect-address-unknown'],
  ['response_type must be code', parameter('response_type', 'token'), 'request-malformed'],
  ['Missing code_challenge', parameter('code_challenge', ''), 'request-malformed'],
  ['code_challenge_method must be S256', parameter('code_challenge_method', 'plain'), 'request-malformed'],
])('“%s” instead of a page is explained', async (words, request, entry) => {
  const { details } = await (await atServer()).explained(request);
  expect(details?.providerDescription).toContain(words);
  expect(details?.help?.entry).toBe(entry);
});

test.each<[Fields, string, string]>([
  [{ code: 'another' }, 'invalid_grant', 'code-spent'],
  [{ client_id: 'somebody-else' }, 'invalid_grant', 'code-spent'],
  [{ redirect_uri: 'app.latchkey.desktop:/elsewhere' }, 'invalid_grant', 'code-spent'],
  [{ grant_type: 'unknown' }, 'unsupported_grant_type', 'grant-not-allowed'],
])('R75-: a code with %j is answered %s: %s', async (fields, providerError, entry) => {
  const at = await atServer(undefined, undefined, altering('authorization_code', fields));
  expect(await at.refused()).toMatchObject({ details: { providerError, help: { entry } } });
});

test.each<[Fields, string, string, string]>([
  [{ client_id: 'somebody-else' }, 'invalid_client', 'web-application', 'needs-fix'],
  [{ refresh_token: 'another' }, 'invalid_grant', 'sign-in-ended', 'needs-sign-in'],
  [{ grant_type: 'unknown' }, 'unsupported_grant_type', 'grant-not-allowed', 'needs-fix'],
])(
  'R75-: a renewal with %j is answered %s: %s, and leaves: %s',
  async (fields, providerError, entry, kind) => {
    const at = await atServer(undefined, undefined, altering('refresh_token', fields));
    await at.signIn();
    expect((await at.renew()).kind).toBe(kind);
    expect(at.reason()).toMatchObject({ details: { providerError, help: { entry } } });
  },
);
