import { afterEach, describe, expect, it } from 'vitest';
import { startLoopbackServer, type LoopbackServer } from '../../support/loopback-server.ts';
import { valueOf } from '../../support/results.ts';
import { succeed } from '../../../src/shared/result.ts';
import { setUp } from './set-up.ts';

const servers: LoopbackServer[] = [];

async function start(...parameters: Parameters<typeof startLoopbackServer>): Promise<LoopbackServer> {
  const server = await startLoopbackServer(...parameters);
  servers.push(server);
  return server;
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

describe('redirects that are followed', () => {
  it('R24+: within the origin the token goes along, and the answer says which way it came', async () => {
    const server = await start((request, response) => {
      if (request.path === '/v1') response.writeHead(308, { location: '/v2' }).end('moved');
      else response.end('here');
    });
    const { send, tokens, activity } = setUp([{ origin: server.origin }]);
    expect(await send({ url: `${server.origin}/v1` })).toMatchObject({
      ok: true,
      value: {
        status: 200,
        authorized: true,
        body: { text: 'here' },
        hops: [
          {
            status: 308,
            from: { method: 'GET', url: `${server.origin}/v1` },
            to: { method: 'GET', url: `${server.origin}/v2` },
            leftBehind: [],
          },
        ],
      },
    });
    expect(server.seen.map(({ headers }) => headers.authorization)).toEqual(
      Array.from({ length: 2 }, () => `Bearer ${tokens.current()}`),
    );
    expect(activity[0]?.facts).toContainEqual({ name: 'Redirect', value: `308 to GET ${server.origin}` });
  });

  it('an answer that was not redirected has no hops', async () => {
    const server = await start((_request, response) => response.end('ok'));
    const { send } = setUp([{ origin: server.origin }]);
    const sent = await send({ url: server.origin });
    expect(sent.ok && Object.keys(sent.value)).not.toContain('hops');
  });

  it('the value of a cookie is not shown in the way either, also where the way replaced it', async () => {
    let kept = 'first-value-0123456789';
    const server = await start((request, response) => {
      if (request.path === '/v2') return response.end('here');
      kept = 'second-value-0123456789';
      return response.writeHead(302, { location: '/v2' }).end();
    });
    const cookies = {
      on: () => true,
      open: () => Promise.resolve(succeed({ values: () => Promise.resolve([kept]) })),
    };
    const { send } = setUp([{ origin: server.origin }], {}, {}, { cookies });
    const sent = valueOf(await send({ url: `${server.origin}/v1?was=first-value-0123456789` }));
    expect(sent).toMatchObject({ status: 200, hops: [{ to: { url: `${server.origin}/v2` } }] });
    expect(sent.hops?.[0]?.from.url).toBe(`${server.origin}/v1?was=[access token]`);
  });

  it('F31+: a 401 behind a redirect is answered by one renewal, and the hop alone is repeated', async () => {
    const server = await start((request, response) => {
      if (request.path === '/v1') response.writeHead(307, { location: '/v2' }).end();
      else response.writeHead(request.headers.authorization?.endsWith('+1==') === true ? 401 : 200).end('ok');
    });
    const { send, tokens } = setUp([{ origin: server.origin }]);
    expect(await send({ url: `${server.origin}/v1` })).toMatchObject({ ok: true, value: { status: 200 } });
    expect(server.seen.map(({ path }) => path)).toEqual(['/v1', '/v2', '/v2']);
    expect(tokens.rejectedValues).toHaveLength(1);
  });

  it('F31-: there is one renewal for all hops', async () => {
    const server = await start((request, response) => {
      const [, number = ''] = request.path.split('/');
      const first = request.headers.authorization?.endsWith('+1==') === true;
      if (first || number === '2') response.writeHead(401).end();
      else response.writeHead(307, { location: '/2' }).end();
    });
    const { send, tokens } = setUp([{ origin: server.origin }]);
    expect(await send({ url: `${server.origin}/1` })).toMatchObject({ ok: true, value: { status: 401 } });
    expect(server.seen.map(({ path }) => path)).toEqual(['/1', '/1', '/2']);
    expect(tokens.rejectedValues).toHaveLength(1);
  });

  it('an echo is replaced even where the token was not sent: the first server may have passed it on', async () => {
    let token = '';
    const other = await start((_request, response) => response.end(`I was told ${token}`));
    const server = await start((request, response) => {
      token = request.headers.authorization ?? '';
      response.writeHead(302, { location: other.origin }).end();
    });
    const { send } = setUp([{ origin: server.origin }]);
    const sent = await send({ url: server.origin });
    expect(sent).toMatchObject({
      ok: true,
      value: {
        authorized: false,
        credentialReplaced: true,
        body: { text: 'I was told Bearer [access token]' },
      },
    });
  });

  it('cancelling works on every hop, and frees the socket', async () => {
    const server = await start((request, response) => {
      if (request.path === '/') response.writeHead(302, { location: '/silent' }).end();
    });
    const { send, broker } = setUp([{ origin: server.origin }]);
    const sending = send({ url: server.origin });
    await expect.poll(() => server.seen.length).toBe(2);
    broker.cancel('request1');
    expect(await sending).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
    await expect.poll(() => server.openSockets()).toBe(0);
  });
});

describe('redirects that are not followed', () => {
  it.each(['file:///etc/passwd', 'app.latchkey.desktop:/callback/x', 'ftp://127.0.0.1/'])(
    'one to %s is shown, in words and with its headers',
    async (location) => {
      const server = await start((_request, response) => {
        response.writeHead(302, { location }).end();
      });
      const { send, activity } = setUp([{ origin: server.origin }]);
      const sent = await send({ url: server.origin });
      expect(sent).toMatchObject({
        ok: true,
        value: { status: 302, redirectRefused: { code: 'redirect-refused' } },
      });
      expect(sent.ok && sent.value.headers).toContainEqual(['location', location]);
      expect(server.seen).toHaveLength(1);
      expect(activity[0]?.facts).toContainEqual({
        name: 'Redirect',
        value: expect.stringContaining('not followed') as unknown,
      });
    },
  );

  it('R17-: one that carries the access token in its address goes nowhere', async () => {
    const other = await start((_request, response) => response.end('stolen'));
    const server = await start((request, response) => {
      const token = (request.headers.authorization ?? '').replace('Bearer ', '');
      response.writeHead(302, { location: `${other.origin}/?t=${encodeURIComponent(token)}` }).end();
    });
    const { send } = setUp([{ origin: server.origin }]);
    const sent = await send({ url: server.origin });
    expect(sent).toMatchObject({
      ok: true,
      value: { status: 302, redirectRefused: { why: expect.stringContaining('access token') as unknown } },
    });
    expect(JSON.stringify(sent)).not.toContain('secret-token');
    expect(other.seen).toEqual([]);
  });

  it('a circle of two ends where it closes', async () => {
    const server = await start((request, response) => {
      response.writeHead(302, { location: request.path === '/a' ? '/b' : '/a' }).end();
    });
    const { send } = setUp([{ origin: server.origin }]);
    expect(await send({ url: `${server.origin}/a` })).toMatchObject({
      ok: true,
      value: {
        status: 302,
        hops: [{ to: { url: `${server.origin}/b` } }],
        redirectRefused: { what: 'The redirects lead in a circle.' },
      },
    });
    expect(server.seen.map(({ path }) => path)).toEqual(['/a', '/b']);
  });

  it('the eleventh redirect of a row without end is the answer', async () => {
    const server = await start((request, response) => {
      response.writeHead(302, { location: `/${String(Number(request.path.slice(1)) + 1)}` }).end();
    });
    const { send } = setUp([{ origin: server.origin }]);
    const sent = await send({ url: `${server.origin}/0` });
    expect(sent).toMatchObject({
      ok: true,
      value: { status: 302, redirectRefused: { what: 'There are too many redirects.' } },
    });
    expect(sent.ok && sent.value.hops).toHaveLength(10);
    expect(server.seen).toHaveLength(11);
  });

  it('a redirect whose own body breaks off is the answer, and leads nowhere', async () => {
    const server = await start((_request, response) => {
      response.writeHead(302, { location: '/there', 'content-length': '100' }).write('half', () => {
        response.destroy();
      });
    });
    const { send } = setUp([{ origin: server.origin }]);
    const sent = valueOf(await send({ url: `${server.origin}/here` }));
    expect(sent).toMatchObject({ status: 302, incomplete: { code: 'connection-failed' } });
    expect(sent).not.toHaveProperty('hops');
    expect(server.seen.map(({ path }) => path)).toEqual(['/here']);
  });

  it('a target that cannot be reached is a failure that says who led there, and blames no field', async () => {
    const gone = await start((_request, response) => response.end());
    await gone.close();
    const server = await start((_request, response) => {
      response.writeHead(302, { location: `${gone.origin}/secret-path` }).end();
    });
    const { send } = setUp([{ origin: server.origin }]);
    const sent = await send({ url: server.origin });
    expect(sent).toMatchObject({
      ok: false,
      failure: {
        code: 'connection-failed',
        why: expect.stringContaining(`redirect of ${new URL(server.origin).host}`) as unknown,
        details: { host: new URL(gone.origin).host },
      },
    });
    expect(sent.ok ? {} : sent.failure.details).not.toHaveProperty('field');
    expect(JSON.stringify(sent)).not.toContain('secret-path');
  });
});
