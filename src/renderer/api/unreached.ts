import type { Failure, FailureCode } from '../../shared/failure.ts';

const unreached: ReadonlySet<FailureCode> = new Set([
  'timed-out',
  'name-not-resolved',
  'connection-failed',
  'proxy-sign-in-needed',
  'provider-unavailable',
]);

/** Whether a provider could not be asked now, so that nothing is known to be wrong with its address. */
export function isUnreached({ code }: Failure): boolean {
  return unreached.has(code);
}
