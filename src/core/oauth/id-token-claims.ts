import { createHash } from 'node:crypto';
import { fail, succeed } from '../../shared/result.ts';
import type { Account } from '../../shared/session.ts';
import type { Failure } from '../../shared/failure.ts';
import type { Result } from '../../shared/result.ts';
import { idTokenInvalid } from './id-token-expectations.ts';
import type { Claims, IdTokenExpectations } from './id-token-expectations.ts';
import {
  authTimeOf,
  authTimeProblem,
  clockProblem,
  numberClaim,
  oldToken,
  reference,
  skew,
  timeProblem,
} from './id-token-time.ts';
import { providerText } from '../failures/provider-text.ts';
import type { IdentityClaims } from './types.ts';

export interface OriginalIdentity {
  readonly subject: string;
  /** Seconds since the epoch. */
  readonly authTime: number | null;
}

/** Claims that are right, of a token whose signature nobody has looked at yet. */
export type JudgedClaims = Pick<
  IdentityClaims,
  'issuer' | 'subject' | 'account' | 'authTime' | 'issuedAt' | 'claims' | 'notes'
>;

const longestSubject = 255;

/** OIDC Core §3.1.3.7, without signature and algorithm. */
export function judgeClaims(
  claims: Claims,
  algorithm: string,
  expected: IdTokenExpectations,
): Result<JudgedClaims> {
  const problem =
    issuerProblem(claims, expected) ??
    audienceProblem(claims, expected) ??
    subjectProblem(claims) ??
    nonceProblem(claims, expected, 'required') ??
    hashProblem(claims, algorithm, expected) ??
    clockProblem(expected) ??
    timeProblem(claims, expected) ??
    authTimeProblem(claims, expected) ??
    acrProblem(claims, expected);
  if (problem !== null) return fail(problem);
  const notes =
    numberClaim(claims, 'iat') < reference(expected) - oldToken
      ? ['The ID token was issued more than ten minutes ago.']
      : [];
  return succeed(identity(claims, authTimeOf(claims), notes));
}

/** OIDC Core §12.2. */
export function judgeRefreshedClaims(
  claims: Claims,
  algorithm: string,
  expected: IdTokenExpectations & { readonly original: OriginalIdentity },
): Result<JudgedClaims> {
  const { original } = expected;
  const problem =
    issuerProblem(claims, expected) ??
    audienceProblem(claims, expected) ??
    subjectProblem(claims) ??
    (claims['sub'] === original.subject
      ? null
      : idTokenInvalid('sub', 'It is about another account than the one that signed in.')) ??
    nonceProblem(claims, expected, 'optional') ??
    hashProblem(claims, algorithm, expected) ??
    clockProblem(expected) ??
    timeProblem(claims, expected) ??
    (numberClaim(claims, 'iat') < reference(expected) - skew
      ? idTokenInvalid('iat', 'It is not new: it was issued more than five minutes ago.')
      : null);
  if (problem !== null) return fail(problem);
  // 0 counts as absent on either side (R39).
  const changed = authTimeOf(claims) !== (original.authTime === 0 ? null : original.authTime);
  const notes = changed ? ['The renewed ID token gives another time of sign-in; the first one is kept.'] : [];
  return succeed(identity(claims, original.authTime, notes));
}

function issuerProblem(claims: Claims, expected: IdTokenExpectations): Failure | null {
  return claims['iss'] === expected.issuer
    ? null
    : idTokenInvalid('iss', `It is from ${quote(claims['iss'])}, and should be from “${expected.issuer}”.`);
}

function audienceProblem(claims: Claims, expected: IdTokenExpectations): Failure | null {
  const { aud, azp } = claims;
  const audience: readonly unknown[] = Array.isArray(aud) ? aud : [aud];
  if (!audience.every((member) => typeof member === 'string') || !audience.includes(expected.clientId)) {
    return idTokenInvalid(
      'aud',
      `It is for ${quote(aud)}, and should be for this app, “${shown(expected.clientId)}”.`,
    );
  }
  if (azp !== undefined && azp !== expected.clientId) {
    return idTokenInvalid('azp', `It was given to ${quote(azp)}, and should be for this app.`);
  }
  const others = audience.filter((member) => member !== expected.clientId);
  return others.length > 0 && azp === undefined
    ? idTokenInvalid('azp', 'It is for others too, and does not say that it was given to this app.')
    : null;
}

function subjectProblem(claims: Claims): Failure | null {
  const { sub } = claims;
  if (typeof sub !== 'string' || sub === '') return idTokenInvalid('sub', 'It does not say who signed in.');
  // oxlint-disable-next-line no-control-regex -- "ASCII" of OIDC Core §2 means all of it
  return sub.length <= longestSubject && /^[\u0000-\u007f]+$/.test(sub)
    ? null
    : idTokenInvalid('sub', 'Its name for the account is longer than 255 characters, or not ASCII.');
}

function nonceProblem(
  claims: Claims,
  expected: IdTokenExpectations,
  presence: 'required' | 'optional',
): Failure | null {
  const { nonce } = claims;
  if (presence === 'optional' && nonce === undefined) return null;
  if (presence === 'required' && expected.nonce === null) return null;
  return nonce === expected.nonce
    ? null
    : idTokenInvalid('nonce', 'It does not belong to this sign-in: its one-time mark is missing or another.');
}

/** OIDC Core §3.1.3.6: the left half of the hash that the signature algorithm uses; SHA-512 for Ed25519. */
function hashProblem(claims: Claims, algorithm: string, expected: IdTokenExpectations): Failure | null {
  const hash = claims['at_hash'];
  if (hash === undefined || expected.accessToken === null) return null;
  const bits = algorithm.endsWith('256') ? 256 : algorithm.endsWith('384') ? 384 : 512;
  const digest = createHash(`sha${String(bits)}`)
    .update(expected.accessToken, 'ascii')
    .digest();
  return hash === digest.subarray(0, bits / 16).toString('base64url')
    ? null
    : idTokenInvalid('at_hash', 'It came with an access token that it does not belong to.');
}

function acrProblem(claims: Claims, expected: IdTokenExpectations): Failure | null {
  if (expected.acrValues === null || expected.acrValues.length === 0) return null;
  const { acr } = claims;
  return typeof acr === 'string' && expected.acrValues.includes(acr)
    ? null
    : idTokenInvalid(
        'acr',
        `The way of signing in was ${quote(acr)}, and “${shown(expected.acrValues.join(' or '))}” was needed.`,
      );
}

function identity(claims: Claims, authTime: number | null, notes: readonly string[]): JudgedClaims {
  const subject = typeof claims['sub'] === 'string' ? claims['sub'] : '';
  return {
    issuer: typeof claims['iss'] === 'string' ? claims['iss'] : '',
    subject,
    account: accountOf(claims, subject),
    authTime,
    issuedAt: numberClaim(claims, 'iat'),
    claims,
    notes,
  };
}

/**
 * The account as it is shown: by the ID token's own words, else by those of UserInfo (R42), else by its subject.
 * Whoever calls has judged both.
 */
export function accountOf(claims: Claims, subject: string, userInfo: Claims = {}): Account {
  const label = nameIn(claims) ?? nameIn(userInfo) ?? providerText(subject);
  return { subject, label: label ?? subject };
}

function nameIn(claims: Claims): string | null {
  return (
    providerText(claims['email']) ??
    providerText(claims['preferred_username']) ??
    providerText(claims['name'])
  );
}

function quote(value: unknown): string {
  if (value === null) return 'nobody';
  const text = providerText(typeof value === 'string' ? value : JSON.stringify(value));
  return text === null ? 'nobody' : `“${text}”`;
}

function shown(text: string): string {
  return providerText(text) ?? '';
}
