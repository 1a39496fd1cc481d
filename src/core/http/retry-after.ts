import type { HeaderList } from '../../shared/request.ts';

const day = 24 * 60 * 60 * 1000;

/**
 * Milliseconds to wait as `Retry-After` says (RFC 9110 §10.2.3), at most a day; null when it says nothing. A date is read
 * against the server's own `Date`, where it gives one: its clock and ours may differ.
 */
export function retryAfterMilliseconds(headers: HeaderList, now: number): number | null {
  const value = valueOf(headers, 'retry-after')?.trim();
  if (value === undefined || value === '') return null;
  if (/^\d{1,9}$/.test(value)) return Math.min(Number(value) * 1000, day);
  const instant = httpDate(value);
  return instant === null ? null : Math.min(Math.max(0, instant - (serverDateOf(headers) ?? now)), day);
}

/** The server's `Date` (RFC 9110 §6.6.1), in milliseconds since the epoch. */
export function serverDateOf(headers: HeaderList): number | null {
  const value = valueOf(headers, 'date');
  return value === undefined ? null : httpDate(value);
}

function valueOf(headers: HeaderList, name: string): string | undefined {
  return headers.find(([candidate]) => candidate.toLowerCase() === name)?.[1];
}

function httpDate(value: string): number | null {
  // HTTP dates have names of days and months in all three forms; without them `Date.parse` reads nearly anything.
  if (!/[a-z]{3}/i.test(value)) return null;
  const instant = Date.parse(value);
  return Number.isNaN(instant) ? null : instant;
}
