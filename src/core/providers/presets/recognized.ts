import type { CandidateIssuer, MissingPart } from '../../../shared/provider.ts';
import type { Recognized } from './preset.ts';

/** Complete: one issuer, or several of which the first is the likeliest. */
export function found(...issuers: readonly CandidateIssuer[]): Recognized {
  return { issuers, missing: null, problem: null };
}

/** The provider is known, and a part of its issuer is not. */
export function lacks(missing: MissingPart, problem: string | null = null): Recognized {
  return { issuers: [], missing, problem };
}

/** Not what is wanted; with what was probably meant, where that can be said. */
export function wrong(problem: string, ...issuers: readonly CandidateIssuer[]): Recognized {
  return { issuers, missing: null, problem };
}

/** The first segments up to one, as the path of an issuer: empty or `/a/b`. */
export function pathUpTo(segments: readonly string[], end: number): string {
  return segments
    .slice(0, end)
    .map((segment) => `/${segment}`)
    .join('');
}
