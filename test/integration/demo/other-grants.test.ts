import { afterAll, beforeAll, expect, it } from 'vitest';
import { startDemo } from '../../../demo/start-demo.ts';
import type { Demo } from '../../../demo/start-demo.ts';
import { fetchJson } from './json.ts';
import { passwords, TestClient } from './test-client.ts';

let demo: Demo;
beforeAll(async () => {
  demo = await startDemo({ issuerPort: 0, apiPort: 0, passwords });
});
afterAll(async () => {
  await demo.stop();
});

const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';

it('takes a pushed authorization request, once (RFC 9126)', async () => {
  const client = new TestClient(demo);
  const pushed = await client.post('/request', Object.fromEntries(client.parameters()));
  expect(pushed.status).toBe(201);
  const requestUri = String(pushed.body['request_uri']);
  const address = `${demo.issuer}/auth?client_id=${demo.clientId}&request_uri=${encodeURIComponent(requestUri)}`;
  const login = await client.browser.open(address);
  const consent = await client.browser.submit(login, 'Sign in', { username: 'ada', password: passwords.ada });
  const { url } = await client.browser.submit(consent, 'Allow');
  expect((await client.redeem(url)).status).toBe(200);
  const again = await client.browser.open(address);
  expect(again.text + again.url.href).toMatch(/invalid_request_uri/);
});

it('connects a device by a code that is confirmed in the browser (RFC 8628)', async () => {
  const client = new TestClient(demo);
  const started = await client.post('/device/auth', { scope: 'openid offline_access notes:read' });
  expect(started.status).toBe(200);
  const code = String(started.body['user_code']);
  const poll = () =>
    client.post('/token', { grant_type: deviceGrant, device_code: String(started.body['device_code']) });
  expect((await poll()).body['error']).toBe('authorization_pending');

  const page = await client.browser.open(String(started.body['verification_uri']));
  expect(page.text).toContain('<label for="code">Code</label>');
  const wrong = await client.browser.submit(page, 'Continue', { user_code: 'XXXX-XXXX' });
  expect(wrong.text).toContain('This code is not known here');
  const confirm = await client.browser.submit(wrong, 'Continue', { user_code: code });
  expect(confirm.text).toContain(code);
  const login = await client.browser.submit(confirm, 'Continue');
  const consent = await client.browser.submit(login, 'Sign in', { username: 'ada', password: passwords.ada });
  const done = await client.browser.submit(consent, 'Allow');
  expect(done.text).toContain('Your device is connected');
  const tokens = await poll();
  expect(tokens.status).toBe(200);
  expect(tokens.refreshToken).not.toBe('');
});

it('ends a device’s request when the person cancels', async () => {
  const client = new TestClient(demo);
  const started = await client.post('/device/auth', { scope: 'openid' });
  const page = await client.browser.open(String(started.body['verification_uri']));
  const confirm = await client.browser.submit(page, 'Continue', {
    user_code: String(started.body['user_code']),
  });
  const cancelled = await client.browser.submit(confirm, 'Cancel');
  expect(cancelled.text).toContain('You cancelled');
  const answer = await client.post('/token', {
    grant_type: deviceGrant,
    device_code: String(started.body['device_code']),
  });
  expect(answer.body['error']).toBe('access_denied');
});

it('registers a native client and lets it manage and delete itself (RFC 7591, RFC 7592)', async () => {
  const registered = await fetchJson(`${demo.issuer}/reg`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      client_name: 'Another app',
      application_type: 'native',
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      redirect_uris: ['com.example.app:/callback', 'http://127.0.0.1/callback'],
      software_id: 'another',
      software_version: '1',
    }),
  });
  expect(registered.status).toBe(201);
  expect(registered.body).toMatchObject({ software_id: 'another', application_type: 'native' });
  const client = new TestClient(demo);
  const page = await client.openSignIn({
    client_id: String(registered.body['client_id']),
    redirect_uri: 'com.example.app:/callback',
  });
  expect(page.text).toContain('Sign in to Fieldnotes');
  const uri = String(registered.body['registration_client_uri']);
  const authorization = `Bearer ${String(registered.body['registration_access_token'])}`;
  expect((await fetchJson(uri, { headers: { authorization } })).status).toBe(200);
  expect((await fetchJson(uri, { headers: { authorization: 'Bearer wrong' } })).status).toBe(401);
  expect((await fetchJson(uri, { method: 'DELETE', headers: { authorization } })).status).toBe(204);
});
