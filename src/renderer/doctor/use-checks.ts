import { useQuery, useQueryClient } from '@tanstack/react-query';

import type { CheckReport, CheckSubject } from '../../shared/doctor.ts';
import type { Failure } from '../../shared/failure.ts';
import { checksQuery } from '../api/queries.ts';
import { useAction } from '../api/use-action.ts';

export interface RunningChecks {
  readonly report: CheckReport | null;
  readonly running: boolean;
  /** Whether what was found is about settings that are no more. */
  readonly outdated: boolean;
  readonly failure: Failure | null;
  readonly check: () => void;
  readonly stop: () => void;
}

/**
 * The checks of a subject, and what runs and stops them.
 * @param settings what is set now of that which is checked; null where that is not known.
 */
export function useChecks(of: CheckSubject, settings: string | null): RunningChecks {
  const client = useQueryClient();
  const { queryKey } = checksQuery(of);
  const known = useQuery(checksQuery(of)).data ?? null;
  const report = known?.report ?? null;
  const setThen = known?.settings ?? null;
  const checking = useAction();
  const stopping = useAction();
  const running = checking.busy || report?.state === 'running';
  const check = async (): Promise<void> => {
    // From the press on: what was found before is not the answer to it.
    client.setQueryData(queryKey, { settings, report: report === null ? null : begun(report) });
    const { ok } = await checking.run(() => window.latchkey.runChecks({ of }));
    if (!ok) client.setQueryData(queryKey, { settings: null, report: null });
  };
  return {
    report,
    running,
    outdated: report !== null && !running && setThen !== null && setThen !== settings,
    failure: checking.failure ?? stopping.failure,
    check() {
      void check();
    },
    stop() {
      void stopping.run(() => window.latchkey.cancelChecks({ of }));
    },
  };
}

function begun(report: CheckReport): CheckReport {
  return {
    ...report,
    state: 'running',
    lines: report.lines.map(({ id, title }) => ({ id, title, finding: null })),
  };
}
