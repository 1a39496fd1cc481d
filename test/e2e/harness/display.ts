import { spawn } from 'node:child_process';
import type { Environment } from './processes.ts';

/** The display to use: the one that is there, else an X server of our own, without a screen. */
export async function findDisplay(env: Environment): Promise<string> {
  const present = process.env['DISPLAY'];
  if (present !== undefined && present !== '') return present;
  const child = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'], {
    env,
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  return await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      reject(new Error(`Xvfb ended with ${String(code)}.`));
    });
    let printed = '';
    child.stdio[3]?.on('data', (bytes: Buffer) => {
      printed += bytes.toString();
      if (printed.endsWith('\n')) resolve(`:${printed.trim()}`);
    });
  });
}
