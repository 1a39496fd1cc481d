import { describe, expect, test } from 'vitest';
import type { Answer } from '../../../../src/core/oauth/exchange.ts';
import { processTokenResponse } from '../../../../src/core/oauth/token-endpoint.ts';
import type { TokenOutcome } from '../../../../src/core/oauth/token-endpoint.ts';
import type { HeaderList } from '../../../../src/shared/request.ts';
import { complete } from '../../../support/results.ts';
import { now } from './fixtures.ts';

function answer(
  status: number,
  body: unknown,
  headers: HeaderList = [],
  serverDate: number | null = null,
): Answer {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { status, headers, bytes: new TextEncoder().encode(text), serverDate };
}

function judge(status: number, body: unknown, headers: HeaderList = []): TokenOutcome {
  const outcome = processTokenResponse(answer(status, body, headers), 'refresh', 'id.example.test', now);
  if (outcome.kind !== 'tokens') complete(outcome.failure);
  return outcome;
}

const good = { access_token: 'at-1', token_type: 'Bearer', expires_in: 60 };

function tokens(changes: Readonly<Record<string, unknown>> = {}) {
  const outcome = judge(200, { ...good, ...changes });
  if (outcome.kind !== 'tokens') throw new Error(`It was ${outcome.kind}: ${outcome.failure.why}`);
  return outcome.tokens;
}

describe('a token response', () => {
  test.each(['Bearer', 'bearer', 'BEARER'])('R72+: token type %s is fine', (type) => {
    expect(tokens({ token_type: type }).tokenType).toBe(type);
  });

  test.each([
    [60, 60],
    ['60', 60],
    ['3600.7', 3600],
    [0, 0],
    [1e300, 315_360_000],
  ])('R72+: expires_in %j is %j seconds', (value, seconds) => {
    expect(tokens({ expires_in: value }).expiresIn).toBe(seconds);
  });

  test.each([undefined, null, 'soon', '', -1, '-1', Number.NaN, {}, true])(
    'R72+: expires_in %j says nothing: used until 401',
    (value) => {
      expect(tokens({ expires_in: value }).expiresIn).toBeNull();
    },
  );

  test('R72+: further members are passed over', () => {
    expect(tokens({ session_state: 'x', 'not-before-policy': 0, foo: { bar: 1 } }).accessToken).toBe('at-1');
  });

  test.each([
    { token_type: 'mac' },
    { token_type: 'DPoP' },
    { token_type: undefined },
    { access_token: 'a\r\nb' },
  ])('R72-: %j is not used', (changes) => {
    expect(judge(200, { ...good, ...changes })).toMatchObject({
      kind: 'refused-by-us',
      failure: { code: 'token-response-invalid' },
    });
  });

  test('R21+: a new refresh token is handed on', () => {
    expect(tokens({ refresh_token: 'rt-2' }).refreshToken).toBe('rt-2');
  });

  test.each([undefined, null, '', 7])(
    'R21-: a refresh token %j means none was given: the old one stays',
    (value) => {
      expect(tokens({ refresh_token: value }).refreshToken).toBeNull();
    },
  );

  test.each([
    ['openid notes:read', 'openid notes:read'],
    [['openid', 'notes:read'], 'openid notes:read'],
    ['', null],
    [undefined, null],
    [[], null],
  ])('scope %j is read as %j', (value, expected) => {
    expect(tokens({ scope: value }).scope).toBe(expected);
  });

  test('the idle limit of the refresh token, under both names, 0 meaning none', () => {
    expect(tokens({ refresh_expires_in: 1800 }).refreshExpiresIn).toBe(1800);
    expect(tokens({ refresh_token_expires_in: '1800' }).refreshExpiresIn).toBe(1800);
    expect(tokens({ refresh_expires_in: 0 }).refreshExpiresIn).toBeNull();
  });

  test('the server’s Date is handed on for the clock check', () => {
    expect(processTokenResponse(answer(200, good, [], 5), 'code', 'h', now)).toMatchObject({ serverDate: 5 });
  });
});

describe('outcomes', () => {
  test.each([400, 401, 403])('R75+: invalid_grant with %i ends the session', (status) => {
    expect(
      judge(status, { error: 'invalid_grant', error_description: 'Token has been revoked.' }),
    ).toMatchObject({
      kind: 'ended',
      failure: {
        code: 'session-ended',
        details: { providerError: 'invalid_grant', providerDescription: 'Token has been revoked.' },
      },
    });
  });

  test.each([
    [500, { error: 'invalid_grant' }],
    [503, { error: 'invalid_grant' }],
    [429, { error: 'invalid_grant' }],
    [200, { error: 'invalid_grant' }],
    [400, { error: 'Invalid_Grant' }],
    [400, { error: { code: 'invalid_grant' } }],
    [400, 'invalid_grant'],
    [400, '<p>invalid_grant</p>'],
    [400, ['invalid_grant']],
  ])('R75-: %i with %j does not end it', (status, body) => {
    expect(judge(status, body).kind).not.toBe('ended');
  });

  test.each([
    [400, { error: 'invalid_request', error_description: 'refresh token was used' }],
    [401, { error: 'invalid_client' }],
    [401, ''],
    [401, { error: 'Unauthorized' }],
    [403, { error: 'invalid_code' }],
    [400, { error: { message: 'bad', code: 7 } }],
    [400, { type: 'about:blank', title: 'Bad Request', detail: 'nope' }],
    [404, '<html>Not found</html>'],
    [405, ''],
    [400, 'Error: at Object.<anonymous> (/srv/app.js:1:1)'],
    [400, 'null'],
  ])('R75+: %i with %j needs a person, and the tokens are kept', (status, body) => {
    expect(judge(status, body)).toMatchObject({
      kind: 'needs-person',
      failure: { code: 'token-request-refused', details: { httpStatus: status } },
    });
  });

  test.each([
    [407, ''],
    [408, ''],
    [425, ''],
    [429, { error: 'slow_down' }],
    [400, { error: 'use_dpop_nonce' }],
    [500, '<html>'],
    [502, ''],
    [503, { error: 'temporarily_unavailable' }],
    [200, '<html>Welcome to the hotel</html>'],
    [200, ''],
    [200, '{"access_token":'],
    [200, []],
    [200, { error: 'server_error' }],
    [204, ''],
  ])('R75+: %i with %j is tried later', (status, body) => {
    expect(judge(status, body).kind).toBe('try-later');
  });

  test.each([
    ['120', 120_000],
    [new Date(now + 30_000).toUTCString(), 30_000],
    [new Date(now - 30_000).toUTCString(), 0],
    ['999999999', 86_400_000],
    ['soon', null],
    ['-5', null],
  ])('F5+: Retry-After %j is %j milliseconds', (value, milliseconds) => {
    expect(judge(503, '', [['retry-after', value]])).toMatchObject({ retryAfterMilliseconds: milliseconds });
  });

  test('a Retry-After date is measured by the server’s own clock', () => {
    const late = answer(503, '', [
      ['date', new Date(now + 60_000).toUTCString()],
      ['retry-after', new Date(now + 90_000).toUTCString()],
    ]);
    expect(processTokenResponse(late, 'refresh', 'h', now)).toMatchObject({ retryAfterMilliseconds: 30_000 });
  });

  test('F25-: the provider’s words are cut and stripped', () => {
    const outcome = judge(400, { error: 'x\u0000y', error_description: `\u202e${'x'.repeat(5000)}` });
    if (outcome.kind !== 'needs-person') throw new Error(outcome.kind);
    expect(outcome.failure.details?.providerError).toBe('x y');
    expect(outcome.failure.details?.providerDescription).toHaveLength(200);
  });

  test('words of other shapes of errors are found', () => {
    expect(judge(400, { error: { message: 'No such user', code: 'E7' } })).toMatchObject({
      failure: { details: { providerError: 'E7', providerDescription: 'No such user' } },
    });
    expect(judge(400, { title: 'Bad', detail: 'Worse' })).toMatchObject({
      failure: { details: { providerDescription: 'Worse' } },
    });
    expect(judge(400, '', [['x-request-id', 'abc']])).toMatchObject({
      failure: { details: { requestId: 'abc' } },
    });
  });

  test('a code that is refused is not a session that ended', () => {
    const spent = processTokenResponse(answer(400, { error: 'invalid_grant' }), 'code', 'h', now);
    expect(spent).toMatchObject({ kind: 'ended', failure: { code: 'token-request-refused' } });
  });
});
