import { randomBytes } from 'node:crypto';
import http from 'node:http';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { startElectronProgram, type ElectronProgram } from '../../support/electron-program.ts';
import { startLoopbackServer, type LoopbackServer } from '../../support/loopback-server.ts';
import { skipEach } from '../../support/skip-each.ts';
import { missing, startSquid, type Squid } from './squid.ts';
import { patience } from '../../support/patience.ts';

/* The app's network behind the real squid. What is asked for is a name that only squid finds, so nothing can go past it. */

const name = 'api.latchkey.test';
const password = randomBytes(12).toString('base64url');
const users = { ada: password };

const stateSchema = z.object({
  question: z
    .object({ id: z.string(), proxy: z.string(), realm: z.string().nullable(), refused: z.boolean() })
    .loose()
    .nullable(),
  known: z.boolean(),
});

let server: LoopbackServer;

beforeAll(async () => {
  server = await startLoopbackServer((request, response) => {
    response.end(`${request.method} ${request.body}`);
  });
});
afterAll(async () => {
  await server.close();
});

const url = (path: string): string => `http://${name}:${String(server.port)}${path}`;

/** One Electron whose way out is a squid. */
class Behind {
  readonly squid: Squid;
  readonly electron: ElectronProgram;

  constructor(squid: Squid, electron: ElectronProgram) {
    this.squid = squid;
    this.electron = electron;
  }

  send(path: string, connection = 'one', body?: string): Promise<unknown> {
    return this.electron.call('send', {
      connection,
      url: url(path),
      ...(body === undefined ? {} : { body }),
    });
  }

  /** Waits until squid wrote down that this went through it: a little later than it did. */
  async passed(path: string): Promise<void> {
    await vi.waitFor(() => {
      if (!this.squid.log().join().includes(url(path))) throw new Error(`Squid did not pass ${path} on.`);
    }, patience);
  }

  async state(): Promise<z.infer<typeof stateSchema>> {
    return stateSchema.parse(await this.electron.call('state', null));
  }

  /** The question that the person sees, once there is one. */
  async question() {
    return await vi.waitFor(
      async () => {
        const { question } = await this.state();
        if (question === null) throw new Error('Nothing is asked.');
        return question;
      },
      { timeout: 10_000 },
    );
  }

  async answer(given: string, remember = false): Promise<void> {
    const { id } = await this.question();
    await this.electron.call('answer', { id, username: 'ada', password: given, remember });
  }

  async stop(): Promise<void> {
    await this.electron.stop();
    await this.squid.stop();
  }
}

/** The proxy is what the system says, which is its environment where there is no desktop. */
async function behind(options: { users?: Readonly<Record<string, string>> } = {}): Promise<Behind> {
  const squid = await startSquid({ names: [name], ...options });
  const proxy = `http://127.0.0.1:${String(squid.port)}`;
  const env = { http_proxy: proxy, https_proxy: proxy };
  return new Behind(squid, await startElectronProgram(program, { env }));
}

const program = fileURLToPath(new URL('program.ts', import.meta.url));

describe('a proxy that lets everybody out', () => {
  skipEach(missing);
  it('is the way that requests take, and nobody is asked', async () => {
    const world = await behind();
    try {
      expect(await world.send('/open')).toEqual({ status: 200, text: 'GET ', asked: [] });
      await world.passed('/open');
    } finally {
      await world.stop();
    }
  });

  it('found by a PAC file, which is asked for each address', async () => {
    const squid = await startSquid({ names: [name] });
    const script = `function FindProxyForURL(url, host) { return host === '${name}' ? 'PROXY 127.0.0.1:${String(squid.port)}' : 'DIRECT'; }`;
    const pac = http.createServer((_request, response) => {
      response.setHeader('content-type', 'application/x-ns-proxy-autoconfig').end(script);
    });
    await new Promise<void>((resolve) => pac.listen(0, '127.0.0.1', resolve));
    const place = pac.address();
    const port = typeof place === 'object' && place !== null ? place.port : 0;
    const switches = [`--proxy-pac-url=http://127.0.0.1:${String(port)}/proxy.pac`];
    const world = new Behind(squid, await startElectronProgram(program, { switches }));
    try {
      // Chromium goes on without a script that it could not read at once, and reads it again a little later.
      await vi.waitFor(
        async () => {
          expect(await world.send('/by-pac')).toMatchObject({ status: 200 });
        },
        { timeout: 25_000, interval: 500 },
      );
      await world.passed('/by-pac');
      const direct = `${server.origin}/direct`;
      expect(await world.electron.call('send', { connection: 'one', url: direct })).toMatchObject({
        status: 200,
      });
      expect(world.squid.log().join()).not.toContain('/direct');
    } finally {
      await world.stop();
      pac.close();
    }
  });
});

describe('a proxy that wants a sign-in', () => {
  skipEach(missing);
  it('is asked about once for all that wait, wrong ones again, and is known to every connection afterwards', async () => {
    const world = await behind({ users });
    try {
      const waiting = [world.send('/a'), world.send('/b', 'two'), world.send('/c', 'one', 'body')];
      expect(await world.question()).toMatchObject({
        proxy: `127.0.0.1:${String(world.squid.port)}`,
        realm: 'The office',
        refused: false,
        readable: true,
      });
      await world.answer('wrong');
      await vi.waitFor(async () => {
        expect((await world.question()).refused).toBe(true);
      }, patience);
      await world.answer(password);
      const answers = await Promise.all(waiting);
      expect(answers).toEqual([
        expect.objectContaining({ status: 200, text: 'GET ' }),
        expect.objectContaining({ status: 200, text: 'GET ' }),
        expect.objectContaining({ status: 200, text: 'POST body' }),
      ]);
      expect(await world.send('/d', 'three')).toMatchObject({ status: 200 });
      expect(await world.state()).toEqual({ question: null, known: true });
      expect(await world.electron.call('sealed', null)).toEqual([]);
      // Nothing but what was asked for was ever on its way out.
      expect(
        world.squid.log().filter((line) => / (?:GET|POST|CONNECT) /.test(line) && !line.includes(name)),
      ).toEqual([]);
      // The API sees nothing of it.
      expect(server.seen.some(({ headers }) => 'proxy-authorization' in headers)).toBe(false);
    } finally {
      await world.stop();
    }
  });

  it('declined, what waits and what comes fails, and nobody is asked again before the person wants something', async () => {
    const world = await behind({ users });
    try {
      const waiting = world.send('/declined');
      await world.electron.call('decline', (await world.question()).id);
      expect(await waiting).toEqual({ code: 'proxy-sign-in-needed', asked: [true, false] });
      expect(await world.send('/declined')).toMatchObject({ code: 'proxy-sign-in-needed' });
      expect((await world.state()).question).toBeNull();
      await world.electron.call('askAgain', null);
      const again = world.send('/again');
      await world.answer(password, true);
      expect(await again).toMatchObject({ status: 200 });
      expect(await world.electron.call('sealed', null)).toHaveLength(1);

      // Forgotten, it is asked for anew, though Chromium had it as well.
      await world.electron.call('forget', null);
      expect(await world.electron.call('sealed', null)).toEqual([]);
      const afresh = world.send('/afresh');
      expect((await world.question()).refused).toBe(false);
      await world.answer(password);
      expect(await afresh).toMatchObject({ status: 200 });
      expect(server.seen.map(({ path }) => path)).not.toContain('/declined');
    } finally {
      await world.stop();
    }
  });
});
