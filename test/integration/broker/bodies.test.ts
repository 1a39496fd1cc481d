import { once } from 'node:events';
import { readdir, readFile, readlink, rm, stat, writeFile } from 'node:fs/promises';
import type http from 'node:http';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { nodeSpoolDisk } from '../../../src/core/broker/bodies/node-spool-disk.ts';
import type { SpoolDisk } from '../../../src/core/ports/spool-disk.ts';
import type { BodyPart } from '../../../src/shared/request.ts';
import { startLoopbackServer, type LoopbackServer, type Seen } from '../../support/loopback-server.ts';
import { failureOf, valueOf } from '../../support/results.ts';
import { setUp, type SetUp } from './set-up.ts';
import { patience } from '../../support/patience.ts';

const servers: LoopbackServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function start(
  answer: (request: Seen, response: http.ServerResponse) => void,
): Promise<LoopbackServer> {
  const server = await startLoopbackServer(answer);
  servers.push(server);
  return server;
}

/** Files of a folder that this process has open. */
async function openIn(folder: string): Promise<number> {
  const numbers = await readdir('/proc/self/fd');
  const targets = await Promise.all(numbers.map((each) => readlink(`/proc/self/fd/${each}`).catch(() => '')));
  return targets.filter((target) => target.startsWith(folder)).length;
}

async function filesIn(folder: string): Promise<readonly string[]> {
  return (await readdir(folder).catch(() => [])).map((name) => join(folder, name));
}

/** Nothing is open, nothing is on disk, and no connection is left. */
async function expectNothingLeft({ spoolFolder }: SetUp, server: LoopbackServer): Promise<void> {
  await vi.waitFor(async () => {
    expect([await openIn(spoolFolder), await filesIn(spoolFolder), server.openSockets()]).toEqual([0, [], 0]);
  }, patience);
}

async function readAll({ broker }: SetUp, as: BodyPart['content']['kind'], length: number): Promise<string> {
  let text = '';
  for (let from = 0; ;) {
    const part = valueOf(await broker.read({ requestId: 'request1', from, length, as }));
    if (part.to === from) return text;
    text +=
      part.content.kind === 'text'
        ? part.content.text
        : Buffer.from(part.content.base64, 'base64').toString();
    from = part.to;
  }
}

const words = 'größer als ein Megabyte; ';
const large = words.repeat(80_000);

describe('a body of more than 1 MiB', () => {
  it('R17+: is sealed in a private file, with the credential replaced across every border', async () => {
    const server = await start((request, response) => {
      response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' });
      const echo = `${request.headers.authorization ?? ''}.`;
      for (let at = 0; at < large.length; at += 70_001) response.write(large.slice(at, at + 70_001) + echo);
      response.end();
    });
    const set = setUp([{ origin: server.origin }]);
    const response = valueOf(await set.send({ url: `${server.origin}/a/report` }));
    expect(response).toMatchObject({ credentialReplaced: true, body: { kind: 'large', shownAs: 'text' } });
    const [file = '', ...others] = await filesIn(set.spoolFolder);
    expect(others).toEqual([]);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(set.spoolFolder)).mode & 0o777).toBe(0o700);
    const sealed = await readFile(file);
    expect([sealed.includes('Megabyte'), sealed.includes('secret-token')]).toEqual([false, false]);

    const wanted = [];
    for (let at = 0; at < large.length; at += 70_001)
      wanted.push(`${large.slice(at, at + 70_001)}Bearer [access token].`);
    expect(String(await set.saved()) === wanted.join('')).toBe(true);
    expect((await readAll(set, 'text', 100_003)) === wanted.join('')).toBe(true);
    const { body } = response;
    expect(body.kind === 'large' && body.start).toMatchObject({ from: 0, content: { kind: 'text' } });
    const kept = await set.broker.withBody('request1', ({ suggestedName }) => Promise.resolve(suggestedName));
    expect(kept).toBe('report.txt');
  });

  it('is removed when its request is closed, and at the end of the run', async () => {
    const server = await start((_request, response) => response.end(large));
    const set = setUp([{ origin: server.origin }]);
    await set.send({ url: server.origin }, 'one');
    await set.send({ url: server.origin }, 'two');
    expect(await filesIn(set.spoolFolder)).toHaveLength(2);
    await set.broker.drop('one');
    expect(await filesIn(set.spoolFolder)).toHaveLength(1);
    expect(failureOf(await set.broker.read({ requestId: 'one', from: 0, length: 9, as: 'text' })).code).toBe(
      'not-found',
    );
    await set.broker.close();
    await expectNothingLeft(set, server);
  });

  it('of the first answer is not left behind by the repetition after a 401', async () => {
    let times = 0;
    const server = await start((_request, response) => {
      times += 1;
      response.statusCode = times === 1 ? 401 : 200;
      response.end(large);
    });
    const set = setUp([{ origin: server.origin }]);
    expect(valueOf(await set.send({ url: server.origin })).status).toBe(200);
    await vi.waitFor(async () => {
      expect(await filesIn(set.spoolFolder)).toHaveLength(1);
    }, patience);
  });

  it('cancelled while it comes leaves no file, no handle and no connection', async () => {
    const server = await start((_request, response) => response.write(large));
    const set = setUp([{ origin: server.origin }]);
    const sending = set.send({ url: server.origin });
    await vi.waitFor(async () => {
      expect(await openIn(set.spoolFolder)).toBe(1);
    }, patience);
    set.broker.cancel('request1');
    expect(failureOf(await sending).code).toBe('cancelled');
    await expectNothingLeft(set, server);
  });

  it('closing asks whoever does something with it to stop, and waits for that', async () => {
    const server = await start((_request, response) => response.end(large));
    const set = setUp([{ origin: server.origin }]);
    valueOf(await set.send({ url: server.origin }));
    const reading = set.broker.withBody('request1', async (_body, closing) => {
      if (!closing.aborted) await once(closing, 'abort');
      return filesIn(set.spoolFolder);
    });
    await set.broker.close();
    expect(await reading).toHaveLength(1);
    expect(await filesIn(set.spoolFolder)).toEqual([]);
  });

  it('is read in pieces that begin and end between lines, in its charset, whichever is read first', async () => {
    // “né” in windows-1252, and a number that tells the lines apart.
    const lines = Array.from({ length: 200_000 }, (_, index) => `n\u00e9 ${String(index)}\n`);
    const text = lines.join('');
    const server = await start((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/plain; charset=windows-1252' });
      response.end(Buffer.from(text, 'latin1'));
    });
    const set = setUp([{ origin: server.origin }]);
    valueOf(await set.send({ url: server.origin }));
    const length = 500_000;
    const pieces: string[] = [];
    for (let from = Math.floor(text.length / length) * length; from >= 0; from -= length) {
      // oxlint-disable-next-line no-await-in-loop -- the last piece first
      const { content } = valueOf(
        await set.broker.read({ requestId: 'request1', from, length, as: 'lines' }),
      );
      const piece = content.kind === 'text' ? content.text : '';
      expect(piece).toMatch(/^n\u00e9 \d+\n/);
      pieces.unshift(piece);
    }
    expect(pieces.length).toBeGreaterThan(3);
    expect(pieces.join('')).toBe(text);
  });

  it('is readable while it comes', async () => {
    const server = await start((request, response) => {
      response.writeHead(200, { 'content-type': 'text/plain' });
      response.write(request.path === '/small' ? 'first line' : large);
    });
    for (const path of ['/small', '/large']) {
      const set = setUp([{ origin: server.origin }]);
      const sending = set.send({ url: server.origin + path });
      const first = await vi.waitFor(async () => {
        const part = valueOf(
          await set.broker.read({ requestId: 'request1', from: 0, length: 11, as: 'text' }),
        );
        expect(part.to).toBeGreaterThan(0);
        return part;
      }, patience);
      expect(first.content).toMatchObject({ text: path === '/small' ? 'first line' : large.slice(0, 9) });
      set.broker.cancel('request1');
      await sending;
    }
  });
});

describe('how far a request is', () => {
  it('is told with its total, what it may be read from then on, and never after its end', async () => {
    const server = await start((request, response) => {
      response.writeHead(200, { 'content-length': String(Buffer.byteLength(large)) });
      response.write(large.slice(0, 1000));
      if (request.path === '/whole') setTimeout(() => response.end(large.slice(1000)), 300);
    });
    const set = setUp([{ origin: server.origin }]);
    await set.send({ url: `${server.origin}/whole` });
    expect(set.progress.at(0)).toMatchObject({
      requestId: 'request1',
      stage: 'receiving',
      total: Buffer.byteLength(large),
      answer: { status: 200, statusText: 'OK' },
    });
    const told = set.progress.length;
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(set.progress).toHaveLength(told);
  });

  it('stopped by the person who wants to keep what came: it is the answer, and nothing is left open but it', async () => {
    const server = await start((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('data: 1\n\ndata: 2\n\n');
    });
    const set = setUp([{ origin: server.origin }], { idleMilliseconds: 50 });
    const sending = set.send({ url: server.origin });
    await vi.waitFor(() => {
      expect(set.progress.at(-1)?.bytes).toBe(18);
    }, patience);
    set.broker.cancel('request1', true);
    expect(valueOf(await sending)).toMatchObject({
      body: { kind: 'text', text: 'data: 1\n\ndata: 2\n\n' },
      incomplete: { code: 'cancelled', why: 'You stopped it. 18 B came, and are kept.' },
    });
    await expectNothingLeft(set, server);
  });

  it('kept is nothing where no answer had begun', async () => {
    const server = await start(() => undefined);
    const set = setUp([{ origin: server.origin }]);
    const sending = set.send({ url: server.origin });
    await vi.waitFor(() => {
      expect(server.openSockets()).toBe(1);
    }, patience);
    set.broker.cancel('request1', true);
    expect(failureOf(await sending).code).toBe('cancelled');
    await expectNothingLeft(set, server);
  });
});

describe('a body that does not come to its end', () => {
  it.each([
    ['reset in the middle', (response: http.ServerResponse) => response.socket?.resetAndDestroy()],
    ['closed in the middle', (response: http.ServerResponse) => response.destroy()],
  ])('%s: what came is kept, small or large, and the words say how much', async (_name, end) => {
    for (const came of [large.slice(0, 5000), large]) {
      const bytes = Buffer.byteLength(came);
      const server = await start((_request, response) => {
        response.writeHead(200, { 'content-type': 'text/plain', 'content-length': String(bytes + 1) });
        response.write(came, () => setTimeout(() => end(response), 200));
      });
      const set = setUp([{ origin: server.origin }]);
      const { incomplete, status, bytes: size } = valueOf(await set.send({ url: server.origin }));
      expect(status).toBe(200);
      expect(size).toBeGreaterThan(0);
      expect(incomplete).toMatchObject({ code: 'connection-failed', what: 'The answer is not complete.' });
      expect(incomplete?.why).toMatch(/closed in the middle\. .+ of .+ came, and are kept\.$/);
      expect((await set.saved())?.equals(Buffer.from(came).subarray(0, size))).toBe(true);
      expect(set.activity[0]?.facts).toContainEqual({ name: 'Incomplete', value: incomplete?.why });
    }
  });

  it('R17-: cut off within an echo of the token, it does not show what came of the token', async () => {
    const server = await start((request, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write((request.headers.authorization ?? '').slice(0, -3), () =>
        setTimeout(() => response.destroy(), 50),
      );
    });
    const set = setUp([{ origin: server.origin }]);
    expect(valueOf(await set.send({ url: server.origin }))).toMatchObject({
      credentialReplaced: true,
      body: { text: 'Bearer [access token]' },
    });
  });

  it('with a damaged content coding, what was unpacked before is kept', async () => {
    const server = await start((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-type': 'text/plain' });
      response.end('this is no gzip');
    });
    const set = setUp([{ origin: server.origin }]);
    const { incomplete } = valueOf(await set.send({ url: server.origin }));
    expect(incomplete).toMatchObject({ code: 'answer-unreadable' });
  });

  it('F17-: the disk fills: what came is kept, and the words say where', async () => {
    const server = await start((_request, response) => response.end(large));
    const set = setUp([{ origin: server.origin }], { disk: fullAfter(1_500_000) });
    const { incomplete, bytes } = valueOf(await set.send({ url: server.origin }));
    const [file = ''] = await filesIn(set.spoolFolder);
    expect(incomplete).toMatchObject({ code: 'disk-full', details: { file } });
    expect(incomplete?.why).toContain(`are kept in ${file}`);
    expect(bytes).toBeGreaterThan(1_500_000);
    const saved = await set.saved();
    expect(saved?.byteLength).toBe(bytes);
    expect(saved?.equals(Buffer.from(large).subarray(0, bytes))).toBe(true);
    await set.broker.drop('request1');
    await expectNothingLeft(set, server);
  });

  it('F17-: the disk was full before: what came is kept in memory', async () => {
    const server = await start((_request, response) => response.end(large));
    const set = setUp([{ origin: server.origin }], { disk: fullAfter(0) });
    const { incomplete, bytes, body } = valueOf(await set.send({ url: server.origin }));
    expect(incomplete).toMatchObject({ code: 'disk-full' });
    expect(incomplete?.why).toContain('are kept in memory');
    expect(body.kind).toBe('large');
    expect((await set.saved())?.byteLength).toBe(bytes);
    await expectNothingLeft(set, server);
  });
});

describe('a spool folder that somebody touched', () => {
  it('removed in mid-run: what is kept can be read, and the next body makes it again', async () => {
    const server = await start((_request, response) => response.end(large));
    const set = setUp([{ origin: server.origin }]);
    await set.send({ url: server.origin }, 'one');
    await rm(set.spoolFolder, { recursive: true });
    expect(String(await set.saved('one')) === large).toBe(true);
    await set.send({ url: server.origin }, 'two');
    expect(String(await set.saved('two')) === large).toBe(true);
    await set.broker.close();
    await expectNothingLeft(set, server);
  });

  it('a file that was changed is told, and shows nothing', async () => {
    const server = await start((_request, response) => response.end(large));
    const set = setUp([{ origin: server.origin }]);
    await set.send({ url: server.origin });
    const [file = ''] = await filesIn(set.spoolFolder);
    await writeFile(file, Buffer.alloc(5_000_000));
    const failure = failureOf(
      await set.broker.read({ requestId: 'request1', from: 0, length: 9, as: 'text' }),
    );
    expect(failure).toMatchObject({ code: 'disk-failed', details: { file } });
    await expect(set.saved()).rejects.toThrow('does not open');
  });
});

/** The real disk, which takes so many bytes of each file and no more. */
function fullAfter(room: number): SpoolDisk {
  return {
    ...nodeSpoolDisk,
    async create(path) {
      const handle = await nodeSpoolDisk.create(path);
      return {
        ...handle,
        async write(pieces, position) {
          if (position + Buffer.concat(pieces).byteLength > room)
            throw Object.assign(new Error('full'), { code: 'ENOSPC', path });
          await handle.write(pieces, position);
        },
      };
    },
  };
}
