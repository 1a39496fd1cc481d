import { randomBytes } from 'node:crypto';
import { readFile, readdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startAuthorizationServer } from '../../servers/authorization-server.ts';
import type { AuthorizationServer } from '../../servers/authorization-server.ts';
import { complete, valueOf } from '../../support/results.ts';
import { input, newProfile, type App, type Profile } from './app.ts';

let server: AuthorizationServer;
let running: App | null = null;
beforeEach(async () => {
  server = await startAuthorizationServer();
});
afterEach(async () => {
  await running?.stop();
  running = null;
  await server.stop();
});

async function start(profile: Profile): Promise<App> {
  running = await profile.start();
  return running;
}

async function signIn(app: App, id: string): Promise<void> {
  valueOf(await app.call('signIn', { id }));
  await app.sessions.handleCallback(server.authorize(app.opened.at(-1) ?? ''));
  expect(app.sessions.view(id).kind).toBe('signed-in');
}

/** A profile in which two connections are signed in. */
async function twoSignedIn() {
  const profile = await newProfile();
  const app = await start(profile);
  const ids: string[] = [];
  for (const name of ['One', 'Two']) {
    // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other, as a person does it
    const { id } = valueOf(await app.call('addConnection', { ...input, name, issuer: server.issuer }));
    // oxlint-disable-next-line eslint/no-await-in-loop -- as above
    await signIn(app, id);
    ids.push(id);
  }
  await app.stop();
  const [one = '', two = ''] = ids;
  return { profile, one, two };
}

async function filesLike(profile: Profile, pattern: RegExp): Promise<readonly string[]> {
  const names = await readdir(profile.folder, { recursive: true });
  return names.filter((name) => pattern.test(name)).map((name) => join(profile.folder, name));
}

const damages: readonly [name: string, (path: string) => Promise<void>][] = [
  ['truncated', (path) => truncate(path, 40)],
  ['empty', (path) => truncate(path, 0)],
  ['not ours', (path) => writeFile(path, 'this is a holiday picture')],
  ['noise', (path) => writeFile(path, randomBytes(4000))],
];

describe('a vault file', () => {
  it.each(damages)(
    'F16-: of a sign-in that is %s costs that sign-in only, which says so and is kept',
    async (_, damage) => {
      const { profile, one, two } = await twoSignedIn();
      const damaged = await filesLike(profile, new RegExp(`session\\.${one}\\.record(\\.previous)?$`));
      expect(damaged.length).toBeGreaterThan(0);
      await Promise.all(damaged.map(damage));
      const contents = await Promise.all(damaged.map((path) => readFile(path, 'latin1')));

      const app = await start(profile);
      const view = app.sessions.view(one);
      if (view.kind !== 'set-aside') throw new Error(`It is ${view.kind}.`);
      expect(complete(view.reason).code).toBe('record-unreadable');
      expect(contents).toContain(await readFile(view.file, 'latin1'));
      expect(app.sessions.view(two).kind).toBe('signed-in');
      expect(app.sent).toEqual([]);

      await signIn(app, one);
      await app.stop();
      const again = await start(profile);
      expect(again.sessions.view(one).kind).toBe('signed-in');
      expect(contents).toContain(await readFile(view.file, 'latin1'));
      expect([...app.logged, ...again.logged]).toEqual([]);
    },
  );

  it.each(damages)(
    'F16-: with the key that is %s closes what it sealed, says so, and deletes nothing',
    async (_, damage) => {
      const { profile, one, two } = await twoSignedIn();
      const before = await profile.files();
      const keys = await filesLike(profile, /vault\.key(\.previous)?$/);
      await Promise.all(keys.map(damage));

      const app = await start(profile);
      const { status } = app.vault;
      if (status.kind !== 'set-aside') throw new Error(`It is ${status.kind}.`);
      expect(complete(status.reason).code).toBe('record-unreadable');
      expect(app.sent).toEqual([]);
      await signIn(app, one);
      await app.stop();

      const records = Object.keys(before).filter((name) => /session\..*\.record$/.test(name));
      const after = await profile.files();
      expect(records.length).toBeGreaterThan(1);
      for (const name of records) expect(Object.values(after)).toContain(before[name]);
      const again = await start(profile);
      expect(again.sessions.view(one).kind).toBe('signed-in');
      expect(again.sessions.view(two).kind).not.toBe('signed-in');
      expect([...app.logged, ...again.logged]).toEqual([]);
    },
  );
});

describe('a connections file', () => {
  it.each([
    ['not JSON', 'name = "Acme"'],
    ['empty', ''],
    ['cut off', '{"version":1,"connections":[{"id":"abc'],
    ['other JSON', '["Acme"]'],
    ['not text', '\u0000\u0001\u0002'],
  ])('that is %s is kept and told, and no connection or sign-in is lost with it', async (_, content) => {
    const { profile, one, two } = await twoSignedIn();
    const path = join(profile.folder, 'connections.json');
    // The order is saved once more, so that the file before has both connections, too.
    const sorting = await start(profile);
    valueOf(await sorting.call('orderConnections', { ids: [two, one] }));
    await sorting.stop();
    await writeFile(path, content);

    const app = await start(profile);
    const notice = complete(app.notice ?? { code: 'internal', what: '', why: '', next: '' });
    expect(notice.code).toBe('settings-unreadable');
    expect(await readFile(notice.details?.file ?? '', 'utf8')).toBe(content);
    const names = valueOf(await app.call('listConnections', null)).map(({ name }) => name);
    expect(names.toSorted()).toEqual(['One', 'Two']);
    expect([one, two].map((id) => app.sessions.view(id).kind)).toEqual(['signed-in', 'signed-in']);
    expect(app.sent).toEqual([]);
    await app.stop();

    const again = await start(profile);
    expect(again.notice).toBeNull();
    expect(again.sessions.view(one).kind).toBe('signed-in');
    expect([...app.logged, ...again.logged]).toEqual([]);
  });

  it('that cannot be read, with none before it, leaves the sealed sign-ins alone', async () => {
    const { profile, one } = await twoSignedIn();
    const before = await profile.files();
    const files = await filesLike(profile, /connections\.json(\.previous)?$/);
    await Promise.all(files.map((path) => writeFile(path, '{{{')));
    const app = await start(profile);
    expect(app.notice?.next).toContain('Add your connections again');
    expect(valueOf(await app.call('listConnections', null))).toEqual([]);
    await app.stop();
    const after = await profile.files();
    const record = Object.keys(before).find((name) => name.includes(`session.${one}.record`)) ?? '';
    expect(after[record]).toBe(before[record]);
  });
});
