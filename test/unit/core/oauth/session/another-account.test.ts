import { describe, expect, test } from 'vitest';
import type { AccountDecision } from '../../../../../src/core/oauth/session/events.ts';
import type { AnotherAccount } from '../../../../../src/shared/session.ts';
import { failureOf, valueOf } from '../../../../support/results.ts';
import { answer } from './fake-provider.ts';
import { connection, quiet, start, until } from './stage.ts';
import type { Stage, StageOptions } from './stage.ts';

const grace = { sub: 'grace', email: 'grace@example.test' };
const hour = 60 * 60_000;

/** Ada is signed in, and Grace answered the browser. */
async function asked(options: StageOptions = {}, anotherAccount = false): Promise<Stage> {
  const stage = await start(options);
  await stage.signIn();
  stage.clock.advance(1000);
  await comes(stage, anotherAccount);
  return stage;
}

async function comes(stage: Stage, anotherAccount = false): Promise<void> {
  stage.provider.claims = grace;
  valueOf(await stage.sessions.signIn('one', { anotherAccount }));
  const outcome = await stage.sessions.handleCallback(stage.provider.authorize(stage.lastOpened));
  expect(outcome).toEqual({ kind: 'another-account', connectionId: 'one' });
}

function question(stage: Stage): AnotherAccount {
  const view = stage.view();
  if (view.kind !== 'another-account') throw new Error(`Nothing is asked: ${JSON.stringify(view)}`);
  return view;
}

async function decide(stage: Stage, decision: AccountDecision): Promise<void> {
  valueOf(await stage.sessions.decideAccount('one', question(stage).attempt, decision));
  await quiet();
}

function revoked(stage: Stage): readonly string[] {
  return stage.provider.requestsTo('/revoke').map(({ form }) => form.get('token') ?? '');
}

/** Every token that the provider gave, in order: Ada's, then Grace's. */
const adas = ['refresh-token-2', 'access-token-3'];
const graces = ['refresh-token-5', 'access-token-6'];

describe('another account comes back', () => {
  test('R25+ F29+: it is asked first, with who is signed in and who came', async () => {
    const stage = await asked();
    expect(question(stage)).toMatchObject({
      current: { subject: 'ada', label: 'ada@example.test' },
      currentSignedIn: true,
      arrived: { subject: 'grace', label: 'grace@example.test' },
    });
    expect(stage.noted('Another account came back.')).toHaveLength(1);
  });

  test('R25- F29-: until it is answered nothing that came is used, kept on disk or given back', async () => {
    const stage = await asked();
    expect(await stage.token()).toBe('access-token-3');
    expect(stage.sealed()).toMatchObject({ subject: 'ada', refreshToken: 'refresh-token-2' });
    const disk = [...stage.vault.records.values()].join();
    for (const token of graces) expect(disk).not.toContain(token);
    expect(revoked(stage)).toEqual([]);
    expect(stage.vault.idsOf('transaction')).toEqual([]);
  });

  test('R25-: the person who asked for another account is asked too: the first one is never lost silently', async () => {
    const stage = await asked({}, true);
    expect(question(stage).current?.subject).toBe('ada');
    expect(stage.sealed()?.subject).toBe('ada');
  });

  test('R25+: the same person signs in again without a question, also when another account was asked for', async () => {
    const stage = await start();
    await stage.signIn();
    const before = stage.sealed()?.refreshToken;
    await stage.signIn();
    expect(stage.sealed()?.refreshToken).not.toBe(before);
    valueOf(await stage.sessions.signIn('one', { anotherAccount: true }));
    await stage.sessions.handleCallback(stage.provider.authorize(stage.lastOpened));
    expect(stage.view()).toMatchObject({ kind: 'signed-in', account: { subject: 'ada' } });
  });

  test('R25-: a sign-in that has ended still belongs to somebody', async () => {
    const stage = await start();
    await stage.signIn();
    stage.provider.script('/token', () => answer(400, { error: 'invalid_grant' }));
    await stage.sessions.renewNow('one');
    stage.provider.script('/token', null);
    await comes(stage);
    expect(question(stage)).toMatchObject({ currentSignedIn: false, current: { subject: 'ada' } });
    expect(stage.sealed()?.subject).toBe('ada');
  });

  test('R78+ R25+: without an ID token there is no account, so there is nothing to compare', async () => {
    const plain = { scopes: ['api', 'offline_access'], unlistedPkceAccepted: true } as const;
    const stage = await start({ connections: [connection(plain)] });
    await stage.signIn();
    const before = stage.sealed()?.refreshToken;
    stage.provider.claims = grace;
    await stage.signIn();
    expect(stage.settled()).toEqual({ kind: 'signed-in', account: null });
    expect(stage.sealed()?.refreshToken).not.toBe(before);
  });

  test('R25-: the same name at another issuer is another account (OIDC Core §5.7)', async () => {
    const stage = await start();
    await stage.signIn();
    const sealed = stage.vault.records.get('session/one') ?? '';
    stage.vault.records.set(
      'session/one',
      sealed.replaceAll('"issuer":"https://id.example.test"', '"issuer":"https://before.example.test"'),
    );
    stage.restart();
    await stage.sessions.restore();
    expect(stage.view()).toMatchObject({ kind: 'needs-sign-in' });
    valueOf(await stage.sessions.signIn('one', {}));
    await stage.sessions.handleCallback(stage.provider.authorize(stage.lastOpened));
    expect(stage.view().kind).toBe('another-account');
  });
});

describe('Keep as a new connection', () => {
  test('R25+ F29+: both are kept, each with its own tokens', async () => {
    const stage = await asked();
    stage.connections.set('two', connection({ id: 'two' }));
    await decide(stage, { kind: 'new-connection', connectionId: 'two' });
    expect(stage.view('one')).toMatchObject({ kind: 'signed-in', account: { subject: 'ada' } });
    expect(stage.view('two')).toMatchObject({ kind: 'signed-in', account: { subject: 'grace' } });
    expect(stage.sealed('two')).toMatchObject({ connectionId: 'two', refreshToken: graces[0] });
    expect([await stage.token('one'), await stage.token('two')]).toEqual([adas[1], graces[1]]);
    expect(revoked(stage)).toEqual([]);
    stage.restart();
    await stage.sessions.restore();
    expect([stage.view('one').kind, stage.view('two').kind]).toEqual(['signed-in', 'signed-in']);
  });
});

describe('Replace', () => {
  test('R25+ R49+ F29+: the account before is signed out properly, then the new one is kept', async () => {
    const stage = await asked();
    await decide(stage, { kind: 'replace' });
    expect(stage.view()).toMatchObject({ kind: 'signed-in', account: { subject: 'grace' } });
    expect(stage.sealed()).toMatchObject({ subject: 'grace', refreshToken: graces[0] });
    expect(revoked(stage)).toEqual(adas);
    expect(stage.vault.idsOf('sign-out')).toEqual([]);
  });

  test('R25-: a sign-out that waits for the provider ends the account before, and never the new one', async () => {
    const stage = await asked();
    stage.provider.script('/revoke', () => answer(503, ''));
    await decide(stage, { kind: 'replace' });
    expect(stage.vault.idsOf('sign-out')).toHaveLength(1);
    stage.restart();
    await stage.sessions.restore();
    await quiet();
    expect(stage.view()).toMatchObject({ kind: 'signed-in', account: { subject: 'grace' } });
    expect(stage.sealed()?.subject).toBe('grace');
  });

  test('R25-: killed before the new one was kept, nobody is signed in, and the sign-out holds', async () => {
    const stage = await asked();
    const before = stage.vault.records.get('session/one') ?? '';
    stage.provider.script('/revoke', () => answer(503, ''));
    await decide(stage, { kind: 'replace' });
    // As the disk is between the two writes: the sign-out is sealed, and the session that it ends is still there.
    stage.vault.records.set('session/one', before);
    stage.restart();
    await stage.sessions.restore();
    expect(stage.view()).toMatchObject({ kind: 'signing-out' });
    expect(stage.sealed()).toBeNull();
  });

  test('R25+: where the provider takes no tokens back, the record of the account before is erased all the same', async () => {
    const stage = await start();
    delete stage.provider.metadata['revocation_endpoint'];
    await stage.signIn();
    await comes(stage);
    await decide(stage, { kind: 'replace' });
    const changes = stage.vault.calls.filter((call) => /^(write|remove) session/.test(call));
    expect(changes.slice(-2)).toEqual(['remove session', 'write session']);
    expect(stage.sealed()?.subject).toBe('grace');
  });
});

describe('Cancel', () => {
  test('R25+ R50+ F29+: what came is given back, refresh token first, and the session before goes on', async () => {
    const stage = await asked();
    await decide(stage, { kind: 'discard' });
    expect(revoked(stage)).toEqual(graces);
    expect(stage.view()).toEqual({
      kind: 'signed-in',
      account: { subject: 'ada', label: 'ada@example.test' },
    });
    expect(await stage.token()).toBe(adas[1]);
    expect(stage.vault.idsOf('sign-out')).toEqual([]);
  });

  test('R25- R49-: a give-back that waits never ends the session before, not over a restart either', async () => {
    const stage = await asked();
    stage.provider.script('/revoke', () => answer(503, ''));
    await decide(stage, { kind: 'discard' });
    expect(stage.vault.idsOf('sign-out')).toHaveLength(1);
    stage.restart();
    await stage.sessions.restore();
    expect(stage.view()).toMatchObject({ kind: 'signed-in', account: { subject: 'ada' } });
    await quiet();
    stage.provider.script('/revoke', null);
    await stage.sessions.tryNow('one');
    await quiet();
    expect(revoked(stage).slice(-2)).toEqual(graces);
    expect(stage.sealed()?.subject).toBe('ada');
  });

  test('R25+: Cancel of the sign-in is the same answer', async () => {
    const stage = await asked();
    await stage.sessions.cancelSignIn('one');
    await quiet();
    expect(revoked(stage)).toEqual(graces);
    expect(stage.view()).toMatchObject({ kind: 'signed-in', account: { subject: 'ada' } });
  });
});

describe('without an answer', () => {
  test('R25- F29-: an hour after it began the sign-in is over, and what came is given back', async () => {
    const stage = await asked();
    expect(question(stage).expiresAt).toBe(stage.clock.now() + hour);
    stage.clock.advance(hour - 1);
    expect(stage.view().kind).toBe('another-account');
    stage.clock.advance(1);
    await until(() => revoked(stage).length === 2);
    expect(revoked(stage)).toEqual(graces);
    expect(stage.view()).toMatchObject({
      kind: 'signed-in',
      account: { subject: 'ada' },
      attemptFailure: { code: 'callback-expired' },
    });
  });

  test('R25- F29-: quitting drops it, and the provider is told at the next start', async () => {
    const stage = await asked();
    stage.provider.hold('/revoke');
    await stage.sessions.close();
    expect(stage.vault.idsOf('sign-out')).toHaveLength(1);
    stage.provider.script('/revoke', null);
    stage.restart();
    await stage.sessions.restore();
    expect(stage.view()).toMatchObject({ kind: 'signed-in', account: { subject: 'ada' } });
    await until(() => revoked(stage).slice(-2).join() === graces.join());
  });

  test('R25- F29-: killed meanwhile, the app finds the account before, and no trace of the other', async () => {
    const stage = await asked();
    stage.restart();
    await stage.sessions.restore();
    expect(stage.view()).toMatchObject({ kind: 'signed-in', account: { subject: 'ada' } });
    expect([...stage.vault.records.values()].join()).not.toContain('grace');
  });

  test('R25- F29-: a vault that is locked meanwhile drops it first, and gives it back', async () => {
    const stage = await asked();
    valueOf(await stage.sessions.lock());
    expect(revoked(stage)).toEqual(graces);
    expect(stage.view().kind).toBe('locked');
    stage.vault.become({ kind: 'open', backend: null });
    await stage.sessions.restore();
    expect(stage.view()).toMatchObject({ kind: 'signed-in', account: { subject: 'ada' } });
  });

  test('R49-: signing out meanwhile ends both: every token is given back, none stays', async () => {
    const stage = await asked();
    valueOf(await stage.sessions.signOut('one', { alsoInBrowser: false }));
    await until(() => revoked(stage).length === 4);
    await quiet();
    expect(revoked(stage).toSorted()).toEqual([...adas, ...graces].toSorted());
    expect(stage.view()).toEqual({ kind: 'signed-out' });
    expect(stage.vault.records.size).toBe(0);
  });

  test('R25-: an answer to another question, or to none, changes nothing', async () => {
    const stage = await asked();
    const replace = { kind: 'replace' } as const;
    expect(failureOf(await stage.sessions.decideAccount('one', 'another', replace)).code).toBe('not-found');
    expect(question(stage).arrived?.subject).toBe('grace');
    const { attempt } = question(stage);
    await decide(stage, { kind: 'discard' });
    expect(failureOf(await stage.sessions.decideAccount('one', attempt, replace)).code).toBe('not-found');
    expect(stage.view()).toMatchObject({ account: { subject: 'ada' } });
  });

  test('R25-: other requests that are open in the browser are over: their answers come to nothing', async () => {
    const stage = await start();
    await stage.signIn();
    valueOf(await stage.sessions.signIn('one', {}));
    const first = stage.lastOpened;
    stage.provider.claims = grace;
    valueOf(await stage.sessions.signIn('one', { startAgain: true }));
    await stage.sessions.handleCallback(stage.provider.authorize(stage.lastOpened));
    const asks = stage.provider.requests.length;
    expect(await stage.sessions.handleCallback(stage.provider.authorize(first))).toEqual({ kind: 'ignored' });
    expect(stage.provider.requests).toHaveLength(asks);
    expect(question(stage).arrived?.subject).toBe('grace');
  });
});
