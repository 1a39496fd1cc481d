import { createServer, request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { networkInterfaces } from 'node:os';
import { afterEach, describe, expect, test } from 'vitest';
import { openInBrowser } from '../../../src/core/oauth/browser-hand-over.ts';
import { openLoopback } from '../../../src/core/oauth/loopback.ts';
import type { LoopbackAnswer, LoopbackOptions, LoopbackReceiver } from '../../../src/core/oauth/loopback.ts';
import { startHttpServer } from '../../servers/http-server.ts';
import { complete, failureOf, valueOf } from '../../support/results.ts';

const tag = 'abcdefghijklmnopqrstuvwxyz';

interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What a browser does, but with any host name and method. Null: nobody answers there. */
function ask(
  url: string,
  options: { host?: string; method?: string; address?: string } = {},
): Promise<Reply | null> {
  const { port, pathname, search, hostname } = new URL(url);
  return new Promise((resolve) => {
    const asking = request(
      {
        host: options.address ?? hostname.replace(/^\[|\]$/g, ''),
        port,
        path: pathname + search,
        method: options.method ?? 'GET',
        headers: { host: options.host ?? `${hostname}:${port}` },
        agent: false,
      },
      (response) => {
        let body = '';
        response.on('data', (part: Buffer) => (body += part.toString()));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        );
      },
    );
    asking.on('error', () => resolve(null));
    asking.end();
  });
}

/** A computer without IPv6 has one family. */
const hasIpv6 = Object.values(networkInterfaces()).some((list) =>
  list?.some(({ address }) => address === '::1'),
);

const signsIn = (): Promise<LoopbackAnswer> => Promise.resolve('signed-in');

const open: LoopbackReceiver[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((receiver) => receiver.close()));
});

async function receive(answer: LoopbackAnswer = 'signed-in', options: Partial<LoopbackOptions> = {}) {
  const seen: string[] = [];
  const onCallback = (url: string): Promise<LoopbackAnswer> => {
    seen.push(url);
    return Promise.resolve(answer);
  };
  const opened = valueOf(await openLoopback({ tag, onCallback, ...options }));
  open.push(opened);
  return { ...opened, seen };
}

describe('the loopback receiver', () => {
  test('R4+: listens on an ephemeral port of 127.0.0.1 under the tag, and hands the answer on', async () => {
    const { redirectUri, seen } = await receive();
    expect(redirectUri).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:\\d+/callback/${tag}$`));
    const reply = await ask(`${redirectUri}?code=a%20b&state=c`);
    expect(reply?.status).toBe(200);
    expect(seen).toEqual([`${redirectUri}?code=a%20b&state=c`]);
  });

  test('R4+: the page says so in words, without script, and is not stored', async () => {
    const { redirectUri } = await receive();
    const reply = await ask(`${redirectUri}?code=1`);
    expect(reply?.body).toContain('Signed in. You can close this tab.');
    expect(reply?.body).not.toMatch(/<script|javascript:|\son\w+=/i);
    expect(reply?.headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      connection: 'close',
    });
    expect(reply?.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-/);
  });

  test('R4+: is closed after the answer', async () => {
    const { redirectUri } = await receive();
    await ask(`${redirectUri}?code=1`);
    expect(await ask(`${redirectUri}?code=1`)).toBeNull();
  });

  test('R4-: an answer that did not sign in leaves it open for the right one', async () => {
    const opened = await receive('not-signed-in');
    const { redirectUri } = opened;
    const reply = await ask(`${redirectUri}?code=1`);
    expect(reply?.status).toBe(400);
    expect(reply?.body).toContain('Not signed in. Go back to Latchkey.');
    expect(await ask(`${redirectUri}?code=1`)).not.toBeNull();
    await opened.close();
    expect(await ask(`${redirectUri}?code=1`)).toBeNull();
  });

  test('nothing that came is repeated in the page', async () => {
    const { redirectUri } = await receive('not-signed-in');
    const reply = await ask(`${redirectUri}?error=%3Cscript%3Ealert(1)%3C/script%3E&code=secret-code`);
    expect(reply?.body).not.toMatch(/alert|secret-code/);
  });

  test.each(['/', '/callback', '/callback/other', `/callback/${tag}/x`, '/favicon.ico', `//callback/${tag}`])(
    'R4-: %s is not its path',
    async (path) => {
      const { redirectUri, seen } = await receive();
      const reply = await ask(new URL(redirectUri).origin + path);
      expect(reply?.status).toBe(404);
      expect(seen).toEqual([]);
    },
  );

  test.each(['evil.test', 'evil.test:{port}', '127.0.0.1', 'localhost.evil.test:{port}', '127.0.0.1:1'])(
    'R4-: a request for host %j is refused: another name was made to point here',
    async (host) => {
      const { redirectUri, seen } = await receive();
      const reply = await ask(`${redirectUri}?code=1`, {
        host: host.replace('{port}', new URL(redirectUri).port),
      });
      expect([400, 421]).toContain(reply?.status);
      expect(seen).toEqual([]);
    },
  );

  test.each(['POST', 'PUT', 'HEAD', 'OPTIONS'])('R4-: %s is refused', async (method) => {
    const { redirectUri, seen } = await receive();
    expect((await ask(`${redirectUri}?code=1`, { method }))?.status).toBe(405);
    expect(seen).toEqual([]);
  });

  test('R4-: no other interface of this computer answers', async () => {
    const { redirectUri } = await receive();
    const others = Object.values(networkInterfaces())
      .flatMap((entries) => entries ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4');
    // Asked without leaving the computer: binding the same port there works only when nobody has it.
    for (const { address } of others) {
      const probe = createServer();
      const free = await new Promise<boolean>((resolve) => {
        probe.once('error', () => resolve(false));
        probe.listen({ host: address, port: Number(new URL(redirectUri).port) }, () => resolve(true));
      });
      probe.close();
      expect(free).toBe(true);
    }
  });

  test('R5+: both families are tried, and both hand the answer on', async () => {
    const { redirectUri, seen } = await receive('not-signed-in');
    const { port } = new URL(redirectUri);
    const addresses = hasIpv6 ? [redirectUri, `http://[::1]:${port}/callback/${tag}`] : [redirectUri];
    for (const address of addresses) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- the order is looked at
      expect((await ask(`${address}?code=1`))?.status).toBe(400);
    }
    expect(seen).toEqual(addresses.map((address) => `${address}?code=1`));
  });

  test('R5-: a fixed port that is taken on one family is still served on the other', async () => {
    const taken = await startHttpServer(() => undefined);
    const { port } = new URL(taken.origin);
    const result = await openLoopback({ tag, ports: [Number(port)], onCallback: signsIn });
    if (result.ok) open.push(result.value);
    expect(result.ok ? result.value.redirectUri : result.failure.code).toBe(
      hasIpv6 ? `http://[::1]:${port}/callback/${tag}` : 'loopback-unavailable',
    );
    await taken.stop();
  });

  test('R4+: of fixed ports the next one is taken', async () => {
    const taken = await receive();
    const port = Number(new URL(taken.redirectUri).port);
    const second = await receive('signed-in', { ports: [port, 0] });
    expect(second.redirectUri).not.toBe(taken.redirectUri);
  });

  test('R4-: where 127.0.0.1 is what is registered, the other family alone is not enough', async () => {
    const taken = await startHttpServer(() => undefined);
    const ports = [Number(new URL(taken.origin).port)];
    const result = await openLoopback({ tag, host: '127.0.0.1', ports, onCallback: signsIn });
    expect(complete(failureOf(result)).code).toBe('loopback-unavailable');
    await taken.stop();
  });

  test('R4-: where none is free it fails in words', async () => {
    const taken = await receive();
    const ports = [Number(new URL(taken.redirectUri).port)];
    const result = await openLoopback({ tag, ports, onCallback: signsIn });
    expect(complete(failureOf(result)).code).toBe('loopback-unavailable');
  });

  test('R9-: the address is handed on with the host that the browser used, to be compared', async () => {
    const { redirectUri, seen } = await receive('not-signed-in');
    const { port } = new URL(redirectUri);
    await ask(`${redirectUri}?code=1`, { host: `localhost:${port}` });
    expect(seen).toEqual([`http://localhost:${port}/callback/${tag}?code=1`]);
  });

  test('closing while an answer is judged does not wait for it, and the page is still shown', async () => {
    let opened: LoopbackReceiver | null = null;
    const result = await openLoopback({
      tag,
      onCallback: async () => {
        await opened?.close();
        return 'not-signed-in';
      },
    });
    opened = valueOf(result);
    expect((await ask(`${opened.redirectUri}?code=1`))?.body).toContain('Not signed in');
    expect(await ask(`${opened.redirectUri}?code=1`)).toBeNull();
  });

  test('an answer that cannot be judged shows the page of a failure', async () => {
    const { redirectUri } = await receive('signed-in', {
      onCallback: () => Promise.reject(new Error('bug')),
    });
    expect((await ask(`${redirectUri}?code=1`))?.body).toContain('Not signed in');
  });

  test('F26-: headers of 100 kB are refused before anybody sees them', async () => {
    const { redirectUri, seen } = await receive();
    const reply = await ask(`${redirectUri}?code=${'x'.repeat(100_000)}`);
    expect(reply?.status ?? 431).toBe(431);
    expect(seen).toEqual([]);
  });
});

describe('handing an address to the browser', () => {
  class FakeBrowser {
    readonly opened: string[] = [];
    open(url: string): Promise<void> {
      this.opened.push(url);
      return Promise.resolve();
    }
  }

  const short = 'https://id.example.test/authorize?client_id=x&state=y';
  const long = `https://id.example.test/authorize?x=${'y'.repeat(2000)}`;
  const withToken = 'https://id.example.test/logout?id_token_hint=a.b.c';

  test('R85+: a short one is opened as it is', async () => {
    const browser = new FakeBrowser();
    valueOf(await openInBrowser(short, browser));
    const exact = `https://id.example.test/?${'x'.repeat(2000)}`.slice(0, 2000);
    valueOf(await openInBrowser(exact, browser));
    expect(browser.opened).toEqual([short, exact]);
  });

  test.each([
    ['above 2,000 characters', long],
    ['with an ID token', withToken],
    [
      'with an ID token under another name',
      `https://id.example.test/logout?hint=eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.c2ln`,
    ],
  ])('R85-: one %s is given as a one-use address of this computer', async (_name, url) => {
    const browser = new FakeBrowser();
    valueOf(await openInBrowser(url, browser));
    const [given = ''] = browser.opened;
    // 128 bits in base32 are 26 characters.
    expect(given).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[a-z2-7]{26}$/);
    const reply = await ask(given);
    expect(reply).toMatchObject({
      status: 303,
      headers: { location: url, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' },
    });
    expect(await ask(given)).toBeNull();
  });

  test('R85-: another path, host or method does not use it up and gets nothing', async () => {
    const browser = new FakeBrowser();
    valueOf(await openInBrowser(withToken, browser));
    const [given = ''] = browser.opened;
    for (const reply of [
      await ask(`${new URL(given).origin}/favicon.ico`),
      await ask(given, { host: 'evil.test' }),
      await ask(given, { method: 'HEAD' }),
      await ask(`${given}?x`),
    ]) {
      expect(reply?.status).toBeGreaterThanOrEqual(400);
      expect(reply?.headers).not.toHaveProperty('location');
    }
    expect((await ask(given))?.status).toBe(303);
  });

  test('R85-: it is gone when its time is over', async () => {
    const browser = new FakeBrowser();
    const time = new AbortController();
    valueOf(await openInBrowser(long, browser, time.signal));
    time.abort();
    expect(await ask(browser.opened[0] ?? '')).toBeNull();
  });

  test('R85-: it is gone when no browser opened', async () => {
    let given = '';
    const browser = {
      open(url: string): Promise<void> {
        given = url;
        return Promise.reject(new Error('no browser'));
      },
    };
    expect(complete(failureOf(await openInBrowser(long, browser))).code).toBe('browser-not-opened');
    expect(await ask(given)).toBeNull();
    expect(failureOf(await openInBrowser(short, browser)).code).toBe('browser-not-opened');
  });

  test.each(['javascript:alert(1)', 'file:///etc/passwd', 'http://id.example.test/', 'x', ''])(
    'R23-: %j is never opened',
    async (url) => {
      const browser = new FakeBrowser();
      complete(failureOf(await openInBrowser(url, browser)));
      expect(browser.opened).toEqual([]);
    },
  );
});
