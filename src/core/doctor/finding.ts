import type { Failure } from '../../shared/failure.ts';
import type { CheckHelp, Finding, Verdict } from '../../shared/doctor.ts';

/** Facts by their name on screen; those without a value are left out. */
export type Facts = Readonly<Record<string, string | number | null | undefined>>;

/** All is well. */
export function good(what: string, facts: Facts = {}): Finding {
  return finding('good', what, '', facts);
}

/** Worth knowing, or could not be told. */
export function note(what: string, next: string, facts: Facts = {}): Finding {
  return finding('note', what, next, facts);
}

/** It stands in the way of something. */
export function wrong(what: string, next: string, facts: Facts = {}, help?: CheckHelp): Finding {
  const found = finding('wrong', what, next, facts);
  return help === undefined ? found : { ...found, help };
}

/** Nobody can say; `why` says why not. */
export function untold(why: string): Finding {
  return note(`This could not be told: ${why}`, '');
}

/** The words and facts of a failure, as a finding. */
export function ofFailure(verdict: Verdict, { what, why, next, code, details }: Failure): Finding {
  return finding(verdict, [what, why].filter((part) => part !== '').join(' '), next, {
    Code: code,
    'HTTP status': details?.httpStatus,
    Host: details?.host,
    'Provider’s error': details?.providerError,
  });
}

function finding(verdict: Verdict, what: string, next: string, facts: Facts): Finding {
  return {
    verdict,
    what,
    next,
    facts: Object.entries(facts).flatMap(([name, value]) =>
      value === null || value === undefined || value === '' ? [] : [{ name, value: String(value) }],
    ),
  };
}
