import { spawn } from 'node:child_process';

/** Lets a system call of every thread of a process fail with this error, until the returned function is called. */
export async function failCalls(pid: number, call: string, error: string): Promise<() => Promise<void>> {
  const what = ['-e', `trace=${call}`, '-e', `inject=${call}:error=${error}`];
  const strace = spawn('strace', ['-f', '-p', String(pid), '-o', '/dev/null', ...what], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => {
    strace.once('exit', () => {
      resolve();
    });
  });
  await new Promise<void>((resolve, reject) => {
    let said = '';
    strace.once('error', reject);
    strace.once('exit', () => {
      reject(new Error(`strace could not attach: ${said}`));
    });
    strace.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes('attached')) resolve();
    });
  });
  return async () => {
    strace.kill('SIGINT');
    await ended;
  };
}
