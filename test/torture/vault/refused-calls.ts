import { join } from 'node:path';
import { copyFolder } from './disk.ts';
import type { Case } from './scenarios.ts';
import { trace } from './strace.ts';
import type { SystemCall } from './strace.ts';
import { every, inLines } from './tally.ts';
import type { Tally } from './tally.ts';
import { callsOf, withTrials } from './trial.ts';
import type { Attempt, Trial } from './trial.ts';

/** Each try has three processes, and waits for them more than it computes. */
const atOnce = 3;

const whenWriting = ['ENOSPC', 'EIO', 'EDQUOT', 'EROFS', 'EMFILE'];
const whenReading = ['EIO', 'EMFILE'];
const reads = ['read', 'statx', 'newfstatat', 'getdents64'];

/** Every call on a file, one at a time, fails with each error that a disk gives there; the disk works again afterwards. */
export async function refuseCalls(
  cases: readonly Case[],
  { step }: { readonly step: number },
  tally: Tally,
): Promise<void> {
  await withTrials(cases, async (trials) => {
    for (const trial of trials) {
      const calls = (await callsOf(trial)).filter(isOnFile);
      const tries = calls.flatMap((call) => errorsOf(call).map((error) => ({ call, error })));
      await inLines(every(step, tries), atOnce, ({ call, error }) => refuse(trial, call, error, tally));
    }
  });
}

/** Not the calls by which the thread tells the main thread that it is done. */
function isOnFile({ line }: SystemCall): boolean {
  return line.includes('/profile');
}

function errorsOf({ name, line }: SystemCall): readonly string[] {
  return reads.includes(name) || (name === 'openat' && !line.includes('O_CREAT')) ? whenReading : whenWriting;
}

async function refuse(trial: Trial, call: SystemCall, error: string, tally: Tally): Promise<void> {
  const inject = `${call.name}:error=${error}:when=${String(call.ordinal)}`;
  await trial.attempt(async (attempt) => {
    const { child, thread, log } = attempt;
    const tracer = await trace(thread, log, inject);
    const { failure = null } = await child.ask({ call: 'make' });
    await tracer.detach();
    const hit = (await tracer.calls()).some(({ line }) => line.includes('(INJECTED)'));
    const problems = await judgeRefusal(attempt, failure, codesFor(error));
    tally.count(failure === null ? 'survived' : 'told');
    tally.add(`${trial.what.scenario} (${trial.what.cipher}), ${inject}`, [
      ...(hit ? [] : ['the call did not come']),
      ...problems,
    ]);
  });
}

/** What a failing disk may be called. */
export function codesFor(error: string): readonly string[] {
  return error === 'ENOSPC' || error === 'EDQUOT' ? ['disk-full'] : ['disk-failed'];
}

/**
 * After a change that a disk refused, or did not: what it told, what memory holds, what a start finds now, and that the
 * change is made once the disk works again.
 */
export async function judgeRefusal(
  { child, folder, judge }: Pick<Attempt, 'child' | 'folder' | 'judge'>,
  failure: { readonly code: string; readonly why: string } | null,
  codes: readonly string[],
): Promise<readonly string[]> {
  const problems: string[] = [];
  if (failure !== null) {
    if (!codes.includes(failure.code)) problems.push(`told ${failure.code}: ${failure.why}`);
    problems.push(...((await child.ask({ call: 'remembered' })).problems ?? []));
  }
  const now = join(folder, '..', 'now');
  await copyFolder(folder, now);
  problems.push(...((await judge(failure === null ? 'new' : 'either', now)).problems ?? []));
  const again = await child.ask({ call: 'again' });
  const told = again.failure ?? null;
  if (told !== null) problems.push(`not made when the disk worked again: ${told.code}, ${told.why}`);
  const later = await judge('new');
  problems.push(...(later.problems ?? []).map((each) => `made again, ${each}`));
  return problems;
}
