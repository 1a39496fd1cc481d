import type { Failure } from '../../shared/failure.ts';
import { failure, hostOf } from './failures.ts';
import { idTokenInvalid } from './id-token-expectations.ts';
import type { Claims, IdTokenExpectations } from './id-token-expectations.ts';

/** How far clocks may be apart (F9), in seconds. */
export const skew = 5 * 60;
/** Where the server's own clock is known, only the way and rounding count, in seconds. */
const skewOfKnownClock = 60;
/** Above this an ID token is old, which is noted, in seconds. */
export const oldToken = 10 * 60;
/** Beyond five minutes nothing that depends on time can be judged: fails closed, and says by how much (F9). */
export function clockProblem(expected: IdTokenExpectations): Failure | null {
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

/** exp, iat and nbf (R35, R36). */
export function timeProblem(claims: Claims, expected: IdTokenExpectations): Failure | null {
  const now = reference(expected);
  const tolerance = expected.serverDate === null ? skew : skewOfKnownClock;
  const { exp, iat, nbf } = claims;
  if (!isInstant(exp)) return idTokenInvalid('exp', 'It does not say until when it is valid.');
  if (exp + tolerance <= now) return idTokenInvalid('exp', `It ran out at ${time(exp)}; it is ${time(now)}.`);
  if (!isInstant(iat)) return idTokenInvalid('iat', 'It does not say when it was issued.');
  if (iat > now + skew)
    return idTokenInvalid('iat', `It was issued in the future, at ${time(iat)}; it is ${time(now)}.`);
  if (nbf !== undefined && (!isInstant(nbf) || nbf > now + skew))
    return idTokenInvalid('nbf', 'It is not valid yet.');
  return null;
}

/** `auth_time` where `max_age` was sent (R39). */
export function authTimeProblem(claims: Claims, expected: IdTokenExpectations): Failure | null {
  if (expected.maxAge === null) return null;
  const authTime = authTimeOf(claims);
  if (authTime === null) {
    return idTokenInvalid('auth_time', 'It does not say when you signed in, which the app had asked for.');
  }
  return authTime + expected.maxAge + skew >= reference(expected) && authTime <= reference(expected) + skew
    ? null
    : idTokenInvalid(
        'auth_time',
        `You signed in at ${time(authTime)}, and the app had asked for a newer sign-in.`,
      );
}

/** Seconds since the epoch by the server's clock where it is known and credible, else by ours. */
export function reference(expected: Pick<IdTokenExpectations, 'now' | 'serverDate'>): number {
  return (expected.serverDate ?? expected.now) / 1000;
}

/** 0 counts as absent; fractions are accepted (R39). */
export function authTimeOf(claims: Claims): number | null {
  const value = claims['auth_time'];
  return isInstant(value) && value > 0 ? value : null;
}

export function numberClaim(claims: Claims, name: string): number {
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
