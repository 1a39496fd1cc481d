import { describe, expect, test, vi } from 'vitest';
import {
  beginAuthorization,
  challengeOf,
  nodePkceCrypto,
  pkceSupport,
} from '../../../../src/core/oauth/authorization.ts';
import type { AuthorizationInput } from '../../../../src/core/oauth/authorization.ts';
import { failureOf, valueOf } from '../../../support/results.ts';
import { issuer, metadata, now, scheme } from './fixtures.ts';

function input(changes: Partial<AuthorizationInput> = {}): AuthorizationInput {
  return {
    attempt: 'attempt-1',
    connectionId: 'connection-1',
    metadata: metadata(),
    client: { clientId: 'client 1&x', scheme, redirectSpelling: 'path' },
    redirectUri: `${scheme}:/callback/tag`,
    way: 'scheme',
    scopes: ['openid', 'profile'],
    resources: [],
    dialect: { resourceParameter: 'resource', parameters: {} },
    prompt: null,
    loginHint: null,
    maxAge: null,
    acrValues: null,
    now,
    ...changes,
  };
}

async function begin(changes: Partial<AuthorizationInput> = {}) {
  const begun = valueOf(await beginAuthorization(input(changes)));
  return { ...begun, query: new URL(begun.url).searchParams };
}

describe('PKCE', () => {
  test('R7+: every request carries a challenge', async () => {
    const { query } = await begin();
    expect(query.get('code_challenge')).toMatch(/^[\w-]{43}$/);
  });

  test.each(['digest that fails', 'digest of nothing', 'verifier of nothing'])(
    'R7- R13-: a %s is an error, never a request without PKCE',
    async (how) => {
      const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
      const result = await beginAuthorization(input(), {
        generateRandom: () => (how === 'verifier of nothing' ? '' : nodePkceCrypto.generateRandom(43)),
        deriveChallenge: (verifier) => {
          if (how === 'digest that fails') return Promise.reject(new Error('no digest'));
          return Promise.resolve(how === 'digest of nothing' ? '' : challengeOf(verifier));
        },
      });
      expect(failureOf(result).code).toBe('internal');
      expect(log).not.toHaveBeenCalled();
      log.mockRestore();
    },
  );

  test('R10+: the verifier has 43 unreserved characters', async () => {
    const { transaction } = await begin();
    expect(transaction.codeVerifier).toMatch(/^[A-Za-z0-9\-._~]{43}$/);
    expect(Buffer.from(transaction.codeVerifier, 'base64url')).toHaveLength(32);
  });

  test('R10-: no verifier, state or nonce is used twice', async () => {
    const begun = await Promise.all(Array.from({ length: 50 }, () => begin()));
    const secrets = begun.flatMap(({ transaction }) => [
      transaction.codeVerifier,
      transaction.state,
      transaction.nonce,
    ]);
    expect(new Set(secrets).size).toBe(150);
  });

  test('R11+: the method is S256, and the challenge is the digest of the verifier', async () => {
    const { query, transaction } = await begin();
    expect(query.get('code_challenge_method')).toBe('S256');
    expect(query.get('code_challenge')).toBe(challengeOf(transaction.codeVerifier));
  });

  test('R11-: the verifier itself is never the challenge, not even for a server that lists plain first', async () => {
    const { query, transaction, url } = await begin({
      metadata: metadata({ codeChallengeMethodsSupported: ['plain', 'S256'] }),
    });
    expect(query.get('code_challenge_method')).toBe('S256');
    expect(url).not.toContain(transaction.codeVerifier);
  });

  test('R12+: the vector of RFC 7636 appendix B', async () => {
    const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
    const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
    expect(challengeOf(verifier)).toBe(challenge);
    const crypto = { ...nodePkceCrypto, generateRandom: () => verifier };
    const { url, transaction } = valueOf(await beginAuthorization(input(), crypto));
    expect(new URL(url).searchParams.get('code_challenge')).toBe(challenge);
    expect(transaction.codeVerifier).toBe(verifier);
  });

  test('R12-: another verifier has another challenge', () => {
    expect(challengeOf('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXl')).not.toBe(
      'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    );
  });

  test('R13+: the verifier is bound to its transaction and is not in the address', async () => {
    const { url, transaction } = await begin();
    expect(url).not.toContain(transaction.codeVerifier);
    expect(url).not.toContain('code_verifier');
  });

  test.each([[null], [[]]])(
    'R14+: metadata that lists no methods (%j) goes on, with S256 and nonce',
    async (methods) => {
      const { query } = await begin({ metadata: metadata({ codeChallengeMethodsSupported: methods }) });
      expect(query.get('code_challenge_method')).toBe('S256');
      expect(query.get('nonce')).not.toBeNull();
    },
  );

  test('R14-: metadata that lists methods without S256 is refused, naming it', async () => {
    const refused = metadata({ codeChallengeMethodsSupported: ['plain', 's256'] });
    const failure = failureOf(await beginAuthorization(input({ metadata: refused })));
    expect(failure.code).toBe('pkce-not-supported');
    expect(failure.why).toContain('plain');
    expect(failure.why).toContain('S256');
  });

  test('R78+: what metadata says of S256, for the question to the person', () => {
    expect(pkceSupport(metadata())).toBe('listed');
    expect(pkceSupport(metadata({ codeChallengeMethodsSupported: null }))).toBe('not-listed');
    expect(pkceSupport(metadata({ codeChallengeMethodsSupported: ['plain'] }))).toBe('refused');
  });
});

describe('the request', () => {
  test('R8+: state has at least 128 bits and is the transaction’s', async () => {
    const { query, transaction } = await begin();
    expect(Buffer.from(transaction.state, 'base64url').byteLength).toBeGreaterThanOrEqual(16);
    expect(query.get('state')).toBe(transaction.state);
  });

  test('R15+: the response type is code', async () => {
    expect((await begin()).query.getAll('response_type')).toEqual(['code']);
  });

  test('R15-: nothing asks for a token in the redirect', async () => {
    const { query } = await begin();
    expect(query.has('response_mode')).toBe(false);
    expect(query.get('response_type')).not.toMatch(/token/);
  });

  test('R6+: a public client sends its id', async () => {
    expect((await begin()).query.get('client_id')).toBe('client 1&x');
  });

  test('R6-: and no secret', async () => {
    expect((await begin()).url).not.toMatch(/secret|client_assertion/);
  });

  test('R16+: the transaction stores connection, issuer, token endpoint, client and redirect URI', async () => {
    const { transaction } = await begin();
    expect(transaction).toMatchObject({
      attempt: 'attempt-1',
      connectionId: 'connection-1',
      issuer,
      tokenEndpoint: `${issuer}/token`,
      clientId: 'client 1&x',
      redirectUri: `${scheme}:/callback/tag`,
      way: 'scheme',
      startedAt: now,
    });
  });

  test('R78+: without openid there is no nonce', async () => {
    const { query, transaction } = await begin({ scopes: ['notes:read'] });
    expect(transaction.nonce).toBeNull();
    expect(query.has('nonce')).toBe(false);
  });

  test('R20+: with openid there is one, of 256 bits', async () => {
    const { query, transaction } = await begin();
    expect(query.get('nonce')).toBe(transaction.nonce);
    expect(Buffer.from(transaction.nonce ?? '', 'base64url')).toHaveLength(32);
  });

  test('scopes go once each and in order, spaces escaped', async () => {
    const { query, url } = await begin({ scopes: ['openid', 'a/b', 'openid', 'c'] });
    expect(query.get('scope')).toBe('openid a/b c');
    expect(url).toContain('scope=openid%20a%2Fb%20c');
  });

  test('what was not asked for is not sent', async () => {
    const { query } = await begin();
    for (const name of ['prompt', 'login_hint', 'max_age', 'acr_values', 'resource']) {
      expect(query.has(name)).toBe(false);
    }
  });

  test('what was asked for is sent', async () => {
    const { query, transaction } = await begin({
      prompt: 'login consent',
      loginHint: 'ada@example.test',
      maxAge: 0,
      acrValues: ['high', 'low'],
      resources: ['https://api.example.test'],
    });
    expect(Object.fromEntries(query)).toMatchObject({
      prompt: 'login consent',
      login_hint: 'ada@example.test',
      max_age: '0',
      acr_values: 'high low',
      resource: 'https://api.example.test',
    });
    expect(transaction).toMatchObject({
      maxAge: 0,
      acrValues: ['high', 'low'],
      resource: 'https://api.example.test',
    });
  });

  test('R88+: every resource is named by a parameter of its own, once, and the first token is for the first', async () => {
    const resources = ['urn:notes', 'https://mail.test/?a=1&resource=urn:no', 'urn:notes'];
    const { query, transaction } = await begin({ resources });
    expect(query.getAll('resource')).toEqual(resources.slice(0, 2));
    expect(transaction.resource).toBe('urn:notes');
  });

  test('R88+: a provider with its own word for a resource hears that, and what else it wants', async () => {
    const { query, transaction } = await begin({
      resources: ['https://api.example.test'],
      dialect: { resourceParameter: 'audience', parameters: { access_type: 'offline' } },
    });
    expect(query.get('audience')).toBe('https://api.example.test');
    expect(query.has('resource')).toBe(false);
    expect(query.get('access_type')).toBe('offline');
    expect(transaction.resource).toBe('https://api.example.test');
  });

  test('R79-: prompt=none is never sent', async () => {
    await expect(beginAuthorization(input({ prompt: 'none' }))).rejects.toThrow(TypeError);
  });

  test('a query that the endpoint has stays', async () => {
    const own = metadata({ authorizationEndpoint: `${issuer}/authorize?tenant=a%20b` });
    expect((await begin({ metadata: own })).url).toMatch(/\/authorize\?tenant=a%20b&response_type=code&/);
  });

  test('R23-: an endpoint that is not protected is not opened', async () => {
    const plain = metadata({ authorizationEndpoint: 'http://id.example.test/authorize' });
    expect(failureOf(await beginAuthorization(input({ metadata: plain }))).code).toBe('endpoint-insecure');
  });
});
