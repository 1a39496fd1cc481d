import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import type { LoopbackSettings } from '../../../../../src/shared/connection.ts';
import { failureOf, valueOf } from '../../../../support/results.ts';
import { connection, quiet, start } from './stage.ts';
import type { Stage } from './stage.ts';

/** Ports that nobody uses at this moment. */
async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = servers.map(
    (server) =>
      new Promise<number>((resolve) => {
        server.listen(0, '127.0.0.1', () => {
          const address = server.address();
          resolve(typeof address === 'object' && address !== null ? address.port : 0);
        });
      }),
  );
  const found = await Promise.all(ports);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return found;
}

async function stageWith(loopback: LoopbackSettings): Promise<Stage> {
  return start({ connections: [connection({ redirectWays: ['loopback'], loopback })] });
}

/** The redirect address of the request that the browser was asked to open last. */
function addressOf(stage: Stage): URL {
  return new URL(new URL(stage.lastOpened).searchParams.get('redirect_uri') ?? '');
}

describe('a provider that demands something of the loopback address', () => {
  test('R4+: localhost is what the request names, and the browser reaches it', async () => {
    const stage = await stageWith({ host: 'localhost', ports: [] });
    valueOf(await stage.sessions.signIn('one', {}));
    expect(addressOf(stage).hostname).toBe('localhost');
    expect(stage.view()).toMatchObject({ redirectUri: addressOf(stage).href });
    expect(await (await fetch(stage.provider.authorize(stage.lastOpened))).text()).toContain('Signed in.');
    expect(stage.view().kind).toBe('signed-in');
  });

  test('R4+: one of the registered ports is taken, in their order', async () => {
    const ports = await freePorts(3);
    const stage = await stageWith({ host: '127.0.0.1', ports });
    valueOf(await stage.sessions.signIn('one', {}));
    expect(addressOf(stage).port).toBe(String(ports[0]));
    const blocked = createServer();
    await stage.sessions.cancelSignIn('one');
    await new Promise<void>((resolve) => blocked.listen(ports[0], '127.0.0.1', resolve));
    valueOf(await stage.sessions.signIn('one', {}));
    expect(addressOf(stage).port).toBe(String(ports[1]));
    await new Promise((resolve) => blocked.close(resolve));
    await stage.sessions.cancelSignIn('one');
  });

  test('F21+: requests that run beside each other share the one port, and each may be answered', async () => {
    const ports = await freePorts(1);
    const stage = await stageWith({ host: '127.0.0.1', ports });
    valueOf(await stage.sessions.signIn('one', {}));
    const first = stage.provider.authorize(stage.lastOpened);
    valueOf(await stage.sessions.signIn('one', { startAgain: true }));
    const second = stage.provider.authorize(stage.lastOpened);
    expect(new URL(second).port).toBe(new URL(first).port);
    expect(second).not.toBe(first);
    expect(await (await fetch(first)).text()).toContain('Signed in.');
    await quiet();
    await expect(fetch(second)).rejects.toThrow('fetch failed');
  });

  test('R4-: where all of them are taken the sign-in fails with words, and no browser opens', async () => {
    const ports = await freePorts(1);
    const blocked = createServer();
    await new Promise<void>((resolve) => blocked.listen(ports[0], '127.0.0.1', resolve));
    const stage = await stageWith({ host: '127.0.0.1', ports });
    expect(failureOf(await stage.sessions.signIn('one', {})).code).toBe('loopback-unavailable');
    expect(stage.opened).toEqual([]);
    await new Promise((resolve) => blocked.close(resolve));
  });

  test.each([
    ['another host', { host: '127.0.0.1', ports: [] }],
    ['other ports', { host: 'localhost', ports: [1] }],
  ] as const)('R4- R16-: a setting that became %s meanwhile ends the sign-in', async (_, loopback) => {
    const stage = await stageWith({ host: 'localhost', ports: [] });
    valueOf(await stage.sessions.signIn('one', {}));
    stage.connections.set('one', connection({ redirectWays: ['loopback'], loopback }));
    const page = await fetch(stage.provider.authorize(stage.lastOpened));
    expect(await page.text()).toContain('Not signed in.');
    expect(stage.provider.requestsTo('/token')).toEqual([]);
  });
});
