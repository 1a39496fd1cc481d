import { describe, expect, test } from 'vitest';
import { processTokenResponse } from '../../../../../src/core/oauth/token-endpoint.ts';
import { fetchErrorCodes } from '../../../../support/fetch-errors.ts';
import { answer, broken } from './fake-provider.ts';
import { quiet, start, until } from './stage.ts';
import type { Stage } from './stage.ts';

/** Longer than any waiting time but the idle life of a refresh token. */
const eleven = 11 * 60_000;

/** A session that was renewed once with an answer of the test's, and what it does by itself afterwards. */
async function renewed(script: Parameters<Stage['provider']['script']>[1]) {
  const stage = await start({ random: 0 });
  await stage.signIn();
  const held = stage.sealed()?.refreshToken ?? '';
  stage.provider.script('/token', script);
  const asked = stage.sessions.renewNow('one');
  // A lost answer is asked for once more (F2).
  await until(() => stage.renewals === 1);
  await quiet();
  stage.clock.advance(1000);
  await asked;
  const view = stage.view();
  const before = stage.renewals;
  stage.clock.advance(eleven);
  await quiet();
  return {
    state: view.kind,
    tokens: stage.sealed()?.refreshToken === held ? 'kept' : 'deleted',
    retries: stage.renewals > before ? 'by itself' : 'never',
    reason: 'reason' in view ? view.reason : null,
    stage,
  };
}

const later = { tokens: 'kept', retries: 'by itself' };
const person = { state: 'needs-fix', tokens: 'kept', retries: 'never' };
const over = { state: 'needs-sign-in', tokens: 'deleted', retries: 'never' };

describe('Ended: invalid_grant', () => {
  test.each([400, 401, 403, 404, 422])(
    'R75+: with %i ends the session, and its tokens are deleted',
    async (status) => {
      expect(await renewed(() => answer(status, { error: 'invalid_grant' }))).toMatchObject(over);
    },
  );

  test.each([200, 408, 425, 429, 500, 503])(
    'R75-: with %i, a status that says nothing of the kind, ends nothing',
    async (status) => {
      const outcome = await renewed(() => answer(status, { error: 'invalid_grant' }));
      expect(outcome).toMatchObject({ ...later, state: 'provider-unavailable' });
    },
  );

  test.each([
    'Invalid_Grant',
    'INVALID_GRANT',
    'invalid_grant ',
    'invalid-grant',
    ['invalid_grant'],
    { code: 'invalid_grant' },
  ])('R75-: %j is not invalid_grant: a person is asked, and the tokens are kept', async (error) => {
    expect(await renewed(() => answer(400, { error }))).toMatchObject(person);
  });

  test('R75- F4-: the vault’s newer token is tried before anything is deleted', async () => {
    const stage = await start();
    await stage.signIn();
    const sealed = stage.vault.records.get('session/one') ?? '';
    const newer = 'refresh-token-of-another-run';
    stage.provider.refreshTokens.add(newer);
    stage.provider.once('/token', () => {
      stage.vault.records.set(
        'session/one',
        sealed.replace(/"refreshToken":"[^"]*"/, `"refreshToken":"${newer}"`),
      );
      return answer(400, { error: 'invalid_grant' });
    });
    await stage.sessions.renewNow('one');
    await until(() => stage.renewals === 2);
    expect(stage.view().kind).toBe('signed-in');
  });
});

describe('Needs a person: any other 4xx', () => {
  test.each([400, 401, 402, 403, 404, 405, 406, 409, 410, 415, 418, 422, 423, 428, 431, 451, 499])(
    'R75+: %i without a word; tokens are kept, nothing is tried by itself',
    async (status) => {
      expect(await renewed(() => answer(status, ''))).toMatchObject(person);
    },
  );

  test('R75+ R75-: every status from 400 to 499 but four', () => {
    const judged = Array.from({ length: 100 }, (_, index) => 400 + index).map((status) => {
      const whole = { status, headers: [], bytes: new Uint8Array(), serverDate: null };
      return [status, processTokenResponse(whole, 'refresh', 'id.example.test', 0).kind] as const;
    });
    const late = judged.filter(([, kind]) => kind !== 'needs-person');
    expect(late).toEqual([407, 408, 425, 429].map((status) => [status, 'try-later']));
  });

  test.each([
    'invalid_request',
    'invalid_client',
    'unauthorized_client',
    'unsupported_grant_type',
    'invalid_scope',
    'invalid_target',
    'invalid_dpop_proof',
    'interaction_required',
    'login_required',
    'consent_required',
    'access_denied',
    'server_error',
    'temporarily_unavailable',
    'Unauthorized',
    'something_new',
  ])('R75+: the error %s, with 400 and with 401', async (error) => {
    expect(await renewed(() => answer(400, { error }))).toMatchObject(person);
    expect(await renewed(() => answer(401, { error }))).toMatchObject(person);
  });

  test('R75+: it says what to fix; Try now asks again, and the session goes on', async () => {
    const { stage, reason } = await renewed(() => answer(400, { error: 'unauthorized_client' }));
    expect(reason?.next).toContain('Settings');
    stage.provider.script('/token', null);
    expect((await stage.sessions.tryNow('one')).ok).toBe(true);
    expect(stage.view().kind).toBe('signed-in');
  });

  test('R75-: neither the network nor waking has it tried again', async () => {
    const { stage } = await renewed(() => answer(400, { error: 'invalid_client' }));
    const before = stage.renewals;
    stage.sessions.networkChanged();
    stage.sessions.suspended();
    stage.sessions.resumed();
    await quiet();
    expect([stage.renewals, stage.view().kind]).toEqual([before, 'needs-fix']);
  });
});

describe('Refused by us', () => {
  test.each([
    ['a DPoP token that no proof asked for (R55)', { token_type: 'DPoP' }],
    ['a token of an unknown kind', { token_type: 'mac' }],
    ['a token without a kind', { token_type: undefined }],
    ['a token that fits no header', { access_token: 'a\nb' }],
  ])(
    'R75+: %s is discarded, a sign-in is asked, and the reason is recorded as security',
    async (_, members) => {
      const stage = await start();
      await stage.signIn();
      const held = stage.sealed()?.refreshToken;
      stage.provider.tokenAnswer = members;
      await stage.sessions.renewNow('one');
      expect(stage.view()).toMatchObject({
        kind: 'needs-sign-in',
        reason: { code: 'token-response-invalid' },
      });
      expect(stage.sealed()?.refreshToken).toBe(held);
      expect(stage.activity.some(({ step, outcome }) => step === 'security' && outcome === 'failed')).toBe(
        true,
      );
      stage.clock.advance(eleven);
      await quiet();
      expect(stage.renewals).toBe(1);
    },
  );
});

describe('Try later: everything else', () => {
  const statuses = [
    300, 301, 302, 303, 304, 307, 308, 408, 425, 429, 500, 501, 502, 503, 504, 505, 511, 520, 599,
  ];

  test.each(statuses)('R75+: %i keeps the session and is tried again by itself', async (status) => {
    const outcome = await renewed(() => answer(status, '', { location: 'https://portal.example/' }));
    expect(outcome).toMatchObject({ ...later, state: 'provider-unavailable' });
  });

  test('R75+: 407 is the network’s, not the provider’s', async () => {
    expect(await renewed(() => answer(407, ''))).toMatchObject({ ...later, state: 'offline' });
  });

  test.each([400, 401])('R75+: use_dpop_nonce with %i is a question, not an answer', async (status) => {
    const outcome = await renewed(() => answer(status, { error: 'use_dpop_nonce' }));
    expect(outcome).toMatchObject({ ...later, state: 'provider-unavailable' });
  });

  test.each([
    ['a page', '<html>Sign in to the hotel</html>'],
    ['nothing', ''],
    ['a list', '[]'],
    ['an object without a token', '{}'],
    ['broken JSON', '{"access_token":'],
  ])('R75+: 200 with %s is no token answer', async (_, body) => {
    const outcome = await renewed(() => answer(200, body));
    expect(outcome).toMatchObject({ ...later, state: 'provider-unavailable' });
  });

  // A token request holds nothing of the disk's, whose failures are not the network's.
  const others: readonly string[] = ['cancelled', 'answer-unreadable', 'disk-failed'];
  test.each(fetchErrorCodes.filter((code) => !others.includes(code)))(
    'R75+: no answer at all: %s',
    async (code) => {
      expect(await renewed(broken(code))).toMatchObject({ ...later, state: 'offline' });
    },
  );

  test('R75+: an answer that breaks off in the middle is the provider’s', async () => {
    const outcome = await renewed(broken('answer-unreadable'));
    expect(outcome).toMatchObject({ ...later, state: 'provider-unavailable' });
  });

  test('R75- R52-: Retry-After is obeyed: not sooner, whatever the network does', async () => {
    const stage = await start({ random: 0 });
    await stage.signIn();
    stage.provider.script('/token', () => answer(503, '', { 'retry-after': '600' }));
    await stage.sessions.renewNow('one');
    stage.sessions.networkChanged();
    stage.clock.advance(599_000);
    await quiet();
    expect(stage.renewals).toBe(1);
    stage.clock.advance(2000);
    await until(() => stage.renewals === 2);
  });
});
