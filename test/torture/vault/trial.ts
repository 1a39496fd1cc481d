import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleChild, startChange } from './change-process.ts';
import type { Answered, ChangeProcess } from './change-process.ts';
import { copyFolder, withFolder } from './disk.ts';
import { findCipher, findScenario } from './scenarios.ts';
import type { Case } from './scenarios.ts';
import { trace } from './strace.ts';
import type { SystemCall } from './strace.ts';

/** One change, prepared once and tried many times, each time on a copy of the same files and in processes of its own. */
export interface Trial {
  readonly what: Case;
  /** Begins the change in a new process over a new copy of the files, and removes both afterwards. */
  attempt<T>(work: (attempt: Attempt) => Promise<T>): Promise<T>;
}

export interface Attempt {
  readonly child: ChangeProcess;
  /** The profile's folder. */
  readonly folder: string;
  /** The thread that makes every call on a file. */
  readonly thread: number;
  /** A file that is free for strace. */
  readonly log: string;
  /** What is wrong with what another process finds at its start. */
  readonly judge: (found: 'either' | 'new', folder?: string) => Promise<Answered>;
}

/** Runs `work` with a trial of each case. */
export async function withTrials<T>(
  cases: readonly Case[],
  work: (trials: readonly Trial[]) => Promise<T>,
): Promise<T> {
  return withFolder(async (base) => {
    const script = join(base, 'child.cjs');
    await bundleChild('change-child.ts', script);
    const processes = createPool(script);
    const trials: Trial[] = [];
    for (const [index, what] of cases.entries()) {
      const files = join(base, `prepared-${String(index)}`);
      await mkdir(files, { mode: 0o700 });
      const place = { folder: files, cipher: findCipher(what.cipher) };
      const kept = await findScenario(what.scenario).prepare(place);
      trials.push(createTrial({ what, files, kept, processes }));
    }
    try {
      return await work(trials);
    } finally {
      await processes.close();
    }
  });
}

interface Prepared {
  readonly what: Case;
  readonly files: string;
  /** Digests of contents that nobody may ever delete. */
  readonly kept: readonly string[];
  readonly processes: Pool;
}

function createTrial({ what, files, kept, processes }: Prepared): Trial {
  let attempts = 0;
  return {
    what,
    async attempt(work) {
      attempts += 1;
      const own = `${files}.${String(attempts)}`;
      await mkdir(own, { mode: 0o700 });
      const folder = join(own, 'profile');
      await copyFolder(files, folder);
      const child = processes.any();
      try {
        const { thread } = await child.ask({ call: 'begin', folder, ...what });
        if (thread === undefined) throw new Error('The process did not tell its thread.');
        const judge = async (found: 'either' | 'new', where = folder): Promise<Answered> => {
          const next = processes.fresh();
          try {
            return await next.ask({ call: 'judge', folder: where, found, kept, ...what });
          } finally {
            await processes.giveBack(next);
          }
        };
        return await work({ child, folder, thread, log: join(own, 'strace'), judge });
      } finally {
        await child.stop();
        await rm(own, { recursive: true, force: true });
      }
    },
  };
}

/** A start is judged by a process that has done nothing before; afterwards that one may begin the next change. */
interface Pool {
  fresh(): ChangeProcess;
  any(): ChangeProcess;
  giveBack(used: ChangeProcess): Promise<void>;
  close(): Promise<void>;
}

const mostIdle = 3;

function createPool(script: string): Pool {
  const idle: ChangeProcess[] = [];
  return {
    fresh: () => startChange(script),
    any: () => idle.pop() ?? startChange(script),
    async giveBack(used) {
      // A try has more starts than changes.
      if (idle.length < mostIdle) idle.push(used);
      else await used.stop();
    },
    async close() {
      await Promise.all(idle.map((each) => each.stop()));
    },
  };
}

/** The system calls that the change makes on files, found by watching it once, in their order. */
export function callsOf(trial: Trial): Promise<readonly SystemCall[]> {
  return trial.attempt(async ({ child, thread, log }) => {
    const tracer = await trace(thread, log);
    const { failure } = await child.ask({ call: 'make' });
    await tracer.detach();
    if (failure !== null) throw new Error(`${trial.what.scenario} fails by itself: ${String(failure?.why)}`);
    return tracer.calls();
  });
}
