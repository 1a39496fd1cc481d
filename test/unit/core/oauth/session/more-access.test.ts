import { describe, expect, test } from 'vitest';
import { failureOf, valueOf } from '../../../../support/results.ts';
import { answer } from './fake-provider.ts';
import { connection, quiet, start, until } from './stage.ts';
import type { Stage, StageOptions } from './stage.ts';

const demand = { host: 'api.example.test', scopes: ['notes.write'] };
const more = ['notes.write'];
const diskFull = {
  code: 'disk-full',
  what: 'Not saved.',
  why: 'The disk is full.',
  next: 'Free space.',
} as const;

/** Ada is signed in, and an API wants more of her sign-in. */
async function lacking(options: StageOptions = {}): Promise<Stage> {
  const stage = await start(options);
  await stage.signIn();
  stage.clock.advance(1000);
  expect(stage.sessions.lacking('one', demand)).toEqual(more);
  await stage.shows('more-access-needed');
  return stage;
}

/** The address of the request for more. */
async function ask(stage: Stage): Promise<URL> {
  valueOf(await stage.sessions.signIn('one', { more }));
  return new URL(stage.lastOpened);
}

/** The person agrees, and the provider grants what it likes. */
async function comeBack(stage: Stage, scope?: string): Promise<string> {
  if (scope !== undefined) stage.provider.tokenAnswer = { scope };
  const { kind } = await stage.sessions.handleCallback(stage.provider.authorize(stage.lastOpened));
  stage.provider.tokenAnswer = {};
  await quiet();
  return kind;
}

function revoked(stage: Stage): number {
  return stage.provider.requestsTo('/revoke').length;
}

/** Everything that could have changed, but for why the last sign-in came to nothing. */
function all(stage: Stage): unknown {
  const { attemptFailure: _, ...shown } = { attemptFailure: null, ...stage.settled() };
  return [stage.sealed(), shown, revoked(stage), stage.renewals];
}

describe('an API that wants more than was granted', () => {
  test('R84+: the session says what is wanted and by whom, and is used as before', async () => {
    const stage = await lacking();
    expect(stage.settled()).toMatchObject({
      kind: 'more-access-needed',
      account: { subject: 'ada' },
      ...demand,
    });
    expect(await stage.token()).toBe('access-token-3');
    expect(stage.opened).toHaveLength(1);
  });

  test('R84-: what was granted already is not asked for again: that would go round in a circle (R63)', async () => {
    const stage = await start();
    await stage.signIn();
    expect(stage.sessions.lacking('one', { ...demand, scopes: ['openid'] })).toEqual([]);
    await quiet();
    expect(stage.view().kind).toBe('signed-in');
  });

  test('R84-: nobody who is not signed in is asked for more', async () => {
    const stage = await start();
    expect(stage.sessions.lacking('one', demand)).toEqual([]);
    expect(stage.sessions.lacking('nobody', demand)).toEqual([]);
    await quiet();
    expect(stage.view().kind).toBe('signed-out');
  });

  test('R84+: what is wanted while a renewal runs is not lost, and a renewal does not end it', async () => {
    const stage = await start();
    await stage.signIn();
    const open = stage.provider.hold('/token');
    const renewing = stage.sessions.renewNow('one');
    await stage.shows('renewing');
    stage.sessions.lacking('one', demand);
    open();
    valueOf(await renewing);
    await stage.shows('more-access-needed');
    valueOf(await stage.sessions.renewNow('one'));
    expect(stage.view()).toMatchObject({ kind: 'more-access-needed', ...demand });
  });

  test('R84+: what is wanted while the provider cannot be asked is offered once it can', async () => {
    const stage = await start();
    await stage.signIn();
    stage.provider.once('/token', () => answer(503, ''));
    await stage.sessions.renewNow('one');
    await stage.shows('provider-unavailable');
    expect(stage.sessions.lacking('one', demand)).toEqual(more);
    await quiet();
    expect(stage.view().kind).toBe('provider-unavailable');
    valueOf(await stage.sessions.tryNow('one'));
    expect(stage.view()).toMatchObject({ kind: 'more-access-needed', ...demand });
  });

  test('R84-: what was wanted of a session that is over is not wanted of the next one', async () => {
    const stage = await start();
    await stage.signIn();
    const open = stage.provider.hold('/token');
    void stage.sessions.renewNow('one');
    await stage.shows('renewing');
    stage.sessions.lacking('one', demand);
    const ended = stage.sessions.signOut('one', { alsoInBrowser: false });
    open();
    valueOf(await ended);
    stage.clock.advance(1000);
    await stage.signIn();
    await quiet();
    expect(stage.view().kind).toBe('signed-in');
  });

  test('R84-: nor of one that took its place while it was renewed', async () => {
    const stage = await start();
    await stage.signIn();
    stage.clock.advance(1000);
    valueOf(await stage.sessions.signIn('one', {}));
    const open = stage.provider.hold('/token');
    const renewing = stage.sessions.renewNow('one');
    await until(() => stage.provider.requestsTo('/token').length === 2);
    stage.sessions.lacking('one', demand);
    // The sign-in is answered, the renewal not yet.
    stage.provider.script('/token', null);
    expect(await comeBack(stage)).toBe('signed-in');
    open();
    await renewing;
    await quiet();
    expect(stage.view().kind).toBe('signed-in');
  });

  test('R84+: the person does without, and it is not offered any more', async () => {
    const stage = await lacking();
    valueOf(await stage.sessions.declineAccess('one'));
    expect(stage.view().kind).toBe('signed-in');
    expect(failureOf(await stage.sessions.declineAccess('nobody')).code).toBe('not-found');
  });

  test('R84+: done without in the moment in which a renewal begins, it stays away', async () => {
    const stage = await lacking();
    const open = stage.provider.hold('/token');
    const renewing = stage.sessions.renewNow('one');
    await stage.shows('renewing');
    const declined = stage.sessions.declineAccess('one');
    open();
    valueOf(await renewing);
    valueOf(await declined);
    expect(stage.view().kind).toBe('signed-in');
  });

  test('R84+: and in the moment in which the provider is gone', async () => {
    const stage = await lacking();
    stage.provider.once('/token', () => answer(503, ''));
    await stage.sessions.renewNow('one');
    await stage.shows('provider-unavailable');
    valueOf(await stage.sessions.declineAccess('one'));
    valueOf(await stage.sessions.tryNow('one'));
    expect(stage.view().kind).toBe('signed-in');
  });

  test('R76+ R84+: also of a session that cannot be renewed', async () => {
    const stage = await start();
    stage.provider.tokenAnswer = { refresh_token: undefined };
    await stage.signIn();
    expect(stage.view().kind).toBe('signed-in-until');
    stage.sessions.lacking('one', demand);
    await stage.shows('more-access-needed');
  });

  test('F17+ R84+: one that is not saved says that first, and what is wanted once it is saved', async () => {
    const stage = await start();
    stage.vault.fault = (call) => (call === 'write' || call === 'flush' ? diskFull : null);
    await stage.signIn();
    stage.sessions.lacking('one', demand);
    await quiet();
    expect(stage.view().kind).toBe('not-saved');
    stage.vault.fault = () => null;
    valueOf(await stage.sessions.tryNow('one'));
    await stage.shows('more-access-needed');
  });
});

describe('one more permission, asked for', () => {
  test('R84+ R24+: the scopes of the settings and the one that is wanted, for the account that is signed in', async () => {
    const stage = await lacking();
    const { searchParams } = await ask(stage);
    expect(searchParams.get('scope')).toBe('openid offline_access notes.write');
    expect(searchParams.get('login_hint')).toBe('ada@example.test');
    expect(searchParams.get('prompt')).toBe('consent');
  });

  test('R84-: an ordinary sign-in asks for nothing but the settings', async () => {
    const stage = await lacking();
    valueOf(await stage.sessions.signIn('one', {}));
    const { searchParams } = new URL(stage.lastOpened);
    expect(searchParams.get('scope')).toBe('openid offline_access');
    expect(searchParams.has('prompt')).toBe(false);
  });

  test('R84+: when it came the new session takes the place of the old one, with the account that was there', async () => {
    const stage = await lacking();
    await ask(stage);
    const before = stage.sealed();
    expect(await comeBack(stage)).toBe('signed-in');
    expect(stage.view()).toMatchObject({ kind: 'signed-in', account: { subject: 'ada' } });
    expect(stage.sealed()).toMatchObject({
      subject: 'ada',
      scopesGranted: ['openid', 'offline_access', 'notes.write'],
      scopesAdded: more,
    });
    expect(stage.sealed()?.refreshToken).not.toBe(before?.refreshToken);
    // As whenever the same account signs in again: what it replaces is dropped, and the provider is not told.
    expect(revoked(stage)).toBe(0);
    expect(stage.sessions.lacking('one', demand)).toEqual([]);
  });

  test('R84+: over a restart in the middle', async () => {
    const stage = await lacking();
    const { href } = await ask(stage);
    stage.restart();
    await stage.sessions.restore();
    expect(stage.view().kind).toBe('waiting-for-browser');
    // It is known what it is for, also where it is begun anew.
    valueOf(await stage.sessions.signIn('one', { startAgain: true }));
    expect(new URL(stage.lastOpened).searchParams.get('scope')).toContain('notes.write');
    expect((await stage.sessions.handleCallback(stage.provider.authorize(href))).kind).toBe('signed-in');
    expect(stage.sealed()?.scopesAdded).toEqual(more);
  });

  test('R84-: over a restart in the middle, what came without it takes no place', async () => {
    const stage = await lacking();
    await ask(stage);
    const before = stage.sealed();
    stage.restart();
    await stage.sessions.restore();
    expect(await comeBack(stage, 'openid offline_access')).toBe('failed');
    expect(stage.sealed()).toEqual(before);
  });

  test('R84+: the same account is asked for it again when it signs in again, until it signs out', async () => {
    const stage = await lacking();
    await ask(stage);
    await comeBack(stage);
    await stage.signIn();
    expect(new URL(stage.lastOpened).searchParams.get('scope')).toContain('notes.write');
    expect(stage.sealed()?.scopesAdded).toEqual(more);
    valueOf(await stage.sessions.signIn('one', { anotherAccount: true }));
    expect(new URL(stage.lastOpened).searchParams.get('scope')).not.toContain('notes.write');
    valueOf(await stage.sessions.signOut('one', { alsoInBrowser: false }));
    await stage.signIn();
    expect(new URL(stage.lastOpened).searchParams.get('scope')).not.toContain('notes.write');
  });

  test('R84+: what is not given again by whoever signs in is remembered no more', async () => {
    const stage = await lacking();
    await ask(stage);
    await comeBack(stage);
    valueOf(await stage.sessions.signIn('one', {}));
    expect(await comeBack(stage, 'openid offline_access')).toBe('signed-in');
    expect(stage.sealed()).toMatchObject({ scopesGranted: ['openid', 'offline_access'], scopesAdded: [] });
  });

  test('R84+: a provider may spell it in its own way, as long as it gives more than before', async () => {
    const stage = await lacking();
    await ask(stage);
    expect(await comeBack(stage, 'openid offline_access https://api.example.test/notes.write')).toBe(
      'signed-in',
    );
    expect(stage.sealed()?.scopesGranted).toContain('https://api.example.test/notes.write');
  });

  test('R84+: by a code, too', async () => {
    const stage = await start();
    stage.provider.offerDeviceCodes();
    await stage.signIn();
    valueOf(await stage.sessions.signIn('one', { more, way: 'device' }));
    const [asked] = stage.provider.requestsTo('/device');
    expect(asked?.form.get('scope')).toBe('openid offline_access notes.write');
    stage.provider.deviceCode = 'approved';
    stage.clock.advance(5000);
    await until(() => stage.sealed()?.scopesAdded.length === 1);
  });
});

describe('one more permission that does not come', () => {
  test.each([
    [
      'is cancelled',
      async (stage: Stage): Promise<string> => {
        await stage.sessions.cancelSignIn('one');
        return 'failed';
      },
    ],
    [
      'is refused by the provider',
      async (stage: Stage): Promise<string> => {
        const url = stage.provider.authorize(stage.lastOpened, { code: undefined, error: 'access_denied' });
        return (await stage.sessions.handleCallback(url)).kind;
      },
    ],
    ['is not in what came', async (stage: Stage) => comeBack(stage, 'openid offline_access')],
    ['is not in what came, as something else', async (stage: Stage) => comeBack(stage, 'openid address')],
    [
      'is not in what came, where something is named twice',
      async (stage: Stage) => comeBack(stage, 'openid offline_access openid'),
    ],
    [
      'could not be redeemed',
      async (stage: Stage): Promise<string> => {
        stage.provider.once('/token', () => answer(400, { error: 'invalid_grant' }));
        return comeBack(stage);
      },
    ],
  ] as const)('R84- R63-: where it %s the session stays exactly as it was', async (_, ends) => {
    const stage = await lacking();
    const before = all(stage);
    const token = await stage.token();
    await ask(stage);
    expect(await ends(stage)).toBe('failed');
    await quiet();
    expect(all(stage)).toEqual(before);
    expect(await stage.token()).toBe(token);
    valueOf(await stage.sessions.renewNow('one'));
    expect(stage.vault.idsOf('transaction')).toEqual([]);
  });

  test('R84-: it says so, and what came is not on disk', async () => {
    const stage = await lacking();
    await ask(stage);
    await comeBack(stage, 'openid offline_access');
    expect(stage.view()).toMatchObject({
      kind: 'more-access-needed',
      attemptFailure: { code: 'authorization-refused', details: { more } },
    });
    expect([...stage.vault.records.values()].join()).not.toContain('access-token-6');
    expect(stage.noted('The provider gave no more than before.')).toHaveLength(1);
  });

  test('R84+: a session that ended meanwhile is no reason to refuse what came', async () => {
    const stage = await lacking();
    await ask(stage);
    stage.provider.once('/token', () => answer(400, { error: 'invalid_grant' }));
    await stage.sessions.renewNow('one');
    expect(await comeBack(stage, 'openid offline_access')).toBe('signed-in');
  });

  test('R25- R84-: another account that comes instead is asked about', async () => {
    const stage = await lacking();
    await ask(stage);
    stage.provider.claims = { sub: 'grace', email: 'grace@example.test' };
    expect(await comeBack(stage)).toBe('another-account');
    expect(stage.sealed()?.subject).toBe('ada');
  });

  test('R25- R84-: also where it came without the permission', async () => {
    const stage = await lacking();
    await ask(stage);
    stage.provider.claims = { sub: 'grace', email: 'grace@example.test' };
    expect(await comeBack(stage, 'openid offline_access')).toBe('another-account');
    expect(stage.sealed()?.subject).toBe('ada');
  });
});

describe('one more permission, asked for beside another sign-in', () => {
  test('F22+ R84+: a double click joins; an ordinary sign-in that runs makes room', async () => {
    const stage = await lacking();
    valueOf(await stage.sessions.signIn('one', {}));
    await ask(stage);
    await ask(stage);
    expect(stage.opened).toHaveLength(3);
  });

  test('R84+: the ordinary one that ran before may still be answered, and is as good as ever', async () => {
    const stage = await lacking();
    valueOf(await stage.sessions.signIn('one', {}));
    const ordinary = stage.lastOpened;
    await ask(stage);
    stage.provider.tokenAnswer = { scope: 'openid offline_access' };
    expect((await stage.sessions.handleCallback(stage.provider.authorize(ordinary))).kind).toBe('signed-in');
  });

  test('R79+ R84+: another account may be chosen meanwhile, and is asked for it with whatever else it needs', async () => {
    const stage = await lacking();
    await ask(stage);
    valueOf(await stage.sessions.signIn('one', { anotherAccount: true }));
    const { searchParams } = new URL(stage.lastOpened);
    expect(searchParams.get('scope')).toContain('notes.write');
    expect(searchParams.get('prompt')).toBe('select_account consent');
    expect(searchParams.has('login_hint')).toBe(false);
  });

  test('R84+: another way, and a new start, are for it still; so is the answer to what stopped it', async () => {
    const stage = await lacking();
    await ask(stage);
    valueOf(await stage.sessions.signIn('one', { way: 'loopback', startAgain: true }));
    expect(new URL(stage.lastOpened).searchParams.get('scope')).toContain('notes.write');
    await stage.sessions.cancelSignIn('one');
    stage.schemeOwner = { kind: 'missing' };
    expect(failureOf(await stage.sessions.signIn('one', { more })).details?.more).toEqual(more);
  });
});

describe('a provider with a way of its own to add to what it granted', () => {
  test('R84+: is asked in it, by what its preset says, and in no other sign-in', async () => {
    const issuer = 'https://accounts.google.com';
    const stage = await start({ connections: [connection({ issuer, scopes: ['openid'] })] });
    stage.provider.metadata = { ...stage.provider.metadata, issuer };
    valueOf(await stage.sessions.signIn('one', {}));
    expect(new URL(stage.lastOpened).searchParams.has('include_granted_scopes')).toBe(false);
    const { searchParams } = await ask(stage);
    expect(searchParams.get('include_granted_scopes')).toBe('true');
    expect(searchParams.get('prompt')).toBe('consent');
    expect(searchParams.get('access_type')).toBe('offline');
  });
});
