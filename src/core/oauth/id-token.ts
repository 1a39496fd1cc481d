import { fail, succeed } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import { judgeClaims, judgeRefreshedClaims } from './id-token-claims.ts';
import type { JudgedClaims, OriginalIdentity } from './id-token-claims.ts';
import { idTokenInvalid } from './id-token-expectations.ts';
import type { Claims, IdTokenExpectations } from './id-token-expectations.ts';
import type { KeySource } from './keys.ts';
import { signedClaims } from './signed-claims.ts';
import type { IdentityClaims } from './types.ts';

export type { IdTokenExpectations } from './id-token-expectations.ts';
export { allowedAlgorithms } from './signed-claims.ts';

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
  judge: (claims: Claims, algorithm: string) => Result<JudgedClaims>,
): Promise<Result<IdentityClaims>> {
  const judged = await signedClaims(idToken, expected.algorithms, keys, judge);
  if (!judged.ok) return judged;
  return genuine(judged.value)
    ? succeed(judged.value)
    : fail(idTokenInvalid(null, 'It does not say who it is from and for whom.'));
}

/** The one place where `IdentityClaims` come from: claims that were judged, of a token whose signature holds. */
function genuine(claims: JudgedClaims): claims is IdentityClaims {
  return claims.subject !== '' && claims.issuer !== '';
}
