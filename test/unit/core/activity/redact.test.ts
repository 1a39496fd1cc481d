import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSecret, redact, redactShort } from '../../../../src/core/activity/redact.ts';

const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl';

describe('redaction', () => {
  it.each([
    [
      'https://a.test/cb?code=abc&state=xyz&session_state=q&iss=https%3A%2F%2Fi.test',
      'https://a.test/cb?code=[redacted]&state=[redacted]&session_state=[redacted]&iss=https%3A%2F%2Fi.test',
    ],
    [
      'grant_type=refresh_token&refresh_token=abc&client_id=client-1',
      'grant_type=refresh_token&refresh_token=[redacted]&client_id=client-1',
    ],
    ['app.latchkey.desktop:/callback/tag?code=x', 'app.latchkey.desktop:/callback/tag?code=[redacted]'],
    [
      '?next=https%3A%2F%2Fb.test%2F%3Fcode%3Dabc%26x%3D1',
      '?next=https%3A%2F%2Fb.test%2F%3Fcode%3D[redacted]',
    ],
    [
      '{"access_token":"abc","token_type":"Bearer","expires_in":60}',
      '{"access_token":"[redacted]","token_type":"Bearer","expires_in":60}',
    ],
    [
      '{"id_token": null, "refresh_token":"a\\"b", "scope":"openid"}',
      '{"id_token": null, "refresh_token":"[redacted]", "scope":"openid"}',
    ],
    [
      '"{\\"client_secret\\":\\"abc\\",\\"scope\\":\\"openid\\"}"',
      '"{\\"client_secret\\":\\"[redacted]\\",\\"scope\\":\\"openid\\"}"',
    ],
    ["{ codeVerifier: 'abc', scopes: ['openid'] }", "{ codeVerifier: '[redacted]', scopes: ['openid'] }"],
    ['{"accessTokens":["a]b","c"],"attempts":1}', '{"accessTokens":[redacted],"attempts":1}'],
    ['{"name":"state","value":"abc7"}', '{"name":"state","value":"[redacted]"}'],
    ['Authorization: Bearer abc def\nAccept: */*', 'Authorization: [redacted]\nAccept: */*'],
    ['["authorization","DPoP abc"],["accept","*/*"]', '["authorization","[redacted]"],["accept","*/*"]'],
    ['set-cookie: sid=abc; Path=/', 'set-cookie: [redacted]'],
    ['sent Bearer abc to the API', 'sent Bearer [redacted] to the API'],
    [
      'The Bearer token was refused: Bearer realm="api", error="invalid_token"',
      'The Bearer token was refused: Bearer realm="api", error="invalid_token"',
    ],
    ['https://ada:p@ss@a.test/path', 'https://[redacted]@a.test/path'],
    [`got ${jwt}.`, 'got [redacted]'],
    [
      'error=access_denied&error_description=The+user+said+no&state=',
      'error=access_denied&error_description=The+user+said+no&state=',
    ],
    [
      '{ code: \'ENOSPC\', errno: -28 } code: 404 {"code":"disk-full"} state: signed-in',
      '{ code: \'ENOSPC\', errno: -28 } code: 404 {"code":"disk-full"} state: signed-in',
    ],
    [
      'trace 3b241101-e2bb-4255-8caf-4136c566a962, postal_code=12345, encode=1',
      'trace 3b241101-e2bb-4255-8caf-4136c566a962, postal_code=12345, encode=1',
    ],
    [
      '/home/ada/.config/Latchkey/vault/key-1/session.abcdefghijklmnopqrstuvwxyz.record',
      '/home/ada/.config/Latchkey/vault/key-1/session.abcdefghijklmnopqrstuvwxyz.record',
    ],
  ])('%s', (text, expected) => {
    expect(redact(text)).toBe(expected);
    expect(redact(expected)).toBe(expected);
  });

  it('cannot be talked into stopping early', () => {
    for (const text of [
      'code=[redacted]CANARY',
      'state={}CANARY',
      "code='x'CANARY",
      'code="x"CANARY',
      'password=a;CANARY',
      "password=a'CANARY&x=1",
      '{"password":"a\\\\\\"CANARY"}',
      '{"access_token":"CANARY',
      '{"access_token" :\n "CANARY"}',
      'token=CANARY',
      'ACCESS_TOKEN=CANARY',
      '%22refresh_token%22%3A%22CANARY%22',
      'x%253Fcode%253DCANARY',
    ]) {
      expect(redact(text)).not.toContain('CANARY');
    }
  });

  it('takes no long time for a hostile text', () => {
    for (const piece of [
      'code',
      'code ',
      'a://',
      '%25',
      '"',
      'code="',
      'Bearer ',
      'state:[',
      'eyJ.',
      '\\',
      "code='",
    ]) {
      expect(redact(piece.repeat(20_000)).length).toBeLessThan(1_000_000);
    }
  });

  it('knows a secret by its name', () => {
    expect(isSecret('refresh_token', 'x')).toBe(true);
    expect(isSecret('State', 'x9')).toBe(true);
    expect(isSecret('code', 'disk-full')).toBe(false);
    expect(isSecret('scope', 'openid')).toBe(false);
  });

  it('leaves nothing of a secret that a cut goes through', () => {
    const secret = 'Canary0123456789Canary0123456789Canary0123456789';
    for (let length = 1; length < 60; length += 1) {
      expect(redactShort(`${'word '.repeat(8)}${secret}`, length)).not.toContain('Canary');
    }
  });
});

const survives = (text: string, secret: string) => redact(text).includes(secret);
const oneOf = (characters: string) => fc.constantFrom(...Array.from(characters));

describe('a canary', () => {
  const letters = oneOf('ABCDEFabcdefghijkl0123456789-_.~+/=');
  const canary = fc
    .array(letters, { minLength: 1, maxLength: 60 })
    .map((parts) => `Canary7${parts.join('')}Z9`);
  const name = fc.constantFrom(
    'access_token',
    'refresh_token',
    'id_token',
    'id_token_hint',
    'code',
    'code_verifier',
    'client_secret',
    'state',
    'nonce',
    'password',
    'passphrase',
    'currentPassphrase',
    'assertion',
    'client_assertion',
    'device_code',
    'user_code',
    'request_uri',
    'accessToken',
    'refreshToken',
    'codeVerifier',
  );
  const header = fc.constantFrom(
    'Authorization',
    'authorization',
    'Proxy-Authorization',
    'Cookie',
    'Set-Cookie',
    'DPoP',
    'X-API-Key',
  );
  const scheme = fc.constantFrom('Bearer ', 'DPoP ', 'Basic ', 'bearer ', 'Custom ', '');
  const around = fc.constantFrom(
    '',
    'x=1&',
    'https://a.test/cb?',
    '#',
    ' ',
    'error=x&',
    '{"a":1,',
    'because ',
  );
  const after = fc.constantFrom('', '&x=1', ' and more', '\nnext', ', "b": 2');

  it.each<[string, (n: string, c: string, h: string, s: string) => string]>([
    ['a query or a form', (n, c) => `${n}=${encodeURIComponent(c)}`],
    ['a raw query', (n, c) => `${n}=${c}`],
    [
      'a query inside a query',
      (n, c) => `next=${encodeURIComponent(`https://b.test/?${n}=${encodeURIComponent(c)}`)}`,
    ],
    ['JSON', (n, c) => JSON.stringify({ a: 1, [n]: c, z: 2 })],
    ['JSON with indentation', (n, c) => JSON.stringify({ [n]: c }, null, 2)],
    ['JSON in JSON', (n, c) => JSON.stringify({ body: JSON.stringify({ [n]: c }) })],
    [
      'JSON in JSON in JSON',
      (n, c) => JSON.stringify([JSON.stringify({ body: JSON.stringify({ [n]: c }) })]),
    ],
    ['a list', (n, c) => JSON.stringify({ [n]: ['first"]', c] })],
    ['an object', (n, c) => JSON.stringify({ [n]: { '': { value: c } } })],
    ['a fact', (n, c) => JSON.stringify({ name: n, value: c })],
    ['an inspected object', (n, c) => `{ ${n}: '${c}', other: 1 }`],
    ['a header line', (_, c, h, s) => `${h}: ${s}${c}`],
    [
      'a header list',
      (_, c, h, s) =>
        JSON.stringify([
          [h, `${s}${c}`],
          ['accept', '*/*'],
        ]),
    ],
    ['an object of headers', (_, c, h, s) => JSON.stringify({ headers: { [h]: `${s}${c}` } })],
    ['user info', (_, c) => `https://ada:${encodeURIComponent(c)}@a.test/`],
    ['words', (_, c) => `sent Bearer ${c}`],
  ])('R22-: never survives in %s', (_, make) => {
    const stays = fc.property(canary, name, header, scheme, around, after, (c, n, h, s, before, behind) => {
      const text = before + make(n, c, h, s) + behind;
      return (
        !survives(text, c) && !survives(text, encodeURIComponent(c)) && !redact(text).includes('Canary7')
      );
    });
    expect(fc.check(stays, { numRuns: 300 }).counterexample).toBeNull();
  });

  it('R22-: never survives as a JWT or as a long run, without any name', () => {
    const run = fc
      .array(oneOf('ABCDabcd0123-_'), { minLength: 32, maxLength: 90 })
      .map((parts) => `a1${parts.join('')}`);
    const asJwt = fc
      .tuple(run, run)
      .map(([claims, signature]) => `eyJhbGciOiJub25lIn0.${claims}.${signature}`);
    const stays = fc.property(
      fc.oneof(run, asJwt),
      around,
      (secret, before) => !survives(`${before}${secret} end`, secret),
    );
    expect(fc.check(stays, { numRuns: 500 }).counterexample).toBeNull();
  });

  it('is gone after one pass: a second one changes nothing', () => {
    const twice = fc.property(canary, name, around, after, (c, n, before, behind) => {
      const once = redact(`${before}${n}=${c}${behind}`);
      return redact(once) === once;
    });
    expect(fc.check(twice, { numRuns: 500 }).counterexample).toBeNull();
  });
});
