import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { cleaner } from '../../../src/core/doctor/clean.ts';
import { connectionChecks } from '../../../src/core/doctor/connection/connection-checks.ts';
import { createDoctor } from '../../../src/core/doctor/doctor.ts';
import type { Fetch, FetchRequest } from '../../../src/core/ports/fetch.ts';
import type { Connection } from '../../../src/shared/connection.ts';
import type { CheckReport, Finding } from '../../../src/shared/doctor.ts';
import { succeed } from '../../../src/shared/result.ts';
import { startAuthorizationServer, type AuthorizationServer } from '../../servers/authorization-server.ts';
import { json, text } from '../../servers/http-server.ts';
import { createSigningKey } from '../../servers/signing-keys.ts';
import { savedConnection } from '../../support/connections.ts';
import { nodeFetch } from '../../support/node-fetch.ts';
import { valueOf } from '../../support/results.ts';
import { systemClock } from '../../support/system-clock.ts';

/* The checks of a connection against a real server, good and bad; names, sockets and certificates are network.test.ts's. */

const home = '/home/ada';
let server: AuthorizationServer;
let serverTime: (() => number) | null = null;

beforeAll(async () => {
  server = await startAuthorizationServer({ now: () => serverTime?.() ?? Date.now() });
});
afterEach(() => {
  serverTime = null;
  server.reset();
});
afterAll(() => server.stop());

/** Keeps what is sent. */
class Noting implements Fetch {
  readonly sent: FetchRequest[] = [];
  readonly #fetch = nodeFetch();

  send(request: FetchRequest, signal: AbortSignal) {
    this.sent.push(request);
    return this.#fetch.send(request, signal);
  }
}

function doctorOf(changes: Partial<Connection> = {}) {
  const fetch = new Noting();
  const connection = savedConnection({
    issuer: server.issuer,
    clientId: server.clientId,
    redirectWays: ['scheme', 'loopback'],
    ...changes,
  });
  const told: CheckReport[] = [];
  const doctor = createDoctor({
    clock: systemClock,
    checksOf: () =>
      Promise.resolve(
        succeed(
          connectionChecks(connection, {
            fetch,
            clock: systemClock,
            scheme: 'app.latchkey.desktop',
            server: {
              addressesOf: () => Promise.resolve(['127.0.0.1']),
              connect: () => Promise.resolve('open'),
            },
            proxies: {
              waysTo: () => Promise.resolve('PROXY ada:geheim@proxy.test:3128'),
              settings: () => Promise.resolve({ from: 'environment', automatic: null }),
            },
            certificates: { servedBy: () => null },
          }),
        ),
      ),
    clean: cleaner([home]),
    tell: (report) => told.push(report),
    leave: () => Promise.resolve(),
  });
  return { doctor, fetch, told };
}

async function check(changes: Partial<Connection> = {}): Promise<Readonly<Record<string, Finding | null>>> {
  const { lines } = valueOf(await doctorOf(changes).doctor.run('acme'));
  return Object.fromEntries(lines.map(({ id, finding }) => [id, finding]));
}

const saying = (part: string): unknown => expect.stringContaining(part);

describe('a provider that is well', () => {
  it('is found well, by requests that hold no token, secret or cookie', async () => {
    const { doctor, fetch } = doctorOf();
    const { lines, state } = valueOf(await doctor.run('acme'));
    expect(state).toBe('done');
    expect(lines.flatMap(({ id, finding }) => (finding?.verdict === 'wrong' ? [id] : []))).toEqual([]);
    const verdicts = Object.fromEntries(lines.map(({ id, finding }) => [id, finding?.verdict]));
    expect(verdicts).toMatchObject({
      clock: 'good',
      discovery: 'good',
      keys: 'good',
      pkce: 'good',
      scopes: 'good',
      'redirect-scheme': 'good',
      'redirect-loopback': 'good',
      'token-endpoint': 'good',
      'user-info-endpoint': 'good',
      'sign-out': 'good',
      revocation: 'good',
    });
    for (const { headers, body, cookies } of fetch.sent) {
      expect(headers.map(([name]) => name)).not.toEqual(expect.arrayContaining(['authorization']));
      expect(headers.map(([name]) => name)).not.toEqual(expect.arrayContaining(['cookie']));
      expect(body?.byteLength ?? 0).toBe(0);
      expect(cookies).toBeUndefined();
    }
    const asked = server.requestsTo('/authorize').map(({ query }) => query);
    expect(asked.map((query) => query.get('prompt'))).toEqual(asked.map(() => null));
    expect(asked.map((query) => query.get('code_challenge_method'))).toEqual(['S256', 'S256']);
  });

  it('may be a draft, of which nobody is asked for a redirect address', async () => {
    const before = server.requestsTo('/authorize').length;
    const found = await check({ clientId: '' });
    expect(found['redirect-scheme']).toMatchObject({ verdict: 'note', what: saying('no client ID') });
    expect(server.requestsTo('/authorize').length).toBe(before);
  });

  it('may have all of its addresses by hand', async () => {
    const found = await check({
      manual: {
        tag: 'mfrggzdfmztwq2lknnwg23tpob',
        authorizationEndpoint: `${server.origin}/authorize`,
        tokenEndpoint: `${server.origin}/token`,
      },
      scopes: ['notes'],
    });
    expect(found).toMatchObject({
      discovery: { verdict: 'note' },
      clock: { verdict: 'good' },
      keys: { verdict: 'note' },
      'token-endpoint': { verdict: 'good' },
      'redirect-scheme': { verdict: 'good' },
    });
  });
});

describe('a provider of which something is wrong', () => {
  it('F9-: has a clock an hour away from ours', async () => {
    serverTime = () => Date.now() - 3_600_000;
    expect(await check()).toMatchObject({
      clock: { verdict: 'wrong', what: saying('60 minutes fast'), help: 'open-clock-settings' },
      discovery: { verdict: 'good' },
    });
  });

  it('R44-: calls itself something else, and nothing else is asked of it', async () => {
    server.metadata = { issuer: `${server.issuer}/other` };
    const found = await check();
    expect(found['discovery']).toMatchObject({ verdict: 'wrong', what: saying('calls itself') });
    for (const id of ['keys', 'pkce', 'scopes', 'redirect-scheme', 'token-endpoint', 'revocation']) {
      expect([id, found[id]]).toEqual([id, expect.objectContaining({ verdict: 'note' })]);
    }
  });

  it('an address of it is silent, which holds no other check', async () => {
    server.script('/token', () => new Promise(() => undefined));
    const { doctor, told } = doctorOf();
    const { lines } = valueOf(await doctor.run('acme'));
    const found = Object.fromEntries(lines.map(({ id, finding }) => [id, finding]));
    expect(found).toMatchObject({
      'token-endpoint': { verdict: 'wrong', what: saying('did not answer in time') },
      keys: { verdict: 'good' },
      'redirect-scheme': { verdict: 'good' },
      revocation: { verdict: 'good' },
    });
    // The silent one is the last to be told, and alone.
    const last = told.at(-3)?.lines.filter(({ finding }) => finding === null) ?? [];
    expect(last.map(({ id }) => id)).toEqual(['token-endpoint']);
  });

  it('is silent as a whole', async () => {
    server.script('/.well-known/openid-configuration', () => new Promise(() => undefined));
    const found = await check();
    expect(found['discovery']).toMatchObject({ verdict: 'wrong', what: saying('did not answer in time') });
    expect(found['keys']).toMatchObject({ verdict: 'note' });
    expect(found['clock']).toMatchObject({ verdict: 'note' });
  });

  it('nothing is where its addresses should be', async () => {
    server.moved = { '/token': '/elsewhere', '/revoke': '/elsewhere-too' };
    expect(await check()).toMatchObject({
      'token-endpoint': { verdict: 'wrong' },
      revocation: { verdict: 'note', what: saying('Nothing is at the revocation address') },
    });
  });

  it.each([
    [404, 'wrong'],
    [200, 'good'],
  ] as const)(
    '%d comes with a page that is longer than is looked at: that is %s',
    async (status, verdict) => {
      server.script('/token', (_request, response) => text(response, status, '.'.repeat(200_000)));
      expect((await check())['token-endpoint']).toMatchObject({
        verdict,
        facts: expect.arrayContaining([{ name: 'HTTP status', value: String(status) }]) as unknown,
      });
    },
  );

  it('R11-: takes no challenge that is safe', async () => {
    server.metadata = { code_challenge_methods_supported: ['plain'] };
    expect(await check()).toMatchObject({
      pkce: { verdict: 'wrong' },
      'redirect-scheme': { verdict: 'wrong' },
    });
  });

  it('says nothing of PKCE, scopes, signing out and revocation', async () => {
    server.metadata = {
      code_challenge_methods_supported: undefined,
      scopes_supported: undefined,
      end_session_endpoint: undefined,
      revocation_endpoint: undefined,
    };
    const found = await check();
    for (const id of ['pkce', 'scopes', 'sign-out', 'revocation', 'device-endpoint']) {
      expect([id, found[id]]).toEqual([id, expect.objectContaining({ verdict: 'note' })]);
    }
  });
});

describe('R34-: keys with which nothing can be checked', () => {
  const broken = { kty: 'RSA', kid: 'a', n: 'AQAB', e: 'AQAB' };
  it.each([
    ['no list', '{"hello":1}', /something else/],
    ['no JSON', '<html>', /something else/],
    ['an empty list', '{"keys":[]}', /publishes no key/],
    ['too short', JSON.stringify({ keys: [broken] }), /None of the one key/],
    ['for encryption', JSON.stringify({ keys: [{ ...broken, use: 'enc' }] }), /None of/],
    [
      'of another algorithm',
      JSON.stringify({ keys: [{ kty: 'EC', crv: 'P-256', x: 'a', y: 'b' }] }),
      /None of/,
    ],
  ])('%s', async (_what, body, words) => {
    server.script('/jwks', (_request, response) => text(response, 200, body));
    expect((await check())['keys']).toMatchObject({
      verdict: 'wrong',
      what: expect.stringMatching(words) as unknown,
    });
  });

  it('R34+: one that can among others is enough', async () => {
    const { jwk } = await createSigningKey('RS256', 'b');
    server.script('/jwks', (_request, response) => json(response, 200, { keys: [broken, jwk] }));
    expect((await check())['keys']).toMatchObject({ verdict: 'good', what: saying('one key') });
  });

  it('there is none where a page is', async () => {
    server.script('/jwks', (_request, response) => text(response, 404, ''));
    expect((await check())['keys']).toMatchObject({ verdict: 'wrong' });
  });
});

describe('a redirect address', () => {
  it('that the server does not know keeps the browser at a page about that', async () => {
    server.script('/authorize', ({ query }, response) => {
      const scheme = query.get('redirect_uri')?.startsWith('app.') === true;
      text(
        response,
        scheme ? 400 : 200,
        scheme ? '<h1>Invalid parameter: redirect_uri</h1>' : '<input type=password>',
      );
    });
    expect(await check()).toMatchObject({
      'redirect-scheme': { verdict: 'wrong', help: 'copy-redirect-address' },
      'redirect-loopback': { verdict: 'good' },
    });
  });

  it('is that of the connection, port and spelling included', async () => {
    const before = server.requestsTo('/authorize').length;
    await check({ loopback: { host: 'localhost', ports: [4321] }, redirectSpelling: 'authority' });
    const asked = server.requestsTo('/authorize').slice(before);
    const sent = asked.map(({ query }) => query.get('redirect_uri') ?? '').toSorted();
    expect(sent).toEqual([
      expect.stringMatching(/^app\.latchkey\.desktop:\/\/callback\/[a-z2-7]{26}$/),
      expect.stringMatching(/^http:\/\/localhost:4321\/callback\/[a-z2-7]{26}$/),
    ]);
  });
});

it('a report in which everybody has planted a secret holds none', async () => {
  const secrets = [
    'geheim',
    'hunter2',
    'co-4711-secret',
    'eyJhbGciOiJSUzI1NiJ9',
    'S3cr3tS3cr3tS3cr3tS3cr3tS3cr3tS3cr3t',
    home,
  ];
  const [password, clientSecret, code, token, long] = secrets;
  const planted = `${home}/x client_secret=${clientSecret ?? ''} Bearer ${token ?? ''} ${long ?? ''} https://u:${password ?? ''}@h.test/`;
  server.metadata = { token_endpoint: `${server.origin}/token?client_secret=${clientSecret ?? ''}` };
  server.script('/token', (_request, response) =>
    text(response, 302, planted, {
      location: `https://u:${password ?? ''}@elsewhere.test/?code=${code ?? ''}`,
    }),
  );
  server.script('/authorize', ({ query }, response) => {
    const back = new URLSearchParams({ error: planted, error_description: planted, code: code ?? '' });
    text(response, 302, planted, { location: `${query.get('redirect_uri') ?? ''}?${back.toString()}` });
  });
  server.script('/userinfo', (_request, response) =>
    json(response, 500, { error: planted }, { 'www-authenticate': planted }),
  );
  server.script('/jwks', (_request, response) => text(response, 200, planted));
  const { doctor, told } = doctorOf({
    name: planted,
    scopes: ['openid', `client_secret=${clientSecret ?? ''}`],
  });
  const report = valueOf(await doctor.run('acme'));
  const found = JSON.stringify([report, told]);
  expect(found).toContain('elsewhere.test');
  for (const secret of secrets) expect(found).not.toContain(secret);
});
