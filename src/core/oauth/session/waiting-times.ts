import { firstResource } from './state.ts';
import type { Held } from './state.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** How long to wait before a lost answer is asked for again with the same refresh token (F2): within any grace period. */
export const askAgainMilliseconds = second;

const firstBackoff = 5 * second;
const longestBackoff = 10 * minute;
/** The window in which sessions come back after an outage: at first, per time away, and at most. */
const firstSpread = hour;
const spreadGrowth = 4;
const longestSpread = 4 * hour;
/** Of what is left of a refresh token's idle life, the part that a retry may wait. */
const idleShare = 0.8;
const longestForDemand = minute;
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

/** Why a session waits, as far as it decides for how long. */
export interface Wait {
  /** Failures in a row, this one included. */
  readonly failures: number;
  /** Milliseconds since the first of them. */
  readonly away: number;
  /** Milliseconds that the provider asked for; null when it said nothing. */
  readonly retryAfter: number | null;
  /** Milliseconds until the refresh token falls idle; null when nobody knows. */
  readonly idleLeft: number | null;
  /** Whether the provider may be what is away, for everybody: then nobody comes back with all the others. */
  readonly crowded: boolean;
}

/**
 * Milliseconds until a session for which nobody waits tries again. While a provider is away, everybody's sessions fall due
 * one after the other; they come back spread over a window that grows with the time that it was away, or the provider
 * that stands up is run over. The first failure is tried again soon, because most are hiccups; and a token that would fall
 * idle is tried before. See docs/decisions/0016-sessions-come-back-spread.md.
 * @param random 0 to 1.
 */
export function tryAgainAfter(
  { failures, away, retryAfter, idleLeft, crowded }: Wait,
  random: number,
): number {
  const soon = backoff(failures, retryAfter, random);
  if (!crowded || (failures === 1 && retryAfter === null)) return soon;
  const asked = Math.min(retryAfter ?? 0, longestRetryAfter);
  const window = Math.min(Math.max(firstSpread, away * spreadGrowth), longestSpread);
  const spread = asked + random * window;
  const atMost = idleLeft === null ? spread : idleLeft * idleShare;
  return Math.max(soon, Math.min(spread, atMost));
}

/** A request that comes before that may try again after this: whoever waits goes first. Milliseconds. */
export function demandAfter(failures: number, random: number): number {
  return Math.min(backoff(failures, null, random), longestForDemand);
}

/** A little chance before everything is tried at once, after the network came back or the computer woke. */
export function stagger(random: number): number {
  return random * 2 * second;
}

/**
 * When to renew so that the refresh token does not fall idle: once, at about four fifths of its known idle life.
 * Null where the provider does not say how long that is, or refused the token that would be asked for: it would again, at
 * once. Jitter does not move it after the limit.
 */
export function idleRenewalAt(held: Held): number | null {
  const { refreshIdleUntil, renewedAt, signedInAt, refreshToken } = held.record.session;
  if (refreshIdleUntil === null || refreshToken === null) return null;
  if (held.refusals[firstResource(held)] !== undefined) return null;
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
