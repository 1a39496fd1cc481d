import { exportSPKI, importJWK } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  allowedAlgorithms,
  validateIdToken,
  validateRefreshedIdToken,
} from '../../../../src/core/oauth/id-token.ts';
import type { IdTokenExpectations } from '../../../../src/core/oauth/id-token.ts';
import { chooseKeys, parseKeySet } from '../../../../src/core/oauth/key-set.ts';
import type { KeySource } from '../../../../src/core/oauth/keys.ts';
import { fail, succeed } from '../../../../src/shared/result.ts';
import {
  accessTokenHash,
  createSigningKey,
  hmacToken,
  unsignedToken,
} from '../../../servers/signing-keys.ts';
import type { SigningKey } from '../../../servers/signing-keys.ts';
import { complete, failureOf, valueOf } from '../../../support/results.ts';
import { issuer, now } from './fixtures.ts';

const seconds = now / 1000;

const expected: IdTokenExpectations = {
  issuer,
  clientId: 'client-1',
  nonce: 'nonce-1',
  maxAge: null,
  acrValues: null,
  algorithms: ['RS256'],
  accessToken: null,
  now,
  serverDate: null,
};

const valid = { ok: true };
const notValid = { ok: false, failure: { code: 'id-token-invalid' } };

let rsa: SigningKey;
let other: SigningKey;
beforeAll(async () => {
  rsa = await createSigningKey('RS256');
  other = await createSigningKey('RS256');
});

/** Keys as a server publishes them, and how often they were asked for. */
class FakeKeys implements KeySource {
  asked = 0;
  /** What the server publishes by now, where that is something else. */
  newer: FakeKeys | null = null;
  readonly #published: readonly SigningKey[];

  constructor(...published: readonly SigningKey[]) {
    this.#published = published;
  }

  async find(header: Parameters<KeySource['find']>[0]) {
    this.asked += 1;
    const bytes = new TextEncoder().encode(JSON.stringify({ keys: this.#published.map(({ jwk }) => jwk) }));
    const chosen = chooseKeys(parseKeySet(bytes) ?? [], header);
    const missing = { code: 'id-token-invalid', what: 'No.', why: 'No key.', next: 'No.' } as const;
    return Promise.resolve(chosen.length === 0 ? fail(missing) : succeed(chosen));
  }

  async findPublished(header: Parameters<KeySource['find']>[0]) {
    return this.newer === null ? Promise.resolve(null) : this.newer.find(header);
  }
}

function claims(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const all = {
    iss: issuer,
    sub: 'ada',
    aud: 'client-1',
    exp: seconds + 300,
    iat: seconds,
    nonce: 'nonce-1',
    ...changes,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

async function validate(
  changes: Readonly<Record<string, unknown>> = {},
  wanted: Partial<IdTokenExpectations> = {},
  key: SigningKey = rsa,
) {
  return validateIdToken(await key.sign(claims(changes)), { ...expected, ...wanted }, new FakeKeys(key));
}

async function accepted(...input: Parameters<typeof validate>) {
  return valueOf(await validate(...input));
}

async function refused(...input: Parameters<typeof validate>) {
  const failure = complete(failureOf(await validate(...input)));
  expect(failure.code).toBe('id-token-invalid');
  return failure;
}

describe('issuer and audience', () => {
  test('R30+: the issuer itself', async () => {
    expect((await accepted()).issuer).toBe(issuer);
  });

  test.each([`${issuer}/`, 'https://evil.test', 'id.example.test', undefined, [issuer]])(
    'R30-: iss %j is refused',
    async (iss) => {
      expect((await refused({ iss })).details?.field).toBe('iss');
    },
  );

  test.each(['client-1', ['client-1']])('R31+: aud %j holds the client id', async (aud) => {
    expect(await validate({ aud })).toMatchObject(valid);
  });

  test.each(['client-2', 'CLIENT-1', ['client-2'], [], undefined, null, { 0: 'client-1' }, ['client-1', 7]])(
    'R31-: aud %j is refused',
    async (aud) => {
      expect((await refused({ aud })).details?.field).toBe('aud');
    },
  );

  test('R32+: further audiences with azp that is the client id', async () => {
    expect(await validate({ aud: ['api', 'client-1'], azp: 'client-1' })).toMatchObject(valid);
    expect(await validate({ azp: 'client-1' })).toMatchObject(valid);
  });

  test.each([
    { aud: ['api', 'client-1'] },
    { aud: ['api', 'client-1'], azp: 'api' },
    { azp: 'other' },
    { azp: null },
  ])('R32-: %j is refused', async (changes) => {
    expect((await refused(changes)).details?.field).toBe('azp');
  });
});

describe('algorithm and signature', () => {
  test.each(['RS256', 'RS384', 'RS512', 'PS256', 'ES256', 'ES384', 'ES512', 'EdDSA'])(
    'R33+ R34+: %s, which metadata lists',
    async (algorithm) => {
      const key = await createSigningKey(algorithm);
      expect(await validate({}, { algorithms: ['none', 'HS256', algorithm] }, key)).toMatchObject(valid);
    },
  );

  test('R33+: RS256 where metadata lists none that is asymmetric', async () => {
    expect(allowedAlgorithms(null)).toEqual(['RS256']);
    expect(allowedAlgorithms(['none', 'HS256'])).toEqual(['RS256']);
    expect(await validate({}, { algorithms: null })).toMatchObject(valid);
  });

  test.each([' ', '\n', '\t', '='])(
    'R34-: a signature with %j in it is not of the form',
    async (character) => {
      const token = await rsa.sign(claims());
      const at = token.length - 9;
      const changed = token.slice(0, at) + character + token.slice(at);
      expect(await validateIdToken(token, expected, new FakeKeys(rsa))).toMatchObject(valid);
      expect(await validateIdToken(changed, expected, new FakeKeys(rsa))).toMatchObject(notValid);
    },
  );

  test('R33-: an algorithm that metadata does not list', async () => {
    const key = await createSigningKey('ES256');
    expect((await refused({}, { algorithms: ['RS256'] }, key)).why).toContain('ES256');
    expect(await validate({}, { algorithms: null }, key)).toMatchObject(notValid);
  });

  test.each([['none'], ['None'], ['']])(
    'R33-: alg %j is never accepted, even where metadata lists it',
    async (alg) => {
      const token = unsignedToken(claims()).replace(
        /^[^.]*/,
        Buffer.from(JSON.stringify({ alg })).toString('base64url'),
      );
      const algorithms = ['none', 'None', '', 'RS256'];
      expect(await validateIdToken(token, { ...expected, algorithms }, new FakeKeys(rsa))).toMatchObject(
        notValid,
      );
      expect(
        await validateIdToken(`${token}AA`, { ...expected, algorithms }, new FakeKeys(rsa)),
      ).toMatchObject(notValid);
    },
  );

  test('R33-: HMAC with the public key as the secret is never accepted', async () => {
    const key = await importJWK(rsa.jwk, 'RS256');
    if (key instanceof Uint8Array) throw new Error('a public key was expected');
    for (const secret of [await exportSPKI(key), JSON.stringify(rsa.jwk), rsa.jwk.n ?? '']) {
      const token = hmacToken(claims(), secret);
      const result = await validateIdToken(
        token,
        { ...expected, algorithms: ['HS256', 'RS256'] },
        new FakeKeys(rsa),
      );
      expect(failureOf(result).code).toBe('id-token-invalid');
    }
  });

  test('R34+: the signature of the published key', async () => {
    const keys = new FakeKeys(rsa);
    expect(await validateIdToken(await rsa.sign(claims()), expected, keys)).toMatchObject(valid);
    expect(keys.asked).toBe(1);
  });

  test('R34-: another key of the same name', async () => {
    const result = await validateIdToken(await other.sign(claims()), expected, new FakeKeys(rsa));
    expect(failureOf(result).why).toContain('signature');
  });

  test('R34-: a changed payload, a changed or missing signature', async () => {
    const [header = '', , signature = ''] = (await rsa.sign(claims())).split('.');
    const payload = Buffer.from(JSON.stringify(claims({ sub: 'eve' }))).toString('base64url');
    for (const token of [
      `${header}.${payload}.${signature}`,
      `${header}.${payload}.`,
      `${header}.${payload}.${signature.slice(0, -4)}AAAA`,
    ]) {
      expect(failureOf(await validateIdToken(token, expected, new FakeKeys(rsa))).code).toBe(
        'id-token-invalid',
      );
    }
  });

  test('R34-: an unknown critical header', async () => {
    const token = await rsa.sign(claims());
    const header = { alg: 'RS256', kid: 'key-1', crit: ['x'], x: 1 };
    const changed = token.replace(/^[^.]*/, Buffer.from(JSON.stringify(header)).toString('base64url'));
    expect(await validateIdToken(changed, expected, new FakeKeys(rsa))).toMatchObject(notValid);
  });

  test.each(['at+jwt', 'application/at+jwt', 'logout+jwt', 'dpop+jwt'])(
    'R34-: a token of type %s',
    async (typ) => {
      const token = await rsa.sign(claims(), { typ });
      expect(failureOf(await validateIdToken(token, expected, new FakeKeys(rsa))).why).toContain(
        'another kind',
      );
    },
  );

  test.each(['', 'x', 'a.b', 'a.b.c', 'a.b.c.d.e', '..', 'x'.repeat(200_000)])(
    'R34-: text that is no token',
    async (token) => {
      const keys = new FakeKeys(rsa);
      expect(failureOf(await validateIdToken(token, expected, keys)).code).toBe('id-token-invalid');
      expect(keys.asked).toBe(0);
    },
  );

  test('a token whose claims are refused costs no call for keys', async () => {
    const keys = new FakeKeys(rsa);
    expect(await validateIdToken(await rsa.sign(claims({ nonce: 'x' })), expected, keys)).toMatchObject(
      notValid,
    );
    expect(keys.asked).toBe(0);
  });
});

describe('time', () => {
  test('R35+: exp within the tolerance, by our clock and by the server’s', async () => {
    expect(await validate({ exp: seconds - 299 })).toMatchObject(valid);
    expect(await validate({ exp: seconds - 59 }, { serverDate: now })).toMatchObject(valid);
    expect(await validate({ exp: seconds + 0.5 })).toMatchObject(valid);
  });

  test('R35-: exp beyond it, missing, or no number', async () => {
    expect((await refused({ exp: seconds - 300 })).details?.field).toBe('exp');
    expect(await validate({ exp: seconds - 60 }, { serverDate: now })).toMatchObject(notValid);
    for (const exp of [undefined, null, 'tomorrow', String(seconds + 300), {}, 1e300])
      expect(await validate({ exp })).toMatchObject(notValid);
  });

  test('R36+: iat 5 minutes ahead; one older than 10 minutes is noted', async () => {
    expect((await accepted({ iat: seconds + 300 })).notes).toEqual([]);
    expect((await accepted({ iat: seconds - 600 })).notes).toEqual([]);
    expect((await accepted({ iat: seconds - 601 })).notes).toHaveLength(1);
  });

  test('R36-: iat further ahead, or missing', async () => {
    expect((await refused({ iat: seconds + 301 })).details?.field).toBe('iat');
    expect(await validate({ iat: undefined })).toMatchObject(notValid);
    expect(await validate({ iat: 'now' })).toMatchObject(notValid);
  });

  test('a token that is not valid yet', async () => {
    expect(await validate({ nbf: seconds + 200 })).toMatchObject(valid);
    expect((await refused({ nbf: seconds + 400 })).details?.field).toBe('nbf');
  });

  test.each([-5, 5])(
    'F9+: a clock that is %i minutes off is made good by the server’s Date',
    async (minutes) => {
      const ours = now + minutes * 60_000;
      expect(await validate({ exp: seconds + 10 }, { now: ours, serverDate: now })).toMatchObject(valid);
    },
  );

  test.each([
    [-6, '6 minutes slow'],
    [90, '90 minutes fast'],
  ])('F9-: a clock that is %i minutes off fails closed and says so', async (minutes, words) => {
    const failure = failureOf(
      await validate({ exp: seconds + 9000 }, { now: now + minutes * 60_000, serverDate: now }),
    );
    expect(failure.code).toBe('clock-wrong');
    expect(failure.what).toContain(words);
  });
});

describe('nonce, subject, hash', () => {
  test('R37+ R20+: the nonce that was sent', async () => {
    expect(await validate()).toMatchObject(valid);
  });

  test('R37+: none was sent, none is asked for', async () => {
    expect(await validate({ nonce: undefined }, { nonce: null })).toMatchObject(valid);
  });

  test.each([undefined, null, '', 'nonce-2', 'NONCE-1', ['nonce-1']])(
    'R37- R20-: nonce %j is refused and nothing is used',
    async (nonce) => {
      const failure = await refused({ nonce });
      expect(failure.details?.field).toBe('nonce');
      expect(JSON.stringify(failure)).not.toContain('nonce-1');
    },
  );

  test.each(['ada', 'x'.repeat(255), '!~ '])('R40+: sub %j', async (sub) => {
    expect((await accepted({ sub })).subject).toBe(sub);
  });

  test.each([undefined, null, '', 7, 'x'.repeat(256), 'ädä'])('R40-: sub %j is refused', async (sub) => {
    expect((await refused({ sub })).details?.field).toBe('sub');
  });

  test.each([
    ['RS256', 'sha256'],
    ['ES384', 'sha384'],
    ['RS512', 'sha512'],
    ['EdDSA', 'sha512'],
  ])('R41+: at_hash of the access token, for %s', async (algorithm, hash) => {
    const key = await createSigningKey(algorithm);
    const wanted = { accessToken: 'at-1', algorithms: [algorithm] };
    expect(await validate({ at_hash: accessTokenHash('at-1', hash) }, wanted, key)).toMatchObject(valid);
  });

  test('R41+: the vector of OpenID Connect Core appendix A.3', async () => {
    const accessToken = 'jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y';
    expect(await validate({ at_hash: '77QmUPtjPfzWtF2AnpK9RQ' }, { accessToken })).toMatchObject(valid);
  });

  test('R41+: where it is not there it is not asked for', async () => {
    expect(await validate({}, { accessToken: 'at-1' })).toMatchObject(valid);
  });

  test.each([accessTokenHash('at-2'), '', null, 7])('R41-: at_hash %j is refused', async (hash) => {
    expect((await refused({ at_hash: hash }, { accessToken: 'at-1' })).details?.field).toBe('at_hash');
  });
});

describe('acr and auth_time', () => {
  test('R38+: an acr that was needed', async () => {
    expect(await validate({ acr: 'high' }, { acrValues: ['higher', 'high'] })).toMatchObject(valid);
  });

  test('R38+: one that was a mere wish is shown, whatever it is', async () => {
    expect((await accepted({ acr: 'low' })).claims['acr']).toBe('low');
  });

  test.each([undefined, 'low', ['high'], ''])('R38-: acr %j instead of the one needed', async (acr) => {
    expect((await refused({ acr }, { acrValues: ['high'] })).details?.field).toBe('acr');
  });

  test.each([seconds, seconds - 60, seconds - 359.5, seconds + 0.25])(
    'R39+: auth_time %d with max_age 60',
    async (at) => {
      expect((await accepted({ auth_time: at }, { maxAge: 60 })).authTime).toBe(at);
    },
  );

  test.each([undefined, 0, null, 'now'])('R39-: auth_time %j counts as absent with max_age', async (at) => {
    const failure = await refused({ auth_time: at }, { maxAge: 60 });
    expect(failure.details?.field).toBe('auth_time');
    expect(failure.why).toContain('does not say when you signed in');
  });

  test.each([seconds - 361, seconds + 400])('R39-: auth_time %j with max_age 60', async (at) => {
    const failure = await refused({ auth_time: at }, { maxAge: 60 });
    expect(failure.details?.field).toBe('auth_time');
    expect(failure.why).toContain('had asked for a newer sign-in');
  });

  test('R39+: without max_age it may be missing or 0', async () => {
    expect((await accepted({ auth_time: 0 })).authTime).toBeNull();
  });
});

describe('the account', () => {
  test.each([
    [{ email: 'ada@x.test', preferred_username: 'ada', name: 'Ada' }, 'ada@x.test'],
    [{ preferred_username: 'adal', name: 'Ada' }, 'adal'],
    [{ name: 'Ada L.', email: '' }, 'Ada L.'],
    [{ email: 7 }, 'ada'],
    [{ name: 'Ada\u202e\u0000L.' }, 'Ada L.'],
  ])('%j is shown as %j', async (changes, label) => {
    expect((await accepted(changes)).account).toEqual({ subject: 'ada', label });
  });
});

describe('a renewed ID token', () => {
  const original = { subject: 'ada', authTime: seconds - 5000 };

  async function renew(
    changes: Readonly<Record<string, unknown>>,
    wanted: Partial<IdTokenExpectations> = {},
  ) {
    const token = await rsa.sign(claims({ auth_time: original.authTime, ...changes }));
    return validateRefreshedIdToken(token, { ...expected, ...wanted, original }, new FakeKeys(rsa));
  }

  test('R43+: the same account; nonce absent or the original', async () => {
    expect(valueOf(await renew({ nonce: undefined })).notes).toEqual([]);
    expect(await renew({ nonce: 'nonce-1', azp: 'client-1', aud: ['api', 'client-1'] })).toMatchObject(valid);
  });

  test('R43+: max_age and acr are not asked again', async () => {
    expect(await renew({ nonce: undefined }, { maxAge: 1, acrValues: ['high'] })).toMatchObject(valid);
  });

  test.each([undefined, seconds, 0])(
    'R43+: auth_time %j is noted, and the original kept',
    async (authTime) => {
      const renewed = valueOf(await renew({ auth_time: authTime }));
      expect(renewed.authTime).toBe(original.authTime);
      expect(renewed.notes).toHaveLength(1);
    },
  );

  test('R43+: a first auth_time of 0 counts as none, and is not a change', async () => {
    const token = await rsa.sign(claims({ auth_time: 0 }));
    const wanted = { ...expected, original: { subject: 'ada', authTime: 0 } };
    expect(valueOf(await validateRefreshedIdToken(token, wanted, new FakeKeys(rsa))).notes).toEqual([]);
  });

  test.each([
    { iss: 'https://evil.test' },
    { sub: 'eve' },
    { sub: undefined },
    { aud: 'client-2' },
    { azp: 'client-2' },
    { nonce: 'another' },
    { nonce: null },
    { iat: seconds - 301 },
    { iat: seconds + 301 },
    { iat: undefined },
    { exp: seconds - 600 },
  ])('R43-: %j is refused', async (changes) => {
    expect(complete(failureOf(await renew(changes))).code).toBe('id-token-invalid');
  });

  test('R43-: a nonce where none was sent', async () => {
    expect(await renew({ nonce: 'x' }, { nonce: null })).toMatchObject(notValid);
  });

  test('R43- R34-: a signature of another key', async () => {
    const token = await other.sign(claims());
    const result = await validateRefreshedIdToken(token, { ...expected, original }, new FakeKeys(rsa));
    expect(failureOf(result).code).toBe('id-token-invalid');
  });
});

describe('the form of a token', () => {
  test.each([
    ['a space at its end', (token: string) => `${token} `],
    ['a line break at its start', (token: string) => `\n${token}`],
    ['a line break in its signature', (token: string) => `${token.slice(0, -8)}\n${token.slice(-8)}`],
    ['padding', (token: string) => `${token}==`],
    ['the alphabet of plain base64', (token: string) => token.replaceAll('-', '+').replaceAll('_', '/')],
    ['no signature', (token: string) => token.slice(0, token.lastIndexOf('.') + 1)],
  ])('R34-: with %s it is none (RFC 7515 §5.2)', async (_name, change) => {
    // Until both characters that the alphabets write differently are in it.
    let token = '';
    for (let jti = 0; !/-.*_|_.*-/.test(token.split('.')[2] ?? ''); jti += 1) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- until it is found
      token = await rsa.sign(claims({ jti }));
    }
    const keys = new FakeKeys(rsa);
    expect(valueOf(await validateIdToken(token, expected, keys)).subject).toBe('ada');
    expect(failureOf(await validateIdToken(change(token), expected, keys)).code).toBe('id-token-invalid');
    expect(keys.asked).toBe(1);
  });

  test.each([
    ['an extension', { crit: ['exp2'], exp2: true }],
    ['no encoding (RFC 7797 §7)', { crit: ['b64'], b64: false }],
    ['no encoding, and no warning of it', { b64: false }],
    ['a key that is no text', { kid: 7 }],
  ])('R33-: a header that says %s is refused', async (_name, header) => {
    const token = rsa.signAsWritten(
      JSON.stringify({ alg: 'RS256', kid: 'key-1', ...header }),
      JSON.stringify(claims()),
    );
    expect(failureOf(await validateIdToken(token, expected, new FakeKeys(rsa))).code).toBe(
      'id-token-invalid',
    );
  });

  test.each(['deep', 'iss', 'aud', 'azp'])(
    'R30- R74-: %s nested 30,000 levels deep is refused',
    async (name) => {
      const text = `${JSON.stringify(claims()).slice(0, -1)},"${name}":${'['.repeat(30_000)}${']'.repeat(30_000)}}`;
      const token = rsa.signAsWritten('{"alg":"RS256","kid":"key-1"}', text);
      expect(failureOf(await validateIdToken(token, expected, new FakeKeys(rsa))).code).toBe(
        'id-token-invalid',
      );
    },
  );
});

describe('a key that was changed under its name', () => {
  test('R45+ F11+: is read again for a signature that the known one does not fit', async () => {
    const keys = new FakeKeys(other);
    keys.newer = new FakeKeys(rsa);
    expect(valueOf(await validateIdToken(await rsa.sign(claims()), expected, keys)).subject).toBe('ada');
  });

  test('R34- R45-: and a signature that no key fits is refused', async () => {
    const keys = new FakeKeys(other);
    keys.newer = new FakeKeys(other);
    const failure = failureOf(await validateIdToken(await rsa.sign(claims()), expected, keys));
    expect(failure.code).toBe('id-token-invalid');
    expect(keys.newer.asked).toBe(1);
  });
});
