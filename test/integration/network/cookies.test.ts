import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CookiesView } from '../../../src/shared/cookies.ts';
import type { RequestDraft, ResponseView } from '../../../src/shared/request.ts';
import type { Result } from '../../../src/shared/result.ts';
import { startElectronProgram, type ElectronProgram } from '../../support/electron-program.ts';
import { startLoopbackServer, type LoopbackServer } from '../../support/loopback-server.ts';
import { privateCertificate } from '../../support/private-authority.ts';
import { valueOf } from '../../support/results.ts';

/* Cookies that a connection keeps, through the broker and the app's own network in a real Electron. */

const session = 'a-session-that-nobody-guesses';

let electron: ElectronProgram;
const servers: LoopbackServer[] = [];
let count = 0;
let connection = '';

beforeAll(async () => {
  electron = await startElectronProgram(fileURLToPath(new URL('program.ts', import.meta.url)), {
    switches: ['--host-resolver-rules=MAP *.acme.test 127.0.0.1, MAP *.github.io 127.0.0.1'],
  });
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});
afterAll(async () => {
  await electron.stop();
});

/** `/set?<line>&<line>` sets these cookies, `/away?…` does so and leads to `/after`; every other path repeats what it was sent. */
async function start(certificate?: Parameters<typeof startLoopbackServer>[1]): Promise<LoopbackServer> {
  return serving((request, response) => {
    const { pathname, searchParams } = new URL(request.path, 'http://x');
    const lines = searchParams.getAll('c');
    if (lines.length > 0) response.setHeader('set-cookie', lines);
    if (pathname === '/away') response.writeHead(302, { location: '/after' }).end();
    else response.end(`sent: ${request.headers.cookie ?? 'none'}`);
  }, certificate);
}

/** A server, and a connection that nothing was sent by. */
async function serving(...parameters: Parameters<typeof startLoopbackServer>): Promise<LoopbackServer> {
  count += 1;
  connection = `connection${String(count)}`;
  const server = await startLoopbackServer(...parameters);
  servers.push(server);
  return server;
}

function setting(path: string, ...lines: readonly string[]): string {
  return `${path}?${lines.map((line) => `c=${encodeURIComponent(line)}`).join('&')}`;
}

async function ask(
  url: string,
  { allowed = [new URL(url).origin], ...draft }: Partial<RequestDraft> & { allowed?: readonly string[] } = {},
): Promise<Result<ResponseView>> {
  const sent = await electron.call('request', {
    connection,
    apiOrigins: allowed.map((origin) => ({ origin, resource: 'urn:api' })),
    tokens: { 'urn:api': 'a-token' },
    draft: { method: 'GET', url, headers: [], body: null, authorization: 'off', ...draft },
    keepsCookies: true,
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the broker's own answer, as it crossed
  return sent as Result<ResponseView>;
}

async function get(url: string, options: Parameters<typeof ask>[1] = {}): Promise<ResponseView> {
  return valueOf(await ask(url, options));
}

async function view(): Promise<CookiesView> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the view, as it crossed
  return (await electron.call('cookieView', connection)) as CookiesView;
}

const cookieOf = ({ seen }: LoopbackServer): string | undefined => seen.at(-1)?.headers.cookie;

describe('a cookie that an API sets', () => {
  it('goes back to it the next time, with and without the sign-in, and to no other connection', async () => {
    const server = await start();
    await get(
      `${server.origin}${setting('/set', `sid=${session}; HttpOnly`, 'theme=dark; SameSite=Strict')}`,
    );
    expect(cookieOf(server)).toBeUndefined();
    await get(`${server.origin}/again`);
    expect(cookieOf(server)).toBe(`sid=${session}; theme=dark`);
    await get(`${server.origin}/again`, { authorization: 'on' });
    expect(server.seen.at(-1)?.headers).toMatchObject({
      cookie: `sid=${session}; theme=dark`,
      authorization: 'Bearer a-token',
    });
    connection = 'another';
    await get(`${server.origin}/again`);
    expect(cookieOf(server)).toBeUndefined();
  });

  it('on the way of a redirect is kept, and goes along to where it leads', async () => {
    const server = await start();
    const answer = await get(`${server.origin}${setting('/away', `sid=${session}`)}`);
    expect(answer.hops).toHaveLength(1);
    expect(server.seen.map(({ headers }) => headers.cookie)).toEqual([undefined, `sid=${session}`]);
  });

  it('lets a server lead to the same address once more', async () => {
    const server = await serving((request, response) => {
      if (request.headers.cookie === 'seen=1') response.end('welcome');
      else response.writeHead(302, { location: '/', 'set-cookie': 'seen=1' }).end();
    });
    expect((await get(`${server.origin}/`)).body).toMatchObject({ text: 'welcome' });
  });

  it('is shown by name: neither a header nor what the answer repeats has its value', async () => {
    const server = await start();
    const first = await get(`${server.origin}${setting('/set', `sid=${session}; Path=/`, 'bare')}`);
    expect(first.headers.filter(([name]) => name === 'set-cookie')).toEqual([
      ['set-cookie', 'sid=[cookie value]; Path=/'],
      ['set-cookie', '[cookie value]'],
    ]);
    const second = await get(`${server.origin}/again`);
    expect(second.body).toMatchObject({ text: 'sent: sid=[access token]; bare' });
    expect(second.credentialReplaced).toBe(true);
    expect(JSON.stringify([first, second, await view()])).not.toContain(session);
  });

  it('with the new session in the address that it leads to is followed, and the address is shown without', async () => {
    const server = await serving((request, response) => {
      if (request.path !== '/') response.end('in');
      else response.writeHead(302, { location: `/in;id=${session}`, 'set-cookie': `id=${session}` }).end();
    });
    const answer = await get(`${server.origin}/`);
    expect(server.seen.at(-1)?.path).toBe(`/in;id=${session}`);
    expect(answer.status).toBe(200);
    expect(JSON.stringify(answer)).not.toContain(session);
  });

  it('goes to no origin that the connection does not name, and none of such an origin is kept', async () => {
    const server = await start();
    await get(`${server.origin}${setting('/set', 'a=1')}`);
    await get(`${server.origin}${setting('/set', 'b=2')}`, { allowed: [] });
    expect(cookieOf(server)).toBeUndefined();
    await get(`${server.origin}/again`);
    expect(cookieOf(server)).toBe('a=1');
  });

  it('obeys path, end, prefix, domain and public suffix (RFC 6265bis §5.7)', async () => {
    const server = await start();
    const refused = [
      'com=1; Domain=com',
      'other=1; Domain=example.com',
      '__Host-h=1; Path=/',
      'none=1; SameSite=None',
    ];
    await get(
      `${server.origin}${setting('/set', 'deep=1; Path=/deep', 'gone=1; Max-Age=0', 'long=1; Max-Age=900', ...refused)}`,
    );
    expect((await view()).hosts).toEqual([{ host: '127.0.0.1', names: ['deep', 'long'] }]);
    await get(`${server.origin}/again`);
    expect(cookieOf(server)).toBe('long=1');
    await get(`${server.origin}/deep/er`);
    expect(cookieOf(server)).toBe('deep=1; long=1');
    await get(`${server.origin}${setting('/set', 'long=; Max-Age=0')}`);
    expect((await view()).hosts).toEqual([{ host: '127.0.0.1', names: ['deep'] }]);
  });

  it('for a domain goes to the hosts below it that the connection names, and for a public suffix to nobody', async () => {
    const server = await start(privateCertificate(['DNS:*.acme.test']));
    await electron.call('trustEverybody', connection);
    const { port } = new URL(server.origin);
    const at = (host: string): string => `https://${host}:${port}`;
    const allowed = [at('one.acme.test'), at('two.acme.test'), at('one.github.io')];
    const lines = [
      'dom=1; Domain=acme.test; Secure',
      '__Host-h=1; Secure; Path=/',
      '__Secure-s=1',
      'top=1; Domain=test',
    ];
    await get(`${at('one.acme.test')}${setting('/set', ...lines)}`, { allowed });
    await get(`${at('one.github.io')}${setting('/set', 'pages=1; Domain=github.io')}`, { allowed });
    expect((await view()).hosts).toEqual([
      { host: '.acme.test', names: ['dom'] },
      { host: 'one.acme.test', names: ['__Host-h'] },
    ]);
    await get(`${at('one.acme.test')}/again`, { allowed });
    expect(cookieOf(server)).toBe('dom=1; __Host-h=1');
    await get(`${at('two.acme.test')}/again`, { allowed });
    expect(cookieOf(server)).toBe('dom=1');
    await get(`${at('three.acme.test')}/again`, { allowed });
    expect(cookieOf(server)).toBeUndefined();
    const before = await view();
    await electron.call('restart', connection);
    expect(await view()).toEqual(before);
  });

  it('may be hostile: too many, too long, with control characters, with other letters', async () => {
    const many = Array.from({ length: 3000 }, (_, at) => `c${String(at)}=1`);
    const server = await serving((request, response) => {
      if (request.path === '/many') response.setHeader('set-cookie', many);
      if (request.path === '/long') response.setHeader('set-cookie', `long=${'x'.repeat(100_000)}`);
      if (request.path === '/signs') {
        response.socket?.end(
          'HTTP/1.1 200 OK\r\nSet-Cookie: bad=a\u0001b\r\nSet-Cookie: ok=1\r\nContent-Length: 0\r\n\r\n',
        );
      } else if (request.path === '/endless') {
        response.socket?.end(`HTTP/1.1 200 OK\r\nSet-Cookie: a=${'x'.repeat(1_000_000)}\r\n\r\n`);
      } else response.end();
    });
    expect((await get(`${server.origin}/long`)).status).toBe(200);
    expect((await get(`${server.origin}/signs`)).status).toBe(200);
    expect((await view()).hosts).toEqual([{ host: '127.0.0.1', names: ['ok'] }]);
    expect((await ask(`${server.origin}/endless`)).ok).toBe(false);
    expect((await get(`${server.origin}/many`)).status).toBe(200);
    expect((await view()).hosts[0]?.names.length).toBeLessThanOrEqual(180);
    expect((await get(`${server.origin}/after`)).status).toBe(200);
  });
});

describe('cookies that are kept', () => {
  it('are there after a restart, in their order', async () => {
    const server = await start();
    const lines = ['a=1', 'b=2; Path=/deep', `c=3; Max-Age=900; HttpOnly; SameSite=Lax`, 'd=4; Secure'];
    await get(`${server.origin}${setting('/set', ...lines)}`);
    const before = await view();
    expect(await electron.call('restart', connection)).toContain('"name":"b"');
    expect(await view()).toEqual(before);
    await get(`${server.origin}/deep/er`);
    expect(cookieOf(server)).toBe('b=2; a=1; c=3; d=4');
  });

  it('are not known while the vault is locked: the request says so, and nothing goes out', async () => {
    const server = await start();
    await get(`${server.origin}${setting('/set', 'a=1')}`);
    await electron.call('lockCookies', true);
    const before = server.seen.length;
    expect(await electron.call('cookies', connection)).toBe(0);
    expect(await ask(`${server.origin}/again`)).toMatchObject({ failure: { code: 'keyring-locked' } });
    await electron.call('lockCookies', false);
    await get(`${server.origin}/again`);
    expect(server.seen).toHaveLength(before + 1);
    expect(cookieOf(server)).toBe('a=1');
  });

  it('are forgotten in memory and in the vault', async () => {
    const server = await start();
    await get(`${server.origin}${setting('/set', 'forget-me=1')}`);
    await electron.call('forgetCookies', connection);
    expect((await view()).hosts).toEqual([]);
    await get(`${server.origin}/again`);
    expect(cookieOf(server)).toBeUndefined();
    expect(await electron.call('restart', connection)).toBeNull();
  });

  it('go along into a new session of the connection, where they are saved and forgotten as before', async () => {
    const server = await start();
    await get(`${server.origin}${setting('/set', 'a=1')}`);
    await electron.call('renewSessions', null);
    expect(await electron.call('cookies', connection)).toBe(0);
    await get(`${server.origin}${setting('/set', 'b=2')}`);
    expect(cookieOf(server)).toBe('a=1');
    expect((await view()).hosts).toEqual([{ host: '127.0.0.1', names: ['a', 'b'] }]);
    await electron.call('forgetCookies', connection);
    await get(`${server.origin}/again`);
    expect(cookieOf(server)).toBeUndefined();
    expect(await electron.call('restart', connection)).toBeNull();
  });
});
