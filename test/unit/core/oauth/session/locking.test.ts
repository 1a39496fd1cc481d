import { describe, expect, test } from 'vitest';
import { MemoryVault } from '../../../../support/memory-vault.ts';
import { failureOf, valueOf } from '../../../../support/results.ts';
import { quiet, start, until } from './stage.ts';
import type { Stage } from './stage.ts';

const diskFull = {
  code: 'disk-full',
  what: 'The sign-in could not be saved.',
  why: 'The disk is full.',
  next: 'Free some space, then try again.',
} as const;

const stillLocked = { ...diskFull, code: 'passphrase-needed' } as const;
const byPassphrase = { kind: 'locked', by: 'passphrase' } as const;

async function unlock(stage: Stage): Promise<void> {
  stage.vault.become({ kind: 'open', backend: null });
  await stage.sessions.restore();
}

/** Whether a secret of the provider's can be found in anything that the sessions tell. */
async function told(stage: Stage): Promise<string> {
  return JSON.stringify([stage.view(), await stage.sessions.details('one')]);
}

describe('a vault that is locked in mid-run', () => {
  test('F13+: the session is locked with it, and back with its tokens once it is unlocked', async () => {
    const stage = await start();
    await stage.signIn();
    const token = await stage.token();
    valueOf(await stage.sessions.lock());
    expect(stage.view()).toEqual(byPassphrase);
    expect(failureOf(await stage.sessions.accessToken('one', null)).code).toBe('passphrase-needed');
    expect(failureOf(await stage.sessions.renewNow('one')).code).toBe('passphrase-needed');
    expect(failureOf(await stage.sessions.signIn('one', {})).code).toBe('passphrase-needed');
    expect(failureOf(await stage.sessions.signOut('one', { alsoInBrowser: false })).code).toBe(
      'passphrase-needed',
    );
    expect(valueOf(await stage.sessions.details('one')).storage).toBe('none');
    expect(await told(stage)).not.toContain('ada');
    await unlock(stage);
    expect(stage.view()).toMatchObject({ kind: 'signed-in', account: { subject: 'ada' } });
    expect(await stage.token()).toBe(token);
    expect(stage.renewals).toBe(0);
  });

  test('F13+: a locked start asks for the passphrase, and not for the keyring', async () => {
    const stage = await start();
    await stage.signIn();
    stage.restart(new MemoryVault({ kind: 'passphrase-needed' }, stage.vault.records));
    await stage.sessions.restore();
    expect(stage.view()).toEqual(byPassphrase);
    expect(failureOf(await stage.sessions.tryNow('one')).code).toBe('passphrase-needed');
  });

  test('F1-: a renewal that runs ends and is on the disk before anything is locked', async () => {
    const stage = await start();
    await stage.signIn();
    const before = stage.sealed()?.refreshToken;
    const release = stage.provider.hold('/token');
    void stage.sessions.renewNow('one');
    await until(() => stage.renewals === 1);
    const locking = stage.sessions.lock();
    await quiet();
    expect(stage.vault.calls).not.toContain('lock');
    release();
    valueOf(await locking);
    expect(stage.vault.calls.slice(-2)).toEqual(['write session', 'lock']);
    expect(stage.sealed()?.refreshToken).not.toBe(before);
    expect(stage.sealed()?.refreshing).toBeNull();
    expect(stage.view()).toEqual(byPassphrase);
    await unlock(stage);
    valueOf(await stage.sessions.renewNow('one'));
    expect(stage.view().kind).toBe('signed-in');
  });

  test('R25-: nobody signs in while it is being locked: who is signed in could not be read any more', async () => {
    const stage = await start();
    await stage.signIn();
    const open = new Set<() => void>();
    const slow = new Promise<void>((resolve) => open.add(resolve));
    stage.vault.gate = async (call) => (call === 'lock' ? slow : Promise.resolve());
    const locking = stage.sessions.lock();
    await quiet();
    expect(failureOf(await stage.sessions.signIn('one', {})).code).toBe('passphrase-needed');
    for (const resolve of open) resolve();
    valueOf(await locking);
    expect(stage.view()).toEqual(byPassphrase);
  });

  test('F1+: nothing is renewed any more while it is being locked, and who waits is told', async () => {
    const stage = await start();
    await stage.signIn();
    stage.clock.advance(3_599_000);
    const open = new Set<() => void>();
    const slow = new Promise<void>((resolve) => open.add(resolve));
    stage.vault.gate = async (call) => (call === 'lock' ? slow : Promise.resolve());
    const locking = stage.sessions.lock();
    await quiet();
    const waiting = stage.sessions.accessToken('one', null);
    await quiet();
    for (const resolve of open) resolve();
    valueOf(await locking);
    expect(failureOf(await waiting).code).toBe('passphrase-needed');
    expect(stage.renewals).toBe(0);
  });

  test('F17+: where the disk refuses what has to be saved nothing is locked, and everything goes on', async () => {
    const stage = await start();
    await stage.signIn();
    stage.clock.advance(3_599_000);
    stage.vault.fault = (call) => (call === 'lock' ? diskFull : null);
    const locking = stage.sessions.lock();
    const waiting = stage.sessions.accessToken('one', null);
    expect(failureOf(await locking).code).toBe('disk-full');
    expect((await waiting).ok).toBe(true);
    await stage.shows('signed-in');
  });

  test('a sign-in that runs is cancelled, and leaves nothing', async () => {
    const stage = await start();
    valueOf(await stage.sessions.signIn('one', {}));
    const answer = stage.provider.authorize(stage.lastOpened);
    valueOf(await stage.sessions.lock());
    await quiet();
    expect(stage.vault.idsOf('transaction')).toEqual([]);
    expect(stage.view()).toEqual(byPassphrase);
    expect(await stage.sessions.handleCallback(answer)).toEqual({ kind: 'ignored' });
    await unlock(stage);
    expect(stage.view()).toEqual({ kind: 'signed-out' });
  });

  test('F33+: a sign-out that the provider was not told yet is told after unlocking', async () => {
    const stage = await start();
    await stage.signIn();
    stage.provider.script('/revoke', async (seen) => {
      await Promise.resolve();
      return { ...(await stage.provider.asUsual(seen)), status: 503 };
    });
    valueOf(await stage.sessions.signOut('one', { alsoInBrowser: false }));
    await stage.shows('signing-out');
    await until(() => stage.noted('could not be told').length > 0);
    valueOf(await stage.sessions.lock());
    expect(stage.vault.idsOf('sign-out')).toHaveLength(1);
    stage.provider.script('/revoke', null);
    const before = stage.provider.requestsTo('/revoke').length;
    stage.clock.advance(24 * 3_600_000);
    await quiet();
    expect(stage.provider.requestsTo('/revoke')).toHaveLength(before);
    await unlock(stage);
    await until(() => stage.vault.idsOf('sign-out').length === 0);
    expect(stage.provider.requestsTo('/revoke').length).toBeGreaterThan(before);
  });
});

/** Unlocked, and what it holds is not read yet: the app does that as soon as it hears of it. */
async function justUnlocked(): Promise<Stage> {
  const stage = await start();
  await stage.signIn();
  valueOf(await stage.sessions.lock());
  stage.vault.become({ kind: 'open', backend: null });
  expect(stage.view()).toEqual(byPassphrase);
  stage.vault.calls.length = 0;
  return stage;
}

describe('a vault that was unlocked a moment ago', () => {
  test('R49+: who signs out then has the provider told, like everybody', async () => {
    const stage = await justUnlocked();
    const signingOut = stage.sessions.signOut('one', { alsoInBrowser: false });
    await stage.sessions.restore();
    valueOf(await signingOut);
    await until(() => stage.sessions.undelivered().length === 0);
    expect(stage.provider.refreshTokens.size).toBe(0);
    expect(stage.vault.records.size).toBe(0);
  });

  test('R49+: a connection that is deleted then is revoked', async () => {
    const stage = await justUnlocked();
    valueOf(await stage.sessions.remove('one'));
    expect(stage.provider.refreshTokens.size).toBe(0);
    expect(stage.vault.records.size).toBe(0);
  });

  test('F13+: nobody is told that it is locked', async () => {
    const stage = await justUnlocked();
    const token = stage.token();
    const signingIn = stage.sessions.signIn('one', {});
    valueOf(await stage.sessions.renewNow('one'));
    expect(await token).toMatch(/^access-token/);
    valueOf(await signingIn);
    // All of them waited for one reading.
    expect(stage.vault.calls.filter((call) => call === 'read session')).toHaveLength(1);
  });

  test('F13-: where it is locked again before it was read, everybody is told', async () => {
    const stage = await justUnlocked();
    stage.vault.gate = async (call) => {
      if (call === 'read') stage.vault.become({ kind: 'passphrase-needed' });
      return Promise.resolve();
    };
    stage.vault.fault = (call) => (call === 'read' ? stillLocked : null);
    expect(failureOf(await stage.sessions.accessToken('one', null)).code).toBe('passphrase-needed');
  });
});

describe('what cannot be read', () => {
  test('R49-: is not erased by deleting its connection: it could not be revoked', async () => {
    const stage = await start();
    await stage.signIn();
    valueOf(await stage.sessions.lock());
    const before = new Map(stage.vault.records);
    expect(failureOf(await stage.sessions.remove('one')).code).toBe('passphrase-needed');
    await quiet();
    expect(stage.vault.records).toEqual(before);
    await unlock(stage);
    valueOf(await stage.sessions.remove('one'));
    expect(stage.provider.refreshTokens.size).toBe(0);
  });

  test('R49+: what is damaged is erased, and it is said that the provider was not told', async () => {
    const stage = await start();
    stage.vault.records.set('session/one', JSON.stringify({ format: 2, tokens: [] }));
    stage.restart();
    await stage.sessions.restore();
    valueOf(await stage.sessions.remove('one'));
    expect(stage.vault.records.size).toBe(0);
    expect(stage.noted('The provider was not told')).toHaveLength(1);
  });
});

describe('a vault that stops being sealed', () => {
  const missing = { ...diskFull, code: 'keyring-missing' } as const;

  test('F13-: memory only is never silent: a session that was sealed says so, and the other way round', async () => {
    const stage = await start();
    await stage.signIn();
    stage.vault.become({ kind: 'memory-only', reason: missing });
    await stage.sessions.restore();
    expect(stage.view().kind).toBe('memory-only');
    stage.vault.become({ kind: 'open', backend: null });
    await stage.sessions.restore();
    expect(stage.view().kind).toBe('signed-in');
  });

  test('F13-: also where the session waits for its provider', async () => {
    const stage = await start();
    await stage.signIn();
    stage.provider.script('/token', async (seen) => ({
      ...(await stage.provider.asUsual(seen)),
      status: 503,
    }));
    await stage.sessions.renewNow('one');
    await stage.shows('provider-unavailable');
    stage.vault.become({ kind: 'memory-only', reason: missing });
    await stage.sessions.restore();
    expect(valueOf(await stage.sessions.details('one')).storage).toBe('memory');
    stage.vault.become({ kind: 'open', backend: null });
    await stage.sessions.restore();
    expect(valueOf(await stage.sessions.details('one')).storage).toBe('sealed');
  });
});
