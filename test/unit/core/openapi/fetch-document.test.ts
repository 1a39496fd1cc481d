import { describe, expect, it } from 'vitest';
import { fetchDocument, largestDocument } from '../../../../src/core/openapi/fetch-document.ts';
import {
  FetchError,
  type Fetch,
  type FetchRequest,
  type FetchResponse,
} from '../../../../src/core/ports/fetch.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { failureOf, valueOf } from '../../../support/results.ts';

async function* chunks(parts: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  yield* parts;
}

function answer(
  status: number,
  headers: FetchResponse['headers'],
  ...parts: readonly Uint8Array[]
): FetchResponse {
  return { status, statusText: '', headers, body: chunks(parts) };
}

function setUp(answers: Readonly<Record<string, FetchResponse | FetchError>>) {
  const sent: FetchRequest[] = [];
  const nobodyWaits = new AbortController();
  const clock = new FakeClock();
  const fetch: Fetch = {
    send(request, signal) {
      sent.push(request);
      if (request.url === silent) return untilAborted(signal);
      const found = answers[request.url];
      return found instanceof FetchError || found === undefined
        ? Promise.reject(found ?? new FetchError('name-not-resolved', 'nobody'))
        : Promise.resolve(found);
    },
  };
  const { signal } = nobodyWaits;
  return { sent, clock, nobodyWaits, read: (url: string) => fetchDocument(url, { fetch, clock, signal }) };
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => {
      reject(new FetchError('cancelled', 'It was stopped.'));
    });
  });
}

const page = 'https://a.example/openapi.json';
const silent = 'https://silent.example/';
const to = (location: string) => answer(302, [['location', location]]);

describe('fetchDocument', () => {
  it('reads an address, and those that it leads to, without anything that could let somebody in', async () => {
    const bytes = new Uint8Array([123, 125]);
    const { sent, read } = setUp({
      [page]: to('/v1.json'),
      'https://a.example/v1.json': answer(200, [], bytes, bytes),
    });
    const found = valueOf(await read(` ${page}\n`));
    expect([...found.bytes]).toEqual([123, 125, 123, 125]);
    expect(found.url).toBe('https://a.example/v1.json');
    for (const { method, headers } of sent) {
      expect(method).toBe('GET');
      expect(headers.map(([name]) => name)).toEqual(['accept']);
    }
  });

  it.each([
    ['file:///etc/passwd', 'request-url-invalid'],
    ['no address', 'request-url-invalid'],
    ['https://user:password@a.example/', 'request-url-invalid'],
    ['http://a.example/openapi.json', 'request-url-insecure'],
  ])('%s is not read', async (url, code) => {
    const { sent, read } = setUp({});
    expect(failureOf(await read(url)).code).toBe(code);
    expect(sent).toEqual([]);
  });

  it.each([
    ['file:///etc/passwd', 'request-url-invalid'],
    ['http://a.example/x', 'request-url-insecure'],
    ['http://127.0.0.1:4481/x', 'redirect-refused'],
    [page, 'redirect-refused'],
  ])('a redirect to %s is not followed for ever, down, or into this computer', async (location, code) => {
    const { read } = setUp({ [page]: to(location) });
    expect(failureOf(await read(page)).code).toBe(code);
  });

  it('over http on this computer is fine', async () => {
    const local = 'http://127.0.0.1:4481/openapi.json';
    const { read } = setUp({ [local]: answer(200, [], new Uint8Array([1])) });
    expect(valueOf(await read(local)).url).toBe(local);
  });

  it('gives up after half a minute, and as soon as nobody waits any more', async () => {
    const late = setUp({});
    const waiting = late.read(silent);
    late.clock.advance(29_999);
    expect(late.clock.waiting).toBe(1);
    late.clock.advance(1);
    expect(failureOf(await waiting).code).toBe('timed-out');
    const left = setUp({});
    const reading = left.read(silent);
    left.nobodyWaits.abort();
    expect(failureOf(await reading).code).toBe('cancelled');
  });

  it('what is not there, too large, or does not come', async () => {
    const { read } = setUp({
      [page]: answer(404, []),
      'https://big.example/': answer(200, [], new Uint8Array(largestDocument), new Uint8Array(1)),
      'https://reset.example/': new FetchError('connection-failed', 'reset'),
    });
    expect(failureOf(await read(page)).code).toBe('not-found');
    expect(failureOf(await read('https://big.example/')).code).toBe('answer-too-large');
    expect(failureOf(await read('https://reset.example/')).code).toBe('connection-failed');
  });
});
