import https from 'node:https';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '../../../src/shared/doctor.ts';
import { makeAuthority, trust, type Authority, type Credentials } from '../../support/authority.ts';
import { startElectronProgram, type ElectronProgram } from '../../support/electron-program.ts';
import { freePort, listen } from '../../support/listen.ts';
import { reportOf } from './reading.ts';

/* The network's part of the checks in the real runtime: names, sockets, certificates and proxies as Chromium sees them. */

const program = fileURLToPath(new URL('program.ts', import.meta.url));

let electron: ElectronProgram;
let known: Authority;
let unknown: Authority;
const servers: https.Server[] = [];

beforeAll(async () => {
  known = makeAuthority('Latchkey test authority');
  unknown = makeAuthority('An authority that nobody knows');
  electron = await startElectronProgram(program, {
    prepare(home) {
      trust(home, known);
    },
  });
});
afterAll(async () => {
  await electron.stop();
  for (const server of servers) server.close();
  known.remove();
  unknown.remove();
});

/** A server on `localhost` that describes nothing; its address. */
async function serve(credentials: Credentials): Promise<string> {
  const server = https.createServer(credentials, (_request, response) => response.writeHead(404).end());
  server.on('tlsClientError', () => undefined);
  servers.push(server);
  return `https://localhost:${String(await listen(server))}`;
}

async function check(issuer: string, by: ElectronProgram = electron): Promise<Record<string, Finding>> {
  return reportOf(await by.call('check', issuer));
}

describe('what a server proved itself with', () => {
  it('is judged by the authorities of this computer, and looked at again at the second run', async () => {
    const issuer = await serve(known.vouchFor('localhost', 30));
    for (const found of [await check(issuer), await check(issuer)]) {
      expect(found).toMatchObject({
        name: { verdict: 'good' },
        reach: { verdict: 'good' },
        proxy: { verdict: 'good' },
        encryption: {
          verdict: 'note',
          what: expect.stringContaining('an authority that was installed on this computer') as unknown,
        },
        discovery: { verdict: 'wrong' },
      });
    }
  });

  it('has no connection left of it when the report is there', async () => {
    const issuer = await serve(known.vouchFor('localhost', 30));
    const connections = promisify((done: (error: Error | null, count: number) => void) =>
      servers.at(-1)?.getConnections(done),
    );
    expect((await check(issuer))['encryption']?.verdict).toBe('note');
    await expect.poll(connections).toBe(0);
  });

  it('is noted where it ends soon', async () => {
    const { encryption } = await check(await serve(known.vouchFor('localhost', 3)));
    expect(encryption).toMatchObject({
      verdict: 'note',
      what: expect.stringContaining('ends in') as unknown,
    });
  });

  it.each([
    [
      'by an authority that nobody knows',
      () => unknown.vouchFor('localhost'),
      /whom this computer does not trust/,
    ],
    ['after its end', () => known.vouchFor('localhost', -1), /was valid until/],
    ['for another name', () => known.vouchFor('elsewhere.test'), /belongs to elsewhere\.test/],
  ])('is wrong %s, with the whole chain', async (_what, made, words) => {
    const found = await check(await serve(made()));
    expect(found['encryption']?.verdict).toBe('wrong');
    expect(found['encryption']?.what).toMatch(words);
    expect(found['encryption']?.facts).toContainEqual({
      name: 'Certificate',
      value: expect.stringMatching(/issued by .*SHA-256 (?:[0-9A-F]{2}:){31}[0-9A-F]{2}$/) as unknown,
    });
    expect(found['discovery']).toMatchObject({ verdict: 'wrong' });
    expect(found['keys']).toMatchObject({ verdict: 'note' });
  });
});

describe('the way to a server', () => {
  it('is wrong where the name leads nowhere', async () => {
    const found = await check('https://nobody.invalid');
    expect(found).toMatchObject({
      name: { verdict: 'wrong' },
      reach: { verdict: 'wrong' },
      discovery: { verdict: 'wrong' },
    });
  });

  it('is wrong where nobody listens', async () => {
    const found = await check(`http://127.0.0.1:${String(await freePort())}`);
    expect(found).toMatchObject({
      name: { verdict: 'good' },
      reach: { verdict: 'wrong', what: expect.stringContaining('refused the connection') as unknown },
      encryption: { verdict: 'note' },
      clock: { verdict: 'note' },
    });
  });

  it('is wrong at the proxy where that is gone', async () => {
    const port = String(await freePort());
    const behind = await startElectronProgram(program, {
      switches: [`--proxy-server=http://127.0.0.1:${port}`, '--proxy-bypass-list=<-loopback>'],
    });
    try {
      const found = await check('https://id.example.test', behind);
      expect(found).toMatchObject({
        name: { verdict: 'note' },
        proxy: { verdict: 'note', what: expect.stringContaining(`the proxy 127.0.0.1:${port}`) as unknown },
        reach: {
          verdict: 'wrong',
          what: expect.stringContaining(`The proxy 127.0.0.1:${port} refused`) as unknown,
        },
        discovery: { verdict: 'wrong' },
      });
      expect(found['proxy']?.facts).toContainEqual({ name: 'Set by', value: 'the command line' });
    } finally {
      await behind.stop();
    }
  });
});
