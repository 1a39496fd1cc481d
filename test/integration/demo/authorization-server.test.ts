import { decodeJwt, decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callbackTag } from '../../../demo/callback-tag.ts';
import { startDemo } from '../../../demo/start-demo.ts';
import type { Demo } from '../../../demo/start-demo.ts';
import { TextBrowser } from '../../support/text-browser.ts';
import { fetchJson } from './json.ts';
import { passwords, TestClient } from './test-client.ts';

let demo: Demo;
beforeAll(async () => {
  demo = await startDemo({ issuerPort: 0, apiPort: 0, passwords, showAccounts: true });
});
afterAll(async () => {
  await demo.stop();
});

async function json(url: string, init?: RequestInit): Promise<Readonly<Record<string, unknown>>> {
  return (await fetchJson(url, init)).body;
}

describe('what the server says about itself', () => {
  it('names the same issuer, endpoints and abilities at both discovery locations', async () => {
    const openId = await json(`${demo.issuer}/.well-known/openid-configuration`);
    const oauth = await json(`${demo.issuer}/.well-known/oauth-authorization-server`);
    expect(oauth['issuer']).toBe(demo.issuer);
    expect(openId).toMatchObject({
      issuer: demo.issuer,
      code_challenge_methods_supported: ['S256'],
      response_types_supported: ['code'],
      authorization_response_iss_parameter_supported: true,
    });
    for (const endpoint of [
      'authorization_endpoint',
      'token_endpoint',
      'jwks_uri',
      'userinfo_endpoint',
      'revocation_endpoint',
      'introspection_endpoint',
      'end_session_endpoint',
      'registration_endpoint',
      'device_authorization_endpoint',
      'pushed_authorization_request_endpoint',
    ]) {
      expect(openId).toHaveProperty(endpoint, expect.stringContaining(demo.issuer));
    }
    expect(openId['scopes_supported']).toEqual(expect.arrayContaining([...demo.scopes]));
    expect(openId['dpop_signing_alg_values_supported']).toContain('ES256');
  });

  it('publishes no private part of its keys', async () => {
    const text = await (await fetch(`${demo.issuer}/jwks`)).text();
    expect(text).toContain('"kid"');
    expect(text).not.toMatch(/"(d|p|q|dp|dq|qi)":/);
  });

  it('answers to its own name only', async () => {
    const { request } = await import('node:http');
    const status = await new Promise<number | undefined>((resolve, reject) => {
      request(`${demo.issuer}/jwks`, { headers: { host: 'evil.example' } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(421);
  });
});

describe('signing in', () => {
  it('leads through sign-in and consent back to the app, with the issuer in the answer (RFC 9207)', async () => {
    const client = new TestClient(demo);
    const login = await client.openSignIn();
    expect(login.text).toContain('<label for="username">Username</label>');
    expect(login.text).toContain(passwords.ada);
    expect(login.headers.get('content-security-policy')).toContain("default-src 'none'");
    const consent = await client.browser.submit(login, 'Sign in', {
      username: 'ada',
      password: passwords.ada,
    });
    expect(consent.text).toContain('Ada Lovelace');
    expect(consent.text).toContain('Create, change and delete your notes');
    const { url } = await client.browser.submit(consent, 'Allow');
    expect(url.href.startsWith(`app.latchkey.desktop:/callback/${callbackTag(demo.issuer)}?`)).toBe(true);
    expect(url.searchParams.get('state')).toBe(client.state);
    expect(url.searchParams.get('iss')).toBe(demo.issuer);
    expect(url.searchParams.get('code')).not.toBe(null);
  });

  it('gives a JWT access token of 60 s for the API, an ID token with the nonce, and a refresh token', async () => {
    const client = new TestClient(demo);
    const tokens = await client.signIn();
    expect(tokens.status).toBe(200);
    expect(tokens.body).toMatchObject({ token_type: 'Bearer', expires_in: 60 });
    expect(tokens.refreshToken).not.toBe('');
    expect(String(tokens.body['scope']).split(' ').toSorted()).toEqual([...demo.scopes].toSorted());
    expect(decodeProtectedHeader(tokens.accessToken).typ).toBe('at+jwt');
    expect(decodeJwt(tokens.accessToken)).toMatchObject({
      iss: demo.issuer,
      aud: demo.apiOrigin,
      sub: 'ada',
      client_id: demo.clientId,
    });
    expect(decodeJwt(String(tokens.body['id_token']))).toMatchObject({
      iss: demo.issuer,
      aud: demo.clientId,
      sub: 'ada',
      nonce: client.nonce,
      email: 'ada@example.test',
      name: 'Ada Lovelace',
    });
  });

  it('gives a native app a refresh token even when it did not ask for consent or offline access', async () => {
    const client = new TestClient(demo);
    const callback = await client.authorize({ scope: 'openid notes:read', prompt: 'login' });
    const tokens = await client.redeem(callback);
    expect(tokens.refreshToken).not.toBe('');
    expect(decodeJwt(tokens.accessToken)['scope']).toBe('openid notes:read');
  });

  it('takes both schemes and any loopback port, but no other address', async () => {
    const tag = callbackTag(demo.issuer);
    for (const uri of [
      `app.latchkey.desktop.dev:/callback/${tag}`,
      `http://127.0.0.1:43210/callback/${tag}`,
      `http://[::1]:54321/callback/${tag}`,
    ]) {
      // eslint-disable-next-line no-await-in-loop -- one sign-in after the other.
      const page = await new TestClient(demo).openSignIn({ redirect_uri: uri });
      expect({ uri, signIn: page.text.includes('Sign in to Fieldnotes') }).toEqual({ uri, signIn: true });
    }
    for (const uri of [
      'app.latchkey.desktop:/callback/aaaaaaaaaaaaaaaaaaaaaaaaaa',
      `http://localhost.example:43210/callback/${tag}`,
      `evil.app:/callback/${tag}`,
    ]) {
      // eslint-disable-next-line no-await-in-loop -- as above.
      const page = await new TestClient(demo).openSignIn({ redirect_uri: uri });
      expect({ uri, status: page.status }).toEqual({ uri, status: 400 });
      expect(page.text).toContain('redirect address is not registered');
    }
  });

  it('says so when name and password do not belong together, keeps the name, and lets nobody in', async () => {
    const client = new TestClient(demo);
    const login = await client.openSignIn({ login_hint: 'ada' });
    expect(login.text).toContain('value="ada"');
    const again = await client.browser.submit(login, 'Sign in', { username: 'ada', password: 'wrong' });
    expect(again.status).toBe(401);
    expect(again.text).toContain('role="alert"');
    expect(again.text).toContain('aria-invalid="true"');
    expect(again.text).toContain('value="ada"');
  });

  it.each(['on the sign-in page', 'on the consent page'])(
    'Cancel %s sends access_denied to the app',
    async (where) => {
      const client = new TestClient(demo);
      let page = await client.openSignIn();
      if (where === 'on the consent page') {
        page = await client.browser.submit(page, 'Sign in', { username: 'ada', password: passwords.ada });
      }
      const { url } = await client.browser.submit(page, 'Cancel');
      expect(url.searchParams.get('error')).toBe('access_denied');
      expect(url.searchParams.get('state')).toBe(client.state);
      expect(url.searchParams.get('iss')).toBe(demo.issuer);
      expect(url.searchParams.get('code')).toBe(null);
    },
  );

  it('refuses a request without PKCE, and a code with another verifier', async () => {
    const client = new TestClient(demo);
    const plain = client.parameters();
    plain.delete('code_challenge');
    plain.delete('code_challenge_method');
    const { url } = await client.browser.open(`${demo.issuer}/auth?${plain}`);
    expect(url.searchParams.get('error')).toBe('invalid_request');
    const tokens = await client.redeem(await client.authorize(), { code_verifier: 'x'.repeat(43) });
    expect(tokens).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it('offers the account of the browser, or another one, when the app asks to choose', async () => {
    const browser = new TextBrowser();
    await new TestClient(demo, browser).signIn();
    const client = new TestClient(demo, browser);
    const choice = await client.openSignIn({ prompt: 'select_account' });
    expect(choice.text).toContain('Continue as Ada Lovelace');
    const consent = await browser.submit(choice, 'Continue as');
    expect(consent.text).toContain('Ada Lovelace');

    const other = new TestClient(demo, browser);
    const again = await other.openSignIn({ prompt: 'select_account' });
    const graceConsent = await browser.submit(again, 'Sign in', {
      username: 'grace',
      password: passwords.grace,
    });
    expect(graceConsent.text).toContain('Grace Hopper');
    const tokens = await other.redeem((await browser.submit(graceConsent, 'Allow')).url);
    expect(decodeJwt(tokens.accessToken).sub).toBe('grace');
  });

  it('does not take an answer that another site posts', async () => {
    const client = new TestClient(demo);
    const login = await client.openSignIn();
    const forged = await client.browser.open(login.url.href, {
      method: 'POST',
      headers: { origin: 'https://evil.example' },
      body: new URLSearchParams({ username: 'ada', password: passwords.ada }),
    });
    expect(forged.status).toBe(403);
  });

  it('explains a sign-in that is over instead of failing', async () => {
    const client = new TestClient(demo);
    const login = await client.openSignIn();
    const page = await new TextBrowser().open(login.url.href);
    expect(page.status).toBe(400);
    expect(page.text).toContain('This sign-in is over');
  });

  it('shows markup in a request as text', async () => {
    const page = await new TestClient(demo).openSignIn({ login_hint: '"><script>alert(1)</script>' });
    expect(page.text).not.toContain('<script>alert(1)');
    expect(page.text).toContain('&lt;script&gt;alert(1)');
  });
});

describe('tokens', () => {
  it('rotates the refresh token each time', async () => {
    const client = new TestClient(demo);
    const first = await client.signIn();
    const second = await client.refresh(first.refreshToken);
    expect(second.status).toBe(200);
    expect(second.refreshToken).not.toBe(first.refreshToken);
    expect(decodeJwt(second.accessToken)).toMatchObject({ aud: demo.apiOrigin, sub: 'ada' });
    const third = await client.refresh(second.refreshToken);
    expect(third.status).toBe(200);
  });

  it('ends the whole family when a refresh token is used twice', async () => {
    const client = new TestClient(demo);
    const first = await client.signIn();
    const second = await client.refresh(first.refreshToken);
    expect((await client.refresh(first.refreshToken)).body['error']).toBe('invalid_grant');
    expect((await client.refresh(second.refreshToken)).body['error']).toBe('invalid_grant');
  });

  it('lets only one of two simultaneous uses win, and ends the family', async () => {
    const client = new TestClient(demo);
    const { refreshToken } = await client.signIn();
    const answers = await Promise.all([client.refresh(refreshToken), client.refresh(refreshToken)]);
    expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1);
    const left = answers.find(({ status }) => status === 200)?.refreshToken ?? refreshToken;
    expect((await client.refresh(left)).status).toBe(400);
  });

  it('ends everything of a sign-in when its refresh token is revoked, and nothing of another one', async () => {
    const browser = new TextBrowser();
    const first = new TestClient(demo, browser);
    const second = new TestClient(demo, browser);
    const one = await first.signIn();
    const two = await second.signIn();
    const before = demo.grants().length;
    const revoked = await first.post('/token/revocation', {
      token: one.refreshToken,
      token_type_hint: 'refresh_token',
    });
    expect(revoked.status).toBe(200);
    expect(demo.grants().length).toBe(before - 1);
    expect((await first.refresh(one.refreshToken)).body['error']).toBe('invalid_grant');
    expect((await second.refresh(two.refreshToken)).status).toBe(200);
    const introspected = await first.post('/token/introspection', { token: one.refreshToken });
    expect(introspected.body['active']).toBe(false);
  });

  it('answers 200 to the revocation of a token it does not know', async () => {
    const answer = await new TestClient(demo).post('/token/revocation', { token: 'unknown' });
    expect(answer.status).toBe(200);
  });

  it.each(['/token', '/token/revocation', '/request'])(
    'refuses a request to %s that carries an Origin',
    async (path) => {
      const answer = await new TestClient(demo).post(
        path,
        { grant_type: 'refresh_token' },
        { origin: 'app://latchkey' },
      );
      expect(answer.status).toBe(400);
      expect(answer.body['error_description']).toContain('no Origin');
    },
  );

  it('takes the API as the only resource', async () => {
    const client = new TestClient(demo);
    const { url } = await client.openSignIn({ resource: 'https://other.example' });
    expect(url.searchParams.get('error')).toBe('invalid_target');
  });

  it('answers UserInfo with the claims that the scopes allow, and 401 without a token', async () => {
    const client = new TestClient(demo);
    const { accessToken } = await client.redeem(await client.authorize({ scope: 'openid email' }));
    const claims = await json(`${demo.issuer}/me`, { headers: { authorization: `Bearer ${accessToken}` } });
    expect(claims).toEqual({ sub: 'ada', email: 'ada@example.test', email_verified: true });
    const refused = await fetch(`${demo.issuer}/me`);
    expect(refused.status).toBe(401);
    expect(refused.headers.get('www-authenticate')).toContain('Bearer realm="fieldnotes"');
  });
});

describe('signing out in the browser', () => {
  it('asks, ends the browser session and returns to the app with the state', async () => {
    const client = new TestClient(demo);
    const tokens = await client.signIn();
    const page = await client.browser.open(
      `${demo.issuer}/session/end?${new URLSearchParams({
        id_token_hint: String(tokens.body['id_token']),
        client_id: demo.clientId,
        post_logout_redirect_uri: 'app.latchkey.desktop.dev:/logged-out',
        state: 'the-state',
      })}`,
    );
    expect(page.text).toContain('Sign out of Fieldnotes?');
    const { url } = await client.browser.submit(page, 'Sign out');
    expect(url.href).toBe('app.latchkey.desktop.dev:/logged-out?state=the-state');
    const login = await client.openSignIn({ prompt: 'consent' });
    expect(login.text).toContain('Sign in to Fieldnotes');
  });

  it('refuses to return to an address that is not registered', async () => {
    const client = new TestClient(demo);
    const page = await client.browser.open(
      `${demo.issuer}/session/end?client_id=${demo.clientId}&post_logout_redirect_uri=evil.app:/logged-out`,
    );
    expect(page.status).toBe(400);
  });
});
