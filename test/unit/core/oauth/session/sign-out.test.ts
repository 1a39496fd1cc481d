import { describe, expect, test } from 'vitest';
import { MemoryVault } from '../../../../support/memory-vault.ts';
import { failureOf, valueOf } from '../../../../support/results.ts';
import { answer, broken } from './fake-provider.ts';
import { connection, quiet, scheme, start, until } from './stage.ts';
import type { Stage } from './stage.ts';

const minute = 60_000;
const local = { alsoInBrowser: false };

async function signedIn(options: Parameters<typeof start>[0] = {}): Promise<Stage> {
  const stage = await start(options);
  await stage.signIn();
  return stage;
}

const revoked = (stage: Stage) =>
  stage.provider.requestsTo('/revoke').map(({ form }) => form.get('token_type_hint'));

describe('here, and at the provider', () => {
  test('R49+: tokens leave the session at once, and nothing is left when the provider was told', async () => {
    const stage = await signedIn();
    valueOf(await stage.sessions.signOut('one', local));
    expect(failureOf(await stage.sessions.accessToken('one', null)).code).toBe('sign-in-needed');
    expect(stage.sealed()).toBeNull();
    await stage.shows('signed-out');
    await quiet();
    expect(stage.vault.records.size).toBe(0);
    expect(stage.provider.refreshTokens.size).toBe(0);
  });

  test('R49- F33-: offline, signed out here now and the provider told later; shown until then', async () => {
    const stage = await signedIn();
    stage.provider.script('/revoke', broken('name-not-resolved'));
    valueOf(await stage.sessions.signOut('one', local));
    await until(() => stage.provider.requestsTo('/revoke').length === 1);
    await quiet();
    expect(stage.view()).toMatchObject({ kind: 'signing-out', reason: { code: 'name-not-resolved' } });
    expect(stage.sealed()).toBeNull();
    expect(stage.vault.idsOf('sign-out')).toHaveLength(1);
    stage.provider.script('/revoke', null);
    stage.clock.advance(5000);
    await stage.shows('signed-out');
    await quiet();
    expect(stage.vault.records.size).toBe(0);
    expect(stage.provider.refreshTokens.size).toBe(0);
  });

  test('F33+: what was not delivered survives a restart and is delivered then', async () => {
    const stage = await signedIn();
    stage.provider.script('/revoke', broken('connection-failed'));
    valueOf(await stage.sessions.signOut('one', local));
    await quiet();
    stage.provider.script('/revoke', null);
    stage.restart();
    await stage.sessions.restore();
    await until(() => stage.provider.refreshTokens.size === 0);
    await stage.shows('signed-out');
    await quiet();
    expect(stage.vault.records.size).toBe(0);
  });

  test('R49-: it is given up after seven days', async () => {
    const stage = await signedIn();
    stage.provider.script('/revoke', broken('connection-failed'));
    valueOf(await stage.sessions.signOut('one', local));
    await quiet();
    stage.clock.setWall(stage.clock.now() + 7 * 24 * 60 * minute);
    expect((await stage.sessions.tryNow('one')).ok).toBe(true);
    await quiet();
    expect(stage.view()).toEqual({ kind: 'signed-out' });
    expect(stage.vault.records.size).toBe(0);
    expect(stage.noted('never told')).toHaveLength(1);
  });

  test('R49-: a crash between sealing the sign-out and erasing the session leaves nobody signed in', async () => {
    const stage = await signedIn();
    const records = new Map(stage.vault.records);
    stage.provider.script('/revoke', broken('connection-failed'));
    valueOf(await stage.sessions.signOut('one', local));
    await quiet();
    for (const [key, text] of stage.vault.records) records.set(key, text);
    expect(new Set(Array.from(records.keys(), (key) => key.split('/')[0]))).toEqual(
      new Set(['session', 'sign-out']),
    );
    stage.restart(new MemoryVault({ kind: 'open', backend: 'test' }, records));
    await stage.sessions.restore();
    expect(stage.view().kind).toBe('signing-out');
    expect([...records.keys()].some((key) => key.startsWith('session'))).toBe(false);
  });

  test('R50+: the refresh token is revoked first, then the access token, each with its hint', async () => {
    const stage = await signedIn();
    valueOf(await stage.sessions.signOut('one', local));
    await stage.shows('signed-out');
    expect(revoked(stage)).toEqual(['refresh_token', 'access_token']);
  });

  test('R50-: a refresh token that is not accepted does not keep the access token from being revoked', async () => {
    const stage = await signedIn();
    stage.provider.once('/revoke', () => answer(401, { error: 'invalid_client' }));
    valueOf(await stage.sessions.signOut('one', local));
    await stage.shows('signed-out');
    expect(revoked(stage)).toEqual(['refresh_token', 'access_token']);
    await quiet();
    expect(stage.vault.records.size).toBe(0);
  });

  test('R51+: an unknown token counts as revoked', async () => {
    const stage = await signedIn();
    stage.provider.script('/revoke', () => answer(400, { error: 'invalid_token' }));
    valueOf(await stage.sessions.signOut('one', local));
    await stage.shows('signed-out');
    expect(stage.noted('The provider was told.')).toHaveLength(1);
  });

  test('R51-: 401 for a public client is definitive, and noted', async () => {
    const stage = await signedIn();
    stage.provider.script('/revoke', () => answer(401, { error: 'invalid_client' }));
    valueOf(await stage.sessions.signOut('one', local));
    await stage.shows('signed-out');
    await quiet();
    expect(
      stage.activity.find(({ step, outcome }) => step === 'revocation' && outcome === 'noted')?.summary,
    ).toContain('401');
    expect(stage.vault.records.size).toBe(0);
  });

  test('R51+: an access token that ended with its refresh token may be answered as a bad request', async () => {
    const stage = await signedIn();
    stage.provider.script('/revoke', ({ form }) =>
      form.get('token_type_hint') === 'refresh_token'
        ? answer(200, '')
        : answer(400, { error: 'invalid_request' }),
    );
    valueOf(await stage.sessions.signOut('one', local));
    await stage.shows('signed-out');
    await until(() => stage.noted('The provider was told').length === 1);
    expect(stage.noted('did not take the token back')).toEqual([]);
  });

  test.each([
    [400, 400],
    [200, 403],
  ])('R51-: %i for the refresh token and %i for the access token is noted', async (refresh, access) => {
    const stage = await signedIn();
    stage.provider.script('/revoke', ({ form }) =>
      answer(form.get('token_type_hint') === 'refresh_token' ? refresh : access, {
        error: 'invalid_request',
      }),
    );
    valueOf(await stage.sessions.signOut('one', local));
    await until(() => stage.noted('did not take the token back').length === 1);
    expect(revoked(stage)).toEqual(['refresh_token', 'access_token']);
  });

  test('R52+: 503 is tried again no sooner than Retry-After says', async () => {
    const stage = await signedIn();
    stage.provider.script('/revoke', () => answer(503, '', { 'retry-after': '120' }));
    valueOf(await stage.sessions.signOut('one', local));
    await quiet();
    expect(stage.view().kind).toBe('signing-out');
    stage.sessions.networkChanged();
    stage.clock.advance(119_000);
    await quiet();
    expect(revoked(stage)).toHaveLength(1);
    stage.provider.script('/revoke', null);
    stage.clock.advance(10_000);
    await stage.shows('signed-out');
  });

  test('R52- R49+: how long the provider asked to be left alone holds over a restart', async () => {
    const stage = await signedIn();
    stage.provider.script('/revoke', () => answer(503, '', { 'retry-after': '120' }));
    valueOf(await stage.sessions.signOut('one', local));
    await quiet();
    stage.provider.script('/revoke', null);
    stage.restart();
    await stage.sessions.restore();
    await quiet();
    stage.clock.advance(119_000);
    await quiet();
    expect(revoked(stage)).toHaveLength(1);
    expect(stage.view()).toMatchObject({ kind: 'signing-out', reason: { code: 'provider-unavailable' } });
    stage.clock.advance(15_000);
    await stage.shows('signed-out');
    expect(stage.provider.refreshTokens.size).toBe(0);
  });

  test('R52-: another sign-out meanwhile is told, and the one that waits still waits', async () => {
    const stage = await signedIn();
    stage.provider.script('/revoke', () => answer(503, '', { 'retry-after': '120' }));
    valueOf(await stage.sessions.signOut('one', local));
    await quiet();
    stage.provider.script('/revoke', null);
    stage.clock.advance(1000);
    await stage.signIn();
    valueOf(await stage.sessions.signOut('one', local));
    await quiet();
    expect(revoked(stage)).toHaveLength(3);
    expect(stage.sessions.undelivered()).toHaveLength(1);
    valueOf(await stage.sessions.tryNow('one'));
    await stage.shows('signed-out');
    expect(revoked(stage)).toHaveLength(5);
  });

  test('R52-: a clock that was set back does not make it wait for ever', async () => {
    const stage = await signedIn();
    stage.provider.script('/revoke', () => answer(503, '', { 'retry-after': '60' }));
    valueOf(await stage.sessions.signOut('one', local));
    await quiet();
    stage.provider.script('/revoke', null);
    stage.clock.setWall(stage.clock.now() - 30 * 24 * 60 * minute);
    stage.restart();
    await stage.sessions.restore();
    await quiet();
    expect(revoked(stage)).toHaveLength(1);
    stage.clock.advance(24 * 60 * minute);
    await stage.shows('signed-out');
    expect(stage.provider.refreshTokens.size).toBe(0);
  });

  test('R49+: what is yet to be told is known, signed in again or deleted meanwhile', async () => {
    const stage = await signedIn();
    expect(stage.sessions.undelivered()).toEqual([]);
    stage.provider.script('/revoke', broken('connection-failed'));
    valueOf(await stage.sessions.signOut('one', local));
    await quiet();
    stage.clock.advance(1000);
    await stage.signIn();
    const told = { connectionId: 'one', issuer: 'https://id.example.test' };
    expect(stage.sessions.undelivered()).toEqual([told]);
    expect(valueOf(await stage.sessions.details('one')).undelivered).toBe(1);
    valueOf(await stage.sessions.remove('one'));
    stage.connections.delete('one');
    expect(stage.sessions.undelivered()).toEqual([told, told]);
  });

  test('R52-: what was delivered is not sent again with the rest', async () => {
    const stage = await signedIn();
    let calls = 0;
    stage.provider.script('/revoke', async (seen) => {
      calls += 1;
      return calls === 2 ? answer(503, '') : stage.provider.asUsual(seen);
    });
    valueOf(await stage.sessions.signOut('one', local));
    await quiet();
    valueOf(await stage.sessions.tryNow('one'));
    expect(revoked(stage)).toEqual(['refresh_token', 'access_token', 'access_token']);
  });

  test('R53+: a server that does not revoke access tokens is no failure', async () => {
    const stage = await signedIn();
    stage.provider.script('/revoke', async (seen) =>
      seen.form.get('token_type_hint') === 'access_token'
        ? answer(400, { error: 'unsupported_token_type' })
        : stage.provider.asUsual(seen),
    );
    valueOf(await stage.sessions.signOut('one', local));
    await stage.shows('signed-out');
    expect(stage.noted('The provider was told.')).toHaveLength(1);
  });

  test('R53-: it is not sent again, and does not keep the other token from being revoked', async () => {
    const stage = await signedIn();
    stage.provider.script('/revoke', () => answer(400, { error: 'unsupported_token_type' }));
    valueOf(await stage.sessions.signOut('one', local));
    await stage.shows('signed-out');
    stage.clock.advance(60 * minute);
    await quiet();
    expect(revoked(stage)).toEqual(['refresh_token', 'access_token']);
    expect(stage.vault.records.size).toBe(0);
  });

  test('without a revocation endpoint it is done locally', async () => {
    const stage = await start();
    delete stage.provider.metadata['revocation_endpoint'];
    await stage.signIn();
    valueOf(await stage.sessions.signOut('one', local));
    expect(stage.view()).toEqual({ kind: 'signed-out' });
    expect(stage.vault.records.size).toBe(0);
    expect(revoked(stage)).toEqual([]);
  });

  test('it can be forgotten instead of delivered', async () => {
    const stage = await signedIn();
    stage.provider.script('/revoke', broken('connection-failed'));
    valueOf(await stage.sessions.signOut('one', local));
    await quiet();
    valueOf(await stage.sessions.forgetSignOut('one'));
    expect(stage.view()).toEqual({ kind: 'signed-out' });
    expect(stage.vault.records.size).toBe(0);
  });

  test('it is final: a renewal that was under way brings nothing back', async () => {
    const stage = await signedIn();
    const release = stage.provider.hold('/token');
    const renewal = stage.sessions.renewNow('one');
    await until(() => stage.renewals === 1);
    valueOf(await stage.sessions.signOut('one', local));
    release();
    expect((await renewal).ok).toBe(false);
    await quiet();
    expect(stage.view()).toEqual({ kind: 'signed-out' });
    expect(stage.vault.records.size).toBe(0);
  });

  test('it ends a sign-in that runs', async () => {
    const stage = await signedIn();
    valueOf(await stage.sessions.signIn('one', {}));
    valueOf(await stage.sessions.signOut('one', local));
    await stage.shows('signed-out');
    const late = await stage.sessions.handleCallback(stage.provider.authorize(stage.lastOpened));
    expect(late.kind).toBe('ignored');
  });

  test('a disk that does not let go is said', async () => {
    const stage = await signedIn();
    const failure = {
      code: 'disk-failed',
      what: 'It stays.',
      why: 'The disk says no.',
      next: 'Try again.',
    } as const;
    stage.vault.fault = (call, kind) => (call === 'remove' && kind === 'session' ? failure : null);
    expect(failureOf(await stage.sessions.signOut('one', local))).toEqual(failure);
    expect(stage.view()).toEqual({ kind: 'signed-out', reason: failure });
    stage.vault.fault = () => null;
    valueOf(await stage.sessions.signOut('one', local));
    await stage.shows('signed-out');
    expect(stage.sealed()).toBeNull();
  });
});

describe('in the browser', () => {
  test('R46+: only when it was chosen, with id_token_hint, client_id, address and state', async () => {
    const stage = await signedIn();
    const idToken = stage.sealed()?.idToken;
    valueOf(await stage.sessions.signOut('one', { alsoInBrowser: true }));
    // It carries an ID token, so the browser is given a one-use address that sends it on (R85).
    expect(stage.lastOpened).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[a-z2-7]+$/);
    const sent = await fetch(stage.lastOpened, { redirect: 'manual' });
    const url = new URL(sent.headers.get('location') ?? '');
    expect(`${url.origin}${url.pathname}`).toBe(`${stage.provider.issuer}/logout`);
    expect(url.searchParams.get('id_token_hint')).toBe(idToken);
    expect(url.searchParams.get('client_id')).toBe('client-1');
    expect(url.searchParams.get('post_logout_redirect_uri')).toBe(`${scheme}:/logged-out`);
    const state = url.searchParams.get('state') ?? '';
    expect(state).toMatch(/^[a-z2-7]{26}$/);
    expect(await stage.sessions.handleCallback(`${scheme}:/logged-out?state=${state}`)).toEqual({
      kind: 'signed-out',
      connectionId: 'one',
    });
  });

  test('R46+: the address is spelled as the one of sign-ins, and the answer to it is known', async () => {
    const stage = await signedIn({ connections: [connection({ redirectSpelling: 'authority' })] });
    valueOf(await stage.sessions.signOut('one', { alsoInBrowser: true }));
    const sent = await fetch(stage.lastOpened, { redirect: 'manual' });
    const { searchParams } = new URL(sent.headers.get('location') ?? '');
    const address = searchParams.get('post_logout_redirect_uri');
    expect(address).toBe(`${scheme}://logged-out`);
    const answered = `${address ?? ''}?state=${searchParams.get('state') ?? ''}`;
    expect((await stage.sessions.handleCallback(answered)).kind).toBe('signed-out');
  });

  test('R46-: not when it was not chosen, and said when the provider has no such page', async () => {
    const stage = await signedIn();
    const opened = stage.opened.length;
    valueOf(await stage.sessions.signOut('one', local));
    expect(stage.opened).toHaveLength(opened);
    delete stage.provider.metadata['end_session_endpoint'];
    await stage.signIn();
    expect(failureOf(await stage.sessions.signOut('one', { alsoInBrowser: true })).code).toBe(
      'not-permitted',
    );
    expect(stage.opened).toHaveLength(opened + 1);
    await stage.shows('signed-out');
  });

  test('R47+ R48+: the answer with the state, or without any, completes what was begun', async () => {
    const stage = await signedIn();
    await stage.sessions.signOut('one', { alsoInBrowser: true });
    expect((await stage.sessions.handleCallback(`${scheme}:/logged-out`)).kind).toBe('signed-out');
    expect((await stage.sessions.handleCallback(`${scheme}:/logged-out`)).kind).toBe('ignored');
  });

  test('R47- R48-: one with another state is ignored, and none ever touches a session', async () => {
    const stage = await signedIn();
    for (const url of [`${scheme}:/logged-out?state=made-up`, `${scheme}:/logged-out`]) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other
      expect(await stage.sessions.handleCallback(url)).toEqual({ kind: 'ignored' });
    }
    expect(stage.view().kind).toBe('signed-in');
    await stage.sessions.signOut('one', { alsoInBrowser: true });
    const wrong = await stage.sessions.handleCallback(`${scheme}:/logged-out?state=made-up`);
    expect(wrong.kind).toBe('ignored');
  });
});

describe('a connection that is deleted', () => {
  test('is signed out, revoked and erased', async () => {
    const stage = await signedIn();
    valueOf(await stage.sessions.remove('one'));
    expect(revoked(stage)).toEqual(['refresh_token', 'access_token']);
    stage.connections.delete('one');
    await quiet();
    expect(stage.vault.records.size).toBe(0);
  });

  test('offline, the provider is told later, also by the next run', async () => {
    const stage = await signedIn();
    stage.provider.script('/revoke', broken('connection-failed'));
    valueOf(await stage.sessions.remove('one'));
    stage.connections.delete('one');
    expect(stage.vault.idsOf('sign-out')).toHaveLength(1);
    stage.provider.script('/revoke', null);
    stage.restart();
    await stage.sessions.restore();
    await until(() => stage.vault.records.size === 0);
    expect(stage.provider.refreshTokens.size).toBe(0);
  });

  test('R49+: is revoked, too, where what is sealed of it was not read yet', async () => {
    const stage = await signedIn();
    stage.restart();
    const removed = stage.sessions.remove('one');
    await quiet();
    await stage.sessions.restore();
    valueOf(await removed);
    expect(revoked(stage)).toEqual(['refresh_token', 'access_token']);
    expect(stage.sealed()).toBeNull();
  });

  test('R49-: is not said to be erased by sessions that are closed', async () => {
    const stage = await signedIn();
    await stage.sessions.close();
    expect(failureOf(await stage.sessions.remove('one')).code).toBe('cancelled');
    expect(stage.sealed()).not.toBeNull();
  });

  test('leaves its neighbours alone', async () => {
    const stage = await start({ connections: [connection(), connection({ id: 'two' })] });
    await stage.signIn('one');
    await stage.signIn('two');
    valueOf(await stage.sessions.remove('one'));
    stage.connections.delete('one');
    expect(stage.view('two').kind).toBe('signed-in');
    expect((await stage.sessions.accessToken('two', null)).ok).toBe(true);
  });
});
