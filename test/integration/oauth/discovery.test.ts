import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { discover, manualMetadata } from '../../../src/core/oauth/discovery.ts';
import type { ManualEndpoints } from '../../../src/shared/connection.ts';
import { json, startHttpServer, text } from '../../servers/http-server.ts';
import type { HttpServer, Script } from '../../servers/http-server.ts';
import { complete, failureOf, valueOf } from '../../support/results.ts';
import { CountingFetch, impatientClock, realDeps } from './support.ts';

const openid = '/.well-known/openid-configuration';
const oauth = '/.well-known/oauth-authorization-server';

let server: HttpServer;
let answers: Record<string, Script>;
beforeEach(async () => {
  answers = {};
  server = await startHttpServer((request, response) => {
    const script = answers[request.path];
    return script === undefined ? text(response, 404, '<h1>Not found</h1>') : script(request, response);
  });
});
afterEach(() => server.stop());

function document(issuer: string, changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    issuer,
    authorization_endpoint: `${server.origin}/authorize`,
    token_endpoint: `${server.origin}/token`,
    jwks_uri: `${server.origin}/jwks`,
    ...changes,
  };
}

const publish =
  (value: unknown): Script =>
  (_request, response) =>
    json(response, 200, value);

const paths = (): string[] => server.requests.map(({ path }) => path);

async function refused(issuer: string, changes: Parameters<typeof realDeps>[0] = {}) {
  return complete(failureOf(await discover(issuer, realDeps(changes))));
}

describe('locations', () => {
  test('R77+: OpenID Connect’s location, one call', async () => {
    answers[openid] = publish(document(server.origin));
    expect(valueOf(await discover(server.origin, realDeps()))).toMatchObject({
      issuer: server.origin,
      tokenEndpoint: `${server.origin}/token`,
      jwksUri: `${server.origin}/jwks`,
      revocationEndpoint: null,
      endSessionEndpoint: null,
      issParameterSupported: false,
      codeChallengeMethodsSupported: null,
      source: 'issuer',
    });
    expect(paths()).toEqual([openid]);
  });

  test.each(['', '/'])('R77+: an issuer with a path and %j at its end', async (end) => {
    const issuer = `${server.origin}/realms/acme${end}`;
    answers[`/realms/acme${openid}`] = publish(document(issuer));
    expect(valueOf(await discover(issuer, realDeps())).issuer).toBe(issuer);
  });

  test('R77+: then RFC 8414’s, with the suffix before the issuer’s path', async () => {
    const issuer = `${server.origin}/tenant/1`;
    answers[`${oauth}/tenant/1`] = publish(document(issuer));
    valueOf(await discover(issuer, realDeps()));
    expect(paths()).toEqual([`/tenant/1${openid}`, `${oauth}/tenant/1`]);
  });

  test('R77+: an issuer without a path at RFC 8414’s location', async () => {
    answers[oauth] = publish(document(`${server.origin}/`));
    valueOf(await discover(`${server.origin}/`, realDeps()));
    expect(paths()).toEqual([openid, oauth]);
  });

  test('R77+: a server that answers only with a slash at the end', async () => {
    answers[`${openid}/`] = publish(document(server.origin));
    expect(valueOf(await discover(server.origin, realDeps())).issuer).toBe(server.origin);
  });

  test.each<[string, Script]>([
    ['HTML', (_request, response) => text(response, 200, '<!doctype html><title>Sign in</title>')],
    [
      'JSON that says it is HTML',
      (_request, response) => text(response, 200, JSON.stringify(document(server.origin))),
    ],
    ['a page of an app', (_request, response) => json(response, 200, { message: 'Welcome' })],
    ['an array', (_request, response) => json(response, 200, [])],
    [
      'half a document',
      (_request, response) => text(response, 200, '{"issuer":', { 'content-type': 'application/json' }),
    ],
    ['nothing', (_request, response) => text(response, 200, '')],
    ['404', (_request, response) => text(response, 404, 'no')],
    ['403', (_request, response) => text(response, 403, 'no')],
  ])('R77-: %s is not metadata', async (_name, script) => {
    for (const path of [openid, oauth, `${openid}/`]) answers[path] = script;
    expect((await refused(server.origin)).code).toBe('metadata-not-found');
  });

  test('R77-: 500 says that the provider is not working', async () => {
    answers[openid] = (_request, response) => text(response, 500, '<h1>Error</h1>');
    expect((await refused(server.origin)).code).toBe('provider-unavailable');
  });

  test('R73- R77-: a redirect is not followed, even to a document that is right', async () => {
    const elsewhere = await startHttpServer((_request, response) =>
      json(response, 200, document(server.origin)),
    );
    answers[openid] = (_request, response) =>
      text(response, 302, '', { location: `${elsewhere.origin}${openid}` });
    const failure = await refused(server.origin);
    expect(failure.code).toBe('metadata-redirected');
    expect(failure.details?.suggestion).toBeUndefined();
    expect(elsewhere.requests).toEqual([]);
    await elsewhere.stop();
  });
});

describe('bad input', () => {
  test.each(['', 'hello', 'https://id.test?x=1', 'https://id.test#x'])(
    'issuer %j costs no call',
    async (issuer) => {
      const fetch = new CountingFetch();
      expect((await refused(issuer, { fetch })).code).toBe('issuer-invalid');
      expect(fetch.sent).toEqual([]);
    },
  );

  test('R23-: http beyond loopback costs no call', async () => {
    const fetch = new CountingFetch();
    expect((await refused('http://id.example.test', { fetch })).code).toBe('issuer-insecure');
    expect(fetch.sent).toEqual([]);
  });

  test('a name that does not resolve is asked once', async () => {
    const fetch = new CountingFetch();
    expect((await refused('https://id.example.invalid', { fetch })).code).toBe('name-not-resolved');
    expect(fetch.sent).toHaveLength(1);
  });

  test('R74-: a server that never answers', async () => {
    answers[openid] = () => undefined;
    expect((await refused(server.origin, { clock: impatientClock })).code).toBe('timed-out');
    expect(server.requests).toHaveLength(1);
  });

  test('R74-: 10 MB', async () => {
    answers[openid] = publish(document(server.origin, { padding: 'x'.repeat(10_000_000) }));
    expect((await refused(server.origin)).code).toBe('answer-too-large');
    expect(server.requests).toHaveLength(1);
  });
});

describe('the issuer', () => {
  test('R44+: the configured one, byte for byte', async () => {
    answers[openid] = publish(document(`${server.origin}/`));
    expect(valueOf(await discover(`${server.origin}/`, realDeps())).issuer).toBe(`${server.origin}/`);
  });

  test('R44-: one that differs by a slash is offered, not taken', async () => {
    answers[openid] = publish(document(`${server.origin}/`));
    const failure = await refused(server.origin);
    expect(failure.code).toBe('issuer-mismatch');
    expect(failure.why).toContain('slash');
    expect(failure.details?.suggestion).toBe(`${server.origin}/`);
  });

  test('R44-: another issuer is offered, not taken', async () => {
    answers[openid] = publish(document('https://other.example.test'));
    const failure = await refused(server.origin);
    expect(failure.code).toBe('issuer-mismatch');
    expect(failure.details?.suggestion).toBe('https://other.example.test');
  });

  test.each(['https://login.example.test/{tenantid}/v2.0', 'http://id.example.test', 'nonsense', ' '])(
    'R44-: %j cannot be adopted and is not offered',
    async (named) => {
      answers[openid] = publish(document(named));
      const failure = await refused(server.origin);
      expect(failure.details?.suggestion).toBeUndefined();
    },
  );

  test.each([null, 7, [], { a: 1 }])('R44-: an issuer %j is none', async (named) => {
    answers[openid] = publish(document(server.origin, { issuer: named }));
    expect((await refused(server.origin)).code).toBe('metadata-invalid');
  });

  test('R44-: a redirect of the same origin is offered, never followed', async () => {
    answers[`/old${openid}`] = (_request, response) =>
      text(response, 301, '', { location: `${server.origin}/realms/acme${openid}` });
    answers[`/realms/acme${openid}`] = publish(document(`${server.origin}/realms/acme`));
    const failure = await refused(`${server.origin}/old`);
    expect(failure.code).toBe('metadata-redirected');
    expect(failure.details?.suggestion).toBe(`${server.origin}/realms/acme`);
    expect(server.requestsTo(`/realms/acme${openid}`)).toEqual([]);
  });
});

describe('endpoints', () => {
  test('R23+: on another host, with // in the path, over https', async () => {
    const changes = {
      authorization_endpoint: 'https://login.other.test//oauth//authorize?x=1',
      token_endpoint: 'https://api.other.test/token/',
    };
    answers[openid] = publish(document(server.origin, changes));
    expect(valueOf(await discover(server.origin, realDeps()))).toMatchObject({
      authorizationEndpoint: changes.authorization_endpoint,
      tokenEndpoint: changes.token_endpoint,
    });
  });

  test.each([
    'authorization_endpoint',
    'token_endpoint',
    'jwks_uri',
    'revocation_endpoint',
    'end_session_endpoint',
    'userinfo_endpoint',
  ])('R23-: a %s over http beyond loopback', async (name) => {
    answers[openid] = publish(document(server.origin, { [name]: 'http://id.example.test/x' }));
    expect((await refused(server.origin)).code).toBe('endpoint-insecure');
  });

  test.each([
    { token_endpoint: undefined },
    { authorization_endpoint: '' },
    { token_endpoint: 7 },
    { jwks_uri: 'javascript:alert(1)' },
    { revocation_endpoint: { url: 'x' } },
  ])('%j is refused', async (changes) => {
    answers[openid] = publish(document(server.origin, changes));
    expect((await refused(server.origin)).code).toBe('metadata-invalid');
  });

  test('what the app does not use may be no address at all', async () => {
    const changes = {
      global_token_revocation_endpoint: 'https://x.test/{connectionName}',
      scopes_supported: 'openid',
      prompt_values_supported: ['login', 7],
      code_challenge_methods_supported: ['S256', 7, 'plain'],
      userinfo_endpoint: null,
      authorization_response_iss_parameter_supported: 'true',
    };
    answers[openid] = publish(document(server.origin, changes));
    expect(valueOf(await discover(server.origin, realDeps()))).toMatchObject({
      scopesSupported: null,
      promptValuesSupported: ['login'],
      codeChallengeMethodsSupported: ['S256', 'plain'],
      userinfoEndpoint: null,
      issParameterSupported: false,
    });
  });
});

const manual = (changes: Partial<ManualEndpoints>): ManualEndpoints => ({ tag: 'own', ...changes });

describe('manual connections', () => {
  test('R87+: both endpoints by hand need no call', async () => {
    const fetch = new CountingFetch();
    const endpoints = manual({
      authorizationEndpoint: 'https://a.test/authorize',
      tokenEndpoint: 'https://b.test/token',
      jwksUri: 'https://c.test/keys',
    });
    expect(valueOf(await manualMetadata('https://id.test', endpoints, realDeps({ fetch })))).toMatchObject({
      issuer: 'https://id.test',
      authorizationEndpoint: 'https://a.test/authorize',
      tokenEndpoint: 'https://b.test/token',
      jwksUri: 'https://c.test/keys',
      source: 'manual',
    });
    expect(fetch.sent).toEqual([]);
  });

  test('R87+: a discovery address elsewhere makes it manual', async () => {
    answers['/elsewhere'] = publish(document('https://id.test'));
    // An https issuer brings no plain endpoint in, so this one names https ones.
    answers['/elsewhere'] = publish({
      issuer: 'https://id.test',
      authorization_endpoint: 'https://id.test/authorize',
      token_endpoint: 'https://id.test/token',
    });
    const endpoints = manual({ discoveryUrl: `${server.origin}/elsewhere` });
    expect(valueOf(await manualMetadata('https://id.test', endpoints, realDeps())).source).toBe('manual');
  });

  test('R87+: one of the issuer’s own origin does not', async () => {
    answers['/own'] = publish(document(server.origin));
    const endpoints = manual({ discoveryUrl: `${server.origin}/own` });
    expect(valueOf(await manualMetadata(server.origin, endpoints, realDeps())).source).toBe('issuer');
  });

  test('R87+: an endpoint by hand wins over the metadata, and makes it manual', async () => {
    answers[openid] = publish(document(server.origin));
    const endpoints = manual({ revocationEndpoint: `${server.origin}/revoke-by-hand` });
    expect(valueOf(await manualMetadata(server.origin, endpoints, realDeps()))).toMatchObject({
      revocationEndpoint: `${server.origin}/revoke-by-hand`,
      tokenEndpoint: `${server.origin}/token`,
      source: 'manual',
    });
  });

  test('R87- R44-: a discovery address whose document names another issuer', async () => {
    answers['/own'] = publish(document('https://other.test'));
    const endpoints = manual({ discoveryUrl: `${server.origin}/own` });
    expect(failureOf(await manualMetadata(server.origin, endpoints, realDeps())).code).toBe(
      'issuer-mismatch',
    );
  });

  test.each([
    { discoveryUrl: 'http://id.example.test/x' },
    { authorizationEndpoint: 'http://a.test/authorize', tokenEndpoint: 'https://b.test/token' },
    { authorizationEndpoint: 'https://a.test/authorize', tokenEndpoint: 'http://b.test/token' },
    // R23: an https issuer cannot bring in a plain endpoint of this computer.
    { authorizationEndpoint: 'https://a.test/authorize', tokenEndpoint: 'http://127.0.0.1:1/token' },
  ])('R87- R23-: %j is refused', async (endpoints) => {
    const fetch = new CountingFetch();
    const result = await manualMetadata('https://id.test', manual(endpoints), realDeps({ fetch }));
    expect(complete(failureOf(result)).code).toBe('endpoint-insecure');
    expect(fetch.sent).toEqual([]);
  });
});
