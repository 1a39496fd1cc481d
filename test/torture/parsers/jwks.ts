import { validateIdToken } from '../../../src/core/oauth/id-token.ts';
import { chooseKeys, parseKeySet } from '../../../src/core/oauth/key-set.ts';
import type { PublicKey } from '../../../src/core/oauth/key-set.ts';
import { fail, succeed } from '../../../src/shared/result.ts';
import { createSigningKey } from '../../servers/signing-keys.ts';
import type { SigningKey } from '../../servers/signing-keys.ts';
import { issuer, now } from '../../unit/core/oauth/fixtures.ts';
import type { Random } from '../support/random.ts';
import { altered, hostileBytes, textOf } from './hostile-json.ts';
import type { TryCase } from './parser-share.ts';

const publicMembers = ['kty', 'kid', 'use', 'alg', 'key_ops', 'crv', 'n', 'e', 'x', 'y'];
const algorithms = ['RS256', 'ES256', 'EdDSA'];
const wantedAlgorithms = [...algorithms, 'PS256', 'ES384', 'HS256', 'none', '__proto__', 'constructor', ''];
/** One in so many is also used to check real signatures, which takes far longer. */
const withSignatures = 0.02;

interface World {
  readonly own: readonly SigningKey[];
  readonly token: string;
  /** The same claims, signed by somebody whose key is in no set. */
  readonly forged: string;
}

let made: Promise<World> | null = null;

async function makeWorld(): Promise<World> {
  const own = await Promise.all(
    algorithms.map(async (algorithm) => createSigningKey(algorithm, `key-${algorithm}`)),
  );
  const foreign = await createSigningKey('ES256', 'key-ES256');
  const claims = { iss: issuer, sub: 'ada', aud: 'client-1', exp: now / 1000 + 300, iat: now / 1000 };
  const signer = own.find(({ algorithm }) => algorithm === 'ES256') ?? foreign;
  return { own, token: await signer.sign(claims), forged: await foreign.sign(claims) };
}

/** Key sets (RFC 7517) with odd, private, shared, broken and far too many keys: only public ones that fit are ever chosen. */
export const tryKeySet: TryCase = async (random, count) => {
  made ??= makeWorld();
  const world = await made;
  const { bytes, whole } = keySet(world, random);
  const keys = parseKeySet(bytes);
  count(keys === null ? 'no key set' : whole ? 'right' : 'hostile');
  if (keys === null) return whole ? 'A right key set was refused.' : null;
  const wanted = {
    algorithm: random.pick(wantedAlgorithms),
    keyId: random.chance(0.7) ? `key-${random.pick(algorithms)}` : null,
  };
  const problem = shapeProblem(keys) ?? choiceProblem(chooseKeys(keys, wanted), wanted);
  if (problem !== null) return problem;
  return random.chance(withSignatures) ? signatureProblem(world, keys, whole) : null;
};

function keySet({ own }: World, random: Random): { bytes: Buffer; whole: boolean } {
  const jwks: readonly object[] = own.map(({ jwk }) => jwk);
  const odd: readonly object[] = [
    { kty: 'oct', k: 'c2VjcmV0', kid: 'key-RS256', alg: 'HS256' },
    { ...own[0]?.jwk, d: 'private-canary', p: 'x', use: 'enc', kid: 'other' },
    { kty: 'RSA', kid: 'key-x', n: 'AQAB', e: '' },
    { kty: 'EC', kid: 'key-y', crv: 'P-257', x: '', y: 'A' },
    { kty: 'OKP', crv: 'X25519', x: 'AA', kid: 'key-EdDSA', use: 'enc' },
    { kty: 'RSA', kid: 'k'.repeat(9000), n: 'A'.repeat(9000), e: 'AQAB' },
    {},
  ];
  if (random.chance(0.2))
    return { bytes: Buffer.from(textOf({ keys: random.shuffled([...jwks, ...odd]), more: 1 })), whole: true };
  if (random.chance(0.003))
    return {
      bytes: Buffer.from(textOf({ keys: Array.from({ length: 10_000 }, () => random.pick(jwks)) })),
      whole: false,
    };
  const some = random.shuffled([...jwks, ...odd]).slice(0, 1 + random.below(6));
  const keys = some.map((key) => (random.chance(0.5) ? altered(key, random) : key));
  return {
    bytes: random.chance(0.8) ? Buffer.from(textOf({ keys })) : hostileBytes({ keys: some }, random),
    whole: false,
  };
}

function shapeProblem(keys: readonly PublicKey[]): string | null {
  for (const key of keys) {
    const extra = Object.keys(key).find((name) => !publicMembers.includes(name));
    if (extra !== undefined) return `A key kept its “${extra}”.`;
    if (!['RSA', 'EC', 'OKP'].includes(key.kty)) return `A key of the kind ${key.kty} was kept.`;
    if (JSON.stringify(key).includes('private-canary')) return 'A private member was kept.';
  }
  return null;
}

function choiceProblem(
  chosen: readonly PublicKey[],
  { algorithm, keyId }: { algorithm: string; keyId: string | null },
): string | null {
  const kty = { R: 'RSA', P: 'RSA', E: algorithm === 'EdDSA' ? 'OKP' : 'EC' }[algorithm.charAt(0)];
  if (chosen.length > 0 && !/^(RS|PS|ES)\d{3}$|^EdDSA$/.test(algorithm))
    return `A key was chosen for “${algorithm}”.`;
  if (keyId === null && chosen.length > 1) return 'Without a name several keys were chosen.';
  const wrong = chosen.find(
    (key) =>
      key.kty !== kty ||
      (key.use ?? 'sig') !== 'sig' ||
      ((key.alg ?? algorithm) !== algorithm && algorithm !== 'EdDSA') ||
      (keyId !== null && key.kid !== undefined && key.kid !== keyId),
  );
  return wrong === undefined
    ? null
    : `For ${algorithm} ${String(keyId)} it chose ${JSON.stringify(wrong).slice(0, 300)}`;
}

async function signatureProblem(
  { token, forged }: World,
  keys: readonly PublicKey[],
  whole: boolean,
): Promise<string | null> {
  const none = { code: 'id-token-invalid', what: 'No.', why: 'No key.', next: 'No.' } as const;
  const source = {
    findPublished: async () => Promise.resolve(null),
    find: async (wanted: Parameters<typeof chooseKeys>[1]) => {
      const chosen = chooseKeys(keys, wanted);
      return Promise.resolve(chosen.length === 0 ? fail(none) : succeed(chosen));
    },
  };
  const expected = {
    issuer,
    clientId: 'client-1',
    nonce: null,
    maxAge: null,
    acrValues: null,
    algorithms,
    accessToken: null,
    now,
    serverDate: null,
  };
  if ((await validateIdToken(forged, expected, source)).ok)
    return `A forged token was accepted with ${JSON.stringify(keys).slice(0, 500)}`;
  const right = await validateIdToken(token, expected, source);
  return whole && !right.ok ? `A right token was refused: ${right.failure.why}` : null;
}
