import { describe, expect, test } from 'vitest';
import { MemoryVault } from '../../../../support/memory-vault.ts';
import { valueOf } from '../../../../support/results.ts';
import { Stage, connection, quiet, scheme, start } from './stage.ts';

const missing = {
  code: 'keyring-missing',
  what: 'Nothing is saved.',
  why: 'There is no keyring.',
  next: 'Install one.',
} as const;

const memory = () => new MemoryVault({ kind: 'memory-only', reason: missing });

describe('foreign callbacks', () => {
  test('R19+: a callback that a transaction here started is taken', async () => {
    const stage = await start();
    valueOf(await stage.sessions.signIn('one', {}));
    const outcome = await stage.sessions.handleCallback(stage.provider.authorize(stage.lastOpened));
    expect(outcome).toEqual({ kind: 'signed-in', connectionId: 'one' });
  });

  test('R19- F24-: a callback that no transaction here started is dropped without a network call', async () => {
    const stage = await start();
    const foreign = `${scheme}:/callback/abcdefghijklmnopqrstuvwxyz?code=stolen&state=made-up`;
    expect(await stage.sessions.handleCallback(foreign)).toEqual({ kind: 'ignored' });
    expect(stage.provider.requests).toEqual([]);
    expect(stage.view()).toEqual({ kind: 'signed-out' });
    expect(JSON.stringify(stage.activity)).not.toContain('stolen');
  });

  test('F23- F24-: three a minute are listed, the others are only counted', async () => {
    const stage = await start();
    for (let turn = 0; turn < 50; turn += 1) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- a flood, one after the other
      await stage.sessions.handleCallback(`${scheme}:/callback/none?code=a&state=b${String(turn)}`);
    }
    expect(stage.noted('A callback was ignored.')).toHaveLength(3);
    expect(stage.activity).toHaveLength(3);
    stage.clock.advance(61_000);
    await stage.sessions.handleCallback(`${scheme}:/callback/none?code=a&state=b`);
    expect(stage.noted('47 more callbacks were ignored.')).toHaveLength(1);
    expect(stage.noted('A callback was ignored.')).toHaveLength(4);
  });

  test('F23+ F24+: an ignored callback leaves a running sign-in as it is', async () => {
    const stage = await start();
    valueOf(await stage.sessions.signIn('one', {}));
    const view = stage.view();
    for (const url of [
      '',
      'x',
      `${scheme}:/callback/`,
      `${scheme}:/callback/x?state=`,
      'y'.repeat(100_000),
    ]) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other
      expect(await stage.sessions.handleCallback(url)).toEqual({ kind: 'ignored' });
    }
    expect(stage.view()).toEqual(view);
    expect((await stage.sessions.handleCallback(stage.provider.authorize(stage.lastOpened))).kind).toBe(
      'signed-in',
    );
  });

  test('R18+: the only address that is called after a callback is the stored token endpoint’s provider', async () => {
    const stage = await start();
    valueOf(await stage.sessions.signIn('one', {}));
    const opened = stage.opened.length;
    const callback = stage.provider.authorize(stage.lastOpened, { redirect: 'https://evil.example' });
    await stage.sessions.handleCallback(callback);
    expect(stage.opened).toHaveLength(opened);
    expect(new Set(stage.provider.requests.map(({ url }) => new URL(url).origin))).toEqual(
      new Set([stage.provider.issuer]),
    );
  });

  test('R18- R86-: a URL that is no callback of ours is neither opened, called nor obeyed', async () => {
    const stage = await start();
    const urls = [
      'https://evil.example/steal',
      `${scheme}:https://evil.example/`,
      `${scheme}://evil.example/callback/x/../../y?next=https://evil.example`,
      `${scheme}:/sign-out?id=one`,
      '--no-sandbox',
      'file:///etc/passwd',
    ];
    for (const url of urls) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other
      expect(await stage.sessions.handleCallback(url)).toEqual({ kind: 'ignored' });
    }
    expect(stage.opened).toEqual([]);
    expect(stage.provider.requests).toEqual([]);
  });

  test('R86+: the URL is found good by its own state, in either spelling of the scheme', async () => {
    const stage = await start({ connections: [connection({ redirectSpelling: 'authority' })] });
    valueOf(await stage.sessions.signIn('one', {}));
    const callback = stage.provider.authorize(stage.lastOpened);
    expect(callback.startsWith(`${scheme}://callback/`)).toBe(true);
    expect((await stage.sessions.handleCallback(callback)).kind).toBe('signed-in');
  });
});

describe('after a restart', () => {
  test('F27+: a callback that starts the app completes the sealed sign-in', async () => {
    const stage = await start();
    valueOf(await stage.sessions.signIn('one', {}));
    const callback = stage.provider.authorize(stage.lastOpened);
    stage.restart();
    const outcome = stage.sessions.handleCallback(callback);
    await stage.sessions.restore();
    expect(await outcome).toEqual({ kind: 'signed-in', connectionId: 'one' });
    expect(stage.view()).toMatchObject({ kind: 'signed-in', account: { subject: 'ada' } });
    expect(stage.vault.idsOf('transaction')).toEqual([]);
  });

  test('F27+: the panel is there again, with the same link', async () => {
    const stage = await start();
    valueOf(await stage.sessions.signIn('one', {}));
    stage.restart();
    await stage.sessions.restore();
    expect(stage.view()).toMatchObject({ kind: 'waiting-for-browser', phase: 'browser' });
    expect(valueOf(stage.sessions.signInLink('one'))).toBe(stage.lastOpened);
  });

  test('F27-: without a keyring the app says plainly to start again', async () => {
    const stage = await start({ vault: memory() });
    valueOf(await stage.sessions.signIn('one', {}));
    const callback = stage.provider.authorize(stage.lastOpened);
    stage.restart(memory());
    await stage.sessions.restore();
    expect(await stage.sessions.handleCallback(callback)).toEqual({ kind: 'failed', connectionId: 'one' });
    expect(stage.view()).toMatchObject({
      kind: 'signed-out',
      reason: { code: 'callback-unknown', next: 'Start again: press “Sign in”.' },
    });
    expect(stage.provider.requestsTo('/token')).toEqual([]);
  });

  test('F27- R8-: a callback of a used transaction is ignored after a restart', async () => {
    const stage = await start();
    valueOf(await stage.sessions.signIn('one', {}));
    const callback = stage.provider.authorize(stage.lastOpened);
    await stage.sessions.handleCallback(callback);
    await quiet();
    stage.restart();
    await stage.sessions.restore();
    expect(await stage.sessions.handleCallback(callback)).toEqual({ kind: 'ignored' });
    expect(stage.provider.requestsTo('/token')).toHaveLength(1);
  });

  test('F27+: while the keyring is locked a callback waits for it', async () => {
    const stage = await start();
    valueOf(await stage.sessions.signIn('one', {}));
    const callback = stage.provider.authorize(stage.lastOpened);
    const vault = new MemoryVault({ kind: 'locked' }, stage.vault.records);
    stage.restart(vault);
    await stage.sessions.restore();
    expect(stage.view()).toEqual({ kind: 'locked' });
    const outcome = stage.sessions.handleCallback(callback);
    vault.become({ kind: 'open', backend: 'test' });
    await stage.sessions.restore();
    expect((await outcome).kind).toBe('signed-in');
  });

  test('F21-: a callback that is too old is told so after a restart, too', async () => {
    const stage = await start();
    valueOf(await stage.sessions.signIn('one', {}));
    const callback = stage.provider.authorize(stage.lastOpened);
    const records = new Map(stage.vault.records);
    stage.clock.advance(2 * 60 * 60_000);
    stage.restart(new MemoryVault({ kind: 'open', backend: 'test' }, records));
    await stage.sessions.restore();
    expect(stage.view()).toEqual({ kind: 'signed-out' });
    expect(await stage.sessions.handleCallback(callback)).toEqual({ kind: 'failed', connectionId: 'one' });
    expect(stage.view()).toMatchObject({ reason: { code: 'callback-expired' } });
  });

  test('a sign-in by loopback does not survive: its address is gone', async () => {
    const stage = await start();
    valueOf(await stage.sessions.signIn('one', { way: 'loopback' }));
    await stage.sessions.close();
    expect(stage.vault.idsOf('transaction')).toHaveLength(1);
    stage.restart();
    await stage.sessions.restore();
    expect(stage.view()).toEqual({ kind: 'signed-out' });
    expect(stage.vault.idsOf('transaction')).toEqual([]);
  });

  test('a sign-in whose connection means another client now does not go on', async () => {
    const stage = await start();
    valueOf(await stage.sessions.signIn('one', {}));
    stage.connections.set('one', connection({ clientId: 'client-9' }));
    stage.restart();
    await stage.sessions.restore();
    expect(stage.view()).toEqual({ kind: 'signed-out' });
    expect(stage.vault.idsOf('transaction')).toEqual([]);
  });

  test('nothing is restored before it was asked for', async () => {
    const stage = new Stage();
    expect(stage.vault.calls).toEqual([]);
    expect(stage.view()).toEqual({ kind: 'locked', checking: true });
    await stage.sessions.close();
  });
});
