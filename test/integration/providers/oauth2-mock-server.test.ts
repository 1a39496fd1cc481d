import { beforeEach, describe, expect, test } from 'vitest';
import { startMockServer } from '../../servers/third-party/oauth2-mock-server.ts';
import type { AnswerChange, KeysChange, MockServer } from '../../servers/third-party/oauth2-mock-server.ts';
import { whileRunning } from '../../servers/third-party/while-running.ts';
import { failureOf, valueOf } from '../../support/results.ts';
import { until } from '../../unit/core/oauth/session/stage.ts';
import { AtProvider, nobody, otherChallenge } from './at-provider.ts';

/* The real `oauth2-mock-server`, with one fault in each of its answers. */
let server: MockServer;
let at: AtProvider;
whileRunning(
  async () => {
    server = await startMockServer();
  },
  async () => server.stop(),
);
beforeEach(async () => {
  await server.reset();
  at = await AtProvider.with({ issuer: server.issuer, clientId: 'latchkey-desktop' }, nobody);
});

const problem = { type: 'about:blank', title: 'Bad Request', status: 400 };

test('R21+ R42+ R45+ R46+: without a fault: signs in, renews, and signs out here and in the browser', async () => {
  await at.signIn();
  await at.described();
  expect(at.stage.view()).toMatchObject({ kind: 'signed-in', account: { label: 'johndoe' } });
  const spent = at.stage.sealed()?.refreshToken;
  expect((await at.renew()).kind).toBe('signed-in');
  expect(at.stage.sealed()?.refreshToken).not.toBe(spent);
  const { url } = await at.signOutInBrowser();
  expect(url.href).toMatch(/^app\.latchkey\.desktop:\/logged-out\?state=/);
  expect(await at.answer(url.href)).toEqual({ kind: 'signed-out', connectionId: 'one' });
  await at.signedOut();
});

describe('the description of itself', () => {
  const named = { issuer: 'http://127.0.0.1:1' };
  test.each<[string, AnswerChange]>([
    ['metadata-not-found', { status: 404, body: {} }],
    ['metadata-not-found', { body: ['not metadata'] }],
    ['metadata-not-found', { body: { error: {} } }],
    ['metadata-invalid', { body: { issuer: 'HERE' } }],
    ['issuer-mismatch', { body: named }],
    ['provider-unavailable', { status: 503, body: {} }],
  ])('R44- R77-: %s for %j, and no browser opens', async (code, change) => {
    const body = JSON.parse(JSON.stringify(change.body ?? {}).replace('HERE', server.issuer)) as unknown;
    // It answers with a slash at the end, too, where metadata may also be.
    await server.next('beforeWellKnownOpenIdConfiguration', { ...change, body }, { ...change, body });
    expect(failureOf(await at.stage.sessions.signIn('one', {})).code).toBe(code);
    expect(at.stage.opened).toEqual([]);
    await server.reset();
    await at.signIn();
  });
});

describe('the answer of the browser', () => {
  test.each<[string, AnswerChange['parameters'], string]>([
    ['R25-', { code: null, error: 'access_denied' }, 'authorization-refused'],
    ['R26-', { code: null }, 'callback-invalid'],
    ['R27-', { iss: 'https://evil.example' }, 'issuer-mismatch'],
    ['R29-', { error: 'server_error' }, 'callback-invalid'],
  ])('%s: %j ends the sign-in, and the next one goes well', async (_requirement, parameters, code) => {
    await server.next('beforeAuthorizeRedirect', { parameters: parameters ?? {} });
    expect((await at.refused()).code).toBe(code);
    await at.signIn();
  });

  test.each([{ state: null }, { state: 'another' }])('R8-: with %j it is ignored', async (parameters) => {
    await server.next('beforeAuthorizeRedirect', { parameters });
    expect(await at.answer((await at.walk()).url.href)).toEqual({ kind: 'ignored' });
    expect(at.stage.view().kind).toBe('waiting-for-browser');
  });
});

describe('the answer of the token endpoint', () => {
  test.each<[string, AnswerChange, string]>([
    ['R75-', { status: 400, body: { error: 'invalid_grant' } }, 'token-request-refused'],
    ['R75-', { status: 400, body: problem }, 'token-request-refused'],
    ['R75-', { status: 401, body: { error: { message: 'no' } } }, 'token-request-refused'],
    ['R75-', { status: 403, body: '' }, 'token-request-refused'],
    ['R75-', { status: 500, body: { error: 'server_error' } }, 'provider-unavailable'],
    ['R78-', { body: { access_token: 'a', token_type: 'Bearer' } }, 'id-token-invalid'],
    ['R72-', { body: { access_token: 'a', token_type: 'mac' } }, 'token-response-invalid'],
    ['R72-', { body: { token_type: 'Bearer' } }, 'token-response-invalid'],
  ])('%s: %j is refused, and nothing is kept', async (_requirement, change, code) => {
    await server.next('beforeResponse', change);
    expect((await at.refused()).code).toBe(code);
    expect(at.stage.sealed()).toBeNull();
  });

  test('R10-: a verifier that does not fit is answered by a problem without any `error`, and told', async () => {
    const failure = await at.refused({ request: otherChallenge });
    expect(failure).toMatchObject({ code: 'token-request-refused', details: { httpStatus: 400 } });
    expect(failure.details?.providerError ?? null).toBeNull();
  });

  test.each<[string, AnswerChange, string]>([
    ['R75-', { status: 400, body: { error: 'invalid_grant' } }, 'needs-sign-in'],
    ['R75-', { status: 400, body: problem }, 'needs-fix'],
    ['R75-', { status: 403, body: { error: 'invalid_code' } }, 'needs-fix'],
    ['F5-', { status: 503, body: {} }, 'provider-unavailable'],
    ['F5-', { status: 429, body: { error: 'slow' } }, 'provider-unavailable'],
    ['F5-', { body: '<html>A sign-in page of the network.</html>' }, 'provider-unavailable'],
    ['R72+', { body: { access_token: 'another', token_type: 'bearer', expires_in: '60' } }, 'signed-in'],
  ])('%s: %j at a renewal leaves: %s', async (_requirement, change, kind) => {
    await at.signIn();
    const held = at.stage.sealed()?.refreshToken;
    // What may have been lost is asked for again (F2).
    await server.next('beforeResponse', change, change);
    expect((await at.renew()).kind).toBe(kind);
    expect(at.stage.sealed()?.refreshToken ?? null).toBe(kind === 'needs-sign-in' ? null : held);
  });
});

describe('every error of the standards', () => {
  test.each([
    ['access_denied', 'declined'],
    ['invalid_scope', 'scope-refused'],
    ['unauthorized_client', 'code-flow-not-allowed'],
    ['unsupported_response_type', 'code-flow-not-allowed'],
    ['invalid_client', 'client-unknown-in-browser'],
    ['invalid_request', 'request-malformed'],
    ['invalid_target', 'resource-refused'],
    ['server_error', 'provider-in-trouble'],
    ['temporarily_unavailable', 'provider-in-trouble'],
    ['unmet_authentication_requirements', 'stronger-sign-in-not-possible'],
    ['login_required', 'question-not-asked'],
    ['interaction_required', 'question-not-asked'],
    ['account_selection_required', 'question-not-asked'],
    ['consent_required', 'consent-not-asked'],
    ['invalid_request_uri', 'request-object-refused'],
    ['registration_not_supported', 'registration-parameter-refused'],
  ])('R25-: %s, which the browser brings, is explained: %s', async (error, entry) => {
    await server.next('beforeAuthorizeRedirect', { parameters: { code: null, error } });
    expect(await at.refused()).toMatchObject({ details: { providerError: error, help: { entry } } });
  });

  test('R27-: an answer of another issuer is explained', async () => {
    await server.next('beforeAuthorizeRedirect', { parameters: { iss: 'https://evil.example' } });
    expect((await at.refused()).details?.help?.entry).toBe('another-issuer');
  });

  test.each([
    ['invalid_request', 'token-request-malformed'],
    ['invalid_client', 'web-application'],
    ['invalid_grant', 'code-spent'],
    ['unauthorized_client', 'grant-not-allowed'],
    ['unsupported_grant_type', 'grant-not-allowed'],
    ['invalid_scope', 'scope-refused'],
    ['invalid_target', 'no-token-for-resource'],
    ['invalid_dpop_proof', 'proof-refused'],
    ['use_dpop_nonce', 'proof-refused'],
  ])('R75-: %s of the token endpoint is explained: %s', async (error, entry) => {
    await server.next('beforeResponse', { status: 400, body: { error } });
    expect(await at.refused()).toMatchObject({ details: { providerError: error, help: { entry } } });
  });

  test.each([
    [404, 'nothing-there'],
    [401, 'client-refused-silently'],
    [403, 'turned-away'],
    [413, 'request-too-large'],
  ])('R75-: a token endpoint that says nothing but %i is explained: %s', async (status, entry) => {
    await server.next('beforeResponse', { status, body: '' });
    expect(await at.refused()).toMatchObject({ details: { httpStatus: status, help: { entry } } });
  });

  test('R76+: nothing to renew with, although it was asked for, is explained once it is missed', async () => {
    await server.next('beforeResponse', { body: { access_token: 'a', token_type: 'Bearer' } });
    at = await AtProvider.with({ issuer: server.issuer, clientId: 'a', scopes: ['offline_access'] }, nobody);
    await at.signIn();
    await at.renew();
    expect(at.reason().details?.help?.entry).toBe('nothing-to-renew-with-though-asked');
  });
});

describe('a token that it signs', () => {
  const seconds = Math.floor(Date.now() / 1000);
  test.each<[string, Readonly<Record<string, unknown>>]>([
    ['R30-', { iss: 'https://evil.example' }],
    ['R31-', { aud: 'another-client' }],
    ['R32-', { aud: ['latchkey-desktop', 'another'], azp: 'another' }],
    ['R35-', { exp: seconds - 3600 }],
    ['R36-', { iat: seconds + 3600 }],
    ['R40-', { sub: null }],
    ['R41-', { at_hash: 'forged' }],
    ['R37-', { nonce: 'another' }],
  ])('%s: with %j it is refused', async (_requirement, claims) => {
    await signNext(claims);
    expect((await at.refused()).code).toBe('id-token-invalid');
  });

  test('R32+: several audiences with `azp` are taken', async () => {
    await signNext({ aud: ['latchkey-desktop', 'another'], azp: 'latchkey-desktop' });
    await at.signIn();
    expect(at.stage.sealed()?.claims['azp']).toBe('latchkey-desktop');
  });
});

describe('the list of its keys', () => {
  const page = '<!doctype html><title>Sign in</title><p>A page of the network.</p>';
  test.each<[string, KeysChange, string]>([
    ['R34-', { body: { keys: [] } }, 'not among those it publishes'],
    ['R45-', { members: { kid: 'another' } }, 'not among those it publishes'],
    ['R33-', { members: { alg: 'ES256' } }, 'not among those it publishes'],
    ['R33-', { members: { use: 'enc' } }, 'not among those it publishes'],
    ['R33-', { members: { kty: 'oct' } }, 'not among those it publishes'],
  ])('%s: with %j the sign-in is refused, and the next one goes well', async (_requirement, change, why) => {
    await server.nextKeys(change);
    const failure = await at.refused();
    expect(failure.code).toBe('id-token-invalid');
    expect(failure.why).toContain(why);
    expect(at.stage.sealed()).toBeNull();
    await at.signIn();
  });

  test.each<[string, KeysChange, string, number | null]>([
    ['R34-', { body: page }, 'something that is no list of keys', 200],
    ['R34-', { body: [] }, 'something that is no list of keys', 200],
    ['R34-', { body: { keys: {} } }, 'something that is no list of keys', 200],
    ['R34-', { status: 404, body: '' }, 'status 404', 404],
    ['R34-', { status: 500, body: page }, 'status 500', 500],
    ['R34-', { endless: true }, 'It has more than 512 kB', null],
  ])(
    '%s: %j says that they could not be read, and the next sign-in goes well',
    async (_requirement, change, why, httpStatus) => {
      await server.nextKeys(change, change);
      const failure = await at.refused();
      expect(failure.code).toBe('keys-unavailable');
      expect(failure.details?.httpStatus ?? null).toBe(httpStatus);
      expect(failure.why).toContain(why);
      expect(at.stage.sealed()).toBeNull();
      await server.reset();
      await at.signIn();
    },
  );

  test('R45+: a key that is new at a renewal is read then, and the sign-in goes on', async () => {
    await at.signIn();
    const spent = at.stage.sealed();
    await server.newKey();
    expect((await at.renew()).kind).toBe('signed-in');
    // Its ID token was taken: one of a renewal repeats no nonce.
    expect(spent?.claims).toHaveProperty('nonce');
    expect(at.stage.sealed()?.claims).not.toHaveProperty('nonce');
    expect(at.stage.sealed()?.refreshToken).not.toBe(spent?.refreshToken);
  });

  test('R45-: a key that is new at a renewal and not published: what came is thrown away, and the person signs in again', async () => {
    await at.signIn();
    const before = at.stage.sealed();
    await server.newKey();
    await server.nextKeys({ body: { keys: [] } });
    expect(await at.renew()).toMatchObject({ kind: 'needs-sign-in', reason: { code: 'id-token-invalid' } });
    expect(at.stage.sealed()).toMatchObject({ claims: before?.claims, accessTokens: before?.accessTokens });
    await at.signIn();
  });

  test.each<[KeysChange]>([[{ status: 503, body: {} }], [{ endless: true }]])(
    'R45- F5-: a key that is new at a renewal, and for its list %j: the renewal waits, with the refresh token that came',
    async (change) => {
      await at.signIn();
      const before = at.stage.sealed();
      await server.newKey();
      await server.nextKeys(change);
      expect(await at.renew()).toMatchObject({
        kind: 'provider-unavailable',
        reason: { code: 'keys-unavailable' },
      });
      expect(at.stage.sealed()).toMatchObject({ claims: before?.claims, accessTokens: before?.accessTokens });
      expect(at.stage.sealed()?.refreshToken).not.toBe(before?.refreshToken);
      valueOf(await at.stage.sessions.tryNow('one'));
      expect(at.stage.view().kind).toBe('signed-in');
    },
  );
});

describe('UserInfo', () => {
  test.each<[string, AnswerChange]>([
    ['R42-', { body: { sub: 'mallory', email: 'mallory@example.test' } }],
    ['R42-', { status: 401, body: { error: 'invalid_token' } }],
    ['R42-', { status: 500, body: {} }],
    ['R42-', { body: 'not an object' }],
  ])('%s: %j changes nobody’s name, and the sign-in stays', async (_requirement, change) => {
    await server.next('beforeUserinfo', change);
    await at.signIn();
    await at.notDescribed();
    expect(at.stage.view()).toMatchObject({ kind: 'signed-in', account: { label: 'johndoe' } });
  });
});

describe('the sign-out', () => {
  test.each([400, 401, 404, 418])(
    'R51-: %i to both tokens is noted once, and nothing waits',
    async (status) => {
      await at.signIn();
      await server.next('beforeRevoke', { status }, { status });
      valueOf(await at.stage.sessions.signOut('one', { alsoInBrowser: false }));
      await at.signedOut();
      expect(at.stage.noted('did not take the token back')).toHaveLength(1);
    },
  );

  test('R52+: 503 is tried again, and told then', async () => {
    await at.signIn();
    await server.next('beforeRevoke', { status: 503 });
    valueOf(await at.stage.sessions.signOut('one', { alsoInBrowser: false }));
    await until(() => {
      const view = at.stage.view();
      return view.kind === 'signing-out' && view.reason?.code === 'provider-unavailable';
    });
    valueOf(await at.stage.sessions.tryNow('one'));
    await at.signedOut();
    expect(at.stage.noted('The provider was told.')).toHaveLength(1);
  });

  test('R47-: an answer with another state is ignored', async () => {
    await at.signIn();
    await server.next('beforePostLogoutRedirect', { parameters: { state: 'another' } });
    const { url } = await at.signOutInBrowser();
    expect(await at.answer(url.href)).toEqual({ kind: 'ignored' });
  });
});

/** The access token is signed first, then the ID token. */
async function signNext(claims: Readonly<Record<string, unknown>>): Promise<void> {
  await server.next('beforeTokenSigning', {}, { claims });
}
