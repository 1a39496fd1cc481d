import type { CheckReport, CheckSubject, Finding } from '../../shared/doctor.ts';
import { succeed, type Result } from '../../shared/result.ts';
import type { Clock } from '../ports/clock.ts';
import { runChecks, type Check } from './check.ts';

export interface Doctor {
  /**
   * Runs every check of a subject and resolves with all that was found, or with what was found until `cancel`. Asked again for
   * the same subject, the earlier run is cancelled. Fails as `checksOf` does.
   */
  run(of: CheckSubject): Promise<Result<CheckReport>>;
  /** Ends the run of a subject; nothing where none runs. */
  cancel(of: CheckSubject): void;
}

export interface DoctorDeps {
  readonly clock: Clock;
  /** What there is to check. Fails where there is no such connection. */
  readonly checksOf: (of: CheckSubject) => Promise<Result<readonly Check[]>>;
  /** Makes a finding fit to be copied. */
  readonly clean: (finding: Finding) => Finding;
  /** Told of each step, with all that is known by then. Nothing is told of a run after its end. */
  readonly tell: (report: CheckReport) => void;
  /**
   * Closes what the checks of a subject opened; not after a run whose place another one took, which goes on with it. The next
   * run begins when it has ended.
   */
  readonly leave: (of: CheckSubject) => Promise<void>;
}

export function createDoctor({ clock, checksOf, clean, tell, leave }: DoctorDeps): Doctor {
  const running = new Map<CheckSubject, AbortController>();
  const leaving = new Map<CheckSubject, Promise<unknown>>();
  return {
    async run(of) {
      running.get(of)?.abort();
      const controller = new AbortController();
      const { signal } = controller;
      running.set(of, controller);
      const startedAt = clock.now();
      const began = clock.monotonic();
      try {
        const left = leaving.get(of);
        if (left !== undefined) await left;
        const checks = await checksOf(of);
        if (!checks.ok) return checks;
        const found = new Map<Check['id'], Finding>();
        const report = (state: CheckReport['state']): CheckReport => ({
          of,
          state,
          startedAt,
          milliseconds: Math.round(clock.monotonic() - began),
          lines: checks.value.map(({ id, title }) => ({ id, title, finding: found.get(id) ?? null })),
        });
        if (!signal.aborted) tell(report('running'));
        await runChecks(checks.value, {
          clock,
          signal,
          found(id, finding) {
            found.set(id, clean(finding));
            tell(report('running'));
          },
        });
        const last = report(signal.aborted ? 'cancelled' : 'done');
        // A run that took this one's place speaks for itself.
        if (running.get(of) === controller) tell(last);
        return succeed(last);
      } finally {
        if (running.get(of) === controller) {
          running.delete(of);
          const left = leave(of);
          leaving.set(
            of,
            left.catch(() => undefined).finally(() => leaving.delete(of)),
          );
          await left;
        }
      }
    },
    cancel(of) {
      running.get(of)?.abort();
    },
  };
}
