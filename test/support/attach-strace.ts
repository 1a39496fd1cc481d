import { spawn } from 'node:child_process';

/**
 * Attaches strace to what its arguments name and waits until it has. Resolves with what lets it go, and waits for that.
 * Rejects with strace's own words where it cannot attach.
 */
export async function attachStrace(args: readonly string[]): Promise<() => Promise<void>> {
  const strace = spawn('strace', args, { stdio: ['ignore', 'ignore', 'pipe'] });
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
