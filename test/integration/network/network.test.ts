import { readFileSync, readdirSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { startElectronProgram, type ElectronProgram } from '../../support/electron-program.ts';
import { privateCertificate } from '../../support/private-authority.ts';
import { startLoopbackServer, type LoopbackServer } from '../../support/loopback-server.ts';
import { patience } from '../../support/patience.ts';

const answerSchema = z.union([
  z.object({
    ok: z.literal(true),
    status: z.number(),
    statusText: z.string(),
    headers: z.array(z.tuple([z.string(), z.string()])),
    body: z.string(),
    size: z.number(),
  }),
  z.object({
    ok: z.literal(false),
    code: z.string(),
    message: z.string(),
    certificate: z
      .object({
        reason: z.string(),
        chain: z.array(z.object({ subject: z.string(), validUntil: z.number() })),
      })
      .nullable(),
  }),
]);

let electron: ElectronProgram;
const closing: (() => Promise<void>)[] = [];

beforeAll(async () => {
  electron = await startElectronProgram(fileURLToPath(new URL('program.ts', import.meta.url)));
});

afterAll(async () => {
  await electron.stop();
});

afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

async function start(...parameters: Parameters<typeof startLoopbackServer>): Promise<LoopbackServer> {
  const server = await startLoopbackServer(...parameters);
  closing.push(() => server.close());
  return server;
}

interface Request {
  readonly url: string;
  readonly method?: string;
  readonly headers?: readonly (readonly [string, string])[];
  readonly body?: string;
  readonly connection?: string;
  readonly key?: string;
  readonly stopAfter?: number;
  readonly pause?: number;
  readonly upload?: number;
  readonly unreadableAfter?: number;
}

async function send(request: Request): Promise<z.infer<typeof answerSchema>> {
  return answerSchema.parse(
    await electron.call('send', { connection: 'one', method: 'GET', headers: [], ...request }),
  );
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10));
}

async function listen(server: net.Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(
    () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        if (server instanceof http.Server || server instanceof https.Server) server.closeAllConnections();
      }),
  );
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

describe('redirects', () => {
  it.each([301, 302, 303, 307, 308])(
    'R73- R24-: a %i is handed over, and its target never sees Authorization or anything else',
    async (status) => {
      const other = await start((_request, response) => response.end('stolen'));
      const server = await start((_request, response) => {
        response.writeHead(status, { location: `${other.origin}/x`, 'x-own': '1' }).end('moved');
      });
      for (const method of ['GET', 'POST']) {
        const answer = await send({
          url: server.origin,
          method,
          headers: [['authorization', 'Bearer secret']],
          ...(method === 'POST' ? { body: 'a=b' } : {}),
        });
        expect(answer).toMatchObject({ ok: true, status });
        expect(answer.ok && answer.headers).toContainEqual(['location', `${other.origin}/x`]);
        expect(answer.ok && answer.headers).toContainEqual(['x-own', '1']);
      }
      expect(other.seen).toEqual([]);
      expect(server.seen).toHaveLength(2);
    },
  );

  it('R73-: one to the same origin, to a file or to another scheme is handed over as well', async () => {
    for (const location of ['/next', 'file:///etc/passwd', 'app.latchkey.desktop:/callback/x', 'data:,x']) {
      const server = await start((_request, response) => response.writeHead(302, { location }).end());
      const answer = await send({ url: server.origin });
      expect(answer).toMatchObject({ ok: true, status: 302, body: '' });
      expect(answer.ok && answer.headers).toContainEqual(['location', location]);
      expect(server.seen).toHaveLength(1);
    }
  });

  it('R73+: a 3xx that points nowhere, and a 304, are ordinary answers', async () => {
    const server = await start((request, response) => {
      response.writeHead(Number(request.path.slice(1))).end(request.path === '/300' ? 'choices' : '');
    });
    expect(await send({ url: `${server.origin}/300` })).toMatchObject({ status: 300, body: 'choices' });
    expect(await send({ url: `${server.origin}/304` })).toMatchObject({ status: 304, body: '' });
  });
});

describe('what is sent', () => {
  it('no Origin header on token calls, no cookie, no referrer, and the app’s own name', async () => {
    const server = await start((_request, response) => response.end('{}'));
    await send({
      url: `${server.origin}/token`,
      method: 'POST',
      headers: [['content-type', 'application/x-www-form-urlencoded']],
      body: 'grant_type=refresh_token',
    });
    expect(server.seen[0]?.headers).not.toHaveProperty('origin');
    expect(server.seen[0]?.headers).not.toHaveProperty('cookie');
    expect(server.seen[0]?.headers).not.toHaveProperty('referer');
    expect(server.seen[0]?.headers['user-agent']).toMatch(/^[\w-]+\/[\d.]+$/);
    expect(server.seen[0]).toMatchObject({
      method: 'POST',
      body: 'grant_type=refresh_token',
      headers: { 'content-length': '24', 'content-type': 'application/x-www-form-urlencoded' },
    });
  });

  it('a person’s own headers, repeated ones in one line', async () => {
    const server = await start((_request, response) => response.end());
    await send({
      url: server.origin,
      headers: [
        ['X-A', '1'],
        ['x-a', '2'],
        ['Referer', 'https://example.test/page?x=1'],
        ['User-Agent', 'mine'],
        ['Origin', 'https://example.test'],
      ],
    });
    expect(server.seen[0]?.headers).toMatchObject({
      'x-a': '1, 2',
      referer: 'https://example.test/page?x=1',
      'user-agent': 'mine',
      origin: 'https://example.test',
    });
  });

  it('warming a connection up sends nothing', async () => {
    const server = await start((_request, response) => response.end('ok'));
    await electron.call('warmUp', 'warm');
    expect(await send({ url: server.origin, connection: 'warm' })).toMatchObject({ body: 'ok' });
    expect(server.seen).toHaveLength(1);
  });

  it('cookies are neither kept nor sent again', async () => {
    const server = await start((_request, response) => {
      response.writeHead(200, { 'set-cookie': ['a=1; Max-Age=1000', 'b=2'] }).end();
    });
    const first = await send({ url: server.origin, connection: 'cookies' });
    expect(first.ok && first.headers.filter(([name]) => name === 'set-cookie')).toHaveLength(2);
    await send({ url: server.origin, connection: 'cookies' });
    expect(server.seen[1]?.headers).not.toHaveProperty('cookie');
    expect(await electron.call('cookies', 'cookies')).toBe(0);
  });

  it('a body of 5 MB arrives whole', async () => {
    const server = await start((request, response) => response.end(String(request.body.length)));
    expect(await send({ url: server.origin, method: 'PUT', body: 'a'.repeat(5_000_000) })).toMatchObject({
      body: '5000000',
    });
  });
});

describe('what comes back', () => {
  it('is unpacked, with every header as it was sent', async () => {
    const server = await start((request, response) => {
      const packed = request.path === '/br' ? brotliCompressSync('hello') : gzipSync('hello');
      response.writeHead(
        201,
        'Made it',
        [
          ['Content-Encoding', request.path === '/br' ? 'br' : 'gzip'],
          ['X-Twice', 'a'],
          ['X-Twice', 'b'],
        ].flat(),
      );
      response.end(packed);
    });
    // Chromium takes br over TLS and on this computer itself.
    for (const path of ['/gzip', '/br']) {
      const answer = await send({ url: `${server.origin}${path}` });
      expect(answer).toMatchObject({ ok: true, status: 201, statusText: 'Made it', body: 'hello' });
      expect(answer.ok && answer.headers.filter(([name]) => name === 'x-twice')).toEqual([
        ['x-twice', 'a'],
        ['x-twice', 'b'],
      ]);
    }
  });

  it('a 401 is an answer, and nobody is asked for a password', async () => {
    const server = await start((_request, response) => {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end('who are you');
    });
    expect(await send({ url: server.origin })).toMatchObject({ ok: true, status: 401, body: 'who are you' });
    expect(server.seen).toHaveLength(1);
  });

  it('R74+: a body that is read slowly holds the network back instead of filling memory', async () => {
    let written = 0;
    const server = await start((_request, response) => {
      const piece = Buffer.alloc(1_000_000);
      const more = (): void => {
        while (!response.destroyed && written < 300_000_000) {
          written += piece.length;
          if (!response.write(piece)) {
            response.once('drain', more);
            return;
          }
        }
        response.end();
      };
      more();
    });
    const before = Number(await electron.call('memory', null));
    const reading = send({ url: server.origin, pause: 100, key: 'slow', stopAfter: 1_000_000 });
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(written).toBeLessThan(60_000_000);
    expect(Number(await electron.call('memory', null)) - before).toBeLessThan(60_000_000);
    await reading;
    await until(() => server.openSockets() === 0);
  });

  it('R74-: leaving an endless body early closes its connection', async () => {
    const server = await start((_request, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536))) {
          // Until the network holds it back.
        }
        response.once('drain', more);
      };
      more();
    });
    expect(await send({ url: server.origin, stopAfter: 1_000_000 })).toMatchObject({ ok: true });
    await until(() => server.openSockets() === 0);
  });

  it('answers in other charsets are read as in a browser', async () => {
    const cases = [
      [Buffer.from('grün', 'latin1'), 'text/plain; charset=iso-8859-1', 'grün'],
      [Buffer.from([0x83, 0x65]), 'text/plain; charset=shift_jis', 'テ'],
      [Buffer.from([0xc4, 0xe3]), 'text/plain; charset=gbk', '你'],
      [Buffer.from([0xc1]), 'text/plain; charset=windows-1251', 'Б'],
    ] as const;
    for (const [bytes, type, text] of cases) {
      expect(await electron.call('describe', { base64: bytes.toString('base64'), type })).toMatchObject({
        text,
      });
    }
  });
});

describe('cancelling', () => {
  it.each(['/silent', '/half', '/begun'])('frees the socket at once (%s)', async (path) => {
    const server = await start((request, response) => {
      // Chromium holds an answer without a type back until it can guess one.
      if (request.path === '/begun') response.setHeader('content-type', 'text/event-stream');
      if (request.path !== '/silent') response.write('a');
    });
    const sending = send({ url: `${server.origin}${path}`, key: path });
    await until(() => server.seen.length === 1);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await electron.call('cancel', path);
    expect(await sending).toMatchObject({ ok: false, code: 'cancelled' });
    await until(() => server.openSockets() === 0);
  });

  it('while it connects, no connection is left open once nothing else runs', async () => {
    const open = new Set<net.Socket>();
    const silent = net.createServer((socket) => {
      open.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => open.delete(socket));
      socket.resume();
    });
    const server = await start((request, response) => {
      if (request.path === '/ok') response.end('ok');
    });
    const url = `https://127.0.0.1:${String(await listen(silent))}/`;
    const other = send({ url: `${server.origin}/silent`, key: 'other', connection: 'connecting' });
    const connecting = send({ url, key: 'connecting', connection: 'connecting' });
    await until(() => open.size === 1 && server.seen.length === 1);
    await electron.call('cancel', 'connecting');
    expect(await connecting).toMatchObject({ ok: false, code: 'cancelled' });
    // The other one was not hit.
    expect(await send({ url: `${server.origin}/ok`, connection: 'connecting' })).toMatchObject({
      body: 'ok',
    });
    expect(server.openSockets()).toBe(2);
    await electron.call('cancel', 'other');
    expect(await other).toMatchObject({ ok: false, code: 'cancelled' });
    await until(() => open.size === 0);
  });

  it('closing a connection’s network ends what is open there and leaves other connections alone', async () => {
    const server = await start((request, response) => {
      if (request.path === '/ok') response.end('ok');
    });
    const sending = send({ url: `${server.origin}/silent`, connection: 'closing' });
    await until(() => server.seen.length === 1);
    await electron.call('close', 'closing');
    expect(await sending).toMatchObject({ ok: false });
    expect(await send({ url: `${server.origin}/ok` })).toMatchObject({ ok: true, body: 'ok' });
  });
});

it('a network that is closed and opened again and again, as a check does, is no more than one', async () => {
  for (let time = 0; time < 3; time += 1) {
    // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other
    await electron.call('warmUp', 'again');
    // oxlint-disable-next-line eslint/no-await-in-loop -- as above
    await electron.call('close', 'again');
  }
  expect(await electron.call('listeners', 'again')).toBe(1);
});

describe('when no answer comes', () => {
  it('a name that does not exist', async () => {
    expect(await send({ url: 'https://nowhere.invalid/' })).toMatchObject({ code: 'name-not-resolved' });
  });

  it('a port where nobody listens, a reset, half a body, no HTTP at all', async () => {
    const probe = net.createServer();
    const port = await listen(probe);
    await closing.pop()?.();
    expect(await send({ url: `http://127.0.0.1:${String(port)}/` })).toMatchObject({
      code: 'connection-failed',
    });

    const server = await start((request, response) => {
      if (request.path === '/reset') response.destroy();
      else {
        response.writeHead(200, { 'content-length': '100' });
        response.write('half');
        setTimeout(() => response.destroy(), 30);
      }
    });
    expect(await send({ url: `${server.origin}/reset` })).toMatchObject({ code: 'connection-failed' });
    expect(await send({ url: `${server.origin}/half` })).toMatchObject({ code: 'connection-failed' });

    const noise = await listen(
      net.createServer((socket) => socket.end('\u0000\u0001 not http').destroySoon()),
    );
    expect((await send({ url: `http://127.0.0.1:${String(noise)}/` })).ok).toBe(false);
  });

  it('an answer whose coding is broken', async () => {
    const server = await start((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end('not gzip');
    });
    expect(await send({ url: server.origin })).toMatchObject({ code: 'answer-unreadable' });
  });

  it('a certificate that nobody vouches for', async () => {
    let asked = 0;
    const server = https.createServer({ ...privateCertificate(['IP:127.0.0.1']) }, (_request, response) => {
      asked += 1;
      response.end();
    });
    const url = `https://127.0.0.1:${String(await listen(server))}/`;
    const headers = [['authorization', 'Bearer secret']] as const;
    // The second one is judged from what Chromium remembers.
    for (const answer of [await send({ url, headers }), await send({ url, headers })]) {
      expect(answer).toMatchObject({
        code: 'certificate-invalid',
        certificate: { reason: 'unknown-authority', chain: [{ subject: 'latchkey.test' }] },
      });
    }
    expect(asked).toBe(0);
  });

  it('a proxy that wants a sign-in of its own, for http and for https', async () => {
    const proxy = http.createServer((_request, response) => {
      response.writeHead(407, { 'proxy-authenticate': 'Basic realm="p"' }).end('sign in');
    });
    proxy.on('connect', (_request, socket) => {
      socket.end(
        'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="p"\r\nContent-Length: 0\r\n\r\n',
      );
    });
    const port = await listen(proxy);
    await electron.call('proxy', { connection: 'proxied', rules: `127.0.0.1:${String(port)}` });
    for (const url of ['http://127.0.0.1:9999/', 'https://127.0.0.1:9999/']) {
      expect(await send({ url, connection: 'proxied' })).toMatchObject({ code: 'proxy-sign-in-needed' });
    }
  });

  it('a server that answers 407 itself', async () => {
    const server = await start((_request, response) => {
      response.writeHead(407, { 'proxy-authenticate': 'Basic realm="p"' }).end();
    });
    expect(await send({ url: server.origin })).toMatchObject({ code: 'proxy-sign-in-needed' });
  });

  it('errors carry no address', async () => {
    const answer = await send({ url: 'https://nowhere.invalid/secret-path?token=x' });
    expect(JSON.stringify(answer)).not.toContain('secret-path');
  });
});

/** A server that says what it is given, whatever that is, as soon as it was asked. */
async function saying(...parts: readonly string[]): Promise<string> {
  const sockets: net.Socket[] = [];
  closing.push(async () => {
    for (const socket of sockets) socket.destroy();
    return Promise.resolve();
  });
  const made = net.createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.once('data', () => {
      for (const part of parts) socket.write(part);
      socket.end();
    });
  });
  return `http://127.0.0.1:${String(await listen(made))}/`;
}

describe('answers that keep no rule', () => {
  it.each([
    ['says nothing at all', ['']],
    ['two lengths that differ', ['HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab']],
    ['two places to go to', ['HTTP/1.1 302 Found\r\nLocation: /a\r\nLocation: /b\r\n\r\n']],
    [
      'less than its length',
      ['HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 9\r\n\r\nhalf'],
    ],
    ['pieces that end in the middle', ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhalf']],
    ['pieces of no length', ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhalf']],
  ])('%s: no answer, and a reason', async (_name, parts) => {
    const answer = await send({ url: await saying(...parts) });
    expect(['answer-unreadable', 'connection-failed']).toContain(answer.ok ? 'answered' : answer.code);
  });

  it('R74-: headers without end are not read without end, and the connection is let go', async () => {
    let open = 0;
    const made = net.createServer((socket) => {
      open += 1;
      socket.on('error', () => undefined);
      socket.on('close', () => {
        open -= 1;
      });
      const more = (): void => {
        while (!socket.destroyed && socket.write(`X-${'a'.repeat(1000)}: ${'b'.repeat(1000)}\r\n`)) {
          // Until the network holds it back.
        }
      };
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\n');
        socket.on('drain', more);
        more();
      });
    });
    const url = `http://127.0.0.1:${String(await listen(made))}/`;
    expect(await send({ url })).toMatchObject({ ok: false, code: 'answer-unreadable' });
    await until(() => open === 0);
  });

  it.each([
    [204, 'HTTP/1.1 204 No Content\r\nContent-Length: 4\r\n\r\nbody', ''],
    [304, 'HTTP/1.1 304 Not Modified\r\nContent-Length: 4\r\n\r\nbody', ''],
    [200, 'HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody and more than that', 'body'],
    [200, 'HTTP/1.1 200 OK\r\n\r\nneither length nor type', 'neither length nor type'],
    [200, 'HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n<script>', '<script>'],
    [299, 'HTTP/1.1 299 \r\nContent-Type: ;;;\r\nContent-Length: 2\r\n\r\nok', 'ok'],
  ])('a %i of %j is what it is by the rules', async (status, said, body) => {
    expect(await send({ url: await saying(said) })).toMatchObject({ ok: true, status, body });
  });
});

describe('the disk', () => {
  it('holds nothing of an answer and no cookie afterwards', async () => {
    const marker = `marker-${String(process.pid)}-on-no-disk`;
    const server = await start((_request, response) => {
      response.writeHead(200, {
        'cache-control': 'public, max-age=1000',
        etag: '"x"',
        'set-cookie': `${marker}=1; Max-Age=1000`,
      });
      response.end(marker.repeat(1000));
    });
    await send({ url: server.origin, connection: 'disk' });
    await send({ url: server.origin, connection: 'disk' });
    expect(server.seen).toHaveLength(2);
    expect(server.seen[1]?.headers).not.toHaveProperty('if-none-match');
    expect(await electron.call('storage', 'disk')).toBeNull();
    const files = readdirSync(electron.home, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    expect(files.length).toBeGreaterThan(0);
    const holding = files.filter((entry) =>
      readFileSync(join(entry.parentPath, entry.name)).includes(marker),
    );
    expect(holding.map(({ name }) => name)).toEqual([]);
  });
});

/** A server that says how much arrived, and how. */
async function counting(): Promise<string> {
  const made = http.createServer((request, response) => {
    let bytes = 0;
    request.on('data', (part: Buffer) => {
      bytes += part.byteLength;
    });
    request.on('end', () => {
      const { 'content-length': length = null, 'transfer-encoding': coding = null } = request.headers;
      response.end(JSON.stringify({ bytes, length, coding }));
    });
  });
  return `http://127.0.0.1:${String(await listen(made))}`;
}

describe('a body that is read while it is sent', () => {
  const uploadsSchema = z.object({ bytes: z.number(), open: z.number() });
  const uploads = async () => uploadsSchema.parse(await electron.call('uploads', null));

  it('up to 64 MB with its length, beyond in pieces, and main does not grow by it', async () => {
    const url = await counting();
    const short = await send({ url, method: 'PUT', upload: 64_000_000 });
    expect(short.ok && JSON.parse(short.body)).toEqual({
      bytes: 64_000_000,
      length: '64000000',
      coding: null,
    });
    const before = z.number().parse(await electron.call('memory', null));
    const long = await send({ url, method: 'PUT', upload: 200_000_000 });
    expect(long.ok && JSON.parse(long.body)).toEqual({ bytes: 200_000_000, length: null, coding: 'chunked' });
    const grown = z.number().parse(await electron.call('memory', null)) - before;
    expect(grown).toBeLessThan(90_000_000);
    expect((await uploads()).open).toBe(0);
  }, 120_000);

  it('a server that does not read holds it back; cancelled, the file is closed', async () => {
    const made = http.createServer((request) => {
      request.pause();
    });
    const url = `http://127.0.0.1:${String(await listen(made))}`;
    const sending = send({ url, method: 'PUT', upload: 1_000_000_000, key: 'held' });
    await vi.waitFor(async () => {
      expect((await uploads()).bytes).toBeGreaterThan(0);
    }, patience);
    expect((await uploads()).bytes).toBeLessThan(200_000_000);
    await electron.call('cancel', 'held');
    expect(await sending).toMatchObject({ ok: false, code: 'cancelled' });
    await vi.waitFor(async () => {
      expect((await uploads()).open).toBe(0);
    }, patience);
  });

  it('one that cannot be read to its end does not count as sent, short or long', async () => {
    let whole = 0;
    const made = http.createServer((request, response) => {
      request.on('data', () => undefined);
      request.on('end', () => {
        whole += 1;
        response.end();
      });
    });
    const url = `http://127.0.0.1:${String(await listen(made))}`;
    for (const upload of [10_000_000, 100_000_000]) {
      const answer = await send({ url, method: 'PUT', upload, unreadableAfter: 5_000_000 });
      expect(answer).toMatchObject({ ok: false, code: 'disk-failed' });
    }
    expect(whole).toBe(0);
  });

  it('a connection that ends in the middle of it is told', async () => {
    const made = http.createServer((request) => {
      request.once('data', () => request.socket.resetAndDestroy());
    });
    const url = `http://127.0.0.1:${String(await listen(made))}`;
    expect(await send({ url, method: 'PUT', upload: 500_000_000 })).toMatchObject({
      code: 'connection-failed',
    });
    await vi.waitFor(async () => {
      expect((await uploads()).open).toBe(0);
    }, patience);
  });

  it('an answer that comes before all was sent is the answer, and reading stops', async () => {
    const made = http.createServer((_request, response) => {
      response.writeHead(411, { connection: 'close' }).end('no length');
    });
    const url = `http://127.0.0.1:${String(await listen(made))}`;
    expect(await send({ url, method: 'PUT', upload: 500_000_000 })).toMatchObject({
      status: 411,
      body: 'no length',
    });
    await vi.waitFor(async () => {
      expect((await uploads()).open).toBe(0);
    }, patience);
  });
});
