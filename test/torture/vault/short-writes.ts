import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { judgeRefusal } from './refused-calls.ts';
import type { Case } from './scenarios.ts';
import { every, inLines } from './tally.ts';
import type { Tally } from './tally.ts';
import { withTrials } from './trial.ts';
import type { Trial } from './trial.ts';

const run = promisify(execFile);
const atOnce = 3;

/** Sizes around those of a key, a mark, a short record, and inside the long one. */
const sizes = [
  ...Array.from({ length: 60 }, (_, index) => index * 7),
  ...Array.from({ length: 26 }, (_, index) => 1000 + index * 499),
];

/**
 * Writes that really take only a part of what they are given: the kernel cuts the one that crosses the process's limit on
 * the size of a file, and refuses the next (strace's `retval` would only say so, with nothing written).
 */
export async function cutWritesShort(
  cases: readonly Case[],
  { step }: { readonly step: number },
  tally: Tally,
): Promise<void> {
  await withTrials(cases, async (trials) => {
    for (const trial of trials) {
      await inLines(every(step, sizes), atOnce, (size) => cutAt(trial, size, tally));
    }
  });
}

async function cutAt(trial: Trial, bytes: number, tally: Tally): Promise<void> {
  await trial.attempt(async (attempt) => {
    const { child } = attempt;
    await limitFiles(child.process.pid, String(bytes));
    const { failure = null } = await child.ask({ call: 'make' });
    await limitFiles(child.process.pid, 'unlimited');
    const problems = await judgeRefusal(attempt, failure, ['disk-failed']);
    tally.count(failure === null ? 'survived' : 'told');
    tally.add(
      `${trial.what.scenario} (${trial.what.cipher}), files of at most ${String(bytes)} bytes`,
      problems,
    );
  });
}

/** The soft limit only, so that it can be taken back. */
async function limitFiles(pid: number | undefined, bytes: string): Promise<void> {
  await run('prlimit', ['--pid', String(pid), `--fsize=${bytes}:`]);
}
