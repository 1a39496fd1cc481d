import type { Failure, FailureCode, FailureDetails } from '../../shared/failure.ts';

/** A failure in the three parts that a person reads: what happened, why, what to do next. Unknown details are left out. */
export function failure(
  code: FailureCode,
  what: string,
  why: string,
  next: string,
  details?: { readonly [Name in keyof FailureDetails]?: FailureDetails[Name] | null | undefined },
): Failure {
  const known: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(details ?? {})) {
    if (value !== null && value !== undefined) known[name] = value;
  }
  const parts = { code, what, why, next };
  return Object.keys(known).length === 0 ? parts : { ...parts, details: known };
}
