import { attachStrace } from '../../../support/attach-strace.ts';

/** Lets a system call of every thread of a process fail with this error, until the returned function is called. */
export function failCalls(pid: number, call: string, error: string): Promise<() => Promise<void>> {
  const what = ['-e', `trace=${call}`, '-e', `inject=${call}:error=${error}`];
  return attachStrace(['-f', '-p', String(pid), '-o', '/dev/null', ...what]);
}
