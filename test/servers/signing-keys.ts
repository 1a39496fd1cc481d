import { constants, createHash, createHmac, KeyObject, sign as signBytes } from 'node:crypto';
import { CompactSign, exportJWK, generateKeyPair } from 'jose';
import type { CryptoKey, JWK } from 'jose';

export interface SigningKey {
  readonly algorithm: string;
  readonly keyId: string;
  /** The public key as a JWKS publishes it. */
  readonly jwk: JWK;
  /** Signs claims; `header` overrides, and a member that is undefined is left out. */
  sign(claims: unknown, header?: Readonly<Record<string, unknown>>): Promise<string>;
  /** Signs a header and a payload as they are written, whatever they say. */
  signAsWritten(header: string, payload: string | Uint8Array): string;
}

/** A new key pair of an asymmetric algorithm. */
export async function createSigningKey(algorithm = 'RS256', keyId = 'key-1'): Promise<SigningKey> {
  const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: keyId, alg: algorithm, use: 'sig' };
  return {
    algorithm,
    keyId,
    jwk,
    sign: (claims, header = {}) => sign(privateKey, claims, { alg: algorithm, kid: keyId, ...header }),
    signAsWritten: (header, payload) => signAsWritten(privateKey, algorithm, header, payload),
  };
}

/** A token that says `alg: none`. */
export function unsignedToken(claims: unknown): string {
  return `${encode({ alg: 'none' })}.${encode(claims)}.`;
}

/** A token signed with a shared secret, for example with the public key as the secret. */
export function hmacToken(claims: unknown, secret: string, keyId = 'key-1'): string {
  const input = `${encode({ alg: 'HS256', kid: keyId })}.${encode(claims)}`;
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}

/** `at_hash` of OIDC Core §3.1.3.6 for an algorithm of 256 bits. */
export function accessTokenHash(accessToken: string, hash = 'sha256'): string {
  const digest = createHash(hash).update(accessToken).digest();
  return digest.subarray(0, digest.length / 2).toString('base64url');
}

async function sign(
  key: CryptoKey,
  claims: unknown,
  header: Readonly<Record<string, unknown>> & { alg: string },
): Promise<string> {
  const given = Object.fromEntries(Object.entries(header).filter(([, value]) => value !== undefined));
  return new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ ...given, alg: header.alg })
    .sign(key);
}

function signAsWritten(
  key: CryptoKey,
  algorithm: string,
  header: string,
  payload: string | Uint8Array,
): string {
  const input = `${Buffer.from(header).toString('base64url')}.${Buffer.from(payload).toString('base64url')}`;
  const digest = /\d+$/.exec(algorithm)?.[0];
  const signature = signBytes(digest === undefined ? null : `sha${digest}`, Buffer.from(input), {
    key: KeyObject.from(key),
    dsaEncoding: 'ieee-p1363',
    ...(algorithm.startsWith('PS')
      ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
      : {}),
  });
  return `${input}.${signature.toString('base64url')}`;
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
