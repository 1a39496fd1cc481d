import { createHmac } from 'node:crypto';
import { validateIdToken, validateRefreshedIdToken } from '../../../src/core/oauth/id-token.ts';
import type { IdTokenExpectations } from '../../../src/core/oauth/id-token.ts';
import { chooseKeys, parseKeySet } from '../../../src/core/oauth/key-set.ts';
import type { KeySource } from '../../../src/core/oauth/keys.ts';
import { fail, succeed } from '../../../src/shared/result.ts';
import { accessTokenHash, createSigningKey } from '../../servers/signing-keys.ts';
import type { SigningKey } from '../../servers/signing-keys.ts';
import { issuer, now } from '../../unit/core/oauth/fixtures.ts';
import type { Random } from '../support/random.ts';
import { altered, textOf } from './hostile-json.ts';
import type { TryCase } from './parser-share.ts';

const seconds = now / 1000;
const accessToken = 'access-canary-77aa';
const nonce = 'nonce-canary-c1d2';
const algorithms = ['RS256', 'ES256', 'EdDSA'];

const expected: IdTokenExpectations = {
  issuer,
  clientId: 'client-1',
  nonce,
  maxAge: null,
  acrValues: null,
  algorithms: ['none', 'HS256', ...algorithms],
  accessToken,
  now,
  serverDate: null,
};
const original = { subject: 'ada', authTime: null };

type Claims = Readonly<Record<string, unknown>>;

const right: Claims = {
  iss: issuer,
  sub: 'ada',
  aud: 'client-1',
  exp: seconds + 300,
  iat: seconds,
  nonce,
  email: 'ada@example.test',
};

interface Keys {
  /** Published by the provider: one of each algorithm. */
  readonly own: readonly SigningKey[];
  /** Of somebody else, with the names of the provider's. */
  readonly foreign: readonly SigningKey[];
  readonly source: KeySource;
}

let made: Promise<Keys> | null = null;

/** The keys of this thread; what is tried with them does not depend on which ones they are. */
async function keys(): Promise<Keys> {
  made ??= makeKeys();
  return made;
}

async function makeKeys(): Promise<Keys> {
  const own = await Promise.all(
    algorithms.map(async (algorithm) => createSigningKey(algorithm, `key-${algorithm}`)),
  );
  const foreign = await Promise.all(
    algorithms.map(async (algorithm) => createSigningKey(algorithm, `key-${algorithm}`)),
  );
  const published = parseKeySet(Buffer.from(JSON.stringify({ keys: own.map(({ jwk }) => jwk) }))) ?? [];
  const missing = { code: 'id-token-invalid', what: 'No.', why: 'No key.', next: 'No.' } as const;
  const find: KeySource['find'] = async (header) => {
    const chosen = chooseKeys(published, header);
    return Promise.resolve(chosen.length === 0 ? fail(missing) : succeed(chosen));
  };
  return { own, foreign, source: { find, findPublished: async () => Promise.resolve(null) } };
}

/**
 * ID tokens made with real keys, right ones and forged ones; how one was made says what has to become of it. A forged one that
 * is accepted would be somebody else signed in.
 */
export const tryIdToken: TryCase = async (random, count) => {
  const world = await keys();
  const genuine = random.chance(0.25);
  const { token, how } = genuine ? await genuineToken(world, random) : await forgedToken(world, random);
  const renewed = random.chance(0.3);
  const result = await (renewed
    ? validateRefreshedIdToken(token, { ...expected, original }, world.source)
    : validateIdToken(token, expected, world.source));
  count(genuine ? 'genuine' : 'forged');
  if (result.ok !== genuine) {
    return `${renewed ? 'At a renewal' : 'At a sign-in'} it was ${result.ok ? 'accepted' : `refused (${result.failure.why})`}, made as: ${how}. ${token.slice(0, 600)}`;
  }
  if (result.ok)
    return result.value.subject === 'ada' && result.value.issuer === issuer
      ? null
      : `It names ${result.value.subject}.`;
  const told = JSON.stringify(result.failure);
  if (told.length > 5000) return `The failure is ${String(told.length)} characters long.`;
  const secret = [accessToken, nonce, token].find(
    (one) => one !== '' && one.length > 3 && told.includes(one),
  );
  return secret === undefined ? null : `A secret is in ${told}`;
};

interface Made {
  readonly token: string;
  readonly how: string;
}

async function genuineToken({ own }: Keys, random: Random): Promise<Made> {
  const key = random.pick(own);
  const odd = random.pick<Claims>([
    {},
    { aud: ['client-1'] },
    { aud: ['api', 'client-1'], azp: 'client-1' },
    { azp: 'client-1' },
    { iat: seconds - 200, exp: seconds + 1 },
    { exp: seconds - 200 },
    { iat: seconds + 200 },
    { auth_time: 0 },
    { auth_time: seconds - 1.5 },
    ...(key.algorithm === 'EdDSA' ? [] : [{ at_hash: accessTokenHash(accessToken) }]),
    { nbf: seconds },
    { ['__proto__x']: 1, groups: ['a', 'b'] },
  ]);
  const header = random.pick([
    {},
    { typ: 'JWT' },
    { typ: undefined },
    { kid: undefined },
    { jku: 'https://evil.test/keys' },
    { jwk: { kty: 'oct', k: 'AA' } },
  ]);
  return {
    token: await key.sign({ ...right, ...odd }, header),
    how: `${key.algorithm} ${JSON.stringify([odd, header])}`,
  };
}

/** Claims of which each breaks a rule of OIDC Core §3.1.3.7, and of §12.2 too. */
const wrongClaims: readonly Claims[] = [
  { iss: `${issuer}/` },
  { iss: 'https://evil.test' },
  { iss: undefined },
  { iss: [issuer] },
  { aud: 'client-2' },
  { aud: undefined },
  { aud: [] },
  { aud: ['client-2', 'client-3'], azp: 'client-1' },
  { aud: ['client-1', 'api'] },
  { aud: ['client-1', 7] },
  { aud: { 0: 'client-1', length: 1 } },
  { azp: 'client-2' },
  { azp: null },
  { sub: undefined },
  { sub: '' },
  { sub: 7 },
  { sub: 'a'.repeat(256) },
  { sub: 'ädä' },
  { nonce: 'another' },
  { nonce: null },
  { nonce: [nonce] },
  { exp: seconds - 301 },
  { exp: undefined },
  { exp: String(seconds + 300) },
  { exp: 1e300 },
  { iat: undefined },
  { iat: seconds + 301 },
  { iat: 'now' },
  { nbf: seconds + 301 },
  { nbf: 'x' },
  { at_hash: accessTokenHash('another') },
  { at_hash: '' },
  { at_hash: null },
];

type Forge = (world: Keys, random: Random) => Promise<Made>;

const forges: readonly Forge[] = [
  async ({ own }, random) => {
    const wrong = random.pick(wrongClaims);
    const key = random.pick(own);
    return {
      token: await key.sign({ ...right, ...wrong }),
      how: `${key.algorithm}, wrong ${JSON.stringify(wrong)}`,
    };
  },
  async ({ foreign }, random) => {
    const key = random.pick(foreign);
    const header = random.pick<Claims>([
      {},
      { jwk: key.jwk },
      { kid: undefined },
      { x5c: ['AA=='], jku: 'https://evil.test/keys' },
      { kid: '../../../dev/null' },
    ]);
    return {
      token: await key.sign(right, header),
      how: `the foreign ${key.algorithm} key, ${JSON.stringify(header)}`,
    };
  },
  async (_world, random) => {
    const alg = random.pick([
      'none',
      'None',
      'NONE',
      'nOnE',
      '',
      ' none',
      'none\u0000',
      'HS256',
      'null',
      'RS256 ',
      'toString',
      '__proto__',
    ]);
    const signature = random.pick(['', 'AA', '.', '====']);
    return Promise.resolve({
      token: `${encode({ alg, kid: 'key-RS256' })}.${encode(right)}.${signature}`,
      how: `alg ${alg}`,
    });
  },
  async ({ own }, random) => {
    // The public key as the secret of an HMAC.
    const { jwk } = random.pick(own);
    const secret = random.pick([
      JSON.stringify(jwk),
      jwk.n ?? jwk.x ?? '',
      JSON.stringify({ keys: [jwk] }),
      '',
    ]);
    const alg = random.pick(['HS256', 'RS256', 'ES256', 'EdDSA']);
    const input = `${encode({ alg, kid: jwk.kid })}.${encode(right)}`;
    return Promise.resolve({
      token: `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`,
      how: `HMAC by the public key, as ${alg}`,
    });
  },
  async ({ own }, random) => {
    const key = random.pick(own);
    const [header = '', , signature = ''] = (await key.sign(right)).split('.');
    const changed = encode({ ...right, sub: 'eve', aud: ['client-1'] });
    return { token: `${header}.${changed}.${signature}`, how: 'the claims were changed afterwards' };
  },
  async ({ own }, random) => {
    const key = random.pick(own);
    const [, claims = '', signature = ''] = (await key.sign(right)).split('.');
    const header = encode({
      alg: random.pick(['RS256', 'RS384', 'PS256', 'ES256', 'ES384', 'EdDSA', 'none']),
      kid: key.keyId,
      x: random.below(9),
    });
    return { token: `${header}.${claims}.${signature}`, how: 'the header was changed afterwards' };
  },
  async ({ own }, random) => {
    const key = random.pick(own);
    const [header = '', claims = '', signature = ''] = (await key.sign(right)).split('.');
    const bytes = Buffer.from(signature, 'base64url');
    const other = random.pick([
      () => flipped(bytes, random),
      () => bytes.subarray(0, random.below(bytes.length)),
      () => Buffer.alloc(bytes.length),
      () => Buffer.alloc(bytes.length, 255),
      () => Buffer.concat([bytes, Buffer.from([0])]),
      () => random.bytes(bytes.length),
      () => Buffer.alloc(0),
    ])();
    return { token: `${header}.${claims}.${other.toString('base64url')}`, how: 'the signature was changed' };
  },
  async ({ own }, random) => {
    const key = random.pick(own);
    const header = random.pick<Claims>([
      { crit: ['x'], x: 1 },
      { crit: ['b64'], b64: false },
      { typ: 'at+jwt' },
      { typ: 'logout+jwt' },
      { typ: 'application/at+jwt' },
      { kid: 'key-none' },
    ]);
    return {
      token: await key.sign(right, header).catch(() => 'x.y.z'),
      how: `header ${JSON.stringify(header)}`,
    };
  },
  async ({ own }, random) => {
    const token = await random.pick(own).sign(right);
    const position = random.below(token.length + 1);
    const junk = random.pick(['.', '..', '\u0000', ' ', '=', '+', '/', '!', 'é', '{', '\n']);
    return {
      token: token.slice(0, position) + junk + token.slice(position),
      how: `“${junk}” at ${String(position)}`,
    };
  },
  async ({ own }, random) => {
    const token = await random.pick(own).sign(right);
    const parts = token.split('.');
    return {
      token: random.pick([
        parts.slice(0, 2).join('.'),
        [...parts, 'x'].join('.'),
        JSON.stringify({ payload: parts[1], signatures: [{ protected: parts[0], signature: parts[2] }] }),
        `Bearer ${token}`,
        token.repeat(100),
        'x'.repeat(200_000),
        '',
        '..',
      ]),
      how: 'another form',
    };
  },
];

async function forgedToken(world: Keys, random: Random): Promise<Made> {
  if (random.chance(0.75)) return random.pick(forges)(world, random);
  // Claims and headers that no server would write, under a signature of somebody else.
  const alg = random.pick(algorithms);
  const claims = textOf(altered(right, random));
  const header = textOf(altered({ alg, kid: `key-${alg}`, typ: 'JWT' }, random));
  const token = `${encodeText(header)}.${encodeText(claims)}.${random.bytes(64).toString('base64url')}`;
  return Promise.resolve({ token, how: `${header.slice(0, 200)} ${claims.slice(0, 200)}` });
}

function flipped(bytes: Buffer, random: Random): Buffer {
  const other = Buffer.from(bytes);
  const at = random.below(other.length);
  other[at] = (other[at] ?? 0) ^ (1 << random.below(8));
  return other;
}

function encode(value: unknown): string {
  return encodeText(JSON.stringify(value));
}

function encodeText(text: string): string {
  return Buffer.from(text).toString('base64url');
}
