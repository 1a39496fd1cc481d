import { describe, expect, test } from 'vitest';
import { createVault } from '../../../../../src/core/vault/create-vault.ts';
import { MemoryFiles } from '../../../../support/memory-files.ts';
import { MemoryVault } from '../../../../support/memory-vault.ts';
import { failureOf, valueOf } from '../../../../support/results.ts';
import { FakeKeyring } from '../../vault/test-vault.ts';
import { broken } from './fake-provider.ts';
import { quiet, start, until } from './stage.ts';

const diskFull = {
  code: 'disk-full',
  what: 'Not saved.',
  why: 'The disk is full.',
  next: 'Free space.',
} as const;
const missing = {
  code: 'keyring-missing',
  what: 'Nothing is saved.',
  why: 'No keyring.',
  next: 'Install one.',
} as const;
const damaged = {
  code: 'record-unreadable',
  what: 'It could not be read.',
  why: 'It is damaged.',
  next: 'Sign in.',
  details: { file: '/profile/vault/one.set-aside' },
} as const;

describe('where a session is kept', () => {
  test('it outlives a restart, and the token is used without any request', async () => {
    const stage = await start();
    await stage.signIn();
    const token = await stage.token();
    stage.restart();
    await stage.sessions.restore();
    const before = stage.provider.requests.length;
    expect(await stage.token()).toBe(token);
    expect(stage.provider.requests).toHaveLength(before);
    expect(stage.view().kind).toBe('signed-in');
  });

  test('R13- R22-: on disk neither a running sign-in nor a session is to be read', async () => {
    const stage = await start();
    const files = new MemoryFiles();
    const keyring = new FakeKeyring();
    const vault = () => createVault({ files, cipher: keyring, folder: '/vault', clock: stage.clock });
    const first = vault();
    await first.open();
    stage.restart(first);
    await stage.sessions.restore();
    valueOf(await stage.sessions.signIn('one', {}));
    const state = new URL(stage.lastOpened).searchParams.get('state') ?? 'none';
    expect(files.paths().length).toBeGreaterThan(0);
    expect(Buffer.from(files.everything()).includes(state)).toBe(false);
    const second = vault();
    await second.open();
    stage.restart(second);
    await stage.sessions.restore();
    const callback = stage.provider.authorize(stage.lastOpened);
    expect((await stage.sessions.handleCallback(callback)).kind).toBe('signed-in');
    const verifier = stage.provider.requestsTo('/token')[0]?.form.get('code_verifier') ?? 'none';
    const disk = Buffer.from(files.everything());
    for (const secret of [verifier, 'access-token', 'refresh-token', 'ada@example.test']) {
      expect(disk.includes(secret)).toBe(false);
    }
    const third = vault();
    await third.open();
    stage.restart(third);
    await stage.sessions.restore();
    expect(stage.view()).toMatchObject({ kind: 'signed-in', account: { label: 'ada@example.test' } });
    valueOf(await stage.sessions.signOut('one', { alsoInBrowser: false }));
    await stage.shows('signed-out');
    await quiet();
    expect(files.paths(/record/).filter((path) => /(session|transaction|sign-out)/.test(path))).toEqual([]);
  });

  test('F13+: without a keyring it is in memory only, and says so', async () => {
    const stage = await start({ vault: new MemoryVault({ kind: 'memory-only', reason: missing }) });
    await stage.signIn();
    expect(stage.view()).toMatchObject({ kind: 'memory-only', account: { subject: 'ada' } });
    expect(stage.vault.records.size).toBe(0);
    expect(valueOf(await stage.sessions.details('one')).storage).toBe('memory');
    expect((await stage.sessions.accessToken('one', null)).ok).toBe(true);
  });

  test('F13+: a keyring that comes later takes what was only in memory', async () => {
    const stage = await start({ vault: new MemoryVault({ kind: 'memory-only', reason: missing }) });
    await stage.signIn();
    stage.vault.become({ kind: 'open', backend: 'test' });
    await stage.sessions.restore();
    expect(stage.view().kind).toBe('signed-in');
    expect(stage.sealed()?.subject).toBe('ada');
  });

  test('F13-: with a locked keyring nothing is touched, and unlocking brings it back', async () => {
    const stage = await start();
    await stage.signIn();
    const vault = new MemoryVault({ kind: 'locked' }, stage.vault.records);
    stage.restart(vault);
    await stage.sessions.restore();
    expect(stage.view()).toEqual({ kind: 'locked' });
    expect(failureOf(await stage.sessions.accessToken('one', null)).code).toBe('keyring-locked');
    expect(failureOf(await stage.sessions.signIn('one', {})).code).toBe('keyring-locked');
    expect(failureOf(await stage.sessions.signOut('one', { alsoInBrowser: false })).code).toBe(
      'keyring-locked',
    );
    expect(vault.calls).toEqual([]);
    vault.become({ kind: 'open', backend: 'test' });
    valueOf(await stage.sessions.tryNow('one'));
    expect(stage.view().kind).toBe('signed-in');
  });

  test('F17-: with a full disk it goes on in memory, is shown as not saved, and is saved when there is room', async () => {
    const stage = await start();
    stage.vault.fault = (call) => (call === 'write' || call === 'flush' ? diskFull : null);
    await stage.signIn();
    expect(stage.view()).toMatchObject({
      kind: 'not-saved',
      reason: { code: 'disk-full' },
      account: { subject: 'ada' },
    });
    expect((await stage.sessions.accessToken('one', null)).ok).toBe(true);
    expect(failureOf(await stage.sessions.tryNow('one')).code).toBe('disk-full');
    stage.clock.advance(30_000);
    await quiet();
    expect(stage.view().kind).toBe('not-saved');
    stage.vault.fault = () => null;
    stage.clock.advance(30_000);
    await stage.shows('signed-in');
    expect(stage.sealed()?.subject).toBe('ada');
  });

  test('F17+: Try now saves at once', async () => {
    const stage = await start();
    stage.vault.fault = (call) => (call === 'write' ? diskFull : null);
    await stage.signIn();
    stage.vault.fault = () => null;
    valueOf(await stage.sessions.tryNow('one'));
    expect(stage.view().kind).toBe('signed-in');
    expect(stage.renewals).toBe(0);
  });

  test('a record that cannot be read is set aside, with its file, and a new sign-in takes its place', async () => {
    const stage = await start();
    await stage.signIn();
    const vault = new MemoryVault({ kind: 'open', backend: 'test' }, stage.vault.records);
    vault.fault = (call, kind) => (call === 'read' && kind === 'session' ? damaged : null);
    stage.restart(vault);
    await stage.sessions.restore();
    expect(stage.view()).toEqual({ kind: 'set-aside', reason: damaged, file: damaged.details.file });
    expect(failureOf(await stage.sessions.accessToken('one', null)).code).toBe('record-unreadable');
    vault.fault = () => null;
    await stage.signIn();
    expect(stage.view().kind).toBe('signed-in');
  });

  test('a record of a shape that this version does not know is not used and not erased', async () => {
    const stage = await start();
    stage.vault.records.set('session/one', JSON.stringify({ format: 2, tokens: [] }));
    stage.restart();
    await stage.sessions.restore();
    expect(stage.view().kind).toBe('set-aside');
    expect(stage.vault.records.has('session/one')).toBe(true);
  });

  test('members that a later version added do no harm', async () => {
    const stage = await start();
    await stage.signIn();
    const record: unknown = JSON.parse(stage.vault.records.get('session/one') ?? '');
    const later = Object.assign({ invented: { later: true } }, record);
    stage.vault.records.set('session/one', JSON.stringify(later));
    stage.restart();
    await stage.sessions.restore();
    expect(stage.view().kind).toBe('signed-in');
  });

  test('a sign-in that runs is kept while the list of connections cannot be read, and goes on when it can', async () => {
    const stage = await start();
    valueOf(await stage.sessions.signIn('one', {}));
    const known = new Map(stage.connections);
    stage.connections.clear();
    stage.complete = false;
    stage.restart();
    await stage.sessions.restore();
    expect(stage.vault.idsOf('transaction')).toHaveLength(1);
    expect((await stage.sessions.handleCallback(stage.provider.authorize(stage.lastOpened))).kind).toBe(
      'ignored',
    );
    for (const [id, one] of known) stage.connections.set(id, one);
    stage.complete = true;
    stage.restart();
    await stage.sessions.restore();
    const outcome = await stage.sessions.handleCallback(stage.provider.authorize(stage.lastOpened));
    expect(outcome.kind).toBe('signed-in');
  });

  test.each([
    ['of a connection that was deleted', true, 0],
    ['that is too old, whatever can be read', false, 2 * 60 * 60_000],
  ])('a sign-in %s is erased at the next start', async (_, complete, later) => {
    const stage = await start();
    valueOf(await stage.sessions.signIn('one', {}));
    stage.connections.clear();
    stage.complete = complete;
    stage.clock.setWall(stage.clock.now() + later);
    stage.restart();
    await stage.sessions.restore();
    expect(stage.vault.idsOf('transaction')).toEqual([]);
  });

  test('R49-: a sign-out is kept and delivered, although its connection cannot be read', async () => {
    const stage = await start();
    await stage.signIn();
    stage.provider.script('/revoke', broken('connection-failed'));
    valueOf(await stage.sessions.signOut('one', { alsoInBrowser: false }));
    await until(() => stage.vault.idsOf('sign-out').length === 1);
    stage.connections.clear();
    stage.complete = false;
    stage.restart();
    await stage.sessions.restore();
    await quiet();
    expect(stage.vault.idsOf('sign-out')).toHaveLength(1);
    stage.provider.script('/revoke', null);
    stage.restart();
    await stage.sessions.restore();
    await until(() => stage.vault.idsOf('sign-out').length === 0);
    expect(stage.provider.refreshTokens.size).toBe(0);
  });

  test('listeners hear of each change once, and no longer than they want to', async () => {
    const stage = await start();
    await stage.signIn();
    stage.changes.length = 0;
    const heard: string[] = [];
    const stop = stage.sessions.onChange((id) => void heard.push(id));
    valueOf(await stage.sessions.renewNow('one'));
    expect(heard).toEqual(['one', 'one']);
    stop();
    valueOf(await stage.sessions.renewNow('one'));
    expect(heard).toHaveLength(2);
  });

  test('closing leaves no timer and takes nothing more', async () => {
    const stage = await start();
    await stage.signIn();
    valueOf(await stage.sessions.signIn('one', { way: 'loopback' }));
    const address = stage.provider.authorize(stage.lastOpened);
    await stage.sessions.close();
    expect(stage.clock.waiting).toBe(0);
    await expect(fetch(address)).rejects.toThrow('fetch failed');
    expect(await stage.sessions.handleCallback('anything')).toEqual({ kind: 'ignored' });
  });

  test('closing lets a renewal that is under way end', async () => {
    const stage = await start();
    await stage.signIn();
    const before = stage.sealed()?.refreshToken;
    const release = stage.provider.hold('/token');
    void stage.sessions.renewNow('one');
    await quiet();
    const closed = stage.sessions.close();
    release();
    await closed;
    expect(stage.sealed()?.refreshToken).not.toBe(before);
    expect(stage.sealed()?.refreshing).toBeNull();
  });
});
