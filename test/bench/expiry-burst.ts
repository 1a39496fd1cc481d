import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSessions } from '../../src/core/oauth/session/create-sessions.ts';
import type { Sessions } from '../../src/core/oauth/session/sessions.ts';
import { refreshTokens } from '../../src/core/oauth/token-endpoint.ts';
import type { Clock } from '../../src/core/ports/clock.ts';
import { createVault } from '../../src/core/vault/create-vault.ts';
import { nodeFiles } from '../../src/core/vault/node-files.ts';
import { startHttpServer } from '../servers/http-server.ts';
import type { HttpServer } from '../servers/http-server.ts';
import { savedConnection } from '../support/connections.ts';
import { nodeFetch } from '../support/node-fetch.ts';
import { valueOf } from '../support/results.ts';
import { RotatingProvider } from '../support/session-world/rotating-provider.ts';
import { systemClock } from '../support/system-clock.ts';
import { FakeKeyring } from '../unit/core/vault/test-vault.ts';
import { absolute, type Entry } from './report.ts';
import { interleaved, median, quantile } from './statistics.ts';

const requests = 1000;
const life = 300_000;
const id = 'bench';

/**
 * `expiry-burst`: 1,000 requests want a token in the moment in which it expires. How much longer than the token request
 * alone, in the same run, 95 of 100 wait: for one renewal with its two saves to a real disk.
 * @throws {Error} when they cost more than one token request.
 */
export async function measureExpiryBurst(rounds: number): Promise<Entry> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-burst-'));
  const ahead = { milliseconds: 0 };
  const rules = { rotates: true, grace: 30_000, life, idle: null };
  const server = await startHttpServer(async ({ path, form }, response) => {
    const { status, body } = await provider.act(path, form);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  const provider = new RotatingProvider(server.origin, rules, () => Date.now());
  const sessions = await signIn(server, provider, folder, ahead);
  const alone = await signIn(server, provider, join(folder, 'alone'), { milliseconds: 0 });
  await alone.close();
  const bare = { refreshToken: provider.families.at(-1)?.refreshTokens.at(-1) ?? '' };
  try {
    const measured = await interleaved(
      rounds + 1,
      async () => burst(sessions, server, ahead),
      async () => tokenRequest(server, bare),
    );
    // The first one of each warms up.
    const own = measured.app.slice(1).map((waits) => quantile(waits, 0.95));
    const request = median(measured.baseline.slice(1).flat());
    return absolute(
      'expiry-burst',
      'ms',
      own.map((wait) => wait - request),
    );
  } finally {
    await sessions.close();
    await server.stop();
    rmSync(folder, { recursive: true });
  }
}

/** How long each of them waited, in milliseconds. */
async function burst(
  sessions: Sessions,
  server: HttpServer,
  ahead: { milliseconds: number },
): Promise<number[]> {
  ahead.milliseconds += life;
  const before = server.requestsTo('/token').length;
  const waits = await Promise.all(
    Array.from({ length: requests }, async () => {
      const started = performance.now();
      valueOf(await sessions.accessToken(id, null));
      return performance.now() - started;
    }),
  );
  const made = server.requestsTo('/token').length - before;
  if (made !== 1) throw new Error(`${String(requests)} requests made ${String(made)} token requests.`);
  return waits;
}

/** The token request alone, over the same network. */
async function tokenRequest(server: HttpServer, bare: { refreshToken: string }): Promise<number[]> {
  const started = performance.now();
  const outcome = await refreshTokens(
    {
      tokenEndpoint: `${server.origin}/token`,
      clientId: 'client-1',
      refreshToken: bare.refreshToken,
      resource: null,
      scopes: null,
      authentication: { method: 'none' },
    },
    { fetch: nodeFetch(), clock: systemClock, signal: new AbortController().signal },
  );
  const milliseconds = performance.now() - started;
  if (outcome.kind !== 'tokens') throw new Error(`The bare token request came to ${outcome.kind}.`);
  bare.refreshToken = outcome.tokens.refreshToken ?? bare.refreshToken;
  return [milliseconds];
}

/** A session on a real disk, whose clocks can be set ahead to the moment of expiry. */
async function signIn(
  server: HttpServer,
  provider: RotatingProvider,
  folder: string,
  ahead: { readonly milliseconds: number },
): Promise<Sessions> {
  const clock: Clock = {
    now: () => systemClock.now() + ahead.milliseconds,
    monotonic: () => systemClock.monotonic() + ahead.milliseconds,
    after: (milliseconds, callback) => systemClock.after(milliseconds, callback),
  };
  const opened: string[] = [];
  const vault = createVault({ files: nodeFiles, cipher: new FakeKeyring(), folder, clock });
  await vault.open();
  const connection = savedConnection({ id, issuer: server.origin, clientId: 'client-1', scopes: ['notes'] });
  const sessions = createSessions({
    clock,
    fetchFor: () => nodeFetch(),
    vault,
    browser: { open: async (url) => Promise.resolve(void opened.push(url)) },
    activity: { add: () => undefined },
    connections: {
      get: (wanted) => (wanted === id ? connection : null),
      list: () => [connection],
      ending: () => [],
      complete: () => true,
    },
    scheme: 'app.latchkey.desktop',
    schemeOwner: async () => Promise.resolve({ kind: 'ours' }),
    random: Math.random,
  });
  await sessions.restore();
  valueOf(await sessions.signIn(id, {}));
  await sessions.handleCallback(provider.authorize(opened.at(-1) ?? ''));
  return sessions;
}
