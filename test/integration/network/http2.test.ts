import { createSecureServer, type Http2SecureServer, type ServerHttp2Session } from 'node:http2';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { makeAuthority, trust, type Authority } from '../../support/authority.ts';
import { startElectronProgram, type ElectronProgram } from '../../support/electron-program.ts';

const answerSchema = z.object({
  ok: z.boolean(),
  status: z.number().optional(),
  headers: z.array(z.tuple([z.string(), z.string()])).optional(),
  body: z.string().optional(),
  size: z.number().optional(),
  code: z.string().optional(),
});

/** A server that speaks HTTP/2 alone, over TLS, as `localhost`. */
interface Server {
  readonly origin: string;
  readonly sessions: ServerHttp2Session[];
  close(): Promise<void>;
}

let electron: ElectronProgram;
let trusted: Authority;
let foreign: Authority;
let server: Server;

async function startServer(authority: Authority): Promise<Server> {
  const sessions: ServerHttp2Session[] = [];
  const http2: Http2SecureServer = createSecureServer({
    ...authority.vouchFor('localhost'),
    settings: { maxConcurrentStreams: 200 },
  });
  http2.on('session', (session) => {
    sessions.push(session);
    session.on('error', () => undefined);
  });
  http2.on('stream', (stream, headers) => {
    stream.on('error', () => undefined);
    const path = headers[':path'] ?? '';
    if (path === '/breaks') {
      stream.respond({ ':status': 200, 'content-type': 'text/plain' });
      stream.write('the first half', () => {
        // `close` would end the body first, as if it were whole.
        stream.destroy(new Error('on purpose'));
      });
      return;
    }
    stream.respond({
      ':status': 200,
      'content-type': 'text/plain',
      'x-method': headers[':method'] ?? '',
      'x-authorization': headers.authorization ?? '',
      'x-length': headers['content-length'] ?? '',
      'x-coding': headers['transfer-encoding'] ?? '',
    });
    if (path === '/large') stream.end(Buffer.alloc(20_000_000, 'a'));
    else stream.pipe(stream);
  });
  await new Promise<void>((resolve) => http2.listen(0, '127.0.0.1', resolve));
  const address = http2.address();
  return {
    origin: `https://localhost:${typeof address === 'object' ? String(address?.port) : ''}`,
    sessions,
    async close() {
      for (const session of sessions) session.destroy();
      await new Promise((resolve) => http2.close(resolve));
    },
  };
}

beforeAll(async () => {
  trusted = makeAuthority('Tests');
  foreign = makeAuthority('Nobody');
  server = await startServer(trusted);
  electron = await startElectronProgram(fileURLToPath(new URL('program.ts', import.meta.url)), {
    prepare(home) {
      trust(home, trusted);
    },
  });
});
afterAll(async () => {
  await electron.stop();
  await server.close();
  trusted.remove();
  foreign.remove();
});

async function send(request: Readonly<Record<string, unknown>>): Promise<z.infer<typeof answerSchema>> {
  const basic = { connection: 'one', method: 'GET', headers: [] };
  return answerSchema.parse(await electron.call('send', { ...basic, ...request }));
}

const valueOf = (answer: z.infer<typeof answerSchema>, name: string) =>
  answer.headers?.find(([each]) => each.toLowerCase() === name)?.[1];

test('a private authority that the system trusts is trusted, and a body comes back over HTTP/2 as it was sent', async () => {
  const answer = await send({
    url: `${server.origin}/echo`,
    method: 'PUT',
    headers: [['authorization', 'Bearer one']],
    body: 'grün',
  });
  expect(answer).toMatchObject({ ok: true, status: 200, body: 'grün' });
  expect(valueOf(answer, 'x-method')).toBe('PUT');
  expect(valueOf(answer, 'x-authorization')).toBe('Bearer one');
  expect(server.sessions.at(-1)?.alpnProtocol).toBe('h2');
});

test('sixty-four at a time share one connection', async () => {
  await send({ url: `${server.origin}/echo`, connection: 'many' });
  const before = server.sessions.length;
  const answers = await Promise.all(
    Array.from({ length: 64 }, (_, index) =>
      send({ url: `${server.origin}/echo`, connection: 'many', method: 'POST', body: String(index) }),
    ),
  );
  expect(answers.map(({ body }) => body)).toEqual(Array.from({ length: 64 }, (_, index) => String(index)));
  expect(server.sessions.length).toBe(before);
});

test('a large answer, and an upload of unknown and of known size, of which HTTP/2 has no chunks', async () => {
  expect(await send({ url: `${server.origin}/large` })).toMatchObject({ ok: true, size: 20_000_000 });
  const upload = await send({ url: `${server.origin}/echo`, method: 'POST', upload: 3_000_000 });
  expect(upload).toMatchObject({ ok: true, size: 3_000_000 });
  expect(valueOf(upload, 'x-coding')).toBe('');
});

test('a stream that the server resets in the middle is told as broken off', async () => {
  expect(await send({ url: `${server.origin}/breaks` })).toMatchObject({
    ok: false,
    code: 'connection-failed',
  });
});

test('an authority that nobody trusts is refused over HTTP/2 as well', async () => {
  const other = await startServer(foreign);
  try {
    const answer = await send({ url: `${other.origin}/echo`, headers: [['authorization', 'Bearer one']] });
    expect(answer).toMatchObject({ ok: false, code: 'certificate-invalid' });
    expect(other.sessions).toHaveLength(0);
  } finally {
    await other.close();
  }
});
