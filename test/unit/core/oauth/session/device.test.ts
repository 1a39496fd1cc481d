import { describe, expect, test } from 'vitest';
import { MemoryVault } from '../../../../support/memory-vault.ts';
import { failureOf, valueOf } from '../../../../support/results.ts';
import { answer, broken } from './fake-provider.ts';
import { connection, quiet, start, until } from './stage.ts';
import type { Stage, StageOptions } from './stage.ts';

const second = 1000;
const grantType = 'urn:ietf:params:oauth:grant-type:device_code';

/** A stage on which a code is shown. */
async function shown(options: StageOptions = {}): Promise<Stage> {
  const stage = await start(options);
  stage.provider.offerDeviceCodes();
  valueOf(await stage.sessions.signIn('one', { way: 'device' }));
  return stage;
}

/** How often the provider was asked about the code. */
function asked(stage: Stage): number {
  return stage.provider.requestsTo('/token').filter(({ form }) => form.get('grant_type') === grantType)
    .length;
}

/** Somebody enters the code, and the next question brings what comes of it. */
async function approve(stage: Stage): Promise<void> {
  stage.provider.deviceCode = 'approved';
  await pass(stage, 5);
  await until(() => stage.view().kind !== 'waiting-for-browser');
}

/** Lets time pass until the next question, and its answer be taken. */
async function pass(stage: Stage, seconds: number): Promise<void> {
  stage.clock.advance(seconds * second);
  await quiet();
}

describe('sign-in with a code', () => {
  test('R81+ R82+: the code is shown, entered elsewhere, and the person is in', async () => {
    const stage = await shown();
    expect(stage.view()).toMatchObject({
      kind: 'waiting-for-browser',
      way: 'device',
      phase: 'browser',
      redirectUri: null,
      otherWays: ['scheme', 'loopback'],
      deviceCode: {
        userCode: 'WDJB-MJHT',
        verificationUri: 'https://id.example.test/activate',
        verificationUriComplete: 'https://id.example.test/activate?user_code=WDJB-MJHT',
      },
    });
    // Nothing opens by itself: the browser may be anywhere.
    expect(stage.opened).toEqual([]);
    await pass(stage, 5);
    expect(stage.view().kind).toBe('waiting-for-browser');
    await approve(stage);
    expect(stage.view()).toMatchObject({ kind: 'signed-in', account: { label: 'ada@example.test' } });
    expect(stage.sealed()?.refreshToken).toMatch(/^refresh/);
    expect(stage.sealed()?.nonce).toBeNull();
    expect(stage.clock.waiting).toBe(1);
  });

  test('R82+: a session that came by a code renews like any other', async () => {
    const stage = await shown();
    await approve(stage);
    stage.clock.advance(300 * second);
    expect(await stage.token()).toMatch(/^access/);
    expect(stage.renewals).toBe(1);
  });

  test.each([
    ['another issuer', { iss: 'https://evil.test' }],
    ['another client', { aud: 'client-2' }],
    ['nobody', { sub: undefined }],
    ['a statement that ran out', { exp: 1 }],
    ['a wrong hash of its access token', { at_hash: 'wrong' }],
  ])('R82- R30- R31- R35- R40- R41-: an ID token of %s is refused, and nothing stays', async (_, claims) => {
    const stage = await shown();
    stage.provider.claims = claims;
    await approve(stage);
    await stage.shows('signed-out');
    expect(stage.view()).toMatchObject({ reason: { code: 'id-token-invalid' } });
    expect(stage.vault.records.size).toBe(0);
  });

  test('R25-: whoever enters the code as somebody else does not take the account over', async () => {
    const stage = await start();
    stage.provider.offerDeviceCodes();
    await stage.signIn();
    valueOf(await stage.sessions.signIn('one', { way: 'device' }));
    stage.provider.claims = { sub: 'grace', email: 'grace@example.test' };
    await approve(stage);
    expect(stage.view()).toMatchObject({ kind: 'another-account', arrived: { label: 'grace@example.test' } });
    expect(stage.sealed()?.subject).toBe('ada');
    await stage.sessions.cancelSignIn('one');
    expect(stage.view()).toMatchObject({ kind: 'signed-in', account: { label: 'ada@example.test' } });
  });

  test('plain OAuth 2.0: no identity, and a server that does not list its protection asks first', async () => {
    const stage = await start({ connections: [connection({ scopes: ['notes'] })] });
    stage.provider.offerDeviceCodes();
    stage.provider.metadata['code_challenge_methods_supported'] = undefined;
    expect(failureOf(await stage.sessions.signIn('one', { way: 'device' })).code).toBe('pkce-not-listed');
    stage.provider.metadata['code_challenge_methods_supported'] = ['S256'];
    valueOf(await stage.sessions.signIn('one', { way: 'device' }));
    await approve(stage);
    expect(stage.view()).toMatchObject({ kind: 'signed-in', account: null });
  });
});

describe('asking', () => {
  test('R80+: once every five seconds where the server does not say, one question at a time', async () => {
    const stage = await shown();
    await pass(stage, 4);
    expect(asked(stage)).toBe(0);
    await pass(stage, 1);
    expect(asked(stage)).toBe(1);
    const release = stage.provider.hold('/token');
    await pass(stage, 5);
    await pass(stage, 20);
    expect(asked(stage)).toBe(2);
    release();
    await quiet();
    await pass(stage, 5);
    expect(asked(stage)).toBe(3);
  });

  test('R80+: slow_down adds five seconds, for good', async () => {
    const stage = await shown();
    stage.provider.once('/token', () => answer(400, { error: 'slow_down' }));
    await pass(stage, 5);
    await pass(stage, 9);
    expect(asked(stage)).toBe(1);
    await pass(stage, 1);
    expect(asked(stage)).toBe(2);
    await pass(stage, 9);
    expect(asked(stage)).toBe(2);
    await pass(stage, 1);
    expect(asked(stage)).toBe(3);
  });

  test('R80-: where nobody answers the questions become rarer, and the first answer ends that', async () => {
    const stage = await shown();
    stage.provider.script('/token', broken('timed-out'));
    await pass(stage, 5);
    expect(stage.view()).toMatchObject({ attemptFailure: { code: 'timed-out' } });
    await pass(stage, 9);
    expect(asked(stage)).toBe(1);
    await pass(stage, 1);
    expect(asked(stage)).toBe(2);
    await pass(stage, 19);
    expect(asked(stage)).toBe(2);
    stage.provider.script('/token', null);
    await pass(stage, 1);
    expect(asked(stage)).toBe(3);
    expect(stage.view()).not.toHaveProperty('attemptFailure');
    await pass(stage, 5);
    expect(asked(stage)).toBe(4);
  });

  test('R80-: Retry-After is obeyed', async () => {
    const stage = await shown();
    stage.provider.once('/token', () => answer(503, '', { 'retry-after': '40' }));
    await pass(stage, 5);
    await pass(stage, 39);
    expect(asked(stage)).toBe(1);
    await pass(stage, 1);
    expect(asked(stage)).toBe(2);
  });

  test('F10-: nothing is asked while the computer goes to sleep', async () => {
    const stage = await shown();
    stage.sessions.suspended();
    await pass(stage, 30);
    expect(asked(stage)).toBe(0);
    stage.sessions.resumed();
    await pass(stage, 1);
    expect(asked(stage)).toBe(1);
  });
});

describe('the end of a code', () => {
  test.each([
    ['denied', 'authorization-refused'],
    ['expired', 'device-code-expired'],
  ] as const)('R80-: %s ends it with its words, and nothing is asked any more', async (state, code) => {
    const stage = await shown();
    stage.provider.deviceCode = state;
    await pass(stage, 5);
    expect(stage.view()).toMatchObject({ kind: 'signed-out', reason: { code } });
    expect(stage.clock.waiting).toBe(1);
    await pass(stage, 600);
    expect(asked(stage)).toBe(1);
  });

  test('F21-: it ends by itself when its time is over', async () => {
    const stage = await start();
    stage.provider.offerDeviceCodes();
    stage.provider.deviceAnswer = { expires_in: 12 };
    valueOf(await stage.sessions.signIn('one', { way: 'device' }));
    for (const seconds of [5, 5, 1]) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- time passes step by step
      await pass(stage, seconds);
    }
    expect(stage.view().kind).toBe('waiting-for-browser');
    await pass(stage, 1);
    expect(stage.view()).toMatchObject({ reason: { code: 'device-code-expired' } });
    expect(stage.clock.waiting).toBe(1);
  });

  test('an answer that is on its way when the time is over still counts', async () => {
    const stage = await start();
    stage.provider.offerDeviceCodes();
    stage.provider.deviceAnswer = { expires_in: 6 };
    valueOf(await stage.sessions.signIn('one', { way: 'device' }));
    const release = stage.provider.hold('/token');
    stage.provider.deviceCode = 'approved';
    await pass(stage, 5);
    await pass(stage, 5);
    expect(stage.view().kind).toBe('waiting-for-browser');
    release();
    await stage.shows('signed-in');
  });

  test('R83-: cancelling ends it at once, whatever was on its way', async () => {
    const stage = await shown();
    const release = stage.provider.hold('/token');
    stage.provider.deviceCode = 'approved';
    await pass(stage, 5);
    await stage.sessions.cancelSignIn('one');
    release();
    await pass(stage, 600);
    expect(stage.view()).toEqual({ kind: 'signed-out' });
    expect(asked(stage)).toBe(1);
    expect(stage.vault.records.size).toBe(0);
    expect(stage.clock.waiting).toBe(1);
  });

  test('R83-: another run knows nothing of a code: it was never on disk', async () => {
    const vault = new MemoryVault();
    const stage = await shown({ vault });
    expect(vault.records.size).toBe(0);
    await stage.sessions.close();
    stage.restart();
    await stage.sessions.restore();
    expect(stage.view()).toEqual({ kind: 'signed-out' });
    await pass(stage, 600);
    expect(asked(stage)).toBe(0);
  });

  test('R83+: a code is used by the sign-in that asked for it, and a new one makes the old one worthless', async () => {
    const stage = await shown();
    valueOf(await stage.sessions.signIn('one', {}));
    expect(stage.provider.requestsTo('/device')).toHaveLength(1);
    valueOf(await stage.sessions.signIn('one', { startAgain: true, way: 'device' }));
    expect(stage.provider.requestsTo('/device')).toHaveLength(2);
    await pass(stage, 5);
    await pass(stage, 5);
    const codes = stage.provider.requestsTo('/token').map(({ form }) => form.get('device_code'));
    expect(new Set(codes).size).toBe(1);
    expect(codes).toHaveLength(2);
  });

  test('R16-: a connection that became another client’s meanwhile is not signed in', async () => {
    const stage = await shown();
    const before = connection();
    stage.provider.deviceCode = 'approved';
    stage.connections.set('one', { ...before, clientId: 'client-2' });
    await pass(stage, 5);
    expect(stage.view()).toMatchObject({ kind: 'signed-out', reason: { code: 'sign-in-cancelled' } });
    expect(asked(stage)).toBe(0);
  });
});

describe('a code beside other ways', () => {
  test('it is offered where the server offers it, and refused where it does not', async () => {
    const stage = await start();
    valueOf(await stage.sessions.signIn('one', {}));
    expect(stage.view()).toMatchObject({ otherWays: ['loopback'] });
    expect(failureOf(await stage.sessions.signIn('one', { way: 'device' })).code).toBe('not-permitted');
    // The request that is open in the browser goes on.
    expect(stage.view()).toMatchObject({
      kind: 'waiting-for-browser',
      way: 'scheme',
      attemptFailure: { code: 'not-permitted' },
    });
    stage.provider.offerDeviceCodes();
    valueOf(await stage.sessions.signIn('one', { startAgain: true }));
    expect(stage.view()).toMatchObject({ otherWays: ['loopback', 'device'] });
    await stage.sessions.cancelSignIn('one');
  });

  test('F21+: a request that is open in the browser may still be answered, and ends the code', async () => {
    const stage = await start();
    stage.provider.offerDeviceCodes();
    valueOf(await stage.sessions.signIn('one', {}));
    const callback = stage.provider.authorize(stage.lastOpened);
    valueOf(await stage.sessions.signIn('one', { way: 'device' }));
    expect((await stage.sessions.handleCallback(callback)).kind).toBe('signed-in');
    await pass(stage, 600);
    expect(asked(stage)).toBe(0);
    expect(stage.vault.idsOf('transaction')).toEqual([]);
  });

  test('a code that ran out leaves that request running, and says why the code is gone', async () => {
    const stage = await start();
    stage.provider.offerDeviceCodes();
    valueOf(await stage.sessions.signIn('one', {}));
    const callback = stage.provider.authorize(stage.lastOpened);
    stage.provider.deviceAnswer = { expires_in: 4 };
    valueOf(await stage.sessions.signIn('one', { way: 'device' }));
    await pass(stage, 4);
    expect(stage.noted('The code for the sign-in ran out.')).toHaveLength(1);
    expect(stage.view()).toMatchObject({
      kind: 'waiting-for-browser',
      way: 'scheme',
      deviceCode: null,
      attemptFailure: { code: 'device-code-expired' },
    });
    expect((await stage.sessions.handleCallback(callback)).kind).toBe('signed-in');
  });

  test('R1+: the verification page opens in the person’s browser when they ask for it', async () => {
    const stage = await shown();
    valueOf(await stage.sessions.openBrowserAgain('one'));
    expect(stage.opened).toEqual(['https://id.example.test/activate?user_code=WDJB-MJHT']);
    expect(valueOf(stage.sessions.signInLink('one'))).toBe(stage.opened[0]);
    stage.openBrowser = async () => Promise.reject(new Error('no browser'));
    expect(failureOf(await stage.sessions.openBrowserAgain('one')).code).toBe('browser-not-opened');
    await approve(stage);
    expect(stage.view().kind).toBe('signed-in');
  });

  test('R83-: neither code is ever in the activity', async () => {
    const stage = await shown();
    await pass(stage, 5);
    await approve(stage);
    const text = JSON.stringify(stage.activity);
    expect(text).not.toContain('WDJB');
    expect(text).not.toContain('device-token');
  });
});
