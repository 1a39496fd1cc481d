import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ActivityInput } from '../../../src/core/activity/activity.ts';
import { createSessions } from '../../../src/core/oauth/session/create-sessions.ts';
import type { Sessions } from '../../../src/core/oauth/session/sessions.ts';
import { createVault } from '../../../src/core/vault/create-vault.ts';
import { nodeFiles } from '../../../src/core/vault/node-files.ts';
import { startAuthorizationServer } from '../../servers/authorization-server.ts';
import type { AuthorizationServer } from '../../servers/authorization-server.ts';
import { savedConnection } from '../../support/connections.ts';
import { nodeFetch } from '../../support/node-fetch.ts';
import { valueOf } from '../../support/results.ts';
import { systemClock } from '../../support/system-clock.ts';
import { FakeKeyring } from '../../unit/core/vault/test-vault.ts';

let server: AuthorizationServer;
let folder: string;
let running: Sessions[];
const opened: string[] = [];
const activity: ActivityInput[] = [];
const keyring = new FakeKeyring();

beforeEach(async () => {
  server = await startAuthorizationServer();
  folder = await mkdtemp(join(tmpdir(), 'latchkey-session-'));
  running = [];
  opened.length = 0;
  activity.length = 0;
});
afterEach(async () => {
  await Promise.all(running.map(async (sessions) => sessions.close()));
  await server.stop();
  await rm(folder, { recursive: true });
});

/** A run of the core on real sockets and real files. */
async function run(): Promise<Sessions> {
  const connection = savedConnection({
    id: 'one',
    issuer: server.issuer,
    clientId: server.clientId,
    scopes: ['openid', 'offline_access'],
    redirectWays: ['scheme', 'loopback'],
  });
  const vault = createVault({ files: nodeFiles, cipher: keyring, folder, clock: systemClock });
  await vault.open();
  const sessions = createSessions({
    clock: systemClock,
    fetchFor: () => nodeFetch(),
    vault,
    browser: { open: async (url) => Promise.resolve(void opened.push(url)) },
    activity: { add: (entry) => void activity.push(entry) },
    connections: {
      get: (id) => (id === 'one' ? connection : null),
      list: () => [connection],
      ending: () => [],
      complete: () => true,
    },
    scheme: 'app.latchkey.desktop',
    schemeOwner: async () => Promise.resolve({ kind: 'ours' }),
    random: Math.random,
  });
  running.push(sessions);
  await sessions.restore();
  return sessions;
}

async function everythingOnDisk(): Promise<string> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((one) => one.isFile());
  const contents = await Promise.all(
    files.map(async (one) => readFile(join(one.parentPath, one.name), 'latin1')),
  );
  return contents.join('\n');
}

test('R13+ R22+ F27+: begun in one run, finished in the next, renewed, restored, and signed out with nothing left', async () => {
  const first = await run();
  valueOf(await first.signIn('one', {}));
  await first.close();

  const second = await run();
  expect(second.view('one').kind).toBe('waiting-for-browser');
  const callback = server.authorize(opened[0] ?? '');
  expect(await second.handleCallback(callback)).toEqual({ kind: 'signed-in', connectionId: 'one' });
  const token = valueOf(await second.accessToken('one', null)).value;
  valueOf(await second.renewNow('one'));
  const renewed = valueOf(await second.accessToken('one', null)).value;
  expect(renewed).not.toBe(token);
  await second.close();

  const disk = await everythingOnDisk();
  for (const secret of [token, renewed, ...server.refreshTokens, 'ada@example.test']) {
    expect(disk).not.toContain(secret);
  }

  const third = await run();
  expect(third.view('one')).toEqual({
    kind: 'signed-in',
    account: { subject: 'ada', label: 'ada@example.test' },
  });
  expect(valueOf(await third.accessToken('one', null)).value).toBe(renewed);
  expect(server.requestsTo('/token')).toHaveLength(2);
  valueOf(await third.signOut('one', { alsoInBrowser: false }));
  await expect.poll(() => third.view('one').kind).toBe('signed-out');
  await third.close();
  expect(server.refreshTokens.size).toBe(0);
  const left = await readdir(folder, { recursive: true });
  expect(left.filter((name) => /(session|transaction|sign-out)/.test(name))).toEqual([]);
  expect(JSON.stringify(activity)).not.toMatch(/(at|rt|code)-[\w-]{16}/);
});

test('R4+ R5+: by loopback on real sockets', async () => {
  const sessions = await run();
  valueOf(await sessions.signIn('one', { way: 'loopback' }));
  const page = await fetch(server.authorize(opened[0] ?? ''));
  expect(page.status).toBe(200);
  expect(sessions.view('one').kind).toBe('signed-in');
});

test('R16- R27-: an answer that names another issuer calls nothing', async () => {
  const sessions = await run();
  valueOf(await sessions.signIn('one', {}));
  const callback = server.authorize(opened[0] ?? '', { iss: 'https://evil.example' });
  expect((await sessions.handleCallback(callback)).kind).toBe('failed');
  expect(sessions.view('one')).toMatchObject({ kind: 'signed-out', reason: { code: 'issuer-mismatch' } });
  expect(server.requestsTo('/token')).toEqual([]);
});
