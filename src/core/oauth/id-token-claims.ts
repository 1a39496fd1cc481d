import { createHash } from 'node:crypto';
import { fail, succeed } from '../../shared/result.ts';
import type { Account } from '../../shared/session.ts';
import type { Failure } from '../../shared/failure.ts';
import type { Result } from '../../shared/result.ts';
import { failure, hostOf } from './failures.ts';
import { providerText } from './provider-text.ts';
import type { IdentityClaims } from './types.ts';

export interface IdTokenExpectations {
  readonly issuer: string;
  readonly clientId: string;
  /** Null: none was sent. */
  readonly nonce: string | null;
  /** Seconds; null: not asked for. */
  readonly maxAge: number | null;
  /** One of which the token has to carry (an essential `acr`, a step-up); null where they were a mere wish (R38). */
  readonly acrValues: readonly string[] | null;
  /** `id_token_signing_alg_values_supported` of the metadata. */
  readonly algorithms: readonly string[] | null;
  /** To compare `at_hash` with. */
  readonly accessToken: string | null;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** The `Date` of the answer that brought the token, in milliseconds; null when it had none. */
  readonly serverDate: number | null;
}

export interface OriginalIdentity {
  readonly subject: string;
  /** Seconds since the epoch. */
  readonly authTime: number | null;
}

type Claims = Readonly<Record<string, unknown>>;

/** Claims that are right, of a token whose signature nobody has looked at yet. */
export type JudgedClaims = Pick<
  IdentityClaims,
  'issuer' | 'subject' | 'account' | 'authTime' | 'issuedAt' | 'claims' | 'notes'
>;

/** How far clocks may be apart (F9), in seconds. */
const skew = 5 * 60;
/** Where the server's own clock is known, only the way and rounding count, in seconds. */
const skewOfKnownClock = 60;
const oldToken = 10 * 60;
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
      : invalid('sub', 'It is about another account than the one that signed in.')) ??
    nonceProblem(claims, expected, 'optional') ??
    hashProblem(claims, algorithm, expected) ??
    clockProblem(expected) ??
    timeProblem(claims, expected) ??
    (numberClaim(claims, 'iat') < reference(expected) - skew
      ? invalid('iat', 'It is not new: it was issued more than five minutes ago.')
      : null);
  if (problem !== null) return fail(problem);
  const changed = authTimeOf(claims) !== original.authTime;
  const notes = changed ? ['The renewed ID token gives another time of sign-in; the first one is kept.'] : [];
  return succeed(identity(claims, original.authTime, notes));
}

function issuerProblem(claims: Claims, expected: IdTokenExpectations): Failure | null {
  return claims['iss'] === expected.issuer
    ? null
    : invalid('iss', `It is from ${quote(claims['iss'])}, and should be from “${expected.issuer}”.`);
}

function audienceProblem(claims: Claims, expected: IdTokenExpectations): Failure | null {
  const { aud, azp } = claims;
  const audience: readonly unknown[] = Array.isArray(aud) ? aud : [aud];
  if (!audience.every((member) => typeof member === 'string') || !audience.includes(expected.clientId)) {
    return invalid(
      'aud',
      `It is for ${quote(aud)}, and should be for this app, “${shown(expected.clientId)}”.`,
    );
  }
  if (azp !== undefined && azp !== expected.clientId) {
    return invalid('azp', `It was given to ${quote(azp)}, and should be for this app.`);
  }
  const others = audience.filter((member) => member !== expected.clientId);
  return others.length > 0 && azp === undefined
    ? invalid('azp', 'It is for others too, and does not say that it was given to this app.')
    : null;
}

function subjectProblem(claims: Claims): Failure | null {
  const { sub } = claims;
  if (typeof sub !== 'string' || sub === '') return invalid('sub', 'It does not say who signed in.');
  // oxlint-disable-next-line no-control-regex -- "ASCII" of OIDC Core §2 means all of it
  return sub.length <= longestSubject && /^[\u0000-\u007f]+$/.test(sub)
    ? null
    : invalid('sub', 'Its name for the account is longer than 255 characters, or not ASCII.');
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
    : invalid(
        'nonce',
        'It does not belong to this sign-in: its one-time mark (nonce) is missing or another.',
      );
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
    : invalid('at_hash', 'It came with an access token that it does not belong to.');
}

/** Beyond five minutes nothing that depends on time can be judged: fails closed, and says by how much (F9). */
function clockProblem(expected: IdTokenExpectations): Failure | null {
  if (expected.serverDate === null) return null;
  const minutes = Math.round((expected.now - expected.serverDate) / 60_000);
  if (Math.abs(expected.now - expected.serverDate) <= skew * 1000) return null;
  return failure(
    'clock-wrong',
    `Your clock is ${String(Math.abs(minutes))} minutes ${minutes > 0 ? 'fast' : 'slow'}.`,
    'It is that far from the provider’s. Without the right time the app cannot tell a valid sign-in from an old one.',
    'Set the date and time of this computer, then try again.',
    { host: hostOf(expected.issuer) },
  );
}

function timeProblem(claims: Claims, expected: IdTokenExpectations): Failure | null {
  const now = reference(expected);
  const tolerance = expected.serverDate === null ? skew : skewOfKnownClock;
  const { exp, iat, nbf } = claims;
  if (!isInstant(exp)) return invalid('exp', 'It does not say until when it is valid.');
  if (exp + tolerance <= now) return invalid('exp', `It ran out at ${time(exp)}; it is ${time(now)}.`);
  if (!isInstant(iat)) return invalid('iat', 'It does not say when it was issued.');
  if (iat > now + skew)
    return invalid('iat', `It was issued in the future, at ${time(iat)}; it is ${time(now)}.`);
  if (nbf !== undefined && (!isInstant(nbf) || nbf > now + skew))
    return invalid('nbf', 'It is not valid yet.');
  return null;
}

function authTimeProblem(claims: Claims, expected: IdTokenExpectations): Failure | null {
  if (expected.maxAge === null) return null;
  const authTime = authTimeOf(claims);
  if (authTime === null) {
    return invalid('auth_time', 'It does not say when you signed in, which the app had asked for.');
  }
  return authTime + expected.maxAge + skew >= reference(expected) && authTime <= reference(expected) + skew
    ? null
    : invalid('auth_time', `You signed in at ${time(authTime)}, and the app had asked for a newer sign-in.`);
}

function acrProblem(claims: Claims, expected: IdTokenExpectations): Failure | null {
  if (expected.acrValues === null || expected.acrValues.length === 0) return null;
  const { acr } = claims;
  return typeof acr === 'string' && expected.acrValues.includes(acr)
    ? null
    : invalid(
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

function accountOf(claims: Claims, subject: string): Account {
  const label =
    providerText(claims['email']) ??
    providerText(claims['preferred_username']) ??
    providerText(claims['name']) ??
    providerText(subject);
  return { subject, label: label ?? subject };
}

/** Seconds since the epoch by the server's clock where it is known and credible, else by ours. */
function reference(expected: IdTokenExpectations): number {
  return (expected.serverDate ?? expected.now) / 1000;
}

/** 0 counts as absent; fractions are accepted (R39). */
function authTimeOf(claims: Claims): number | null {
  const value = claims['auth_time'];
  return isInstant(value) && value > 0 ? value : null;
}

function numberClaim(claims: Claims, name: string): number {
  const value = claims[name];
  return isInstant(value) ? value : 0;
}

/** Up to the last instant that a Date can hold. */
function isInstant(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= 8_640_000_000_000;
}

function time(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}

function quote(value: unknown): string {
  if (value === null) return 'nobody';
  const text = providerText(typeof value === 'string' ? value : JSON.stringify(value));
  return text === null ? 'nobody' : `“${text}”`;
}

function shown(text: string): string {
  return providerText(text) ?? '';
}

function invalid(claim: string, why: string): Failure {
  return failure(
    'id-token-invalid',
    'The sign-in was not accepted.',
    `The provider’s statement of who you are (the ID token) is not valid. ${why}`,
    'Sign in again. If it stays so, tell whoever runs the provider.',
    { field: claim },
  );
}
