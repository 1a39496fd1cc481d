import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { endSessionUrl, signsOutInBrowser } from '../../../src/core/oauth/end-session.ts';
import type { EndSessionInput } from '../../../src/core/oauth/end-session.ts';
import { revoke } from '../../../src/core/oauth/revocation.ts';
import { presetOf } from '../../../src/core/providers/presets/preset-of.ts';
import { startAuthorizationServer } from '../../servers/authorization-server.ts';
import type { AuthorizationServer } from '../../servers/authorization-server.ts';
import { json, text } from '../../servers/http-server.ts';
import { complete } from '../../support/results.ts';
import { metadata } from '../../unit/core/oauth/fixtures.ts';
import { CountingFetch, impatientClock, realDeps } from './support.ts';

let server: AuthorizationServer;
beforeAll(async () => {
  server = await startAuthorizationServer();
});
afterAll(() => server.stop());
afterEach(() => server.script('/revoke', null));

function revokeToken(
  token = 'rt-1',
  hint: 'refresh_token' | 'access_token' = 'refresh_token',
  changes: Parameters<typeof realDeps>[0] = {},
) {
  return revoke(
    { endpoint: `${server.origin}/revoke`, clientId: 'client-1', token, hint },
    realDeps(changes),
  );
}

describe('revocation', () => {
  test('R50+: the token, what kind it is and the client are sent in the body', async () => {
    expect(await revokeToken()).toEqual({ kind: 'done' });
    const sent = server.requestsTo('/revoke').at(-1);
    expect(sent?.method).toBe('POST');
    expect(Object.fromEntries(sent?.form ?? [])).toEqual({
      token: 'rt-1',
      token_type_hint: 'refresh_token',
      client_id: 'client-1',
    });
    await revokeToken('at-1', 'access_token');
    expect(server.requestsTo('/revoke').at(-1)?.form.get('token_type_hint')).toBe('access_token');
  });

  test('R50- R6- R17-: the token is in no address, and no secret goes with it', async () => {
    await revokeToken('rt-in-the-body');
    const sent = server.requestsTo('/revoke').at(-1);
    expect(sent?.query.toString()).toBe('');
    expect(sent?.headers).not.toHaveProperty('authorization');
    expect(sent?.headers).not.toHaveProperty('origin');
    expect(sent?.body).not.toContain('secret');
  });

  test.each([
    [200, ''],
    [204, ''],
    [200, { error: 'invalid_token' }],
    [400, { error: 'invalid_token' }],
    [400, { error: 'unsupported_token_type' }],
  ])('R51+: %i with %j is success', async (status, body) => {
    server.script('/revoke', (_request, response) => json(response, status, body));
    expect(await revokeToken()).toEqual({ kind: 'done' });
  });

  test.each([
    [401, { error: 'invalid_client' }, 'registered as a web application'],
    [401, '', 'does not accept this app'],
    [400, { error: 'invalid_request' }, 'misses something in the request'],
    [400, { error: 'moon_phase' }, '(moon_phase).'],
    [403, '', 'turned the request away'],
    [404, '<html>', 'Nothing answers such requests'],
    [405, '', 'Nothing answers such requests'],
  ])('R51-: %i with %j is definitive and noted, with what it means', async (status, body, means) => {
    server.script('/revoke', (_request, response) => json(response, status, body));
    const outcome = await revokeToken();
    if (outcome.kind !== 'refused') throw new Error(outcome.kind);
    expect(outcome.note).toContain(means);
    expect(outcome.note).toContain(String(status));
  });

  test.each([
    [503, { 'retry-after': '30' }, 30_000],
    [429, {}, null],
    [500, {}, null],
    [302, { location: '/elsewhere' }, null],
  ])('R52+: %i is tried again', async (status, headers, wait) => {
    server.script('/revoke', (_request, response) => text(response, status, '', headers));
    const outcome = await revokeToken();
    if (outcome.kind !== 'retry') throw new Error(outcome.kind);
    complete(outcome.failure);
    expect(outcome.retryAfterMilliseconds).toBe(wait);
    expect(server.requestsTo('/elsewhere')).toEqual([]);
  });

  test('F33-: without an answer it is tried again', async () => {
    server.script('/revoke', () => undefined);
    const outcome = await revokeToken('rt', 'refresh_token', { clock: impatientClock });
    expect(outcome).toMatchObject({ kind: 'retry', failure: { code: 'timed-out' } });
  });

  test('R23-: an endpoint that is not protected is never given a token', async () => {
    const fetch = new CountingFetch();
    const input = {
      endpoint: 'http://id.example.test/revoke',
      clientId: 'c',
      token: 't',
      hint: 'refresh_token',
    } as const;
    expect((await revoke(input, realDeps({ fetch }))).kind).toBe('refused');
    expect(fetch.sent).toEqual([]);
  });
});

describe('the sign-out address', () => {
  const input: EndSessionInput = {
    metadata: metadata({ endSessionEndpoint: 'https://id.example.test/logout?x=1' }),
    dialect: { kind: 'openid', otherwise: null },
    clientId: 'client-1',
    idToken: 'a.b.c',
    scheme: 'app.latchkey.desktop',
    spelling: 'path',
    state: 'state-1',
  };

  test('R46+: carries the ID token, the client, where to return, and a state', () => {
    const url = new URL(endSessionUrl(input) ?? '');
    expect(url.origin + url.pathname).toBe('https://id.example.test/logout');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      x: '1',
      id_token_hint: 'a.b.c',
      client_id: 'client-1',
      post_logout_redirect_uri: 'app.latchkey.desktop:/logged-out',
      state: 'state-1',
    });
  });

  test('R46-: there is none where the provider has none, and no hint where there is no ID token', () => {
    expect(endSessionUrl({ ...input, metadata: metadata({ endSessionEndpoint: null }) })).toBeNull();
    expect(endSessionUrl({ ...input, idToken: null })).not.toContain('id_token_hint');
  });

  test('R46+: a provider with words of its own is asked in them, and is given no ID token and no state', () => {
    const { logout } = presetOf(
      metadata({ issuer: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbC123' }),
    );
    const url = new URL(endSessionUrl({ ...input, dialect: logout.value }) ?? '');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      x: '1',
      client_id: 'client-1',
      logout_uri: 'app.latchkey.desktop:/logged-out',
    });
  });

  test('R46+: where discovery names no address, the one that the provider is known to have is taken', () => {
    const authorizationEndpoint = 'https://acme.us.auth0.com/authorize';
    const silent = metadata({
      issuer: 'https://acme.us.auth0.com/',
      authorizationEndpoint,
      endSessionEndpoint: null,
    });
    const dialect = presetOf(silent).logout.value;
    const url = new URL(endSessionUrl({ ...input, metadata: silent, dialect }) ?? '');
    expect(url.origin + url.pathname).toBe('https://acme.us.auth0.com/v2/logout');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: 'client-1',
      returnTo: 'app.latchkey.desktop:/logged-out',
    });
    expect(signsOutInBrowser(silent, dialect)).toBe(true);
    expect(signsOutInBrowser(silent, { kind: 'openid', otherwise: null })).toBe(false);
  });
});
