import type { CheckReport, CheckSubject } from '../../src/shared/doctor.ts';
import type { Events, LatchkeyApi } from '../../src/shared/ipc.ts';
import { succeed, type Failed } from '../../src/shared/result.ts';
import type { Scenario } from './scenario.ts';

type CheckApi = Pick<LatchkeyApi, 'runChecks' | 'cancelChecks'>;

/** Checks that come to what the scenario has for them, one after the other. */
export function createFakeChecks(
  scenario: Scenario,
  record: (command: keyof CheckApi, input: unknown) => Promise<Failed | null>,
  emit: (event: 'checksChanged', payload: Events['checksChanged']) => void,
): CheckApi {
  const reports = new Map<CheckSubject, CheckReport>();
  const tell = (report: CheckReport): CheckReport => {
    reports.set(report.of, report);
    emit('checksChanged', report);
    return report;
  };
  return {
    async runChecks(input) {
      const { of } = input;
      const all = scenario.checks[of === 'computer' ? 'computer' : 'connection'];
      const known = (count: number, state: CheckReport['state']): CheckReport => ({
        of,
        state,
        startedAt: 1_790_000_000_000,
        milliseconds: 128,
        lines: all.map((line, index) => (index < count ? line : { ...line, finding: null })),
      });
      tell(known(0, 'running'));
      tell(known(Math.floor(all.length / 2), 'running'));
      return (await record('runChecks', input)) ?? succeed(tell(known(all.length, 'done')));
    },
    async cancelChecks(input) {
      const report = reports.get(input.of);
      if (report !== undefined) tell({ ...report, state: 'cancelled' });
      return (await record('cancelChecks', input)) ?? succeed(null);
    },
  };
}
