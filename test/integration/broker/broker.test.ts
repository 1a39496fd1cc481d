import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { fail } from '../../../src/shared/result.ts';
import type { RequestTimeouts } from '../../../src/shared/app-state.ts';
import { FetchError, type Fetch } from '../../../src/core/ports/fetch.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { startLoopbackServer, type LoopbackServer } from '../../support/loopback-server.ts';
import { failureOf, valueOf } from '../../support/results.ts';
import { systemClock } from '../../support/system-clock.ts';
import { setUp } from './set-up.ts';
import { nodeFetch } from '../../support/node-fetch.ts';
import { textBody } from '../../support/bodies.ts';

const servers: LoopbackServer[] = [];

async function start(...parameters: Parameters<typeof startLoopbackServer>): Promise<LoopbackServer> {
  const server = await startLoopbackServer(...parameters);
  servers.push(server);
  return server;
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('where the token goes', () => {
  it('R24+ R88+: the token for the origin’s resource arrives in the header, and only there', async () => {
    const server = await start((_request, response) => response.end('ok'));
    const { send, tokens } = setUp([{ origin: server.origin, resource: 'urn:api' }]);
    const sent = await send({ url: `${server.origin}/v1/notes?x=1` });
    expect(sent).toMatchObject({ ok: true, value: { status: 200, authorized: true } });
    expect(tokens.asked).toEqual(['urn:api']);
    expect(server.seen[0]?.headers.authorization).toBe(`Bearer ${tokens.current('urn:api')}`);
    expect(server.seen[0]?.path).toBe('/v1/notes?x=1');
  });

  it('R88-: a token that was obtained for one resource is never sent to another origin', async () => {
    const server = await start((_request, response) => response.end('ok'));
    const other = await start((_request, response) => response.end('ok'));
    const { send, tokens } = setUp([
      { origin: server.origin, resource: 'urn:one' },
      { origin: other.origin, resource: 'urn:two' },
    ]);
    await send({ url: server.origin });
    await send({ url: other.origin });
    expect(other.seen[0]?.headers.authorization).toBe(`Bearer ${tokens.current('urn:two')}`);
    expect(other.seen[0]?.headers.authorization).not.toContain(encodeURIComponent('urn:one'));
  });

  it('a request goes over the network as that is once there is a token, whatever became of the one before', async () => {
    const server = await start((_request, response) => response.end('ok'));
    const gone: Fetch = { send: () => Promise.reject(new FetchError('connection-failed', 'gone')) };
    let network = gone;
    const { send, tokens } = setUp([{ origin: server.origin }], {}, {}, { fetchFor: () => network });
    const token = tokens.accessToken.bind(tokens);
    tokens.accessToken = (...asked) => {
      network = nodeFetch();
      return token(...asked);
    };
    expect(await send({ url: server.origin })).toMatchObject({ ok: true, value: { status: 200 } });
  });

  it('R24-: outside the API origins nothing is sent and no token is even asked for', async () => {
    const server = await start((_request, response) => response.end('ok'));
    const { send, tokens, activity } = setUp([{ origin: 'https://api.example.test' }]);
    const sent = await send({ url: `${server.origin}/v1/notes` });
    expect(sent).toMatchObject({
      ok: false,
      failure: { code: 'origin-not-allowed', details: { suggestion: server.origin } },
    });
    expect(server.seen).toEqual([]);
    expect(tokens.asked).toEqual([]);
    expect(activity).toMatchObject([
      { step: 'request', outcome: 'failed', failureCode: 'origin-not-allowed' },
    ]);
  });

  it('without sign-in a request carries no token, and needs none', async () => {
    const server = await start((_request, response) => response.end('ok'));
    const { send, tokens } = setUp([{ origin: server.origin }]);
    const sent = await send({ url: server.origin, authorization: 'off' });
    expect(sent).toMatchObject({ ok: true, value: { authorized: false } });
    expect(server.seen[0]?.headers).not.toHaveProperty('authorization');
    expect(tokens.asked).toEqual([]);
  });

  it('R17-: a token that was pasted into the address is not sent', async () => {
    const server = await start((_request, response) => response.end('ok'));
    const { send, tokens } = setUp([{ origin: server.origin }]);
    for (const value of [tokens.current(), encodeURIComponent(tokens.current())]) {
      expect(await send({ url: `${server.origin}/?key=${value}` })).toMatchObject({
        ok: false,
        failure: { code: 'request-url-invalid' },
      });
    }
    expect(server.seen).toEqual([]);
  });

  it('R17+: what arrives has the token in the header and none in the address', async () => {
    const server = await start((_request, response) => response.end('ok'));
    const { send } = setUp([{ origin: server.origin }]);
    await send({ url: `${server.origin}/path?query=1`, method: 'POST', body: textBody('{}') });
    expect(server.seen[0]?.path).toBe('/path?query=1');
    expect(server.seen[0]?.path).not.toContain('secret-token');
  });

  it('R72+: the scheme is written Bearer whatever case the server used for the token type', async () => {
    const server = await start((_request, response) => response.end('ok'));
    const { send, tokens } = setUp([{ origin: server.origin }]);
    tokens.tokenType = 'bearer';
    await send({ url: server.origin });
    expect(server.seen[0]?.headers.authorization).toMatch(/^Bearer /);
  });

  it('R72-: a token of another kind is not sent as if it were one of ours', async () => {
    const server = await start((_request, response) => response.end('ok'));
    const { send, tokens } = setUp([{ origin: server.origin }]);
    tokens.tokenType = 'mac';
    expect(await send({ url: server.origin })).toMatchObject({
      ok: false,
      failure: { code: 'token-response-invalid' },
    });
    expect(server.seen).toEqual([]);
  });
});

describe('an access token that was revoked early', () => {
  it('F31+: one renewal, one repetition with the same body, and its answer', async () => {
    const server = await start((request, response) => {
      response.statusCode = request.headers.authorization?.endsWith('+1==') === true ? 401 : 201;
      response.end('answer');
    });
    const { send, tokens, activity } = setUp([{ origin: server.origin }]);
    const sent = await send({ url: server.origin, method: 'POST', body: textBody('{"a":1}') });
    expect(sent).toMatchObject({ ok: true, value: { status: 201 } });
    expect(server.seen.map(({ body }) => body)).toEqual(['{"a":1}', '{"a":1}']);
    expect(tokens.rejectedValues).toHaveLength(1);
    await until(() => activity.length === 1);
    expect(activity[0]?.facts).toContainEqual({
      name: 'Repeated',
      value: 'once, with a renewed access token, after a 401',
    });
  });

  it('F31-: a second 401 is the answer, without a loop', async () => {
    const server = await start((_request, response) => {
      response.writeHead(401, { 'www-authenticate': 'Bearer error="invalid_token"' }).end('no');
    });
    const { send, tokens } = setUp([{ origin: server.origin }]);
    expect(await send({ url: server.origin })).toMatchObject({ ok: true, value: { status: 401 } });
    expect(server.seen).toHaveLength(2);
    expect(tokens.rejectedValues).toHaveLength(1);
  });

  it('F31-: when the renewal fails the 401 is shown and nothing is repeated', async () => {
    const server = await start((_request, response) => {
      response.writeHead(401).end('no');
    });
    const { send, tokens } = setUp([{ origin: server.origin }]);
    tokens.instead.push(
      { ok: true, value: { value: 'first-token', tokenType: 'Bearer' } },
      fail({ code: 'sign-in-needed', what: 'a', why: 'b', next: 'c' }),
    );
    expect(await send({ url: server.origin })).toMatchObject({ ok: true, value: { status: 401 } });
    expect(server.seen).toHaveLength(1);
  });

  it('F31-: the same token is not tried twice', async () => {
    const server = await start((_request, response) => {
      response.writeHead(401).end('no');
    });
    const { send, tokens } = setUp([{ origin: server.origin }]);
    const same = { ok: true as const, value: { value: 'same-token', tokenType: 'Bearer' } };
    tokens.instead.push(same, same);
    await send({ url: server.origin });
    expect(server.seen).toHaveLength(1);
  });

  it('F31- F32-: a 401 that asks for another sign-in, or one without a token, is not answered by a renewal', async () => {
    const server = await start((_request, response) => {
      response
        .writeHead(401, { 'www-authenticate': 'Bearer error="insufficient_user_authentication"' })
        .end();
    });
    const { send, tokens } = setUp([{ origin: server.origin }]);
    await send({ url: server.origin });
    await send({ url: server.origin, authorization: 'off' });
    expect(server.seen).toHaveLength(2);
    expect(tokens.rejectedValues).toEqual([]);
  });

  it('a session that has no token to give ends the request before it is sent', async () => {
    const server = await start((_request, response) => response.end('ok'));
    const { send, tokens } = setUp([{ origin: server.origin }]);
    tokens.instead.push(fail({ code: 'sign-in-needed', what: 'a', why: 'b', next: 'c' }));
    expect(await send({ url: server.origin })).toMatchObject({
      ok: false,
      failure: { code: 'sign-in-needed' },
    });
    expect(server.seen).toEqual([]);
  });
});

describe('answers that refuse', () => {
  it('a 401 and a 403 come with what they mean', async () => {
    const server = await start((request, response) => {
      const error = request.path === '/scope' ? 'insufficient_scope' : 'invalid_token';
      response
        .writeHead(request.path === '/scope' ? 403 : 401, {
          'www-authenticate': `Bearer error="${error}", scope="notes:write"`,
        })
        .end();
    });
    const { send } = setUp([{ origin: server.origin }]);
    expect(await send({ url: `${server.origin}/scope` })).toMatchObject({
      ok: true,
      value: { status: 403, advice: { why: 'It names notes:write.' } },
    });
    expect(await send({ url: server.origin })).toMatchObject({
      ok: true,
      value: { status: 401, advice: { why: expect.stringContaining('renewed once') as unknown } },
    });
    expect(await send({ url: server.origin, authorization: 'off' })).toMatchObject({
      ok: true,
      value: { advice: { what: 'The API wants a sign-in.' } },
    });
  });

  it('R84+: a scope that the API wants is told to the session, and the answer says where to ask for it', async () => {
    const challenge = 'Bearer error="insufficient_scope", scope="notes:read notes:write"';
    const server = await start((_request, response) => {
      response.writeHead(403, { 'www-authenticate': challenge }).end();
    });
    const { send, tokens } = setUp([{ origin: server.origin }]);
    const { host } = new URL(server.origin);
    tokens.granted = ['notes:read'];
    expect(await send({ url: server.origin })).toMatchObject({
      value: { advice: { next: expect.stringContaining('“Ask for it”') as unknown } },
    });
    expect(tokens.demands).toEqual([{ host, scopes: ['notes:read', 'notes:write'] }]);
    expect(server.seen).toHaveLength(1);
    // R63: what is there already is not asked for in a circle.
    tokens.granted = ['notes:read', 'notes:write'];
    expect(await send({ url: server.origin })).toMatchObject({
      value: { advice: { next: expect.stringContaining('has that permission already') as unknown } },
    });
  });

  it('R84-: an answer to a request without sign-in says nothing of what the session lacks', async () => {
    const server = await start((_request, response) => {
      response.writeHead(403, { 'www-authenticate': 'Bearer error="insufficient_scope", scope="all"' }).end();
    });
    const { send, tokens } = setUp([{ origin: server.origin }]);
    expect((await send({ url: server.origin, authorization: 'off' })).ok).toBe(true);
    expect(tokens.demands).toEqual([]);
  });

  it('Retry-After is shown, as seconds and as a date, and nothing is sent again', async () => {
    const server = await start((request, response) => {
      const now = Date.now();
      response.writeHead(request.path === '/date' ? 503 : 429, {
        'retry-after': request.path === '/date' ? new Date(now + 60_000).toUTCString() : '60',
        date: new Date(now).toUTCString(),
      });
      response.end();
    });
    const { send } = setUp([{ origin: server.origin }]);
    for (const path of ['/seconds', '/date']) {
      const before = Date.now();
      const sent = await send({ url: `${server.origin}${path}`, method: 'POST', body: textBody('x') });
      expect(sent.ok && (sent.value.retryAt ?? 0) - before).toBeGreaterThanOrEqual(59_000);
    }
    expect(server.seen).toHaveLength(2);
  });

  it('an answer that accepts has no advice, and one without Retry-After no pause', async () => {
    const server = await start((_request, response) => response.end('ok'));
    const { send } = setUp([{ origin: server.origin }]);
    const sent = await send({ url: server.origin });
    expect(sent.ok && Object.keys(sent.value)).not.toEqual(expect.arrayContaining(['advice']));
    expect(sent.ok && Object.keys(sent.value)).not.toEqual(expect.arrayContaining(['retryAt']));
  });
});

describe('an echo of the token is replaced', () => {
  it('in headers and in bodies of every kind, compressed too, and the answer says so', async () => {
    const server = await start((request, response) => {
      const echo = request.headers.authorization ?? '';
      response.writeHead(200, {
        'content-type': 'application/json',
        'content-encoding': 'gzip',
        'x-echo': echo,
        'set-cookie': [`t=${encodeURIComponent(echo)}`],
      });
      response.end(gzipSync(JSON.stringify({ echo, url: `https://x/?t=${encodeURIComponent(echo)}` })));
    });
    const { send, tokens, saved, activity } = setUp([{ origin: server.origin }]);
    const sent = await send({ url: server.origin });
    expect(sent.ok && sent.value.credentialReplaced).toBe(true);
    expect(sent.ok && sent.value.body).toEqual({
      kind: 'json',
      text: '{"echo":"Bearer [access token]","url":"https://x/?t=Bearer%20[access token]"}',
      mediaType: 'application/json',
    });
    expect(sent.ok && sent.value.headers).toContainEqual(['x-echo', 'Bearer [access token]']);
    await until(() => activity.length === 1);
    const everything = JSON.stringify([sent, activity, String(await saved())]);
    expect(everything).not.toContain('secret-token');
    expect(server.seen[0]?.headers.authorization).toContain(tokens.current());
  });

  it('of the first token as well, in the answer to the repetition', async () => {
    let first = '';
    const server = await start((request, response) => {
      if (first === '') {
        first = request.headers.authorization ?? '';
        response.writeHead(401).end(first);
      } else response.end(`${first} ${request.headers.authorization ?? ''}`);
    });
    const { send } = setUp([{ origin: server.origin }]);
    const sent = await send({ url: server.origin });
    expect(sent.ok && sent.value.body).toMatchObject({ text: 'Bearer [access token] Bearer [access token]' });
  });

  it('an answer without one says that nothing was replaced', async () => {
    const server = await start((_request, response) => response.end('hello'));
    const { send } = setUp([{ origin: server.origin }]);
    expect(await send({ url: server.origin })).toMatchObject({
      ok: true,
      value: { credentialReplaced: false, bytes: 5, body: { kind: 'text', text: 'hello' } },
    });
  });
});

describe('answers have limits', () => {
  const limits = { bodyBytes: 5_000_000 };

  it('F8+ R74+: a body of exactly 1 MiB is returned whole', async () => {
    const server = await start((_request, response) => response.end(Buffer.alloc(1_048_576, 'a')));
    const { send } = setUp([{ origin: server.origin }]);
    expect(await send({ url: server.origin })).toMatchObject({ ok: true, value: { bytes: 1_048_576 } });
  });

  it('F8- R74-: an announced body beyond the limit is refused and its connection closed', async () => {
    const server = await start((_request, response) => {
      response.writeHead(200, { 'content-length': '5000001' });
      response.write('a');
    });
    const { send } = setUp([{ origin: server.origin }], limits);
    expect(await send({ url: server.origin })).toMatchObject({
      ok: false,
      failure: { code: 'answer-too-large', details: { httpStatus: 200 } },
    });
    await until(() => server.openSockets() === 0);
  });

  it('F8- R74-: an endless body is cut at the limit and its connection closed, compressed or not', async () => {
    for (const compressed of [false, true]) {
      const server = await start((_request, response) => {
        if (compressed) {
          response.writeHead(200, { 'content-encoding': 'gzip' });
          response.end(gzipSync(Buffer.alloc(50_000_000)));
          return;
        }
        const more = (): void => {
          while (!response.destroyed && response.write(Buffer.alloc(65_536))) {
            // Until the network holds it back.
          }
          response.once('drain', more);
        };
        more();
      });
      const { send, saved } = setUp([{ origin: server.origin }], limits);
      expect(await send({ url: server.origin })).toMatchObject({
        ok: true,
        value: { bytes: 5_000_000, incomplete: { code: 'answer-too-large' } },
      });
      expect((await saved())?.byteLength).toBe(5_000_000);
      await until(() => server.openSockets() === 0);
    }
  });

  it('R74-: a server that never answers times out, and so does one that stops in the middle, with what came', async () => {
    const server = await start((request, response) => {
      if (request.path === '/stops') response.write('a');
    });
    const impatient = setUp([{ origin: server.origin }], { headMilliseconds: 150 });
    expect(failureOf(await impatient.send({ url: `${server.origin}/silent` }))).toMatchObject({
      code: 'timed-out',
      why: expect.stringContaining('waited 150 milliseconds') as unknown,
    });
    const { send } = setUp([{ origin: server.origin }], { idleMilliseconds: 150 });
    const stopped = valueOf(await send({ url: `${server.origin}/stops` }));
    expect(stopped).toMatchObject({ bytes: 1, body: { text: 'a' }, incomplete: { code: 'timed-out' } });
    expect(stopped.incomplete?.why).toContain('nothing more for 150 milliseconds');
    await until(() => server.openSockets() === 0);
  });

  it('R74+: how long to wait is what the person chose when the request is sent, and no time at all when they chose so', async () => {
    const server = await start((_request, response) => response.end('ok'));
    const waits: number[] = [];
    const clock = {
      ...systemClock,
      after: (milliseconds: number, callback: () => void) => {
        // Shorter ones are those of the progress.
        if (milliseconds >= 1000) waits.push(milliseconds);
        return systemClock.after(milliseconds, callback);
      },
    };
    let timeouts: RequestTimeouts = { firstByteSeconds: 300, idleSeconds: 600 };
    const others = { clock, timeouts: () => timeouts };
    const { send } = setUp([{ origin: server.origin }], {}, {}, others);
    valueOf(await send({ url: server.origin }));
    expect(new Set(waits)).toEqual(new Set([300_000, 600_000]));
    waits.length = 0;
    timeouts = { firstByteSeconds: null, idleSeconds: null };
    valueOf(await send({ url: server.origin }));
    expect(waits).toEqual([]);
  });

  it('R74+: a slow answer may take as long as it likes while it comes', async () => {
    const server = await start((_request, response) => {
      let left = 50;
      const drip = setInterval(() => {
        left -= 1;
        if (left > 0) response.write('a');
        else response.end();
        if (left === 0) clearInterval(drip);
      }, 50);
    });
    const { send } = setUp([{ origin: server.origin }], { headMilliseconds: 2000, idleMilliseconds: 2000 });
    expect(valueOf(await send({ url: server.origin }))).toMatchObject({ bytes: 49 });
  });

  it('answers without a body: HEAD, 204 and 304', async () => {
    const server = await start((request, response) => {
      const status = Number(request.path.slice(1));
      response.writeHead(status, { 'content-length': status === 204 ? '0' : '99999999' }).end();
    });
    const { send } = setUp([{ origin: server.origin }]);
    for (const [method, status] of [
      ['HEAD', 200],
      ['GET', 204],
      ['GET', 304],
    ] as const) {
      expect(await send({ method, url: `${server.origin}/${String(status)}` })).toMatchObject({
        ok: true,
        value: { status, body: { kind: 'empty' } },
      });
    }
  });
});

describe('a person who is asked something meanwhile', () => {
  it('may take as long as they like; once that is over the server has as long as ever', async () => {
    const clock = new FakeClock();
    const answersAfter = (milliseconds: number): Fetch => ({
      async send({ asking }, signal) {
        asking?.(true);
        clock.advance(3_600_000);
        asking?.(false);
        clock.advance(milliseconds);
        if (signal.aborted) throw new FetchError('cancelled', 'It was given up.');
        return Promise.resolve({ status: 204, statusText: '', headers: [], body: new Blob().stream() });
      },
    });
    const sentTo = (fetch: Fetch) =>
      setUp(
        [{ origin: 'https://api.test' }],
        { headMilliseconds: 1000 },
        {},
        { clock, fetchFor: () => fetch },
      ).send({ url: 'https://api.test/' });
    expect(valueOf(await sentTo(answersAfter(999))).status).toBe(204);
    expect(failureOf(await sentTo(answersAfter(1000))).code).toBe('timed-out');
  });
});

describe('cancelling', () => {
  it('stops every request of a connection that is deleted, and none of another', async () => {
    const seen: string[] = [];
    const server = await start(({ path }, response) => {
      seen.push(path);
      if (path === '/now') response.end('ok');
    });
    const { broker, send } = setUp([{ origin: server.origin }]);
    const all = [send({ url: `${server.origin}/one` }, 'one'), send({ url: `${server.origin}/two` }, 'two')];
    await until(() => seen.length === 2);
    broker.cancelAll('another');
    valueOf(await send({ url: `${server.origin}/now` }, 'now'));
    expect(server.openSockets()).toBeGreaterThan(1);
    broker.cancelAll('connection1');
    for (const sent of await Promise.all(all)) expect(failureOf(sent).code).toBe('cancelled');
  });

  it('works while the token is waited for, and nothing is sent', async () => {
    const server = await start((_request, response) => response.end('ok'));
    const { send, tokens, broker } = setUp([{ origin: server.origin }]);
    tokens.accessToken = () => new Promise(() => undefined);
    const sending = send({ url: server.origin });
    broker.cancel('request1');
    expect(await sending).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
    expect(server.seen).toEqual([]);
  });

  it.each(['/silent', '/half'])(
    'works while waiting and while receiving (%s), and frees the socket',
    async (path) => {
      const server = await start((request, response) => {
        if (request.path === '/half') response.write('a');
      });
      const { send, broker, activity } = setUp([{ origin: server.origin }]);
      const sending = send({ url: `${server.origin}${path}` });
      await until(() => server.seen.length === 1);
      await new Promise((resolve) => setTimeout(resolve, 20));
      broker.cancel('request1');
      expect(await sending).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
      await until(() => server.openSockets() === 0);
      expect(activity).toMatchObject([{ failureCode: 'cancelled' }]);
    },
  );

  it('an id that is unknown or finished is left alone; one that runs cannot be taken twice', async () => {
    const server = await start((request, response) => {
      if (request.path === '/') response.end('ok');
    });
    const { send, broker } = setUp([{ origin: server.origin }]);
    broker.cancel('unknown');
    expect((await send({ url: server.origin })).ok).toBe(true);
    broker.cancel('request1');
    const first = send({ url: `${server.origin}/silent` });
    expect(await send({ url: server.origin })).toMatchObject({
      ok: false,
      failure: { code: 'input-invalid' },
    });
    broker.cancel('request1');
    expect(await first).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
  });
});

describe('afterwards', () => {
  it('the body can be saved under a fitting name, as it was shown', async () => {
    const server = await start((request, response) => {
      response.writeHead(200, { 'content-type': 'text/csv' });
      response.end(`a,${request.headers.authorization ?? ''}`);
    });
    const { send, broker, saved } = setUp([{ origin: server.origin }]);
    await send({ url: `${server.origin}/export/list` });
    const body = await broker.withBody('request1', (kept) => Promise.resolve(kept));
    expect(body).toMatchObject({ suggestedName: 'list.csv', mediaType: 'text/csv' });
    expect(String(await saved())).toBe('a,Bearer [access token]');
    expect(await saved('another')).toBeNull();
  });

  it('the activity holds what was done, and neither the query nor the token', async () => {
    const server = await start((_request, response) => response.end('ok'));
    const { send, activity } = setUp([{ origin: server.origin, resource: 'urn:api' }]);
    await send({ url: `${server.origin}/v1/notes?customer=4711` });
    await until(() => activity.length === 1);
    expect(activity).toMatchObject([
      { step: 'request', outcome: 'ok', summary: `GET ${new URL(server.origin).host} answered 200.` },
    ]);
    const text = JSON.stringify(activity);
    expect(text).toContain('/v1/notes?…');
    expect(text).toContain('access token for urn:api');
    expect(text).not.toContain('4711');
    expect(text).not.toContain('secret-token');
  });

  it('a connection that was removed meanwhile is a clear failure', async () => {
    const { broker } = setUp([]);
    expect(
      await broker.send({
        connectionId: 'gone',
        requestId: 'r',
        request: { method: 'GET', url: 'https://a.test', headers: [], body: null, authorization: 'off' },
      }),
    ).toMatchObject({ ok: false, failure: { code: 'not-found' } });
  });

  it('a server that cannot be reached is named by host, without its path', async () => {
    const { send } = setUp([]);
    const closed = await start((_request, response) => response.end());
    await closed.close();
    const sent = await send({ url: `${closed.origin}/secret-path?x=1`, authorization: 'off' });
    expect(sent).toMatchObject({ ok: false, failure: { code: 'connection-failed' } });
    expect(JSON.stringify(sent)).not.toContain('secret-path');
  });
});
