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
  const stops = new Map<CheckSubject, () => void>();
  let runs = 0;
  const tell = (report: CheckReport): CheckReport => {
    emit('checksChanged', report);
    return report;
  };
  return {
    async runChecks(input) {
      const { of } = input;
      const failed = await record('runChecks', input);
      if (failed !== null) return failed;
      const all = scenario.checks[of === 'computer' ? 'computer' : 'connection'];
      runs += 1;
      const startedAt = 1_790_000_000_000 + runs;
      const known = (count: number, state: CheckReport['state']): CheckReport => ({
        of,
        state,
        startedAt,
        milliseconds: 128,
        lines: all.map((line, index) => (index < count ? line : { ...line, finding: null })),
      });
      const half = Math.floor(all.length / 2);
      tell(known(0, 'running'));
      tell(known(half, 'running'));
      if (scenario.checks.slow !== true) return succeed(tell(known(all.length, 'done')));
      await new Promise<void>((resolve) => {
        stops.set(of, resolve);
      });
      return succeed(tell(known(half, 'cancelled')));
    },
    async cancelChecks(input) {
      const failed = await record('cancelChecks', input);
      if (failed !== null) return failed;
      stops.get(input.of)?.();
      return succeed(null);
    },
  };
}
