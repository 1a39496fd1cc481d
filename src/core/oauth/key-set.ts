import * as z from 'zod';
import { parseJsonObject } from './json.ts';

/** A public key of a JWKS (RFC 7517), reduced to the members that verifying needs: a private one never gets in. */
export interface PublicKey {
  readonly kty: 'RSA' | 'EC' | 'OKP';
  readonly kid?: string | undefined;
  readonly use?: string | undefined;
  readonly alg?: string | undefined;
  readonly key_ops?: readonly string[] | undefined;
  readonly crv?: string | undefined;
  readonly n?: string | undefined;
  readonly e?: string | undefined;
  readonly x?: string | undefined;
  readonly y?: string | undefined;
}

/** What an algorithm asks of a key: its type and, on a curve, which one. All are asymmetric (R33). */
const algorithms: Readonly<Record<string, { readonly kty: PublicKey['kty']; readonly crv?: string }>> = {
  RS256: { kty: 'RSA' },
  RS384: { kty: 'RSA' },
  RS512: { kty: 'RSA' },
  PS256: { kty: 'RSA' },
  PS384: { kty: 'RSA' },
  PS512: { kty: 'RSA' },
  ES256: { kty: 'EC', crv: 'P-256' },
  ES384: { kty: 'EC', crv: 'P-384' },
  ES512: { kty: 'EC', crv: 'P-521' },
  EdDSA: { kty: 'OKP', crv: 'Ed25519' },
  Ed25519: { kty: 'OKP', crv: 'Ed25519' },
};

const text = z.string().max(8192);
const publicKey = z.object({
  kty: z.enum(['RSA', 'EC', 'OKP']),
  kid: text.optional(),
  use: text.optional(),
  alg: text.optional(),
  key_ops: z.array(text).optional(),
  crv: text.optional(),
  n: text.optional(),
  e: text.optional(),
  x: text.optional(),
  y: text.optional(),
});

/** Whether the app can verify this algorithm: asymmetric ones only, never `none`, never HMAC (R33). */
export function isAsymmetric(algorithm: string): boolean {
  return Object.hasOwn(algorithms, algorithm);
}

/** The usable keys of a JWKS, however many; keys of other kinds are passed over. Null when the bytes are no key set. */
export function parseKeySet(bytes: Uint8Array): readonly PublicKey[] | null {
  const keys = parseJsonObject(bytes)?.['keys'];
  if (!Array.isArray(keys)) return null;
  return keys.flatMap((key): PublicKey[] => {
    const parsed = publicKey.safeParse(key);
    return parsed.success ? [parsed.data] : [];
  });
}

/**
 * The keys that may have made a signature: those that fit the algorithm and have the token's `kid`. Where no key has
 * it, or the token has none, one fitting key is accepted when there is no other to confuse it with (R45).
 */
export function chooseKeys(
  keys: readonly PublicKey[],
  wanted: { readonly algorithm: string; readonly keyId: string | null },
): readonly PublicKey[] {
  const fitting = keys.filter((key) => fitsAlgorithm(key, wanted.algorithm));
  const [only] = fitting;
  const alone = fitting.length === 1 && only !== undefined ? only : null;
  if (wanted.keyId === null) return alone === null ? [] : [alone];
  const named = fitting.filter((key) => key.kid === wanted.keyId);
  if (named.length > 0) return named;
  return alone !== null && alone.kid === undefined ? [alone] : [];
}

/** Whether a key can verify this algorithm. */
export function fitsAlgorithm(key: PublicKey, algorithm: string): boolean {
  const needs = Object.hasOwn(algorithms, algorithm) ? algorithms[algorithm] : undefined;
  return (
    needs !== undefined &&
    key.kty === needs.kty &&
    (needs.crv === undefined || key.crv === needs.crv) &&
    (key.use === undefined || key.use === 'sig') &&
    (key.key_ops === undefined || key.key_ops.includes('verify')) &&
    (key.alg === undefined || key.alg === algorithm || sameCurveAlgorithm(key.alg, algorithm))
  );
}

/** RFC 9864 renamed EdDSA on this curve to Ed25519. */
function sameCurveAlgorithm(left: string, right: string): boolean {
  const names = ['EdDSA', 'Ed25519'];
  return names.includes(left) && names.includes(right);
}
