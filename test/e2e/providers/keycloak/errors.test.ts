import { randomBytes } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { discover } from '../../../../src/core/oauth/discovery.ts';
import { explainError } from '../../../../src/core/providers/errors/explain-error.ts';
import type { SeenError, Stage } from '../../../../src/core/providers/errors/entry.ts';
import { keycloakErrors } from '../../../../src/core/providers/errors/keycloak.ts';
import { keycloak } from '../../../../src/core/providers/presets/keycloak.ts';
import { presetOf } from '../../../../src/core/providers/presets/preset-of.ts';
import type { Administration } from '../../../servers/keycloak/administration.ts';
import { PlainClient, nowhere, wordsOf } from '../../../servers/keycloak/plain-client.ts';
import type { PlainAnswer } from '../../../servers/keycloak/plain-client.ts';
import { nativeClient, realm } from '../../../servers/keycloak/realm.ts';
import { whyNoKeycloak } from '../../../servers/keycloak/start-keycloak.ts';
import { failureOf, valueOf } from '../../../support/results.ts';
import type { Shown } from '../../../support/text-browser.ts';
import { realDeps } from '../../../integration/oauth/support.ts';
import { meetKeycloak } from './place.ts';

const missing = whyNoKeycloak();
const name = 'errors';
const clientId = 'plain';
const ada = { username: 'ada', email: 'ada@example.test', password: randomBytes(18).toString('base64url') };

let administration: Administration;
let client: PlainClient;

beforeAll(async () => {
  if (missing !== null) return;
  administration = await meetKeycloak();
  const clients = [nativeClient(clientId, [nowhere], []), nativeClient('patient', [nowhere], [])];
  await administration.createRealm(realm({ name, users: [ada], clients }));
}, 420_000);

beforeEach((context) => {
  if (missing !== null) context.skip(missing);
  client = new PlainClient(administration.issuerOf(name), clientId);
});

/** Which entry explains it. */
function entryOf(seen: SeenError): string | undefined {
  return explainError(seen, keycloak)?.help.entry;
}

function onPage(page: Shown): string | undefined {
  return entryOf({ at: 'page', description: wordsOf(page) });
}

function answered(at: Stage, { description, error, status }: PlainAnswer): string | undefined {
  return entryOf({ at, error, description, status, secretSent: false });
}

function brought(callback: URL): string | undefined {
  const { searchParams } = callback;
  const [error, description] = [searchParams.get('error'), searchParams.get('error_description')];
  return entryOf({ at: 'authorization', error, description });
}

describe('what the real Keycloak says, and the entry that explains it', () => {
  it('a redirect address that is not listed, on its page and where a request is pushed', async () => {
    const elsewhere = { redirect_uri: 'http://127.0.0.1:9/elsewhere' };
    expect(onPage(await client.openSignIn(elsewhere))).toBe('keycloak-redirect-unknown');
    const pushed = await client.post('ext/par/request', client.parameters(elsewhere));
    expect(answered('pushed', pushed)).toBe('keycloak-redirect-unknown');
  });

  it('a client that the realm does not have', async () => {
    expect(onPage(await client.openSignIn({ client_id: 'nobody' }))).toBe('keycloak-client-unknown');
  });

  it('a sign-in page whose cookies are gone', async () => {
    const page = await client.openSignIn();
    const forgetful = new PlainClient(client.issuer, clientId);
    const { password, username } = ada;
    expect(onPage(await forgetful.browser.submit(page, 'Sign In', { username, password }))).toBe(
      'keycloak-login-cookie-gone',
    );
  });

  it('a sign-out to an address that is not listed, and one that names nobody', async () => {
    const away = { post_logout_redirect_uri: 'http://127.0.0.1:9/away' };
    const unlisted = await client.browser.open(client.at('logout', { ...away, client_id: clientId }));
    expect(onPage(unlisted)).toBe('keycloak-logout-redirect-unknown');
    expect(onPage(await client.browser.open(client.at('logout', away)))).toBe('keycloak-logout-without-hint');
  });

  it('a scope that it does not know comes back to the app', async () => {
    const { url } = await client.openSignIn({ scope: 'openid nonsense' });
    expect(brought(url)).toBe('scope-refused');
    expect(url.searchParams.get('iss')).toBe(client.issuer);
    // It repeats all that was asked for.
    const description = url.searchParams.get('error_description');
    const seen = { at: 'authorization', error: 'invalid_scope', description } as const;
    const left = (asked: readonly string[]) => explainError({ ...seen, asked }, keycloak)?.help.scope;
    expect(left(['openid', 'nonsense'])).toBe('nonsense');
    expect(left(['openid'])).toBeUndefined();
  });

  it('a request without PKCE comes back to the app', async () => {
    const { code_challenge: _one, code_challenge_method: _two, ...bare } = client.parameters();
    const { url } = await client.browser.open(client.at('auth', bare));
    expect(url.searchParams.get('error')).toBe('invalid_request');
    expect(brought(url)).toBe('request-malformed');
  });

  it('a verifier that does not fit', async () => {
    const callback = await client.authorize(ada);
    const answer = await client.exchange(callback, { code_verifier: 'x'.repeat(43) });
    expect(answered('token', answer)).toBe('keycloak-verifier-refused');
  });

  it('a code that was used', async () => {
    const callback = await client.authorize(ada);
    expect((await client.exchange(callback)).status).toBe(200);
    const again = await client.exchange(callback);
    expect(answered('token', again)).toBe('code-spent');
  });

  it('a refresh token that was used twice, and then the newest one', async () => {
    const { refreshToken } = await client.signIn(ada);
    const renewed = await client.renew(refreshToken);
    expect(renewed.status).toBe(200);
    expect(answered('refresh', await client.renew(refreshToken))).toBe('keycloak-token-reused');
    expect(answered('refresh', await client.renew(renewed.refreshToken))).toBe('keycloak-session-ended');
  });

  it('a session that the administrator ended', async () => {
    const { refreshToken } = await client.signIn(ada);
    const sessions = await administration.sessionsOf(name, clientId);
    await Promise.all(sessions.map(({ id }) => administration.endSession(name, id)));
    const answer = await client.renew(refreshToken);
    expect(answer.description).toBe('Session not active');
    expect(answered('refresh', answer)).toBe('keycloak-session-ended');
  });

  it('a refresh token that is revoked: its session is over, and its access token is refused at once', async () => {
    const { accessToken, refreshToken } = await client.signIn(ada);
    const userInfo = (): Promise<Response> =>
      fetch(client.at('userinfo'), { headers: { authorization: `Bearer ${accessToken}` } });
    expect((await userInfo()).status).toBe(200);
    expect((await client.post('revoke', { token: refreshToken })).status).toBe(200);
    expect((await userInfo()).status).toBe(401);
    expect(answered('refresh', await client.renew(refreshToken))).toBe('keycloak-session-ended');
  });

  it('a client that was switched to one with a secret', async () => {
    await administration.changeClient(name, 'patient', { publicClient: false });
    const web = new PlainClient(client.issuer, 'patient');
    const callback = await web.authorize(ada);
    expect(answered('token', await web.exchange(callback))).toBe('keycloak-client-has-secret');
  });

  it('an app that registers itself', async () => {
    const response = await fetch(`${client.issuer}/clients-registrations/openid-connect`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ client_name: 'Plain', redirect_uris: [nowhere] }),
    });
    const description = await response.text();
    expect(entryOf({ at: 'registration', status: response.status, description })).toBe(
      'keycloak-registration-policy',
    );
  });

  it('every entry that this file proves says that it was tried', () => {
    const proved = [
      'keycloak-redirect-unknown',
      'keycloak-client-unknown',
      'keycloak-login-cookie-gone',
      'keycloak-logout-redirect-unknown',
      'keycloak-logout-without-hint',
      'keycloak-verifier-refused',
      'keycloak-token-reused',
      'keycloak-session-ended',
      'keycloak-client-has-secret',
      'keycloak-registration-policy',
    ];
    const evidence = keycloakErrors
      .filter(({ id }) => proved.includes(id))
      .map(({ cause }) => cause.evidence);
    expect(evidence).toEqual(proved.map(() => 'tried'));
  });
});

describe('what the preset says of Keycloak, at the real one', () => {
  it('R77+: its metadata is read, and tells who it is', async () => {
    const metadata = valueOf(await discover(client.issuer, realDeps()));
    expect(presetOf(metadata).id).toBe('keycloak');
    expect(metadata).toMatchObject({
      issuer: client.issuer,
      issParameterSupported: true,
      revocationEndpoint: client.at('revoke'),
      endSessionEndpoint: client.at('logout'),
      deviceAuthorizationEndpoint: client.at('auth/device'),
    });
    expect(metadata.codeChallengeMethodsSupported).toContain('S256');
  });

  it('R77-: a realm that does not exist is told as that', async () => {
    const failure = failureOf(await discover(administration.issuerOf('nowhere'), realDeps()));
    expect(failure.code).toBe('metadata-not-found');
  });

  it('R79+: another account is chosen on the page that the preset’s word brings; OpenID Connect’s word for it brings none', async () => {
    const callback = await client.authorize(ada);
    expect(callback.searchParams.get('code')).not.toBeNull();
    const silent = await client.openSignIn({ prompt: 'select_account' });
    expect(silent.url.searchParams.get('code')).not.toBeNull();
    const page = await client.openSignIn({ prompt: keycloak.prompts.anotherAccount.value });
    expect(page.url.searchParams.get('code')).toBeNull();
    expect(wordsOf(page)).toContain('Restart login');
  });

  it('R79+: a token for offline use comes without a consent that nobody demands', async () => {
    const { status, refreshToken } = await client.signIn(ada, { scope: 'openid offline_access' });
    expect(status).toBe(200);
    expect(refreshToken).not.toBe('');
  });

  it('revoking a token that it does not know is answered well, with an error in it', async () => {
    const answer = await client.post('revoke', { token: 'unknown' });
    expect([answer.status, answer.error]).toEqual([200, 'invalid_token']);
  });
});
