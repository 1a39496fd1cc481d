import type { Torture, TortureResult } from './torture.ts';
import { trace } from './vault/strace.ts';
import type { SystemCall } from './vault/strace.ts';
import { allCases } from './vault/scenarios.ts';
import type { Case } from './vault/scenarios.ts';
import { every, inLines, Tally } from './vault/tally.ts';
import { callsOf, withTrials } from './vault/trial.ts';
import type { Trial } from './vault/trial.ts';

/** Each try has three processes, and waits for them more than it computes. */
const atOnce = 3;

/** `kill-syscalls`: SIGKILL before and after every system call of every change of the vault and of the connections. */
export const killSyscalls: Torture = {
  name: 'kill-syscalls',
  about:
    'the process is killed at every system call that a save makes; the next start finds the old or the new state whole',
  run: ({ size }) => killAtSystemCalls(allCases(), { step: size === 'whole' ? 1 : 12 }),
};

/**
 * Watches each change once to find its system calls, then makes it again for each (each `step`-th) of them and kills the
 * process at its entry: the kernel does not run a call that is entered with a fatal signal. The thread that works on
 * files wakes the main thread after each call on a file, by a call of its own; killed there, the call on the file is
 * done and nobody has heard of it. So each call on a file is killed both before and after it. Last, the process is
 * killed as soon as it has acknowledged the change.
 */
export async function killAtSystemCalls(
  cases: readonly Case[],
  { step }: { readonly step: number },
): Promise<TortureResult> {
  const tally = new Tally();
  await withTrials(cases, async (trials) => {
    for (const trial of trials) {
      const calls = await callsOf(trial);
      await inLines(every(step, calls), atOnce, (call) => killAt(trial, call, tally));
      await killAfter(trial, tally);
    }
  });
  return tally.result();
}

async function killAt(trial: Trial, call: SystemCall, tally: Tally): Promise<void> {
  const when = `${call.name}:signal=SIGKILL:when=${String(call.ordinal)}`;
  await trial.attempt(async ({ child, thread, log, judge }) => {
    const tracer = await trace(thread, log, when);
    const made = child.ask({ call: 'make' }).catch(() => null);
    const signal = await child.ended;
    await made;
    await tracer.detach();
    const last = (await tracer.calls()).at(-1);
    const aimed = last?.name === call.name && last.ordinal === call.ordinal;
    const { problems = [], state } = await judge('either');
    tally.count(`found ${state ?? 'neither'}`);
    tally.add(`${trial.what.scenario} (${trial.what.cipher}), killed at ${when}`, [
      ...(signal === 'SIGKILL' && aimed ? [] : [`killed by ${String(signal)} at ${String(last?.line)}`]),
      ...problems,
    ]);
  });
}

async function killAfter(trial: Trial, tally: Tally): Promise<void> {
  await trial.attempt(async ({ child, judge }) => {
    await child.ask({ call: 'make' });
    await child.stop();
    const { problems = [] } = await judge('new');
    tally.count('found new');
    tally.add(`${trial.what.scenario} (${trial.what.cipher}), killed once it was acknowledged`, problems);
  });
}
