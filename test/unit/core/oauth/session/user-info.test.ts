import { describe, expect, test } from 'vitest';
import { transition } from '../../../../../src/core/oauth/session/machine.ts';
import { initialState } from '../../../../../src/core/oauth/session/state.ts';
import { createSigningKey } from '../../../../servers/signing-keys.ts';
import { valueOf } from '../../../../support/results.ts';
import { now } from '../fixtures.ts';
import { answer, broken } from './fake-provider.ts';
import { restored, surroundings } from './session-model.ts';
import { connection, quiet, start, until } from './stage.ts';
import type { Stage, StageOptions } from './stage.ts';

const endpoint = 'https://id.example.test/userinfo';

/** A provider that has UserInfo, and whose ID tokens name nobody. */
async function begin(said: unknown, options: StageOptions = {}): Promise<Stage> {
  const stage = await start(options);
  stage.provider.metadata['userinfo_endpoint'] = endpoint;
  stage.provider.claims = { email: undefined };
  stage.provider.script('/userinfo', () => answer(200, said));
  return stage;
}

function asked(stage: Stage): number {
  return stage.provider.requestsTo('/userinfo').length;
}

async function detailsOf(stage: Stage) {
  return valueOf(await stage.sessions.details('one')).userInfo;
}

/** The session as it was before anybody asked: signed in, by the ID token alone. */
const bare = { kind: 'signed-in', account: { subject: 'ada', label: 'ada' } };

function part(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** UserInfo as a signed JWT, by the provider's own key unless a test brings another. */
async function signed(
  stage: Stage,
  claims: Record<string, unknown>,
  of: 'provider' | 'stranger' = 'provider',
) {
  const jwt =
    of === 'provider'
      ? await stage.provider.sign(claims)
      : await (await createSigningKey('ES256')).sign(claims);
  stage.provider.script('/userinfo', () =>
    answer(200, jwt, { 'content-type': 'application/jwt; charset=utf-8' }),
  );
}

describe('after an accepted sign-in', () => {
  test('R42+ R24+: UserInfo is asked once, with the access token in the header, though it is no API origin, and names the account', async () => {
    const stage = await begin({ sub: 'ada', name: 'Ada Lovelace', locale: 'en' });
    await stage.signIn();
    await until(() => stage.sealed()?.userInfo !== null);
    expect(stage.view()).toMatchObject({ account: { subject: 'ada', label: 'Ada Lovelace' } });
    const [seen] = stage.provider.requestsTo('/userinfo');
    expect(seen).toMatchObject({
      method: 'GET',
      url: endpoint,
      authorization: `Bearer ${await stage.token()}`,
    });
    expect(await detailsOf(stage)).toContainEqual({ name: 'locale', value: '"en"' });
    valueOf(await stage.sessions.renewNow('one'));
    expect(asked(stage)).toBe(1);
  });

  test('R42+: it is sealed with the session: a restart and a renewal keep the name', async () => {
    const stage = await begin({ sub: 'ada', email: 'ada@example.test' });
    await stage.signIn();
    await until(() => stage.sealed()?.userInfo !== null);
    stage.provider.renewsIdToken = true;
    stage.restart();
    await stage.sessions.restore();
    valueOf(await stage.sessions.renewNow('one'));
    expect(stage.view()).toMatchObject({ kind: 'signed-in', account: { label: 'ada@example.test' } });
    expect(asked(stage)).toBe(1);
    valueOf(await stage.sessions.signIn('one', {}));
    expect(new URL(stage.lastOpened).searchParams.get('login_hint')).toBe('ada@example.test');
  });

  test('R42-: the words of the ID token come first', async () => {
    const stage = await begin({ sub: 'ada', email: 'other@example.test' });
    stage.provider.claims = { email: undefined, name: 'Ada' };
    await stage.signIn();
    await until(() => stage.sealed()?.userInfo !== null);
    expect(stage.view()).toMatchObject({ account: { label: 'Ada' } });
  });

  test('R42+: claims that are wrapped in one object more are found', async () => {
    const stage = await begin({ data: { sub: 'ada', name: 'Ada Lovelace' } });
    await stage.signIn();
    await until(() => stage.sealed()?.userInfo !== null);
    expect(stage.view()).toMatchObject({ account: { label: 'Ada Lovelace' } });
  });

  test.each([
    ['no endpoint', (stage: Stage) => delete stage.provider.metadata['userinfo_endpoint'], {}],
    ['no ID token (R78)', () => undefined, { scopes: ['api'], unlistedPkceAccepted: true }],
    [
      'a token for another resource only (R88)',
      () => undefined,
      { apiOrigins: [{ origin: 'https://api.test', resource: 'https://api.test' }] },
    ],
  ] as const)('R42-: with %s nobody is asked', async (_, change, settings) => {
    const stage = await begin({ sub: 'ada' }, { connections: [connection(settings)] });
    change(stage);
    await stage.signIn();
    await quiet();
    expect([stage.view().kind, asked(stage)]).toEqual(['signed-in', 0]);
  });

  test('R42+ R88+: after a sign-in for an API, UserInfo is asked with the first token that is for no API, once', async () => {
    const resource = 'https://api.test';
    const stage = await begin(
      { sub: 'ada', name: 'Ada Lovelace' },
      { connections: [connection({ apiOrigins: [{ origin: resource, resource }] })] },
    );
    await stage.signIn();
    await quiet();
    expect(stage.view()).toMatchObject(bare);
    expect(stage.noted('the access token is for an API alone')).toMatchObject([
      { facts: [{ name: 'Resource', value: resource }] },
    ]);
    valueOf(await stage.sessions.renewNow('one'));
    await quiet();
    expect(asked(stage)).toBe(0);

    const token = await stage.token();
    await until(() => stage.sealed()?.userInfo !== null);
    expect(stage.view()).toMatchObject({ account: { label: 'Ada Lovelace' } });
    expect(stage.provider.requestsTo('/userinfo')).toMatchObject([{ authorization: `Bearer ${token}` }]);
    stage.clock.advance(299_000);
    await stage.token();
    await stage.token('one', resource);
    await quiet();
    expect(asked(stage)).toBe(1);
  });

  test('R42- R88-: a token for an API is sent to no UserInfo, and whoever signed in before is not shown', async () => {
    const stage = await begin({ sub: 'ada', name: 'Ada Lovelace' });
    await stage.signIn();
    await until(() => stage.sealed()?.userInfo !== null);
    const resource = 'https://api.test';
    stage.connections.set('one', connection({ apiOrigins: [{ origin: resource, resource }] }));
    stage.clock.advance(1000);
    await stage.signIn();
    await quiet();
    expect(asked(stage)).toBe(1);
    expect(stage.view()).toMatchObject(bare);
    expect(await detailsOf(stage)).toEqual([]);
  });

  test('R42- R20-: after a rejected ID token nothing further is called at that server', async () => {
    const stage = await begin({ sub: 'ada' });
    stage.provider.claims = { nonce: 'another' };
    valueOf(await stage.sessions.signIn('one', {}));
    await stage.sessions.handleCallback(stage.provider.authorize(stage.lastOpened));
    await quiet();
    expect(stage.provider.requests.at(-1)?.path).toBe('/token');
    expect(stage.view().kind).toBe('signed-out');
  });

  test('R42- R25-: another account that waits for an answer is not asked about', async () => {
    const stage = await begin({ sub: 'ada' });
    await stage.signIn();
    await quiet();
    stage.clock.advance(1000);
    stage.provider.claims = { sub: 'grace' };
    valueOf(await stage.sessions.signIn('one', {}));
    await stage.sessions.handleCallback(stage.provider.authorize(stage.lastOpened));
    await quiet();
    expect([stage.view().kind, asked(stage)]).toEqual(['another-account', 1]);
  });
});

describe('an answer that does not count', () => {
  test.each([
    ['is about somebody else', { sub: 'mallory', name: 'Mallory' }],
    ['does not say whom it is about', { name: 'Mallory' }],
    ['writes the subject as a list', { sub: ['ada'], name: 'Mallory' }],
    ['wraps somebody else', { data: { sub: 'mallory', name: 'Mallory' } }],
    ['wraps two people', { one: { sub: 'ada', name: 'Mallory' }, two: { sub: 'ada' } }],
  ])('R42-: one that %s is discarded and noted as security; the sign-in stays', async (_, said) => {
    const stage = await begin(said);
    await stage.signIn();
    await until(() => stage.activity.some(({ step }) => step === 'security'));
    expect(stage.settled()).toEqual(bare);
    expect([stage.sealed()?.userInfo, await detailsOf(stage)]).toEqual([null, []]);
    expect(stage.activity.find(({ step }) => step === 'security')?.failureCode).toBe('user-info-invalid');
    expect(JSON.stringify(stage.activity)).not.toContain('Mallory');
    expect(stage.provider.requests.at(-1)?.path).toBe('/userinfo');
  });

  test.each([
    ['an error', () => answer(500, { error: 'server_error' })],
    ['a refusal', () => answer(401, '')],
    ['a page', () => answer(200, '<html>')],
    ['no answer', broken('connection-failed')],
    ['a redirect', () => answer(302, '', { location: 'https://evil.example/userinfo' })],
    ['200 kB', () => answer(200, { sub: 'ada', name: 'x'.repeat(200_000) })],
  ])('R42- R73- R74-: %s never hurts the sign-in, and is asked for once', async (_, script) => {
    const stage = await begin({});
    stage.provider.script('/userinfo', script);
    await stage.signIn();
    await until(() => stage.activity.some(({ step }) => step === 'user-info'));
    expect(stage.settled()).toEqual(bare);
    expect([asked(stage), stage.sealed()?.userInfo]).toEqual([1, null]);
  });

  test('R42- R74-: one that never comes is given up after ten seconds; the sign-in did not wait for it', async () => {
    const stage = await begin({});
    const release = stage.provider.hold('/userinfo');
    await stage.signIn();
    expect(stage.settled()).toEqual(bare);
    stage.clock.advance(10_000);
    await until(() => stage.activity.some(({ step }) => step === 'user-info'));
    release();
    expect(stage.settled()).toEqual(bare);
  });

  test('R42- R49-: one that comes after the sign-out describes nobody', async () => {
    const stage = await begin({ sub: 'ada', name: 'Ada Lovelace' });
    const release = stage.provider.hold('/userinfo');
    await stage.signIn();
    valueOf(await stage.sessions.signOut('one', { alsoInBrowser: false }));
    release();
    await quiet();
    expect([stage.view().kind, stage.vault.records.size]).toEqual(['signed-out', 0]);
    expect(stage.activity.filter(({ step }) => step === 'user-info')).toEqual([]);
  });

  test('R42- R25-: one about an earlier sign-in describes no later one', () => {
    const signedIn = transition(initialState, restored, surroundings).state;
    const read = (signedInAt: number) =>
      transition(
        signedIn,
        { kind: 'user-info-read', signedInAt, claims: { sub: 'ada', name: 'Ada' } },
        surroundings,
      );
    expect(read(now - 1)).toEqual({ state: signedIn, effects: [] });
    expect(read(now).effects).toMatchObject([{ kind: 'save-session' }]);
  });
});

describe('a signed answer', () => {
  const claims = { iss: 'https://id.example.test', aud: 'client-1', sub: 'ada', name: 'Ada Lovelace' };

  test.each([
    ['with iss and aud', claims],
    ['with aud as a list', { ...claims, aud: ['other', 'client-1'] }],
    ['without iss and aud, which OIDC Core §5.3.2 only recommends', { sub: 'ada', name: 'Ada Lovelace' }],
  ])('R42+: %s, by the provider’s key, counts', async (_, said) => {
    const stage = await begin({});
    await signed(stage, said);
    await stage.signIn();
    await until(() => stage.sealed()?.userInfo !== null);
    expect(stage.view()).toMatchObject({ account: { label: 'Ada Lovelace' } });
  });

  test.each([
    ['of another issuer', { ...claims, iss: 'https://evil.example' }, 'provider'],
    ['for another client', { ...claims, aud: 'other' }, 'provider'],
    ['about somebody else', { ...claims, sub: 'mallory' }, 'provider'],
    ['that ran out', { ...claims, exp: 1 }, 'provider'],
    ['by a stranger’s key', claims, 'stranger'],
  ] as const)('R42-: one %s is discarded and noted as security', async (_, said, by) => {
    const stage = await begin({});
    await signed(stage, said, by);
    await stage.signIn();
    await until(() => stage.activity.some(({ step }) => step === 'security'));
    expect([stage.settled(), stage.sealed()?.userInfo]).toEqual([bare, null]);
  });

  test('R42- R33-: one that is not signed at all is discarded', async () => {
    const stage = await begin({});
    const unsigned = `${part({ alg: 'none' })}.${part(claims)}.`;
    stage.provider.script('/userinfo', () => answer(200, unsigned, { 'content-type': 'application/jwt' }));
    await stage.signIn();
    await until(() => stage.activity.some(({ step }) => step === 'security'));
    expect(stage.settled()).toEqual(bare);
  });
});
