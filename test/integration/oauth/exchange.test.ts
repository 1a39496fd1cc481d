import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { exchange } from '../../../src/core/oauth/exchange.ts';
import type { Fetch, FetchRequest } from '../../../src/core/ports/fetch.ts';
import { startHttpServer, text } from '../../servers/http-server.ts';
import type { HttpServer, Script } from '../../servers/http-server.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { complete, failureOf, valueOf } from '../../support/results.ts';
import { impatientClock, realDeps } from './support.ts';

const limits = { maxBytes: 1000, timeoutMilliseconds: 10_000 };

let server: HttpServer;
let script: Script = (_request, response) => text(response, 200, 'hello');
beforeEach(async () => {
  script = (_request, response) => text(response, 200, 'hello');
  server = await startHttpServer((request, response) => script(request, response));
});
afterEach(() => server.stop());

function ask(changes: Parameters<typeof realDeps>[0] = {}) {
  return exchange({ method: 'GET', url: `${server.origin}/x`, headers: [] }, limits, realDeps(changes));
}

/** Never answers; `asking` says that a person is asked in the meantime, as the proxy's sign-in does. */
function askingFetch(): { readonly fetch: Fetch; readonly asking: (now: boolean) => void } {
  const sent: FetchRequest[] = [];
  return {
    fetch: {
      send(request) {
        sent.push(request);
        return new Promise<never>(() => undefined);
      },
    },
    asking(now) {
      for (const request of sent) request.asking?.(now);
    },
  };
}

describe('exchange', () => {
  test('R74+: an answer within its limits comes back whole, with the server’s Date', async () => {
    script = (_request, response) =>
      text(response, 200, 'x'.repeat(1000), { date: 'Thu, 15 Jan 2026 12:00:00 GMT', 'X-A': 'b' });
    const answer = valueOf(await ask());
    expect(answer.bytes).toHaveLength(1000);
    expect(answer.serverDate).toBe(Date.UTC(2026, 0, 15, 12));
    expect(answer.headers).toContainEqual(['x-a', 'b']);
  });

  test('R74- F8-: one byte more is cut, with a clear failure', async () => {
    script = (_request, response) => text(response, 200, 'x'.repeat(1001));
    expect(complete(failureOf(await ask())).code).toBe('answer-too-large');
  });

  test('R74- F8-: an endless answer is cut and its connection closed', async () => {
    const closed = new Promise<void>((resolve) => {
      script = (_request, response) => {
        response.writeHead(200);
        const timer = setInterval(() => response.write('x'.repeat(500)), 5);
        response.on('close', () => {
          clearInterval(timer);
          resolve();
        });
      };
    });
    expect(failureOf(await ask()).code).toBe('answer-too-large');
    await closed;
  });

  test('R74-: no answer in time', async () => {
    script = () => undefined;
    expect(complete(failureOf(await ask({ clock: impatientClock }))).code).toBe('timed-out');
  });

  test('R74-: an answer that begins and never ends', async () => {
    script = (_request, response) => {
      response.writeHead(200);
      response.write('x');
    };
    expect(failureOf(await ask({ clock: impatientClock })).code).toBe('timed-out');
  });

  test('R74-: a time limit holds even where the adapter below ignores the signal', async () => {
    const deaf = { send: () => new Promise<never>(() => undefined) };
    expect(failureOf(await ask({ clock: impatientClock, fetch: deaf })).code).toBe('timed-out');
  });

  test('R74+: while a person is asked something no time runs, and afterwards it begins anew', async () => {
    const clock = new FakeClock();
    const { fetch, asking } = askingFetch();
    const answer = ask({ clock, fetch });
    clock.advance(limits.timeoutMilliseconds - 1);
    asking(true);
    expect(clock.waiting).toBe(0);
    clock.advance(3_600_000);
    asking(false);
    clock.advance(limits.timeoutMilliseconds - 1);
    expect(clock.waiting).toBe(1);
    clock.advance(1);
    expect(failureOf(await answer).code).toBe('timed-out');
    expect(clock.waiting).toBe(0);
  });

  test('an exchange that was cancelled while a person is asked leaves no time running', async () => {
    const clock = new FakeClock();
    const controller = new AbortController();
    const { fetch, asking } = askingFetch();
    const answer = ask({ clock, fetch, signal: controller.signal });
    asking(true);
    controller.abort();
    expect(failureOf(await answer).code).toBe('cancelled');
    asking(false);
    expect(clock.waiting).toBe(0);
  });

  test('cancelling works before, and while waiting', async () => {
    const controller = new AbortController();
    script = () => controller.abort();
    expect(failureOf(await ask({ signal: controller.signal })).code).toBe('cancelled');
    const seen = server.requests.length;
    expect(failureOf(await ask({ signal: controller.signal })).code).toBe('cancelled');
    expect(server.requests).toHaveLength(seen);
  });

  test.each([301, 302, 303, 307, 308])(
    'R73-: a redirect with %i is a failure, and nothing is asked at its target',
    async (status) => {
      script = (_request, response) => text(response, status, '', { location: `${server.origin}/target` });
      expect(complete(failureOf(await ask())).code).toBe('redirect-refused');
      expect(server.requestsTo('/target')).toEqual([]);
    },
  );

  test('R73+: an answer that is no redirect is handed on, whatever its status', async () => {
    for (const status of [200, 204, 400, 404, 500]) {
      script = (_request, response) => text(response, status, '', { location: '/target' });
      expect(valueOf(await ask()).status).toBe(status);
    }
  });

  test('no Origin, cookie or authorization is sent', async () => {
    valueOf(await ask());
    const names = Object.keys(server.requests[0]?.headers ?? {});
    for (const name of ['origin', 'cookie', 'authorization', 'referer']) expect(names).not.toContain(name);
  });

  test('F5-: a name that does not resolve', async () => {
    const deps = realDeps();
    const result = await exchange(
      { method: 'GET', url: 'https://id.example.invalid/', headers: [] },
      limits,
      deps,
    );
    const failure = complete(failureOf(result));
    expect(failure.code).toBe('name-not-resolved');
    expect(failure.details?.host).toBe('id.example.invalid');
  });

  test('F5-: a port where nobody listens', async () => {
    const gone = await startHttpServer(() => undefined);
    await gone.stop();
    const request = { method: 'GET', url: `${gone.origin}/`, headers: [] };
    expect(complete(failureOf(await exchange(request, limits, realDeps()))).code).toBe('connection-failed');
  });

  test('a broken connection in the middle of an answer', async () => {
    script = (_request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('x', () => response.destroy());
    };
    expect(failureOf(await ask()).code).toBe('connection-failed');
  });
});
