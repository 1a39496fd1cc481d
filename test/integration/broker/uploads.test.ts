import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, open, readdir, readlink, rm, truncate, writeFile } from 'node:fs/promises';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createChosenFiles } from '../../../src/main/system/chosen-files.ts';
import { longestCountedBody } from '../../../src/shared/request.ts';
import { failureOf, valueOf } from '../../support/results.ts';
import { setUp } from './set-up.ts';
import { fileBody } from '../../support/bodies.ts';
import { patience } from '../../support/patience.ts';

let folder = '';
let server: http.Server | null = null;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-upload-'));
});

afterEach(async () => {
  server?.closeAllConnections();
  server?.close();
  await rm(folder, { recursive: true });
});

async function start(answer: http.RequestListener): Promise<string> {
  const made = http.createServer(answer);
  server = made;
  await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve));
  const address = made.address();
  return `http://127.0.0.1:${String(typeof address === 'object' ? address?.port : '')}`;
}

/** Counts what arrives, and answers with what it saw of it. */
const counting: http.RequestListener = (request, response) => {
  let bytes = 0;
  let sum = 0;
  request.on('data', (part: Buffer) => {
    bytes += part.byteLength;
    for (let at = 0; at < part.byteLength; at += 997) sum += part[at] ?? 0;
  });
  request.on('end', () => {
    const { 'content-length': length = null, 'transfer-encoding': coding = null } = request.headers;
    response.end(JSON.stringify({ bytes, length, coding, any: sum > 0 }));
  });
};

/** A file that takes no room on the disk. */
async function sparse(size: number): Promise<string> {
  const path = join(folder, randomUUID());
  const file = await open(path, 'w');
  await file.truncate(size);
  await file.close();
  return path;
}

async function openIn(place: string): Promise<number> {
  const numbers = await readdir('/proc/self/fd');
  const targets = await Promise.all(numbers.map((each) => readlink(`/proc/self/fd/${each}`).catch(() => '')));
  return targets.filter((target) => target.startsWith(place)).length;
}

async function ready(origin: string, path: string) {
  const files = createChosenFiles();
  const set = setUp([{ origin }], { uploads: files });
  const { ticket, size } = await files.add(path);
  return {
    ...set,
    size,
    upload: () => set.send({ url: origin, method: 'PUT', body: fileBody(ticket) }),
  };
}

describe('a file that is sent', () => {
  it('arrives whole, with its length, up to 64 MB', async () => {
    const origin = await start(counting);
    const path = join(folder, 'notes.bin');
    await writeFile(path, randomBytes(700_001));
    const { upload } = await ready(origin, path);
    const { body } = valueOf(await upload());
    expect(body.kind === 'text' && JSON.parse(body.text)).toEqual({
      bytes: 700_001,
      length: '700001',
      coding: null,
      any: true,
    });
  });

  it('beyond that it goes in pieces', async () => {
    const origin = await start(counting);
    const { upload } = await ready(origin, await sparse(longestCountedBody + 1));
    const { body } = valueOf(await upload());
    expect(body.kind === 'text' && JSON.parse(body.text)).toMatchObject({
      bytes: longestCountedBody + 1,
      length: null,
      coding: 'chunked',
    });
  });

  it.each([411, 501])('a %i to one that went in pieces is explained', async (status) => {
    const origin = await start((request, response) => {
      response.statusCode = status;
      counting(request, response);
    });
    const long = await ready(origin, await sparse(longestCountedBody + 1));
    expect(valueOf(await long.upload()).advice?.why).toContain('It wants to know the length before.');
    const short = await ready(origin, await sparse(5));
    expect(valueOf(await short.upload()).advice).toBeUndefined();
  });

  it('F31+: after a 401 it is read and sent again', async () => {
    let times = 0;
    const origin = await start((request, response) => {
      times += 1;
      if (times === 1) response.statusCode = 401;
      counting(request, response);
    });
    const path = join(folder, 'again.bin');
    await writeFile(path, randomBytes(300_000));
    const { upload } = await ready(origin, path);
    const { status, body } = valueOf(await upload());
    expect(status).toBe(200);
    expect(body.kind === 'text' && body.text).toContain('300000');
    expect(times).toBe(2);
  });

  it('one that is gone, or became shorter, is told, and does not count as sent', async () => {
    let whole = 0;
    const origin = await start((request, response) => {
      request.on('data', () => undefined);
      request.on('end', () => {
        whole += 1;
        response.end();
      });
    });
    const gone = await sparse(1000);
    const first = await ready(origin, gone);
    await rm(gone);
    expect(failureOf(await first.upload())).toMatchObject({
      code: 'disk-failed',
      what: 'The file could not be sent whole.',
    });
    const shrinking = await sparse(longestCountedBody + 1);
    const second = await ready(origin, shrinking);
    await truncate(shrinking, 3_000_000);
    expect(failureOf(await second.upload()).code).toBe('disk-failed');
    expect(whole).toBe(0);
    expect(await openIn(folder)).toBe(0);
  });

  it('R74+: it may take as long as it likes while it is taken', async () => {
    const origin = await start((request, response) => {
      let came = 0;
      const slowly = (part: Buffer): void => {
        came += part.byteLength;
        // The last of it is in some buffer when its sender begins to wait for the answer, which is what is limited.
        if (came > 30_000_000) return;
        request.pause();
        setTimeout(() => request.resume(), part.byteLength / 10_000);
      };
      request.on('data', slowly);
      request.on('end', () => response.end('taken'));
    });
    const files = createChosenFiles();
    const set = setUp([{ origin }], { uploads: files, headMilliseconds: 2000 });
    const { ticket } = await files.add(await sparse(40_000_000));
    const sent = await set.send({ url: origin, method: 'PUT', body: fileBody(ticket) });
    expect(valueOf(sent).body).toMatchObject({ text: 'taken' });
  });

  it('cancelled while it is sent, file and connection are closed', async () => {
    const origin = await start((request) => {
      request.pause();
    });
    const { upload, broker, progress } = await ready(origin, await sparse(500_000_000));
    const sending = upload();
    await vi.waitFor(() => {
      expect(progress.at(-1)).toMatchObject({ stage: 'sending', total: 500_000_000 });
    }, patience);
    // Nobody reads there: it is held back, and not read into memory.
    expect(progress.at(-1)?.bytes).toBeLessThan(100_000_000);
    broker.cancel('request1');
    expect(failureOf(await sending).code).toBe('cancelled');
    await vi.waitFor(async () => {
      expect(await openIn(folder)).toBe(0);
    }, patience);
  });

  it('no ticket but one that was given out names a file, and a GET carries none', async () => {
    const origin = await start(counting);
    const { send } = setUp([{ origin }]);
    const unknown = await send({ url: origin, method: 'PUT', body: fileBody('a'.repeat(26)) });
    expect(failureOf(unknown)).toMatchObject({ code: 'not-found', details: { field: 'Request body' } });
    expect(failureOf(await send({ url: origin, body: fileBody('a'.repeat(26)) })).code).toBe('input-invalid');
  });
});
