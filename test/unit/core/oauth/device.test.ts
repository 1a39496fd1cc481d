import { describe, expect, test } from 'vitest';
import { challengeOf } from '../../../../src/core/oauth/authorization.ts';
import { deviceRequest, processDeviceResponse } from '../../../../src/core/oauth/device.ts';
import { deviceTokenRequest, processDeviceTokenResponse } from '../../../../src/core/oauth/device-token.ts';
import type { DeviceTransaction, ServerMetadata } from '../../../../src/core/oauth/types.ts';
import { complete, failureOf, valueOf } from '../../../support/results.ts';
import { issuer, metadata, now } from './fixtures.ts';

const offering = metadata({ deviceAuthorizationEndpoint: `${issuer}/device` });
const input = {
  attempt: 'attempt-1',
  connectionId: 'connection-1',
  metadata: offering,
  clientId: 'client-1',
  scopes: ['openid', 'offline_access'],
  resources: [],
};
const codeVerifier = 'v'.repeat(43);
const good = {
  device_code: 'device-1',
  user_code: 'WDJB-MJHT',
  verification_uri: `${issuer}/activate`,
  verification_uri_complete: `${issuer}/activate?user_code=WDJB-MJHT`,
  expires_in: 600,
};

function answer(status: number, body: unknown) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { status, headers: [], bytes: new TextEncoder().encode(text), serverDate: null };
}

function judge(
  changes: Readonly<Record<string, unknown>> = {},
  options: { readonly status?: number; readonly metadata?: ServerMetadata } = {},
) {
  const whole = { ...good, ...changes };
  return processDeviceResponse(
    answer(options.status ?? 200, whole),
    { ...input, metadata: options.metadata ?? offering, codeVerifier },
    now,
  );
}

const form = (request: { readonly body?: Uint8Array }) =>
  new URLSearchParams(new TextDecoder().decode(request.body));

describe('the request for a device code', () => {
  test('R82+: carries the challenge of its verifier, and what a code request would ask for', () => {
    const request = deviceRequest(
      `${issuer}/device`,
      { ...input, resources: ['https://api.test'] },
      codeVerifier,
    );
    expect(Object.fromEntries(form(request))).toEqual({
      client_id: 'client-1',
      scope: 'openid offline_access',
      code_challenge: challengeOf(codeVerifier),
      code_challenge_method: 'S256',
      resource: 'https://api.test',
    });
  });

  test('R88+: names every resource, and its first token is for the first', () => {
    const several = { ...input, resources: ['urn:notes', 'urn:mail', 'urn:notes'] };
    expect(form(deviceRequest(`${issuer}/device`, several, codeVerifier)).getAll('resource')).toEqual([
      'urn:notes',
      'urn:mail',
    ]);
    const begun = processDeviceResponse(answer(200, good), { ...several, codeVerifier }, now);
    expect(valueOf(begun).transaction.resource).toBe('urn:notes');
  });

  test('R88+: names a resource in the word of its provider', () => {
    const auth0 = metadata({ issuer: 'https://acme.eu.auth0.com/' });
    const request = deviceRequest(
      'https://acme.eu.auth0.com/oauth/device/code',
      { ...input, metadata: auth0, resources: ['urn:api'] },
      codeVerifier,
    );
    expect(form(request).getAll('audience')).toEqual(['urn:api']);
    expect(form(request).has('resource')).toBe(false);
  });

  test('R6- R13- R82-: no secret, no verifier and no nonce leave with it', () => {
    const request = deviceRequest(`${issuer}/device`, input, codeVerifier);
    expect(request.headers.map(([name]) => name)).toEqual(['accept', 'content-type']);
    expect([...form(request).keys()]).not.toContain('nonce');
    expect(new TextDecoder().decode(request.body)).not.toContain(codeVerifier);
    expect(request.url).toBe(`${issuer}/device`);
  });
});

const interval = (value: unknown) => valueOf(judge({ interval: value })).intervalMilliseconds;

describe('the answer to it', () => {
  test('R81+: what to enter and where, bound to the connection that asked', () => {
    const { transaction } = valueOf(judge());
    expect(transaction).toMatchObject({
      attempt: 'attempt-1',
      issuer,
      tokenEndpoint: `${issuer}/token`,
      userCode: 'WDJB-MJHT',
      verificationUri: `${issuer}/activate`,
      verificationUriComplete: `${issuer}/activate?user_code=WDJB-MJHT`,
      nonce: null,
      codeVerifier,
      expiresAt: now + 600_000,
    });
  });

  test('R81+: a server on this computer may use http, and an older name of the address is taken', () => {
    const local = metadata({ issuer: 'http://127.0.0.1:4480' });
    const address = 'http://127.0.0.1:4480/device';
    const given = { verification_uri: address, verification_uri_complete: undefined };
    expect(valueOf(judge(given, { metadata: local })).transaction.verificationUri).toBe(address);
    const old = { verification_uri: undefined, verification_url: 'https://www.example.test/device' };
    expect(valueOf(judge(old)).transaction.verificationUri).toBe('https://www.example.test/device');
  });

  test.each([
    ['http', 'http://id.example.test/activate', 'endpoint-insecure'],
    ['http on this computer, for a server elsewhere', 'http://127.0.0.1/activate', 'endpoint-insecure'],
    ['a script', 'javascript:alert(1)', 'metadata-invalid'],
    ['a file', 'file:///etc/passwd', 'metadata-invalid'],
    ['another program’s', 'calc://host/activate', 'endpoint-insecure'],
    ['a name and a password', 'https://ada:pw@id.example.test/activate', 'metadata-invalid'],
    ['nothing', undefined, 'metadata-invalid'],
  ])('R81- R23-: an address that is %s is refused', (_, address, code) => {
    expect(failureOf(judge({ verification_uri: address })).code).toBe(code);
  });

  test.each([
    ['another host', 'https://evil.test/activate?user_code=WDJB-MJHT'],
    ['http', 'http://id.example.test/activate?user_code=WDJB-MJHT'],
    ['no address', 'WDJB-MJHT'],
  ])('R81-: a complete address that leads to %s is not used', (_, address) => {
    const { transaction } = valueOf(judge({ verification_uri_complete: address }));
    expect(transaction.verificationUriComplete).toBeNull();
  });

  test.each([
    ['no device code', { device_code: undefined }],
    ['no code to show', { user_code: undefined }],
    ['a code with a line break', { user_code: 'WDJB\nMJHT' }],
    ['a code that reverses its text', { user_code: 'WDJB\u202eMJHT' }],
    ['a code that nobody could type', { user_code: 'x'.repeat(65) }],
    ['a code that ran out before it came', { expires_in: 0 }],
  ])('R81-: %s is refused', (_, changes) => {
    expect(failureOf(judge(changes)).code).toBe('answer-unreadable');
  });

  test('an error, also with status 200, is told with what to do', () => {
    const denied = failureOf(
      judge({ error: 'unauthorized_client', device_code: undefined }, { status: 400 }),
    );
    expect(denied).toMatchObject({
      code: 'authorization-refused',
      details: { providerError: 'unauthorized_client', httpStatus: 400 },
    });
    expect(failureOf(judge({ error: 'invalid_scope' })).why).toContain('does not offer');
    expect(failureOf(judge({}, { status: 503 })).code).toBe('provider-unavailable');
    const html = processDeviceResponse(answer(200, '<html>'), { ...input, codeVerifier }, now);
    expect(failureOf(html).code).toBe('answer-unreadable');
  });

  test('R80+: the interval is 5 s where the server does not say, else what it says', () => {
    expect(interval(undefined)).toBe(5000);
    expect(interval('often')).toBe(5000);
    expect(interval(7)).toBe(7000);
    expect(interval('10')).toBe(10_000);
  });

  test('R80-: no server makes the app ask more than once a second', () => {
    for (const hasty of [0, -5, 0.001]) expect(interval(hasty)).toBe(1000);
  });

  test('F21+: a code lives an hour at most, whatever the server says', () => {
    for (const expires of [undefined, 86_400, '99999999']) {
      expect(valueOf(judge({ expires_in: expires })).transaction.expiresAt).toBe(now + 3_600_000);
    }
  });
});

const transaction: DeviceTransaction = valueOf(judge()).transaction;

function said(status: number, body: unknown, of: DeviceTransaction = transaction) {
  const outcome = processDeviceTokenResponse(answer(status, body), of, now);
  if ('failure' in outcome) complete(outcome.failure);
  return outcome;
}

describe('asking about a code', () => {
  test('R82+: the verifier of the challenge goes with the code, to the token endpoint', () => {
    const request = deviceTokenRequest({ ...transaction, resource: 'https://api.test' });
    expect(request.url).toBe(`${issuer}/token`);
    expect(Object.fromEntries(form(request))).toEqual({
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      client_id: 'client-1',
      device_code: 'device-1',
      code_verifier: codeVerifier,
      resource: 'https://api.test',
    });
  });

  test.each([
    [400, 'authorization_pending', 'pending'],
    [200, 'authorization_pending', 'pending'],
    [428, 'authorization_pending', 'pending'],
    [400, 'slow_down', 'slow-down'],
    [429, 'slow_down', 'slow-down'],
    [400, 'expired_token', 'expired'],
    [403, 'access_denied', 'refused'],
    [400, 'invalid_grant', 'refused'],
    [401, 'invalid_client', 'refused'],
    [200, 'incorrect_device_code', 'refused'],
    [429, 'too_many', 'no-answer'],
    [503, 'authorization_pending', 'no-answer'],
    [502, '<html>', 'no-answer'],
  ])('R80+: status %i with %s is %s', (status, error, kind) => {
    expect(said(status, error.startsWith('<') ? error : { error }).kind).toBe(kind);
  });

  test('R82-: tokens without the ID token that was asked for, or of another kind, are refused', () => {
    const tokens = { access_token: 'at-1', token_type: 'Bearer', expires_in: 60 };
    expect(said(200, tokens)).toMatchObject({ kind: 'refused', failure: { code: 'id-token-invalid' } });
    expect(said(200, tokens, { ...transaction, scopes: ['notes'] }).kind).toBe('tokens');
    expect(said(200, { ...tokens, id_token: 'it-1', token_type: 'DPoP' }).kind).toBe('refused');
    expect(said(200, { ...tokens, id_token: 'it-1' }).kind).toBe('tokens');
  });
});
