import http from 'node:http';
import https from 'node:https';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import * as z from 'zod';
import { noAnswer } from '../../../src/core/failures/no-answer.ts';
import { install, makeAuthority, trust, type Authority, type Credentials } from '../../support/authority.ts';
import { startElectronProgram, type ElectronProgram } from '../../support/electron-program.ts';
import { electronRuntime } from '../../support/electron-runtime.ts';
import { listen } from '../../support/listen.ts';
import { skipEach } from '../../support/skip-each.ts';

/* Certificates in the real runtime, against real servers: those that do not convince, and those that servers ask for. */

const failed = z.object({
  ok: z.literal(false),
  code: z.enum(['certificate-invalid', 'client-certificate-needed', 'client-certificate-refused']),
  certificate: z
    .object({
      reason: z.enum([
        'unknown-authority',
        'another-name',
        'expired',
        'not-yet-valid',
        'revoked',
        'weak',
        'other',
      ]),
      chain: z.array(
        z.object({
          subject: z.string(),
          issuer: z.string(),
          validFrom: z.number(),
          validUntil: z.number(),
          fingerprint: z.string(),
        }),
      ),
    })
    .nullable(),
});

let electron: ElectronProgram;
let known: Authority;
let unknown: Authority;
const servers: https.Server[] = [];
/** Requests that reached a server. */
let reached = 0;

beforeAll(async () => {
  known = makeAuthority('Latchkey test authority');
  unknown = makeAuthority('An authority that nobody knows');
  electron = await startElectronProgram(fileURLToPath(new URL('program.ts', import.meta.url)), {
    prepare(home) {
      trust(home, known);
      install(home, known.identityOf('ada'));
    },
  });
});
afterAll(async () => {
  await electron.stop();
  for (const server of servers) server.close();
  known.remove();
  unknown.remove();
});

/** A server on `localhost`; its address. */
async function serve(credentials: Credentials, options: https.ServerOptions = {}): Promise<string> {
  const server = https.createServer({ ...credentials, ...options }, (_request, response) => {
    reached += 1;
    response.end('hello');
  });
  server.on('tlsClientError', () => undefined);
  servers.push(server);
  return `https://localhost:${String(await listen(server))}/`;
}

function send(url: string): Promise<unknown> {
  const headers = [['authorization', 'Bearer secret']];
  return electron.call('send', { connection: 'one', method: 'GET', url, headers });
}

describe('a certificate that does not convince stops the request, whatever the runtime knew before', () => {
  /** What OpenSSL itself would not serve today. */
  const old = { ciphers: 'DEFAULT@SECLEVEL=0' };
  const cases: readonly {
    readonly what: string;
    readonly made: () => Credentials;
    readonly reason: string;
    readonly words: RegExp;
    readonly subject?: string;
    readonly options?: https.ServerOptions;
  }[] = [
    {
      what: 'expired',
      made: () => known.vouchFor('localhost', -1),
      reason: 'expired',
      words: /^Its certificate was valid until \d{4}-\d\d-\d\d\./,
    },
    {
      what: 'not valid yet',
      made: () => known.vouchFor('localhost', 2, { begins: 3 }),
      reason: 'not-yet-valid',
      words: /^Its certificate is not valid before \d{4}-\d\d-\d\d\./,
    },
    {
      what: 'of another name',
      made: () => known.vouchFor('elsewhere.test'),
      reason: 'another-name',
      words: /^Its certificate belongs to elsewhere\.test\./,
      subject: 'elsewhere.test',
    },
    {
      what: 'of an authority that nobody knows',
      made: () => unknown.vouchFor('localhost'),
      reason: 'unknown-authority',
      words: /whom this computer does not trust/,
    },
    {
      what: 'of nobody but itself',
      made: () => unknown.ownCredentials(),
      reason: 'unknown-authority',
      words: /^Its certificate was issued by nobody but itself/,
      subject: 'An authority that nobody knows',
    },
    {
      what: 'signed by a method that can be forged',
      made: () => known.vouchFor('localhost', 1, { digest: 'sha1' }),
      reason: 'weak',
      words: /so old that it can be forged/,
      options: old,
    },
  ];

  it.each(cases)('$what', async ({ made, reason, words, subject = 'localhost', options = {} }) => {
    const credentials = made();
    const url = await serve(credentials, options);
    const before = reached;
    // The second one is judged from what Chromium remembers.
    for (const answer of [await send(url), await send(url)]) {
      const { code, certificate } = failed.parse(answer);
      expect(certificate).toMatchObject({
        reason,
        chain: [{ subject }, ...(certificate?.chain.slice(1) ?? [])],
      });
      const told = noAnswer(code, 'localhost', 'api', certificate);
      expect(told.code).toBe('certificate-invalid');
      expect(told.why).toMatch(words);
      expect(told.details?.certificates?.[0]).toMatch(
        /^\S.*, issued by .+, valid \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d, sha256\/[\w+/]{43}=$/,
      );
    }
    expect(reached).toBe(before);
  });

  test('one that convinces is answered', async () => {
    expect(await send(await serve(known.vouchFor('localhost')))).toMatchObject({ ok: true, body: 'hello' });
  });
});

/** Whether the runtime asks for requests as it does for pages. */
const asks = Number(electronRuntime().version.split('.')[0]) >= 44;

describe('a server without a handshake', () => {
  it('that speaks http alone', async () => {
    const server = http.createServer((_request, response) => response.end());
    const url = `https://localhost:${String(await listen(server))}/`;
    expect(await send(url)).toMatchObject({ code: 'encryption-failed' });
    server.close();
  });

  it('that knows only what is not safe any more', async () => {
    const url = await serve(known.vouchFor('localhost'), {
      ciphers: 'DEFAULT@SECLEVEL=0',
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
    });
    const before = reached;
    expect(await send(url)).toMatchObject({ code: 'encryption-failed' });
    expect(reached).toBe(before);
  });
});

describe('a server that asks for a client certificate, where the runtime cannot ask', () => {
  skipEach(asks ? 'This runtime asks: client-certificates.test.ts is about that.' : null);
  it.each([
    ['and could do without, over TLS 1.3', { rejectUnauthorized: false }],
    ['and insists, over TLS 1.3', { rejectUnauthorized: true }],
    ['and could do without, over TLS 1.2', { rejectUnauthorized: false, maxVersion: 'TLSv1.2' }],
    ['and insists, over TLS 1.2', { rejectUnauthorized: true, maxVersion: 'TLSv1.2' }],
  ] as const)('%s, gets none that nobody chose, and that is said', async (_what, options) => {
    const before = reached;
    const ca = readFileSync(known.certificate);
    const url = await serve(known.vouchFor('localhost'), { requestCert: true, ca, ...options });
    const { code, certificate } = failed.parse(await send(url));
    expect(code).toBe('client-certificate-needed');
    expect(noAnswer(code, 'localhost', 'api', certificate).what).toBe(
      'localhost asks for a client certificate.',
    );
    expect(reached).toBe(before);
  });
});
