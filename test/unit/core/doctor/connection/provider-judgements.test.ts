import { describe, expect, it } from 'vitest';
import {
  judgeEndpoint,
  lateEndpoint,
  type Endpoint,
} from '../../../../../src/core/doctor/connection/judge-endpoint.ts';
import { judgeKeys } from '../../../../../src/core/doctor/connection/judge-keys.ts';
import {
  judgeDiscovery,
  judgePkce,
  judgeScopes,
} from '../../../../../src/core/doctor/connection/judge-metadata.ts';
import { noAnswer } from '../../../../../src/core/failures/no-answer.ts';
import { cognito } from '../../../../../src/core/providers/presets/cognito.ts';
import { keycloak } from '../../../../../src/core/providers/presets/keycloak.ts';
import { fail, succeed } from '../../../../../src/shared/result.ts';
import { metadata } from './metadata.ts';

describe('the description', () => {
  it.each([
    ['good', succeed(metadata())],
    ['note', succeed(metadata({ source: 'manual' }))],
    ['wrong', fail(noAnswer('connection-failed', 'id.example.test', 'provider'))],
  ] as const)('is %s', (verdict, found) => {
    expect(judgeDiscovery(found, keycloak).verdict).toBe(verdict);
  });

  it('R44-: of another issuer is wrong, and says what it calls itself', () => {
    const mismatch = {
      code: 'issuer-mismatch',
      what: 'The provider calls itself something else.',
      why: 'You entered a, and it calls itself b.',
      next: 'If that name is right, use it.',
    } as const;
    expect(judgeDiscovery(fail(mismatch), null)).toMatchObject({
      verdict: 'wrong',
      what: 'The provider calls itself something else. You entered a, and it calls itself b.',
      facts: [{ name: 'Code', value: 'issuer-mismatch' }],
    });
  });
});

describe('PKCE', () => {
  it.each([
    ['good', ['S256', 'plain'], true],
    ['note', null, true],
    ['note', [], false],
    ['wrong', ['plain'], true],
  ] as const)('R14+: is %s where %j is listed', (verdict, codeChallengeMethodsSupported, openid) => {
    expect(judgePkce(metadata({ codeChallengeMethodsSupported }), openid).verdict).toBe(verdict);
  });
});

describe('scopes', () => {
  it.each([
    ['good', ['openid', 'email'], ['openid', 'email', 'phone'], keycloak],
    ['note', ['openid'], null, keycloak],
    ['note', ['openid', 'notes.read'], ['openid'], keycloak],
    ['note', [], ['openid'], keycloak],
    ['wrong', ['openid', 'offline_access'], null, cognito],
  ] as const)('are %s: %j of %j', (verdict, asked, supported, preset) => {
    expect(judgeScopes(asked, supported, preset).verdict).toBe(verdict);
  });

  it('of a person are shown as they are, and what would act in them does not', () => {
    expect(judgeScopes(['a\u202eb'], ['openid'], keycloak).what).toContain('“a b”');
  });
});

describe('keys', () => {
  const seen = { host: 'id.example.test', algorithms: ['RS256'] };
  it.each([
    ['good', 2, 1, /publishes one key with/],
    ['good', 3, 2, /publishes 2 keys/],
    ['wrong', 2, 0, /None of the 2 keys/],
    ['wrong', 0, 0, /publishes no key/],
    ['wrong', null, 0, /something else/],
  ] as const)('are %s: %j published, %d usable', (verdict, published, usable, words) => {
    expect(judgeKeys({ ...seen, published, usable })).toMatchObject({
      verdict,
      what: expect.stringMatching(words) as unknown,
    });
  });
});

const endpoint: Endpoint = {
  words: 'token address',
  host: 'id.example.test',
  without: 'wrong',
  lost: 'Nobody can sign in.',
  inBrowser: false,
};

describe('an address of the provider', () => {
  it.each([
    ['good', 400],
    ['good', 401],
    ['good', 405],
    ['good', 200],
    ['note', 429],
    ['wrong', 404],
    ['wrong', 410],
    ['wrong', 500],
    ['wrong', 302],
  ])('is %s where %d comes back from it', (verdict, status) => {
    expect(judgeEndpoint(endpoint, succeed({ status, pointsTo: 'elsewhere.test' })).verdict).toBe(verdict);
  });

  it('of the browser may send it on', () => {
    const answer = succeed({ status: 302, pointsTo: 'elsewhere.test' });
    expect(judgeEndpoint({ ...endpoint, inBrowser: true }, answer).verdict).toBe('good');
  });

  it('that can be done without is worth a note and no more', () => {
    const optional = { ...endpoint, without: 'note' } as const;
    const gone = fail(noAnswer('connection-failed', 'id.example.test', 'provider'));
    expect(judgeEndpoint(optional, gone).verdict).toBe('note');
    expect(judgeEndpoint(endpoint, gone).verdict).toBe('wrong');
    expect(lateEndpoint(optional).verdict).toBe('note');
    expect(lateEndpoint(endpoint).verdict).toBe('wrong');
  });
});
