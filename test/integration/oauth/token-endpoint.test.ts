import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { beginAuthorization } from '../../../src/core/oauth/authorization.ts';
import { discover } from '../../../src/core/oauth/discovery.ts';
import { validateIdToken } from '../../../src/core/oauth/id-token.ts';
import { createKeys } from '../../../src/core/oauth/keys.ts';
import { checkRedirect } from '../../../src/core/oauth/redirect-check.ts';
import { redeemCode, refreshTokens } from '../../../src/core/oauth/token-endpoint.ts';
import type { TokenOutcome } from '../../../src/core/oauth/token-endpoint.ts';
import type { CodeGrant, Transaction } from '../../../src/core/oauth/types.ts';
import { startAuthorizationServer } from '../../servers/authorization-server.ts';
import type { AuthorizationServer } from '../../servers/authorization-server.ts';
import { json, startHttpServer, text } from '../../servers/http-server.ts';
import { complete, failureOf, valueOf } from '../../support/results.ts';
import { CountingFetch, impatientClock, realDeps } from './support.ts';

let server: AuthorizationServer;
beforeAll(async () => {
  server = await startAuthorizationServer();
});
afterAll(() => server.stop());
afterEach(() => {
  for (const path of ['/token', '/jwks']) server.script(path, null);
  server.tokenAnswer = {};
  server.claims = {};
  server.metadata = {};
});

interface Begun {
  readonly transaction: Transaction;
  readonly callback: string;
}

async function begin(
  scopes: readonly string[] = ['openid', 'email'],
  resource: string | null = null,
): Promise<Begun> {
  const metadata = valueOf(await discover(server.issuer, realDeps()));
  const begun = await beginAuthorization({
    attempt: 'attempt-1',
    connectionId: 'connection-1',
    metadata,
    client: { clientId: server.clientId, scheme: 'app.latchkey.desktop', redirectSpelling: 'path' },
    redirectUri: 'app.latchkey.desktop:/callback/tag',
    way: 'scheme',
    scopes,
    resources: resource === null ? [] : [resource],
    dialect: { resourceParameter: 'resource', parameters: {} },
    prompt: null,
    loginHint: null,
    maxAge: null,
    acrValues: null,
    now: Date.now(),
  });
  const { transaction, url } = valueOf(begun);
  return { transaction, callback: server.authorize(url) };
}

function granted({ transaction, callback }: Begun): CodeGrant {
  const outcome = checkRedirect(callback, [transaction], Date.now());
  if (outcome.kind !== 'grant') throw new Error(`It was ${outcome.kind}.`);
  return outcome.grant;
}

function tokensOf(outcome: TokenOutcome) {
  if (outcome.kind !== 'tokens') throw new Error(`It was ${outcome.kind}: ${outcome.failure.why}`);
  return outcome.tokens;
}

function lastForm(): URLSearchParams {
  return server.requestsTo('/token').at(-1)?.form ?? new URLSearchParams();
}

function expectations(transaction: Transaction) {
  return {
    issuer: transaction.issuer,
    clientId: transaction.clientId,
    nonce: transaction.nonce,
    maxAge: null,
    acrValues: null,
    algorithms: ['RS256'],
    accessToken: null,
    now: Date.now(),
    serverDate: null,
  };
}

describe('redeeming a code', () => {
  test('R7+ R8+ R16+ R34+: a whole sign-in against a server that enforces PKCE', async () => {
    const begun = await begin();
    const grant = granted(begun);
    const tokens = tokensOf(await redeemCode(grant, realDeps()));
    expect(Object.fromEntries(lastForm())).toEqual({
      grant_type: 'authorization_code',
      client_id: server.clientId,
      redirect_uri: 'app.latchkey.desktop:/callback/tag',
      code: grant.code,
      code_verifier: begun.transaction.codeVerifier,
    });
    const keys = createKeys().forIssuer(server.issuer, `${server.origin}/jwks`, realDeps());
    const identity = valueOf(
      await validateIdToken(tokens.idToken ?? '', expectations(begun.transaction), keys),
    );
    expect(identity.account).toEqual({ subject: 'ada', label: 'ada@example.test' });
  });

  test('R7-: another verifier is refused by the server', async () => {
    const begun = await begin();
    const other = await begin();
    const mixed = { ...begun.transaction, codeVerifier: other.transaction.codeVerifier };
    const outcome = await redeemCode(granted({ transaction: mixed, callback: begun.callback }), realDeps());
    expect(outcome).toMatchObject({ kind: 'ended', failure: { code: 'token-request-refused' } });
  });

  test('R6+: the client id is all that identifies a public client', async () => {
    await redeemCode(granted(await begin()), realDeps());
    expect(lastForm().get('client_id')).toBe(server.clientId);
  });

  test('R6- R17-: no secret, no assertion, no Authorization and no Origin is sent, and nothing in the address', async () => {
    await redeemCode(granted(await begin()), realDeps());
    const request = server.requestsTo('/token').at(-1);
    expect(request?.headers).not.toHaveProperty('authorization');
    expect(request?.headers).not.toHaveProperty('origin');
    expect(request?.query.size).toBe(0);
    expect(request?.body).not.toMatch(/secret|assertion/);
    expect(request?.headers['content-type']).toBe('application/x-www-form-urlencoded');
  });

  test('R16-: the code goes to the stored token endpoint, whatever the metadata says by now', async () => {
    const thief = await startHttpServer((_request, response) => json(response, 200, {}));
    const begun = await begin();
    server.metadata = { token_endpoint: `${thief.origin}/token` };
    tokensOf(await redeemCode(granted(begun), realDeps()));
    expect(thief.requests).toEqual([]);
    await thief.stop();
  });

  test('R19- R27-: a callback that is not accepted makes no call at all', async () => {
    const begun = await begin();
    const before = server.requests.length;
    for (const callback of [
      begun.callback.replace('state=', 'state=x'),
      begun.callback.replace(/iss=[^&]*/, 'iss=https%3A%2F%2Fevil.test'),
      begun.callback.replace(/&iss=[^&]*/, ''),
    ]) {
      expect(checkRedirect(callback, [begun.transaction], Date.now()).kind).not.toBe('grant');
    }
    expect(server.requests).toHaveLength(before);
  });

  test('R23-: a stored endpoint that is not protected is never asked', async () => {
    const begun = await begin();
    const transaction = { ...begun.transaction, tokenEndpoint: 'http://id.example.test/token' };
    const fetch = new CountingFetch();
    const outcome = await redeemCode(granted({ ...begun, transaction }), realDeps({ fetch }));
    expect(outcome).toMatchObject({ kind: 'needs-person', failure: { code: 'endpoint-insecure' } });
    expect(fetch.sent).toEqual([]);
  });

  test('R73-: a redirect of the token endpoint is not followed: the code goes nowhere else', async () => {
    const thief = await startHttpServer((_request, response) => json(response, 200, {}));
    for (const status of [302, 307, 308]) {
      server.script('/token', (_request, response) => text(response, status, '', { location: thief.origin }));
      const outcome = await redeemCode(granted(await begin()), realDeps());
      expect(outcome).toMatchObject({ kind: 'try-later', failure: { code: 'redirect-refused' } });
    }
    expect(thief.requests).toEqual([]);
    await thief.stop();
  });

  test('R78+: openid that the returned scope narrows away needs no ID token', async () => {
    server.tokenAnswer = { id_token: undefined, scope: 'email' };
    expect(tokensOf(await redeemCode(granted(await begin()), realDeps())).idToken).toBeNull();
  });

  test('R78+: without openid none is expected', async () => {
    expect(tokensOf(await redeemCode(granted(await begin(['notes:read'])), realDeps())).idToken).toBeNull();
  });

  test.each([[undefined], ['openid email']])(
    'R78-: openid asked, scope %j returned, and no ID token',
    async (scope) => {
      server.tokenAnswer = { id_token: undefined, scope };
      const outcome = await redeemCode(granted(await begin()), realDeps());
      expect(outcome).toMatchObject({ kind: 'refused-by-us', failure: { code: 'id-token-invalid' } });
    },
  );

  test('R20-: an answer with another nonce is worth nothing', async () => {
    server.claims = { nonce: 'replayed' };
    const begun = await begin();
    const tokens = tokensOf(await redeemCode(granted(begun), realDeps()));
    const keys = createKeys().forIssuer(server.issuer, `${server.origin}/jwks`, realDeps());
    const before = server.requests.length;
    const failure = failureOf(
      await validateIdToken(tokens.idToken ?? '', expectations(begun.transaction), keys),
    );
    expect(failure.details?.field).toBe('nonce');
    expect(server.requests).toHaveLength(before);
  });

  test('a resource is sent with the code', async () => {
    await redeemCode(granted(await begin(['openid'], 'https://api.example.test')), realDeps());
    expect(lastForm().get('resource')).toBe('https://api.example.test');
  });
});

async function signedIn(): Promise<string> {
  const tokens = tokensOf(await redeemCode(granted(await begin()), realDeps()));
  return tokens.refreshToken ?? '';
}

function renew(refreshToken: string, changes: Parameters<typeof realDeps>[0] = {}) {
  return refreshTokens(
    {
      tokenEndpoint: `${server.origin}/token`,
      clientId: server.clientId,
      refreshToken,
      resource: null,
      scopes: null,
    },
    realDeps(changes),
  );
}

describe('renewing', () => {
  test('R21+: a rotated refresh token comes back', async () => {
    const old = await signedIn();
    const tokens = tokensOf(await renew(old));
    expect(tokens.refreshToken).toMatch(/^rt-/);
    expect(tokens.refreshToken).not.toBe(old);
    expect(Object.fromEntries(lastForm())).toEqual({
      grant_type: 'refresh_token',
      client_id: server.clientId,
      refresh_token: old,
    });
  });

  test('R21-: an answer without refresh_token, id_token and scope means unchanged', async () => {
    const refreshToken = await signedIn();
    server.tokenAnswer = { refresh_token: undefined, id_token: undefined, scope: undefined };
    expect(tokensOf(await renew(refreshToken))).toMatchObject({
      refreshToken: null,
      idToken: null,
      scope: null,
    });
  });

  test('R75+: a refresh token that the server no longer knows ends the session', async () => {
    expect(await renew('rt-unknown')).toMatchObject({ kind: 'ended', failure: { code: 'session-ended' } });
  });

  test.each([
    ['timed-out', { clock: impatientClock }, 'offline'],
    ['cancelled', { signal: AbortSignal.abort() }, 'offline'],
  ] as const)('R75- F5-: %s keeps it', async (code, changes, cause) => {
    server.script('/token', () => undefined);
    expect(await renew('rt', changes)).toMatchObject({ kind: 'try-later', cause, failure: { code } });
  });

  test('R75- F7-: an outage, a limit and a captive portal keep it, Retry-After is handed on', async () => {
    const answers: [number, string, Record<string, string>, number | null][] = [
      [503, 'down', { 'retry-after': '7' }, 7000],
      [429, '', { 'retry-after': '1' }, 1000],
      [500, '<html>', {}, null],
      [200, '<html>Welcome</html>', {}, null],
      [302, '', { location: 'http://portal.example.test/' }, null],
    ];
    for (const [status, body, headers, wait] of answers) {
      server.script('/token', (_request, response) => text(response, status, body, headers));
      const outcome = await renew('rt');
      if (outcome.kind !== 'try-later') throw new Error(outcome.kind);
      complete(outcome.failure);
      expect(outcome.cause).toBe('provider-unavailable');
      expect(outcome.retryAfterMilliseconds).toBe(wait);
    }
  });

  test('R74- F8-: a token answer of 10 MB is cut, and keeps it', async () => {
    server.script('/token', (_request, response) =>
      json(response, 200, { access_token: 'x'.repeat(10_000_000) }),
    );
    expect(await renew('rt')).toMatchObject({ kind: 'try-later', failure: { code: 'answer-too-large' } });
  });

  test('R22-: a refresh token never goes to an endpoint that is not protected', async () => {
    const fetch = new CountingFetch();
    const outcome = await refreshTokens(
      {
        tokenEndpoint: 'http://id.example.test/token',
        clientId: 'c',
        refreshToken: 'rt',
        resource: null,
        scopes: null,
      },
      realDeps({ fetch }),
    );
    expect(outcome).toMatchObject({ kind: 'needs-person', failure: { code: 'endpoint-insecure' } });
    expect(fetch.sent).toEqual([]);
  });

  test('R17+: the refresh token goes in the body', async () => {
    const refreshToken = await signedIn();
    await renew(refreshToken);
    const sent = server.requestsTo('/token').at(-1);
    expect(sent?.form.get('refresh_token')).toBe(refreshToken);
    expect(sent?.query.size).toBe(0);
  });

  test('resource and scopes are sent where they are given', async () => {
    const refreshToken = await signedIn();
    await refreshTokens(
      {
        tokenEndpoint: `${server.origin}/token`,
        clientId: server.clientId,
        refreshToken,
        resource: 'https://api.example.test',
        scopes: ['openid', 'email'],
      },
      realDeps(),
    );
    expect(lastForm().get('resource')).toBe('https://api.example.test');
    expect(lastForm().get('scope')).toBe('openid email');
  });
});
