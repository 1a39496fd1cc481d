import { relative } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { eventually } from '../harness/processes.ts';
import { emails, inWorld } from '../harness/world.ts';
import type { World } from '../harness/world.ts';
import { findAll, readDisk, spellings } from './support/disk.ts';
import type { Disk } from './support/disk.ts';
import { watchProcesses } from './support/process-watch.ts';
import { tapServers } from './support/wire-tap.ts';
import type { WireTap } from './support/wire-tap.ts';

let tap: WireTap | null = null;

afterEach(() => {
  tap?.stop();
  tap = null;
});

/** What only the API's answers hold. */
const answers = ['Analytical engine', 'note-']
  .slice(0, 1)
  .map((value) => ({ kind: 'an answer of the API', value }));

/** An entry of one of Chromium's caches: the index of an empty one is none, and shaders of the drivers hold no text. */
const cacheEntry =
  /(^|\/)(Cache|Cache_Data|js|wasm|CacheStorage)\/([0-9a-f]{16}_[0-9s]|data_\d|f_[0-9a-f]+)$/;

async function send(world: World, path: string): Promise<void> {
  await world.window.send(`${world.provider.apiOrigin}${path}`);
  await world.window.response.getByText('200 OK').waitFor();
}

/** Waits until the provider has answered this many token requests. */
async function tokenRequests(world: World, count: number): Promise<void> {
  await eventually('the token endpoint', () => (world.provider.tokenRequests() >= count ? true : null));
}

describe('after the whole run', () => {
  it('the search would find a secret in any spelling', () => {
    const value = 'rt-Zm9v_secret~0123456789';
    const texts = spellings(value).flatMap((bytes) =>
      ['', 'x', 'xx', 'xxx'].map((before) => Buffer.concat([Buffer.from(before), bytes, Buffer.from('x')])),
    );
    const base64 = ['a', 'bb', 'ccc'].map((start) =>
      Buffer.from(Buffer.from(`${start}${value} end`).toString('base64')),
    );
    for (const content of [...texts, ...base64]) {
      expect(findAll(new Map([['file', content]]), [{ kind: 'token', value }])).toEqual(['file: token']);
    }
    expect(findAll(new Map([['file', Buffer.from('rt-Zm9v_other')]]), [{ kind: 'token', value }])).toEqual(
      [],
    );
  });

  it('no file holds a token, a code, a verifier, a cookie or an answer, at any moment; no process names a token', async () => {
    await inWorld('profile', {}, async (world) => {
      const since = Date.now() - 1000;
      const { desktop, provider } = world;
      tap = tapServers(provider.apiOrigin);
      const watch = watchProcesses();
      const moments: [string, Disk][] = [];
      const keep = (name: string): void => void moments.push([name, readDisk(desktop, since)]);

      const window = await world.start();
      await world.addConnection();
      await window.beginSignIn();
      await world.browser.tab(provider.issuer);
      keep('while a sign-in waits');
      await world.signInInBrowser();
      await window.signedInAs(emails.ada);
      await send(world, '/v1/notes');
      await send(world, '/v1/echo');
      await send(world, '/v1/bytes/70000');
      await send(world, '/v1/image');
      await send(world, '/v1/notes');
      await window.menu('Renew now');
      await tokenRequests(world, 2);
      await window.signedInAs(emails.ada);
      keep('while signed in');
      const again = await world.restart();
      await again.signedInAs(emails.ada);
      await send(world, '/v1/notes');
      keep('after a restart');
      await again.button('Sign out').click();
      await again.button('Sign in').waitFor();
      await eventually('the provider to be told', () => (provider.grants().length === 0 ? true : null));
      await world.quit();
      keep('at the end');
      const { commands } = watch.stop();

      // The test saw everything that it now looks for.
      const secrets = tap.secrets();
      const count = (kind: string): number => secrets.filter((secret) => secret.kind === kind).length;
      expect(count('access token')).toBeGreaterThanOrEqual(2);
      expect(count('refresh token')).toBeGreaterThanOrEqual(2);
      for (const kind of ['ID token', 'code', 'verifier', 'state', 'nonce', 'cookie'])
        expect(count(kind)).toBeGreaterThan(0);

      const password = { kind: 'the password', value: world.passwordOf('ada') };
      const found = moments.flatMap(([moment, disk]) =>
        findAll(disk, [...secrets, ...answers, password]).map(
          (line) => `${moment}: ${relative(desktop.folder, line)}`,
        ),
      );
      expect(found).toEqual([]);

      // A callback has to come by the command line on Linux, with code and state: worth nothing without the verifier.
      const lasting = secrets.filter(({ kind }) => !['code', 'state', 'nonce'].includes(kind));
      const named = [...lasting, password].filter(({ value }) =>
        spellings(value).some((bytes) => commands.some((command) => command.includes(bytes.toString()))),
      );
      expect(named).toEqual([]);
      expect(commands.some((command) => command.includes('code='))).toBe(true);

      // No cookie came back, and nothing was answered from a cache.
      const notes = tap.calls.filter(({ path }) => path === '/v1/notes');
      expect(notes).toHaveLength(3);
      expect(tap.calls.filter(({ withCookie }) => withCookie)).toEqual([]);

      // Nothing but the connections knows where the API is, as a cache, a cookie or a history would; and no cache has an entry.
      const own = [...(moments.at(-1)?.[1] ?? [])].map(([path, content]) => ({
        path: relative(desktop.profile, path),
        content,
      }));
      const { host } = new URL(provider.apiOrigin);
      expect(own.filter(({ content }) => content.includes(host)).map(({ path }) => path)).toEqual([
        'connections.json',
      ]);
      // Caches are judged in the app's profile only: a browser of somebody else may have its own beside it in /tmp.
      const kept = own.filter(({ path }) => !path.startsWith('..'));
      expect(kept.filter(({ path }) => cacheEntry.test(path)).map(({ path }) => path)).toEqual([]);
      expect(
        kept
          .filter(({ path, content }) => /Local Storage.*\.(log|ldb)$/.test(path) && content.length > 0)
          .map(({ path }) => path),
      ).toEqual([]);
    });
  });
});
