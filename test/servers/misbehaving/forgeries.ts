import {
  createHmac,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign as signBytes,
} from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { IdTokenMaker } from '../levers.ts';
import type { SigningKey } from '../signing-keys.ts';
import { sharedKey } from './shared-keys.ts';

/** Parts of a compact token. */
export function part(value: unknown): string {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
}

/** A token that says another `alg`, with any signature. */
export function saysAlgorithm(alg: unknown, signature = ''): IdTokenMaker {
  return (claims) =>
    `${part(alg === undefined ? { typ: 'JWT' } : { alg, kid: 'key-1' })}.${part(claims)}.${signature}`;
}

/** Signed as the rules say, with more in the header. */
export function withHeader(more: Readonly<Record<string, unknown>>): IdTokenMaker {
  return (claims, { signer }) => signed(signer, { ...more }, claims);
}

/** Signed by the first key, whatever the header says. */
export function signed(signer: SigningKey, more: Readonly<Record<string, unknown>>, claims: unknown): string {
  const header = { alg: signer.algorithm, kid: signer.keyId, ...more };
  return signer.signAsWritten(JSON.stringify(header), JSON.stringify(claims));
}

/** Signed by somebody else, whose key the token itself names where `more` does. */
export function byAttacker(
  more: (attacker: SigningKey) => Readonly<Record<string, unknown>> = () => ({}),
): IdTokenMaker {
  return async (claims, { signer }) => {
    const attacker = await sharedKey(signer.algorithm, 'attacker');
    return signed(attacker, { kid: signer.keyId, ...more(attacker) }, claims);
  };
}

/** Changes the finished token. */
export function finished(change: (token: string) => string): IdTokenMaker {
  return async (claims, { signer }) => change(await signer.sign(claims));
}

/** Changes the payload's text before it is signed. */
export function payload(change: (text: string) => string | Uint8Array): IdTokenMaker {
  return (claims, { signer }) =>
    signer.signAsWritten(
      JSON.stringify({ alg: signer.algorithm, kid: signer.keyId }),
      change(JSON.stringify(claims)),
    );
}

/** The public key taken for a shared secret: what a verifier does that lets the token choose (RFC 8725 §2.1). */
export function confused(secretOf: (signer: SigningKey) => string | Uint8Array, alg = 'HS256'): IdTokenMaker {
  return (claims, { signer }) => {
    const input = `${part({ alg, kid: signer.keyId })}.${part(claims)}`;
    const signature = createHmac(alg.replace('HS', 'sha'), secretOf(signer)).update(input);
    return `${input}.${signature.digest('base64url')}`;
  };
}

/** The public key in the form in which most libraries load it. */
export function asPem(signer: SigningKey): string {
  return createPublicKey({ key: signer.jwk, format: 'jwk' })
    .export({ type: 'spki', format: 'pem' })
    .toString();
}

/** An encrypted token: five parts, of which the last four look like noise. */
export function encrypted(): IdTokenMaker {
  return () =>
    [
      part({ alg: 'RSA-OAEP', enc: 'A256GCM' }),
      ...[256, 12, 64, 16].map((size) => randomBytes(size).toString('base64url')),
    ].join('.');
}

/** An RSA key of any size, also of one that nobody may use. */
export function rsaKey(bits: number, keyId = 'key-1'): SigningKey {
  const pair = generateKeyPairSync('rsa', { modulusLength: bits });
  return signingKey(pair, 'RS256', keyId);
}

/** An EC key on any curve, said to be for an algorithm. */
export function ecKey(namedCurve: string, algorithm: string, keyId = 'key-1'): SigningKey {
  return signingKey(generateKeyPairSync('ec', { namedCurve }), algorithm, keyId);
}

function signingKey(
  { publicKey, privateKey }: { publicKey: KeyObject; privateKey: KeyObject },
  algorithm: string,
  keyId: string,
): SigningKey {
  const signAsWritten = (header: string, text: string | Uint8Array): string => {
    const input = `${Buffer.from(header).toString('base64url')}.${Buffer.from(text).toString('base64url')}`;
    const bytes = signBytes('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' });
    return `${input}.${bytes.toString('base64url')}`;
  };
  return {
    algorithm,
    keyId,
    jwk: { ...publicKey.export({ format: 'jwk' }), kid: keyId, alg: algorithm, use: 'sig' },
    sign: async (claims, header = {}) =>
      Promise.resolve(
        signAsWritten(JSON.stringify({ alg: algorithm, kid: keyId, ...header }), JSON.stringify(claims)),
      ),
    signAsWritten,
  };
}
