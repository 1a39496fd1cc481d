import type { Held } from './state.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** How long to wait before a lost answer is asked for again with the same refresh token (F2): within any grace period. */
export const askAgainMilliseconds = second;

const firstBackoff = 5 * second;
const longestBackoff = 10 * minute;
/** Retry-After is obeyed up to this; *Try now* is there for who does not want to wait. */
const longestRetryAfter = 24 * hour;

/** What `slow_down` adds to the time between two questions about a device code, for good (RFC 8628 §3.5). */
export const slowDownMilliseconds = 5 * second;
/** However often nobody answers, a person who waits for the sign-in is not kept waiting much longer than this. */
const longestDeviceBackoff = minute;

/**
 * Milliseconds until a device code is asked about again: the interval, doubled for each question in a row that got no
 * answer (RFC 8628 §3.5), never less than the interval itself or than what Retry-After asked for.
 */
export function askDeviceAgainAfter(interval: number, failures: number, retryAfter: number | null): number {
  const doubled = Math.min(
    interval * 2 ** Math.min(failures, 10),
    Math.max(longestDeviceBackoff, 2 * interval),
  );
  return Math.max(interval, failures === 0 ? 0 : doubled, Math.min(retryAfter ?? 0, longestRetryAfter));
}

/** A session that the disk refused is written again this often. */
export const flushAgainMilliseconds = 30 * second;

/** An undelivered sign-out is given up after this (R49). */
export const signOutLifetimeMilliseconds = 7 * 24 * hour;

/**
 * Milliseconds to wait after so many failures in a row: exponential, with half of it left to chance so that a fleet
 * does not come back as one, and never before what Retry-After asked for.
 * @param random 0 to 1.
 */
export function backoff(failures: number, retryAfter: number | null, random: number): number {
  const step = Math.min(longestBackoff, firstBackoff * 2 ** Math.min(Math.max(0, failures - 1), 10));
  const jittered = step * (0.5 + random / 2);
  if (retryAfter === null) return jittered;
  const asked = Math.min(Math.max(0, retryAfter), longestRetryAfter);
  return Math.max(jittered, asked + random * Math.min(asked / 10, 30 * second));
}

/** Until when a provider that asked not to be called is left alone; never longer than it could have asked, whatever the clock did since. */
export function leftAloneUntil(notBefore: number, now: number): number {
  return Math.min(notBefore, now + longestRetryAfter);
}

/** A little chance before everything is tried at once, after the network came back or the computer woke. */
export function stagger(random: number): number {
  return random * 2 * second;
}

/**
 * When to renew so that the refresh token does not fall idle: once, at about four fifths of its known idle life.
 * Null where the provider does not say how long that is. Jitter does not move it after the limit.
 */
export function idleRenewalAt(held: Held): number | null {
  const { refreshIdleUntil, renewedAt, signedInAt, refreshToken } = held.record.session;
  if (refreshIdleUntil === null || refreshToken === null) return null;
  const from = renewedAt ?? signedInAt;
  return from + Math.max(0, refreshIdleUntil - from) * 0.8;
}

/** When the last access token of a session that cannot renew runs out; null when nobody knows (R72, R76). */
export function signedInUntil(held: Held): number | null {
  let latest: number | null = null;
  for (const token of Object.values(held.record.session.accessTokens)) {
    if (token.expiresAt === null) return null;
    latest = Math.max(latest ?? 0, token.expiresAt);
  }
  return latest;
}
