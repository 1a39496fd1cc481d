import { describe, expect, test } from 'vitest';
import { MemoryVault } from '../../../../support/memory-vault.ts';
import { failureOf, valueOf } from '../../../../support/results.ts';
import { answer, broken, gate } from './fake-provider.ts';
import { connection, quiet, start, until } from './stage.ts';
import type { Stage } from './stage.ts';

const minute = 60_000;

async function signedIn(options: Parameters<typeof start>[0] = {}): Promise<Stage> {
  const stage = await start(options);
  await stage.signIn();
  return stage;
}

/** The waiting times of one failure after the other, in milliseconds. */
async function waitsWith(random: number): Promise<readonly number[]> {
  const stage = await signedIn({ random });
  stage.provider.script('/token', () => answer(503, ''));
  const found: number[] = [];
  await stage.sessions.renewNow('one');
  for (let turn = 1; turn <= 12; turn += 1) {
    const view = stage.view();
    const wait = 'retryAt' in view ? view.retryAt - stage.clock.now() : 0;
    found.push(wait);
    stage.clock.advance(wait);
    // oxlint-disable-next-line eslint/no-await-in-loop -- one try after the other
    await until(() => stage.renewals === turn + 1);
    // oxlint-disable-next-line eslint/no-await-in-loop -- one try after the other
    await stage.shows('provider-unavailable');
  }
  stage.sessions.networkChanged();
  stage.provider.script('/token', null);
  stage.clock.advance(2000);
  await stage.shows('signed-in');
  return found;
}

/** Two failures in a row: the next try by itself is far away. */
async function away(headers: Readonly<Record<string, string>> = {}): Promise<Stage> {
  const stage = await signedIn({ random: 1 });
  stage.provider.script('/token', () => answer(503, '', headers));
  stage.clock.advance(10 * minute);
  expect((await stage.sessions.accessToken('one', null)).ok).toBe(false);
  await stage.sessions.tryNow('one');
  expect(stage.renewals).toBe(2);
  return stage;
}

describe('on demand', () => {
  test('a token with more than 30 s left is used as it is', async () => {
    const stage = await signedIn();
    const first = await stage.token();
    stage.clock.advance(269_000);
    expect(await stage.token()).toBe(first);
    expect(stage.renewals).toBe(0);
  });

  test('a token with less than 30 s left is renewed first', async () => {
    const stage = await signedIn();
    const first = await stage.token();
    stage.clock.advance(271_000);
    expect(await stage.token()).not.toBe(first);
    expect(stage.renewals).toBe(1);
  });

  test('F3+: a thousand requests at the moment of expiry make one token request', async () => {
    const stage = await signedIn();
    stage.clock.advance(10 * minute);
    const tokens = await Promise.all(Array.from({ length: 1000 }, async () => stage.token()));
    expect(new Set(tokens).size).toBe(1);
    expect(stage.renewals).toBe(1);
  });

  test('F3-: when that request fails, all of them are told, and none asks again', async () => {
    const stage = await signedIn();
    stage.clock.advance(10 * minute);
    stage.provider.script('/token', () => answer(503, ''));
    const results = await Promise.all(
      Array.from({ length: 100 }, async () => stage.sessions.accessToken('one', null)),
    );
    expect(new Set(results.map((result) => failureOf(result).code))).toEqual(
      new Set(['provider-unavailable']),
    );
    expect(stage.renewals).toBe(1);
  });

  test('the renewal is on disk before it is sent, and what it brings before it is used', async () => {
    const stage = await signedIn();
    stage.clock.advance(10 * minute);
    let journalled: unknown = null;
    stage.provider.once('/token', async (seen) => {
      journalled = stage.sealed()?.refreshing;
      return stage.provider.asUsual(seen);
    });
    const slow = gate();
    let saves = 0;
    stage.vault.gate = async (call, kind) => {
      if (call !== 'write' || kind !== 'session') return;
      saves += 1;
      if (saves === 2) await slow.opened;
    };
    let used = false;
    const token = stage.token().then((value) => {
      used = true;
      return value;
    });
    await until(() => saves === 2);
    await quiet();
    expect(journalled).toEqual({ startedAt: stage.clock.now() });
    expect(used).toBe(false);
    slow.open();
    expect(stage.sealed()?.accessTokens['']?.value ?? 'nothing').not.toBe('');
    const value = await token;
    expect(stage.sealed()?.accessTokens['']?.value).toBe(value);
    expect(stage.sealed()?.refreshing).toBeNull();
  });

  test('R21+: a new refresh token replaces the old one', async () => {
    const stage = await signedIn();
    const before = stage.sealed()?.refreshToken;
    valueOf(await stage.sessions.renewNow('one'));
    expect(stage.sealed()?.refreshToken).not.toBe(before);
    expect(stage.provider.refreshTokens.has(stage.sealed()?.refreshToken ?? '')).toBe(true);
  });

  test('R21-: no new refresh token keeps the old one; scope and ID token that are left out are unchanged', async () => {
    const stage = await signedIn();
    stage.provider.rotates = false;
    const before = stage.sealed();
    valueOf(await stage.sessions.renewNow('one'));
    const after = stage.sealed();
    expect(after?.refreshToken).toBe(before?.refreshToken);
    expect(after?.idToken).toBe(before?.idToken);
    expect(after?.scopesGranted).toEqual(before?.scopesGranted);
    expect(after?.accessTokens).not.toEqual(before?.accessTokens);
  });

  test('R22+: a refresh token goes to the https token endpoint', async () => {
    const stage = await signedIn();
    valueOf(await stage.sessions.renewNow('one'));
    expect(stage.provider.requestsTo('/token').at(-1)?.url).toMatch(/^https:/);
  });

  test('R22-: a sealed session whose endpoint is plain http sends nothing', async () => {
    const stage = await signedIn();
    const key = 'session/one';
    const record = stage.vault.records.get(key) ?? '';
    stage.vault.records.set(
      key,
      record.replaceAll('https://id.example.test/token', 'http://id.example.test/token'),
    );
    stage.restart();
    await stage.sessions.restore();
    const before = stage.provider.requests.length;
    expect(failureOf(await stage.sessions.renewNow('one')).code).toBe('endpoint-insecure');
    expect(stage.provider.requests).toHaveLength(before);
    expect(stage.sealed()?.refreshToken).not.toBeNull();
  });

  test('R72+: a token whose life is not known is used until the API refuses it', async () => {
    const stage = await start();
    stage.provider.tokenAnswer = { expires_in: undefined };
    await stage.signIn();
    const value = await stage.token();
    stage.clock.advance(24 * 60 * minute);
    expect(await stage.token()).toBe(value);
    stage.sessions.rejected('one', null, { value, tokenType: 'Bearer' });
    expect(await stage.token()).not.toBe(value);
    expect(stage.renewals).toBe(1);
  });

  test('a token that lives shorter than the margin is renewed once and used', async () => {
    const stage = await start();
    stage.provider.tokenAnswer = { expires_in: 20 };
    await stage.signIn();
    const value = await stage.token();
    stage.clock.advance(5000);
    expect(await stage.token()).toBe(value);
    expect(stage.renewals).toBe(0);
  });

  test('a token that has run out on arrival is not asked for again and again', async () => {
    const stage = await start();
    await stage.signIn();
    stage.provider.tokenAnswer = { expires_in: 0 };
    stage.clock.advance(10 * minute);
    expect((await stage.sessions.accessToken('one', null)).ok).toBe(false);
    expect(stage.renewals).toBeLessThanOrEqual(1);
  });

  test('F31+: only the token that the API refused is renewed', async () => {
    const stage = await signedIn();
    const value = await stage.token();
    stage.sessions.rejected('one', null, { value: 'another', tokenType: 'Bearer' });
    expect(await stage.token()).toBe(value);
    stage.sessions.rejected('one', null, { value, tokenType: 'Bearer' });
    expect(await stage.token()).not.toBe(value);
    expect(stage.renewals).toBe(1);
  });
});

describe('resources', () => {
  test('R88+ R24+: each resource has its own access token from the one refresh token', async () => {
    const stage = await signedIn();
    const [standard, notes, mail] = [
      await stage.token(),
      await stage.token('one', 'https://notes.test'),
      await stage.token('one', 'https://mail.test'),
    ];
    expect(notes).toContain('access-for-https://notes.test');
    expect(mail).toContain('access-for-https://mail.test');
    expect(await stage.token()).toBe(standard);
    expect(stage.renewals).toBe(2);
    expect(Object.keys(stage.sealed()?.accessTokens ?? {}).toSorted()).toEqual([
      '',
      'https://mail.test',
      'https://notes.test',
    ]);
  });

  test('R88+: every resource of the connection is asked for when signing in, and each has its token then', async () => {
    const [notes, mail] = ['https://notes.test/v1', 'urn:mail'];
    const apiOrigins = [
      { origin: 'https://plain.test' },
      { origin: 'https://notes.test', resource: notes },
      { origin: 'https://mail.test', resource: mail },
      { origin: 'https://archive.test', resource: notes },
    ];
    const stage = await signedIn({ connections: [connection({ apiOrigins })] });
    expect(new URL(stage.lastOpened).searchParams.getAll('resource')).toEqual([notes, mail]);
    expect(await stage.token('one', notes)).toContain(`access-for-${notes}`);
    expect(stage.renewals).toBe(0);
    expect(await stage.token('one', mail)).toContain(`access-for-${mail}`);
    expect(stage.renewals).toBe(1);
    expect(stage.provider.requestsTo('/token').map(({ form }) => form.getAll('resource'))).toEqual([
      [notes],
      [mail],
    ]);
  });

  test('R88+: the resource of the first API origin is asked for when signing in', async () => {
    const apiOrigins = [{ origin: 'https://notes.test', resource: 'https://notes.test/v1' }];
    const stage = await signedIn({ connections: [connection({ apiOrigins })] });
    expect(new URL(stage.lastOpened).searchParams.get('resource')).toBe('https://notes.test/v1');
    expect(await stage.token('one', 'https://notes.test/v1')).toContain('access-for-https://notes.test/v1');
    expect(stage.renewals).toBe(0);
  });

  test('R88- R24-: two resources wanted at once never spend one refresh token twice, and no token is mixed up', async () => {
    const stage = await signedIn();
    const wanted = ['https://a.test', 'https://b.test', 'https://c.test'];
    const tokens = await Promise.all(wanted.map(async (resource) => stage.token('one', resource)));
    expect(tokens.every((token, index) => token.includes(wanted[index] ?? 'none'))).toBe(true);
    const spent = stage.provider
      .requestsTo('/token')
      .flatMap(({ form }) => (form.has('refresh_token') ? [form.get('refresh_token')] : []));
    expect(new Set(spent).size).toBe(spent.length);
    expect(stage.view().kind).toBe('signed-in');
  });

  test('R88-: a resource that the provider refuses does not cost the rest of the session', async () => {
    const stage = await signedIn();
    stage.provider.once('/token', () => answer(400, { error: 'invalid_target' }));
    expect((await stage.sessions.accessToken('one', 'https://foreign.test')).ok).toBe(false);
    expect((await stage.sessions.accessToken('one', 'https://foreign.test')).ok).toBe(false);
    expect(stage.renewals).toBe(1);
    expect(stage.view().kind).toBe('signed-in');
    expect((await stage.sessions.accessToken('one', null)).ok).toBe(true);
  });
});

test('R88-: a resource that is refused before the refresh token falls idle is not asked for over and over', async () => {
  const resource = 'https://notes.test';
  const stage = await start({ connections: [connection({ apiOrigins: [{ origin: resource, resource }] })] });
  stage.provider.tokenAnswer = { refresh_expires_in: 3600 };
  await stage.signIn();
  stage.provider.script('/token', () => answer(400, { error: 'invalid_target' }));
  stage.clock.advance(50 * minute);
  for (let turn = 0; turn < 4; turn += 1) {
    // oxlint-disable-next-line eslint/no-await-in-loop -- what each second brings
    await quiet();
    stage.clock.advance(1000);
  }
  expect(stage.renewals).toBe(1);
  expect(stage.view().kind).toBe('signed-in');
  stage.provider.script('/token', null);
  valueOf(await stage.sessions.renewNow('one'));
  expect(await stage.token('one', resource)).toContain(`access-for-${resource}`);
});

describe('a server that gives tokens for resources alone', () => {
  const resource = 'https://notes.test';
  const apiOrigins = [{ origin: resource, resource }];

  test('R88-: a token for none is refused, and the session with its other tokens goes on', async () => {
    const stage = await signedIn({ connections: [connection({ apiOrigins })] });
    stage.provider.once('/token', () => answer(400, { error: 'invalid_target' }));
    const refusal = failureOf(await stage.sessions.accessToken('one', null));
    expect(refusal.what).toContain('gives no token for this API');
    expect(refusal.next).toContain('API origins');
    expect(stage.view().kind).toBe('signed-in');
    expect(await stage.token('one', resource)).toContain(`access-for-${resource}`);
    expect(stage.renewals).toBe(1);
  });

  test('R88-: where nothing else is there, the person is asked to mend it', async () => {
    const stage = await signedIn();
    stage.clock.advance(10 * minute);
    stage.provider.once('/token', () => answer(400, { error: 'invalid_target' }));
    expect((await stage.sessions.accessToken('one', null)).ok).toBe(false);
    expect(stage.view().kind).toBe('needs-fix');
  });
});

describe('refreshed ID tokens', () => {
  test('R43+: one of the same person is taken, and the moment of the sign-in stays', async () => {
    const stage = await signedIn();
    stage.provider.renewsIdToken = true;
    const before = stage.sealed();
    stage.clock.advance(10 * minute);
    stage.provider.claims = { email: 'ada@new.test' };
    await stage.token();
    expect(stage.view()).toMatchObject({ kind: 'signed-in', account: { label: 'ada@new.test' } });
    expect(stage.sealed()?.idToken).not.toBe(before?.idToken);
    expect(stage.sealed()?.claims['auth_time']).toBe(before?.claims['auth_time']);
  });

  test.each([
    ['another person', { sub: 'grace' }],
    ['another issuer', { iss: 'https://evil.example' }],
    ['another client', { aud: 'client-2' }],
    ['a foreign nonce', { nonce: 'made up' }],
  ])('R43- R75-: one of %s is refused with all that came, and a sign-in is asked', async (_, claims) => {
    const stage = await signedIn();
    const before = stage.sealed();
    stage.provider.renewsIdToken = true;
    stage.provider.claims = claims;
    expect((await stage.sessions.renewNow('one')).ok).toBe(false);
    expect(stage.view()).toMatchObject({ kind: 'needs-sign-in', account: { subject: 'ada' } });
    await quiet();
    expect(stage.sealed()?.accessTokens).toEqual(before?.accessTokens);
    expect(stage.sealed()?.idToken).toBe(before?.idToken);
    expect(stage.sealed()?.refreshToken).toBe(before?.refreshToken);
    expect((await stage.sessions.accessToken('one', null)).ok).toBe(false);
    expect(stage.activity.some(({ step }) => step === 'security')).toBe(true);
  });

  test('keys that cannot be read cost nothing: the new refresh token is kept and tried again', async () => {
    const stage = await signedIn();
    stage.restart();
    await stage.sessions.restore();
    stage.provider.renewsIdToken = true;
    stage.provider.script('/jwks', broken('connection-failed'));
    const before = stage.sealed()?.refreshToken;
    expect((await stage.sessions.renewNow('one')).ok).toBe(false);
    expect(stage.view().kind).toBe('provider-unavailable');
    expect(stage.sealed()?.refreshToken).not.toBe(before);
    expect(stage.provider.refreshTokens.has(stage.sealed()?.refreshToken ?? '')).toBe(true);
    stage.provider.script('/jwks', null);
    valueOf(await stage.sessions.tryNow('one'));
    expect(stage.view().kind).toBe('signed-in');
  });

  test('a wrong clock is named with its minutes, and the session waits for it to be set', async () => {
    const stage = await signedIn();
    stage.provider.renewsIdToken = true;
    const real = stage.clock.now();
    stage.provider.once('/token', async (seen) => {
      const came = await stage.provider.asUsual(seen);
      stage.clock.setWall(real - 12 * minute);
      return { ...came, headers: [...came.headers, ['date', new Date(real).toUTCString()]] };
    });
    expect(failureOf(await stage.sessions.renewNow('one')).code).toBe('clock-wrong');
    expect(stage.view()).toMatchObject({ kind: 'clock-wrong', minutesOff: 12, account: { subject: 'ada' } });
    stage.clock.setWall(real);
    valueOf(await stage.sessions.tryNow('one'));
    expect(stage.view().kind).toBe('signed-in');
  });
});

describe('the four outcomes', () => {
  test('R75+: invalid_grant ends the session and deletes its tokens; who it was stays', async () => {
    const stage = await signedIn();
    stage.provider.refreshTokens.clear();
    expect(failureOf(await stage.sessions.renewNow('one')).code).toBe('session-ended');
    expect(stage.view()).toMatchObject({
      kind: 'needs-sign-in',
      account: { label: 'ada@example.test' },
      reason: { code: 'session-ended' },
    });
    await quiet();
    expect(stage.sealed()).toMatchObject({ refreshToken: null, idToken: null, accessTokens: {} });
    stage.restart();
    await stage.sessions.restore();
    expect(stage.view()).toMatchObject({ kind: 'needs-sign-in', reason: { code: 'session-ended' } });
    await stage.signIn();
    expect(stage.view().kind).toBe('signed-in');
  });

  test.each([
    [400, { error: 'invalid_client' }],
    [400, { error: 'invalid_request' }],
    [401, ''],
    [403, { error: { code: 1 } }],
  ])('R75-: %i %j needs a person; tokens are kept and nothing is tried by itself', async (status, body) => {
    const stage = await signedIn();
    const before = stage.sealed()?.refreshToken;
    stage.provider.script('/token', () => answer(status, body));
    expect((await stage.sessions.renewNow('one')).ok).toBe(false);
    expect(stage.view()).toMatchObject({ kind: 'needs-fix', account: { subject: 'ada' } });
    stage.clock.advance(24 * 60 * minute);
    await quiet();
    expect(stage.renewals).toBe(1);
    expect(stage.sealed()?.refreshToken).toBe(before);
    stage.provider.script('/token', null);
    valueOf(await stage.sessions.tryNow('one'));
    expect(stage.view().kind).toBe('signed-in');
  });

  test.each([
    ['a timeout', 'offline', broken('timed-out')],
    ['no name', 'offline', broken('name-not-resolved')],
    ['a bad certificate', 'offline', broken('certificate-invalid')],
    ['a proxy that asks', 'offline', broken('proxy-sign-in-needed')],
    ['407', 'offline', () => answer(407, '')],
    ['500', 'provider-unavailable', () => answer(500, '')],
    ['429', 'provider-unavailable', () => answer(429, '')],
    ['408', 'provider-unavailable', () => answer(408, '')],
    ['a captive portal', 'provider-unavailable', () => answer(200, '<html>Welcome to our hotel</html>')],
    ['a redirect', 'provider-unavailable', () => answer(302, '', { location: 'https://portal.test' })],
  ] as const)('F5- F6- F7- R75-: %s keeps the session: %s, tried again', async (_, kind, script) => {
    const stage = await signedIn();
    const before = stage.sealed()?.refreshToken;
    stage.provider.script('/token', script);
    const renewal = stage.sessions.renewNow('one');
    await until(() => stage.renewals > 0);
    await quiet();
    stage.clock.advance(1000);
    expect((await renewal).ok).toBe(false);
    const view = stage.view();
    expect(view).toMatchObject({ kind, account: { subject: 'ada' } });
    expect('retryAt' in view ? view.retryAt : 0).toBeGreaterThan(stage.clock.now());
    expect(stage.sealed()?.refreshToken).toBe(before);
    stage.provider.script('/token', null);
    stage.clock.advance(10 * minute);
    await stage.shows('signed-in');
  });

  test('F5+ F6+ F7+: while it waits a token that is still good is used', async () => {
    const stage = await signedIn();
    const token = await stage.token();
    stage.provider.script('/token', () => answer(503, ''));
    await stage.sessions.renewNow('one');
    expect(stage.view().kind).toBe('provider-unavailable');
    expect(await stage.token()).toBe(token);
    stage.clock.advance(299_000);
    await quiet();
    expect(await stage.token()).toBe(token);
    stage.clock.advance(2000);
    expect((await stage.sessions.accessToken('one', null)).ok).toBe(false);
  });

  test('Retry-After is obeyed, also when the network changes or the computer wakes', async () => {
    const stage = await signedIn({ random: 1 });
    stage.provider.script('/token', () => answer(429, '', { 'retry-after': '3600' }));
    await stage.sessions.renewNow('one');
    stage.sessions.networkChanged();
    stage.sessions.suspended();
    stage.sessions.resumed();
    stage.clock.advance(3599_000);
    await quiet();
    expect(stage.renewals).toBe(1);
    stage.clock.advance(60_000);
    await until(() => stage.renewals === 2);
  });

  test('waiting times grow, with chance in them, and end when the network comes back', async () => {
    const [shortest, longest] = await Promise.all([waitsWith(0), waitsWith(1)]);
    expect(shortest.slice(0, 4)).toEqual([2500, 5000, 10_000, 20_000]);
    expect(Math.max(...shortest)).toBe(300_000);
    // After a second failure in a row it is an outage: everybody comes back spread over a window that grows with it.
    expect(longest.slice(0, 3)).toEqual([5000, 60 * minute, 240 * minute]);
    expect(Math.max(...longest)).toBe(240 * minute);
  });
});

describe('a provider that is away', () => {
  test('a request goes before the time of the next try, and as soon as the provider is back it is answered', async () => {
    const stage = await away();
    expect(stage.view()).toMatchObject({ retryAt: stage.clock.now() + 60 * minute });
    stage.provider.script('/token', null);
    stage.clock.advance(10_000);
    expect(await stage.token()).toContain('access');
    expect(stage.renewals).toBe(3);
  });

  test.each([
    { what: 'the network changed', happens: (stage: Stage) => stage.sessions.networkChanged() },
    {
      what: 'the computer woke',
      happens: ({ sessions }: Stage) => {
        sessions.suspended();
        sessions.resumed();
      },
    },
  ])(
    'F10+ F5-: $what, and it is not reached yet: the next try is seconds away, not an hour',
    async (change) => {
      const stage = await away();
      change.happens(stage);
      stage.clock.advance(2000);
      await until(() => stage.renewals === 3);
      await stage.shows('provider-unavailable');
      expect(stage.view()).toMatchObject({ retryAt: stage.clock.now() + 5000 });
      stage.clock.advance(5000);
      await until(() => stage.renewals === 4);
      // Now it is an outage again.
      await stage.shows('provider-unavailable');
      expect(stage.view()).toMatchObject({ retryAt: stage.clock.now() + 60 * minute });
    },
  );

  test('F10+ F5-: the network changes while a try is on its way, which the change ends: the next one is seconds away', async () => {
    const stage = await away();
    const change = gate();
    stage.provider.script('/token', async () => {
      await change.opened;
      return answer(503, '');
    });
    const asked = stage.sessions.tryNow('one');
    await until(() => stage.renewals === 3);
    stage.sessions.networkChanged();
    change.open();
    await asked;
    await stage.shows('provider-unavailable');
    expect(stage.view()).toMatchObject({ retryAt: stage.clock.now() + 5000 });
  });

  test('F3-: requests that come at once make no more tries than one, and none within seconds', async () => {
    const stage = await away();
    stage.clock.advance(9000);
    for (const _ of [1, 2, 3]) expect((await stage.sessions.accessToken('one', null)).ok).toBe(false);
    expect(stage.renewals).toBe(2);
    stage.clock.advance(1000);
    const all = await Promise.all(
      Array.from({ length: 50 }, async () => stage.sessions.accessToken('one', null)),
    );
    expect(all.every(({ ok }) => !ok)).toBe(true);
    expect(stage.renewals).toBe(3);
  });

  test('F5-: Retry-After holds for requests too', async () => {
    const stage = await away({ 'retry-after': '120' });
    stage.clock.advance(119_000);
    expect((await stage.sessions.accessToken('one', null)).ok).toBe(false);
    expect(stage.renewals).toBe(2);
    stage.provider.script('/token', null);
    stage.clock.advance(1000);
    expect(await stage.token()).toContain('access');
  });

  test('a refresh token that would fall idle is tried before it does', async () => {
    const stage = await start({ random: 1 });
    stage.provider.tokenAnswer = { refresh_expires_in: 1800 };
    await stage.signIn();
    stage.provider.script('/token', () => answer(503, ''));
    await stage.sessions.renewNow('one');
    await stage.sessions.tryNow('one');
    expect(stage.view()).toMatchObject({ retryAt: stage.clock.now() + 24 * minute });
  });
});

describe('lost answers and crashes', () => {
  test.each([
    ['a gateway that gave up', () => answer(504, '')],
    ['a server that broke', () => answer(500, '<html>')],
    ['an answer that is no answer', () => answer(200, '<html>Welcome</html>')],
  ])(
    'F2+: %s may have hidden a rotation, and the same token is sent once more, promptly',
    async (_, hidden) => {
      const stage = await signedIn();
      stage.provider.once('/token', async (seen) => {
        await stage.provider.asUsual(seen);
        return hidden();
      });
      const spent = stage.sealed()?.refreshToken ?? '';
      stage.clock.advance(10 * minute);
      const token = stage.token();
      await until(() => stage.renewals === 1);
      await quiet();
      // Within the provider's grace period.
      stage.provider.refreshTokens.add(spent);
      stage.clock.advance(1000);
      expect(await token).toContain('access');
      expect(stage.renewals).toBe(2);
    },
  );

  test('F2+: a lost answer is asked for once more, promptly, with the same token', async () => {
    const stage = await signedIn();
    stage.provider.rotates = false;
    stage.provider.once('/token', broken('connection-failed'));
    stage.clock.advance(10 * minute);
    const token = stage.token();
    await until(() => stage.renewals === 1);
    await quiet();
    stage.clock.advance(1000);
    expect(await token).toContain('access');
    const [first, second] = stage.provider.requestsTo('/token').slice(-2);
    expect(second?.form.get('refresh_token')).toBe(first?.form.get('refresh_token'));
    expect(stage.renewals).toBe(2);
  });

  test('F2-: if the server had rotated it, the session ends and says that an answer was lost', async () => {
    const stage = await signedIn();
    stage.provider.once('/token', async (seen) => {
      await stage.provider.asUsual(seen);
      return broken('timed-out')(seen);
    });
    const renewal = stage.sessions.renewNow('one');
    await until(() => stage.renewals === 1);
    await quiet();
    stage.clock.advance(1000);
    const failure = failureOf(await renewal);
    expect(failure.code).toBe('session-ended');
    expect(failure.why).toContain('lost on the way');
    expect(stage.renewals).toBe(2);
  });

  test('F1+: killed while the answer was under way, the next start tries the old token once', async () => {
    const stage = await signedIn();
    stage.provider.rotates = false;
    const release = stage.provider.hold('/token');
    void stage.sessions.renewNow('one');
    await until(() => stage.renewals === 1);
    stage.restart(new MemoryVault(stage.vault.status, new Map(stage.vault.records)));
    stage.provider.script('/token', null);
    await stage.sessions.restore();
    await stage.shows('signed-in');
    expect(stage.renewals).toBe(2);
    release();
  });

  test('F1-: if the server had rotated it, only that session asks for sign-in, and says why', async () => {
    const stage = await start({ connections: [connection(), connection({ id: 'two' })] });
    await stage.signIn('one');
    await stage.signIn('two');
    stage.provider.once('/token', async (seen) => {
      await stage.provider.asUsual(seen);
      return new Promise(() => undefined);
    });
    void stage.sessions.renewNow('one');
    await until(() => stage.renewals === 1);
    await quiet();
    stage.restart(new MemoryVault(stage.vault.status, new Map(stage.vault.records)));
    await stage.sessions.restore();
    const view = await stage.shows('needs-sign-in');
    expect(view).toMatchObject({ reason: { code: 'session-ended' } });
    expect('reason' in view ? view.reason?.why : '').toContain('closed in the moment');
    expect(stage.view('two').kind).toBe('signed-in');
    expect(stage.renewals).toBe(2);
  });

  test('F4+: invalid_grant while the vault holds a newer token uses the newer one', async () => {
    const stage = await signedIn();
    const key = 'session/one';
    const old = stage.sealed()?.refreshToken ?? 'none';
    stage.provider.once('/token', () => {
      stage.provider.refreshTokens.add('newer');
      stage.vault.records.set(key, (stage.vault.records.get(key) ?? '').replaceAll(old, 'newer'));
      return answer(400, { error: 'invalid_grant' });
    });
    valueOf(await stage.sessions.renewNow('one'));
    expect(stage.view().kind).toBe('signed-in');
    expect(stage.provider.requestsTo('/token').at(-1)?.form.get('refresh_token')).toBe('newer');
  });

  test('F4-: a newer token that is refused as well ends the session', async () => {
    const stage = await signedIn();
    const key = 'session/one';
    const old = stage.sealed()?.refreshToken ?? 'none';
    stage.provider.script('/token', () => {
      stage.vault.records.set(key, (stage.vault.records.get(key) ?? '').replaceAll(old, 'newer'));
      return answer(400, { error: 'invalid_grant' });
    });
    expect(failureOf(await stage.sessions.renewNow('one')).code).toBe('session-ended');
    expect(stage.renewals).toBe(2);
  });
});

describe('sleep and clocks', () => {
  test('F10-: nothing is renewed while the computer goes to sleep', async () => {
    const stage = await signedIn();
    stage.clock.advance(10 * minute);
    stage.sessions.suspended();
    const token = stage.token();
    await quiet();
    expect(stage.renewals).toBe(0);
    stage.sessions.resumed();
    expect(await token).toContain('access');
    expect(stage.renewals).toBe(1);
  });

  test('F10+: there is one renewal after resume', async () => {
    const stage = await signedIn();
    stage.sessions.suspended();
    stage.clock.setWall(stage.clock.now() + 8 * 60 * minute);
    stage.sessions.resumed();
    await Promise.all([stage.token(), stage.token()]);
    stage.clock.advance(60_000);
    await quiet();
    expect(stage.renewals).toBe(1);
  });

  test('F10-: a session that renews on demand only waits for the next request', async () => {
    const stage = await signedIn({ connections: [connection({ renewal: 'on-demand' })] });
    stage.sessions.suspended();
    stage.sessions.resumed();
    await quiet();
    expect(stage.renewals).toBe(0);
    await stage.token();
    expect(stage.renewals).toBe(1);
  });

  test('F34-: a wall clock that is set back does not make a token live longer', async () => {
    const stage = await signedIn({ connections: [connection({ renewal: 'on-demand' })] });
    const token = await stage.token();
    stage.clock.setWall(stage.clock.now() - 60 * minute);
    stage.clock.advance(301_000);
    expect(await stage.token()).not.toBe(token);
  });

  test('F34-: after a restart with a clock that was set back the token is renewed', async () => {
    const stage = await signedIn();
    const token = await stage.token();
    stage.clock.setWall(stage.clock.now() - 60 * minute);
    stage.restart();
    await stage.sessions.restore();
    expect(await stage.token()).not.toBe(token);
  });

  test('F34+: a jump of more than 30 s is noticed and renews once', async () => {
    const stage = await signedIn();
    stage.clock.setWall(stage.clock.now() + 45_000);
    stage.clock.advance(30_000);
    await until(() => stage.renewals === 1);
    stage.clock.advance(120_000);
    await quiet();
    expect(stage.renewals).toBe(1);
  });

  test('F34+: a correction of a few seconds changes nothing', async () => {
    const stage = await signedIn();
    const token = await stage.token();
    stage.clock.setWall(stage.clock.now() + 20_000);
    stage.clock.advance(60_000);
    expect(await stage.token()).toBe(token);
    expect(stage.renewals).toBe(0);
  });

  test('before the refresh token falls idle it is renewed once, unless on demand only', async () => {
    for (const [renewal, expected] of [
      ['automatic', 1],
      ['on-demand', 0],
    ] as const) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other
      const stage = await start({ connections: [connection({ renewal })] });
      stage.provider.tokenAnswer = { refresh_expires_in: 3600 };
      // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other
      await stage.signIn();
      stage.clock.advance(3599_000);
      // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other
      await quiet();
      expect(stage.renewals).toBe(expected);
    }
  });
});

describe('no refresh token', () => {
  const noRefreshToken = { refresh_token: undefined };

  test('R76+: signed in until T, with why', async () => {
    const stage = await start();
    stage.provider.tokenAnswer = noRefreshToken;
    await stage.signIn();
    expect(stage.view()).toMatchObject({
      kind: 'signed-in-until',
      until: stage.clock.now() + 300_000,
      reason: { code: 'sign-in-needed' },
    });
    expect((await stage.token()).startsWith('access')).toBe(true);
    expect(failureOf(await stage.sessions.renewNow('one')).why).toContain('gave nothing to renew with');
  });

  test('R76-: at T it needs a sign-in, without a token request, also after a restart', async () => {
    const stage = await start();
    stage.provider.tokenAnswer = noRefreshToken;
    await stage.signIn();
    stage.clock.advance(301_000);
    await quiet();
    expect(stage.view()).toMatchObject({ kind: 'needs-sign-in', account: { subject: 'ada' } });
    expect(stage.provider.requestsTo('/token')).toHaveLength(1);
    expect(failureOf(await stage.sessions.accessToken('one', null)).code).toBe('sign-in-needed');
    stage.restart();
    await stage.sessions.restore();
    expect(stage.view().kind).toBe('needs-sign-in');
  });

  test('R76-: asked after a sleep, before any timer noticed, it needs a sign-in too', async () => {
    const stage = await start();
    stage.provider.tokenAnswer = noRefreshToken;
    await stage.signIn();
    stage.clock.setWall(stage.clock.now() + 3_600_000);
    expect(failureOf(await stage.sessions.accessToken('one', null)).code).toBe('sign-in-needed');
    expect(stage.view().kind).toBe('needs-sign-in');
    expect(stage.provider.requestsTo('/token')).toHaveLength(1);
  });

  test('R76- R88-: a token for another resource is not to be had, and the answer says why', async () => {
    const stage = await start();
    stage.provider.tokenAnswer = noRefreshToken;
    await stage.signIn();
    const other = failureOf(await stage.sessions.accessToken('one', 'https://api.example.test'));
    expect(other.why).toContain('gave nothing to renew with');
    expect(stage.view().kind).toBe('signed-in-until');
    expect(stage.provider.requestsTo('/token')).toHaveLength(1);
  });

  test('R76-: a 401 ends it at once', async () => {
    const stage = await start();
    stage.provider.tokenAnswer = noRefreshToken;
    await stage.signIn();
    stage.sessions.rejected('one', null, { value: await stage.token(), tokenType: 'Bearer' });
    expect(stage.view().kind).toBe('needs-sign-in');
    expect(stage.renewals).toBe(0);
  });
});
