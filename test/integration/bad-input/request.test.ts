import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RequestDraft } from '../../../src/shared/request.ts';
import { startAuthorizationServer } from '../../servers/authorization-server.ts';
import type { AuthorizationServer } from '../../servers/authorization-server.ts';
import { startHttpServer, text } from '../../servers/http-server.ts';
import type { HttpServer } from '../../servers/http-server.ts';
import { failureOf, valueOf } from '../../support/results.ts';
import { input, newApp } from './app.ts';

let provider: AuthorizationServer;
let api: HttpServer;
let other: HttpServer;
beforeEach(async () => {
  provider = await startAuthorizationServer();
  // What it would say of the account comes when it comes, and would change the files in the middle of a test.
  provider.metadata = { userinfo_endpoint: undefined };
  api = await startHttpServer((_request, response) => text(response, 200, 'ok'));
  other = await startHttpServer((_request, response) => text(response, 200, 'ok'));
});
afterEach(() => Promise.all([provider.stop(), api.stop(), other.stop()]));

/** Somebody who is signed in. */
async function signedIn() {
  const { app, profile } = await newApp();
  const settings = { ...input, issuer: provider.issuer, apiOrigins: api.origin };
  const { id } = valueOf(await app.call('addConnection', settings));
  valueOf(await app.call('signIn', { id }));
  await app.sessions.handleCallback(provider.authorize(app.opened[0] ?? ''));
  expect(app.sessions.view(id).kind).toBe('signed-in');
  const calls = app.sent.length;
  return {
    app,
    profile,
    newCalls: () => app.sent.slice(calls),
    send: (changes: Partial<RequestDraft>) =>
      app.call('sendRequest', {
        connectionId: id,
        requestId: 'one',
        request: { method: 'GET', url: api.origin, headers: [], body: null, authorization: 'on', ...changes },
      }),
  };
}

describe('a request that must not be sent', () => {
  it.each<[name: string, () => Partial<RequestDraft>, code: string, field: string]>([
    ['outside the API origins', () => ({ url: `${other.origin}/v1` }), 'origin-not-allowed', 'URL'],
    [
      'with user info',
      () => ({ url: api.origin.replace('//', '//ada:secret@') }),
      'request-url-invalid',
      'URL',
    ],
    [
      'with the origin as user info',
      () => ({ url: `${api.origin}@127.0.0.1:1` }),
      'request-url-invalid',
      'URL',
    ],
    ['of another scheme', () => ({ url: 'file:///etc/passwd' }), 'request-url-invalid', 'URL'],
    ['of no scheme', () => ({ url: 'api.example.test/v1' }), 'request-url-invalid', 'URL'],
    ['over http beyond loopback', () => ({ url: 'http://api.example.test' }), 'request-url-insecure', 'URL'],
    [
      'with a space in a header name',
      () => ({ headers: [['a b', 'c']] }),
      'request-header-invalid',
      'Headers',
    ],
    [
      'with a colon in a header name',
      () => ({ headers: [['a:', 'c']] }),
      'request-header-invalid',
      'Headers',
    ],
    [
      'with a line end in a value',
      () => ({ headers: [['a', 'b\r\nc: d']] }),
      'request-header-invalid',
      'Headers',
    ],
    [
      'with a header of its own',
      () => ({ headers: [['Authorization', 'x']] }),
      'request-header-invalid',
      'Headers',
    ],
    [
      'with a header beyond all size',
      () => ({ headers: [['a', 'b'.repeat(200_000)]] }),
      'input-invalid',
      'Headers',
    ],
  ])('%s: said at its field, nothing is sent, and the sign-in stays', async (_, changes, code, field) => {
    const { app, profile, send, newCalls } = await signedIn();
    const files = await profile.files();
    const failure = failureOf(await send(changes()));
    expect(failure).toMatchObject({ code, details: { field } });
    expect(JSON.stringify(failure)).not.toContain('secret');
    expect(newCalls()).toEqual([]);
    expect([...api.requests, ...other.requests]).toEqual([]);
    expect(await profile.files()).toEqual(files);
    expect(app.logged).toEqual([]);
    expect(valueOf(await send({})).status).toBe(200);
  });
});
