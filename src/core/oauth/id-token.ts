import { compactVerify, decodeJwt, decodeProtectedHeader, errors } from 'jose';
import type { Failure } from '../../shared/failure.ts';
import { fail, succeed } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import { judgeClaims, judgeRefreshedClaims } from './id-token-claims.ts';
import type { JudgedClaims, OriginalIdentity } from './id-token-claims.ts';
import { idTokenInvalid } from './id-token-expectations.ts';
import type { IdTokenExpectations } from './id-token-expectations.ts';
import { isShallow } from './json.ts';
import { isAsymmetric } from './key-set.ts';
import type { PublicKey } from './key-set.ts';
import type { KeySource } from './keys.ts';
import { providerText } from './provider-text.ts';
import type { IdentityClaims } from './types.ts';

export type { IdTokenExpectations } from './id-token-expectations.ts';

/** In characters; real ones have 1 to 4 kB, with group lists more. */
const longestIdToken = 100_000;

/** Three parts, each in base64url without padding, and nothing else (RFC 7515 §5.2, §7.1): decoders forgive more. */
const compactForm = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/;

/**
 * Validates the ID token of a sign-in (OIDC Core §3.1.3.7; R30 to R41). The claims are judged before the keys are
 * asked for, so that a token that is refused anyway costs no call; nothing of it is used before the signature holds.
 * Fails with `id-token-invalid`, `clock-wrong` (F9) or `keys-unavailable`.
 */
export async function validateIdToken(
  idToken: string,
  expected: IdTokenExpectations,
  keys: KeySource,
): Promise<Result<IdentityClaims>> {
  return validate(idToken, expected, keys, (claims, algorithm) => judgeClaims(claims, algorithm, expected));
}

/**
 * Validates the ID token of a renewal (OIDC Core §12.2; R43): same issuer, same account, and all that makes a token
 * genuine. `maxAge` and `acrValues` belong to the sign-in and are not asked again.
 */
export async function validateRefreshedIdToken(
  idToken: string,
  expected: IdTokenExpectations & { readonly original: OriginalIdentity },
  keys: KeySource,
): Promise<Result<IdentityClaims>> {
  return validate(idToken, expected, keys, (claims, algorithm) =>
    judgeRefreshedClaims(claims, algorithm, expected),
  );
}

async function validate(
  idToken: string,
  expected: IdTokenExpectations,
  keys: KeySource,
  judge: (claims: Readonly<Record<string, unknown>>, algorithm: string) => Result<JudgedClaims>,
): Promise<Result<IdentityClaims>> {
  const read = readToken(idToken);
  if (!read.ok) return read;
  const { algorithm, keyId, claims } = read.value;
  const allowed = allowedAlgorithms(expected.algorithms);
  if (!allowed.includes(algorithm)) {
    const shown = providerText(algorithm) ?? '';
    return fail(
      idTokenInvalid(
        null,
        `It is signed with “${shown}”; this provider’s are signed with ${allowed.join(' or ')}.`,
      ),
    );
  }
  const judged = judge(claims, algorithm);
  if (!judged.ok) return judged;
  const signature = await checkSignature(idToken, { algorithm, keyId }, keys);
  if (!signature.ok) return signature;
  return genuine(judged.value)
    ? succeed(judged.value)
    : fail(idTokenInvalid(null, 'It does not say who it is from and for whom.'));
}

/** The one place where `IdentityClaims` come from: claims that were judged, of a token whose signature holds. */
function genuine(claims: JudgedClaims): claims is IdentityClaims {
  return claims.subject !== '' && claims.issuer !== '';
}

/** The asymmetric ones that metadata lists, else RS256 (R33). */
export function allowedAlgorithms(listed: readonly string[] | null): readonly string[] {
  const asymmetric = (listed ?? []).filter(isAsymmetric);
  return asymmetric.length === 0 ? ['RS256'] : asymmetric;
}

function readToken(
  idToken: string,
): Result<{ algorithm: string; keyId: string | null; claims: Readonly<Record<string, unknown>> }> {
  if (idToken.length > longestIdToken)
    return fail(idTokenInvalid(null, 'It is far larger than such a token can be.'));
  if (!compactForm.test(idToken)) return fail(malformed());
  try {
    const header = decodeProtectedHeader(idToken);
    // An extension that has to be understood is not (RFC 7515 §4.1.11); a JWT is never unencoded (RFC 7797 §7).
    if (header.crit !== undefined || header.b64 !== undefined) {
      return fail(idTokenInvalid(null, 'It follows rules that this app does not know.'));
    }
    if (header.kid !== undefined && typeof header.kid !== 'string') return fail(malformed());
    const type = header.typ?.toLowerCase().replace(/^application\//, '');
    // RFC 8725 §3.11: a token that says it is of another kind was made for another purpose.
    if (type !== undefined && ['at+jwt', 'logout+jwt', 'dpop+jwt', 'secevent+jwt'].includes(type)) {
      return fail(idTokenInvalid(null, 'It is a token of another kind.'));
    }
    const claims = decodeJwt(idToken);
    return isShallow(claims)
      ? succeed({
          algorithm: typeof header.alg === 'string' ? header.alg : '',
          keyId: header.kid ?? null,
          claims,
        })
      : fail(malformed());
  } catch {
    return fail(malformed());
  }
}

function malformed(): Failure {
  return idTokenInvalid(null, 'It is not of the form that such a token has.');
}

/** With the keys that are known; where they may be old, with those that are published now (F11). */
async function checkSignature(
  idToken: string,
  header: { readonly algorithm: string; readonly keyId: string | null },
  keys: KeySource,
): Promise<Result<null>> {
  const found = await keys.find(header);
  if (!found.ok) return found;
  if (await verifies(idToken, header.algorithm, found.value)) return succeed(null);
  const published = await keys.findPublished(header);
  if (published !== null && !published.ok) return published;
  return published !== null && (await verifies(idToken, header.algorithm, published.value))
    ? succeed(null)
    : fail(
        idTokenInvalid(
          null,
          'Its signature does not fit the provider’s key: it was changed, or it is not from there.',
        ),
      );
}

async function verifies(idToken: string, algorithm: string, keys: readonly PublicKey[]): Promise<boolean> {
  for (const key of keys) {
    try {
      // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other: there is one key in all but odd key sets
      await compactVerify(idToken, importable(key, algorithm), { algorithms: [algorithm] });
      return true;
    } catch (error) {
      if (!isRefusal(error)) throw error;
    }
  }
  return false;
}

/** What jose throws for a signature or a key that is not acceptable, in contrast to a bug of ours. */
function isRefusal(error: unknown): boolean {
  return error instanceof errors.JOSEError || error instanceof TypeError || error instanceof DOMException;
}

function importable(key: PublicKey, algorithm: string) {
  const members = { kty: key.kty, crv: key.crv, n: key.n, e: key.e, x: key.x, y: key.y };
  const given = Object.entries(members).filter(
    (member): member is [string, string] => member[1] !== undefined,
  );
  return { ...Object.fromEntries(given), kty: key.kty, alg: algorithm };
}
