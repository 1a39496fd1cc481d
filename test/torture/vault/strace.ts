import { readFile } from 'node:fs/promises';
import { attachStrace } from '../../support/attach-strace.ts';

/** A system call of one thread. */
export interface SystemCall {
  readonly name: string;
  /** Which one of this name, from 1 on: what `when=` of strace counts. */
  readonly ordinal: number;
  /** As strace wrote it. */
  readonly line: string;
}

export interface Tracer {
  /** Lets the thread go, and waits for that. */
  detach(): Promise<void>;
  /** What it has seen; complete once it is detached, or the thread is gone. */
  calls(): Promise<readonly SystemCall[]>;
}

/** The runtime's own: memory and waiting. Whether they come depends on the moment. */
const notTraced = 'futex,madvise,mprotect,munmap,mmap,brk,sched_yield,restart_syscall';

/**
 * Attaches strace to one thread, so that its calls are counted from here on and no other thread's are touched.
 * @param inject what to do to which call, such as `fsync:signal=SIGKILL:when=2`
 */
export async function trace(thread: number, log: string, inject?: string): Promise<Tracer> {
  const injected = inject === undefined ? [] : ['-e', `inject=${inject}`];
  const args = ['-p', String(thread), '-o', log, '-y', '-s', '0', '-e', `trace=!${notTraced}`, ...injected];
  const detach = await attachStrace(args);
  return {
    detach,
    async calls() {
      return parseCalls(await readFile(log, 'utf8'));
    },
  };
}

function parseCalls(text: string): readonly SystemCall[] {
  const seen = new Map<string, number>();
  const calls: SystemCall[] = [];
  for (const line of text.split('\n')) {
    const name = /^([a-z0-9_]+)\(/.exec(line)?.[1];
    if (name === undefined) continue;
    const ordinal = (seen.get(name) ?? 0) + 1;
    seen.set(name, ordinal);
    calls.push({ name, ordinal, line });
  }
  return calls;
}
