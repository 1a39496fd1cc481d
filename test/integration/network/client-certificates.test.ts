import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import https from 'node:https';
import net from 'node:net';
import { TLSSocket } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { install, makeAuthority, trust, type Authority } from '../../support/authority.ts';
import { startElectronProgram, type ElectronProgram } from '../../support/electron-program.ts';
import { listen } from '../../support/listen.ts';
import { startLoopbackServer } from '../../support/loopback-server.ts';

/* Servers that want a certificate of the person's, the store of a computer that has two, and a real main process. */

const stateSchema = z.object({
  question: z
    .object({
      id: z.string(),
      server: z.string(),
      again: z.string().nullable(),
      certificates: z.array(
        z.object({ fingerprint: z.string(), subject: z.string(), issuer: z.string(), expired: z.boolean() }),
      ),
    })
    .nullable(),
  choices: z.array(z.object({ server: z.string(), fingerprint: z.string().nullable() })),
});
const answerSchema = z.object({ said: z.string(), asked: z.array(z.boolean()) });

let electron: ElectronProgram;
let authority: Authority;
const servers: net.Server[] = [];
let connections = 0;

beforeAll(async () => {
  authority = makeAuthority('Latchkey test authority');
  electron = await startElectronProgram(
    fileURLToPath(new URL('client-certificate-program.ts', import.meta.url)),
    {
      prepare(home) {
        trust(home, authority);
        for (const person of ['ada', 'ada at work']) install(home, authority.identityOf(person));
      },
    },
  );
});
afterAll(async () => {
  await electron.stop();
  for (const server of servers) server.close();
  authority.remove();
});

/** A server that says whose certificate it saw; host and port. */
async function startServer(insists: boolean): Promise<string> {
  const server = https.createServer(
    {
      ...authority.vouchFor('localhost'),
      ca: readFileSync(authority.certificate),
      requestCert: true,
      rejectUnauthorized: insists,
      // Over TLS 1.3 a refusal comes after the handshake, and may look like a connection that broke off.
      ...(insists ? { maxVersion: 'TLSv1.2' } : {}),
    },
    ({ socket }, response) => {
      const subject = socket instanceof TLSSocket ? socket.getPeerCertificate().subject : undefined;
      response.setHeader('content-type', 'text/plain');
      response.end(`saw ${subject === undefined ? 'nobody' : String(subject.CN)}`);
    },
  );
  server.on('tlsClientError', () => undefined);
  servers.push(server);
  const port = await listen(server);
  return `localhost:${String(insists ? await listen(politelyInFrontOf(port)) : port)}`;
}

/** Ends connections so that the last word of a server is heard: one that refuses resets the connection, which may overtake it. */
function politelyInFrontOf(port: number): net.Server {
  const front = net.createServer({ allowHalfOpen: true }, (client) => {
    const behind = net.connect({ host: '127.0.0.1', port, allowHalfOpen: true });
    client.on('error', () => undefined);
    behind.on('error', () => undefined);
    client.pipe(behind);
    behind.on('data', (bytes: Buffer) => client.write(bytes));
    behind.once('close', () => {
      client.end();
      client.resume();
    });
    client.once('end', () => behind.end());
  });
  servers.push(front);
  return front;
}

/** Of a connection of its own, unless one is named: a session remembers. */
function to(server: string, connection = String((connections += 1))) {
  return { url: `https://${server}/`, connection };
}

async function request(where: ReturnType<typeof to>): Promise<z.infer<typeof answerSchema>> {
  return answerSchema.parse(await electron.call('request', where));
}

async function state(): Promise<z.infer<typeof stateSchema>> {
  return stateSchema.parse(await electron.call('state', null));
}

async function question(): Promise<NonNullable<z.infer<typeof stateSchema>['question']>> {
  for (;;) {
    const { question: asked } = await state();
    if (asked !== null) return asked;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** Answers what is asked with the certificate of a person; null: none. */
async function answer(person: string | null): Promise<string | null> {
  const { id, certificates } = await question();
  const chosen = certificates.find(({ subject }) => subject === person)?.fingerprint ?? null;
  await electron.call('answer', { id, fingerprint: chosen });
  return chosen;
}

describe('a server that wants a certificate of the person’s', () => {
  it('gets none from a page of an app whose network is made', async () => {
    expect(await electron.call('page', to(await startServer(false)))).toBe('saw nobody');
  });

  it('gets the one that was chosen, is not asked about again, and forgotten is', async () => {
    const server = await startServer(true);
    const first = request(to(server));
    const asked = await question();
    expect(asked).toMatchObject({ server, again: null });
    expect(asked.certificates).toHaveLength(2);
    expect(asked.certificates[0]).toMatchObject({ issuer: 'Latchkey test authority', expired: false });
    const fingerprint = await answer('ada at work');
    expect(await first).toEqual({ said: 'saw ada at work', asked: [true, false] });

    expect((await request(to(server))).said).toBe('saw ada at work');
    expect(await state()).toEqual({ question: null, choices: [{ server, fingerprint }] });

    await electron.call('forget', server);
    const third = request(to(server));
    await answer('ada');
    expect((await third).said).toBe('saw ada');
  });

  it('gets none where the person wants that: one that insists refuses, and the next one is asked about', async () => {
    const [kind, strict] = [await startServer(false), await startServer(true)];
    const one = request(to(kind));
    await answer(null);
    expect((await one).said).toBe('saw nobody');
    const where = to(strict);
    const other = request(where);
    await answer(null);
    expect((await other).said).toBe('client-certificate-refused');
    // Until the person wants something again, nobody is asked.
    expect((await request(where)).said).toBe('client-certificate-refused');
    await electron.call('askAgain', null);
    const again = request(where);
    await answer('ada');
    expect((await again).said).toBe('saw ada');
    // What took none gets none, of whatever connection.
    expect((await request(to(kind))).said).toBe('saw nobody');
  });

  it('gets nothing any more once its request is cancelled, and the question goes', async () => {
    const server = await startServer(true);
    const where = to(server);
    const cancelled = request(where);
    await question();
    await electron.call('cancel', where.connection);
    expect((await cancelled).said).toBe('cancelled');
    expect((await state()).question).toBeNull();
    expect((await state()).choices.some((choice) => choice.server === server)).toBe(false);
  });

  it('forgotten: every connection has a new session, what runs ends as it would have, and then nothing stays open', async () => {
    const held: ServerResponse[] = [];
    const api = await startLoopbackServer(({ path }, response) => {
      if (path === '/slow') held.push(response.writeHead(200));
      else response.end('at once');
    });
    try {
      const send = (path: string): Promise<unknown> =>
        electron.call('send', { url: `${api.origin}${path}`, connection: 'kept' });
      expect(await send('/')).toBe('at once');
      const slow = send('/slow');
      await until(() => held.length === 1);
      expect(api.openSockets()).toBe(1);
      await electron.call('forget', 'nobody.test:443');
      expect(await send('/')).toBe('at once');
      expect(api.openSockets()).toBe(2);
      held[0]?.end('whole');
      expect(await slow).toBe('whole');
      await until(() => api.openSockets() === 1);

      const closed = send('/slow');
      await until(() => held.length === 2);
      await electron.call('forget', 'nobody.test:443');
      await electron.call('close', 'kept');
      expect(await closed).toBe('cancelled');
      await until(() => api.openSockets() === 0);
    } finally {
      await api.close();
    }
  });

  it('gets none from a page, whatever was chosen; where nobody answered, Electron would send the first one', async () => {
    const server = await startServer(false);
    const chosen = request(to(server));
    await answer('ada');
    expect((await chosen).said).toBe('saw ada');
    expect(await electron.call('page', to(server))).toBe('saw nobody');
    expect((await state()).question).toBeNull();
    await electron.call('nobodyAnswers', null);
    expect(await electron.call('page', to(server))).toMatch(/^saw ada/);
  });
});
