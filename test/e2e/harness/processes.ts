import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** In the environment of all that a desktop starts, so that its end can find them. */
export const marker = 'LATCHKEY_E2E_DESKTOP';

export type Environment = Readonly<Record<string, string>>;

/** Runs a command to its end and returns what it printed; fails with that when it does not end well. */
export async function runToEnd(command: string, args: readonly string[], env: Environment): Promise<string> {
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (bytes: Buffer) => (output += bytes.toString()));
  child.stderr.on('data', (bytes: Buffer) => (output += bytes.toString()));
  // Its end may come before the last of what it printed.
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${String(code)}: ${output}`);
  return output;
}

/** The exit code; null when a signal ended it. */
export function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      resolve(code);
    });
  });
}

export interface RunningProcess {
  readonly pid: number;
  readonly command: readonly string[];
}

/** All processes whose command line can be read. */
export function allProcesses(): readonly RunningProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').filter(Boolean);
        return command.length === 0 ? [] : [{ pid: Number(pid), command }];
      } catch {
        // It ended meanwhile.
        return [];
      }
    });
}

/** The processes of a desktop. Chromium and Electron overwrite their environment and are not found so: see `ownerOf`. */
export function markedProcesses(mark: string): readonly RunningProcess[] {
  return allProcesses().filter(({ pid }) => {
    try {
      return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(`${marker}=${mark}`);
    } catch {
      return false;
    }
  });
}

/** Where a process was started; null for one that is not ours. */
export function folderOf(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return null;
  }
}

/** The process that started this one; null when it is gone. */
export function parentOf(pid: number): number | null {
  try {
    // The name in parentheses may hold anything.
    const parent = /^\d+ \(.*\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1];
    return parent === undefined ? null : Number(parent);
  } catch {
    return null;
  }
}

/** The Chromium or Electron that holds a profile, by the lock in it; null when none runs. */
export function ownerOf(profile: string): number | null {
  try {
    const pid = Number(readlinkSync(join(profile, 'SingletonLock')).split('-').at(-1));
    process.kill(pid, 0);
    return pid;
  } catch {
    return null;
  }
}

/** Sends a signal to a process, which may have ended meanwhile. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/** Ends all processes of a desktop, the owners of its profiles included, and waits until they are gone. */
export async function endProcesses(mark: string, profiles: readonly string[]): Promise<void> {
  for (let round = 0; round < 50; round += 1) {
    const left = [
      ...profiles.map(ownerOf).filter((pid) => pid !== null),
      ...markedProcesses(mark).map(({ pid }) => pid),
    ];
    if (left.length === 0) return;
    for (const pid of left) signal(pid, round < 10 ? 'SIGTERM' : 'SIGKILL');
    // oxlint-disable-next-line eslint/no-await-in-loop -- waits for the same processes
    await sleep(100);
  }
}

/** Calls until it gives something else than null; fails with the message after the time, in milliseconds. */
export async function eventually<T>(
  what: string,
  look: () => T | null | Promise<T | null>,
  milliseconds = 30_000,
): Promise<T> {
  const end = Date.now() + milliseconds;
  for (;;) {
    // oxlint-disable-next-line eslint/no-await-in-loop -- asks until it is there
    const found = await look();
    if (found !== null) return found;
    if (Date.now() > end) throw new Error(`Waited ${milliseconds} ms in vain for ${what}.`);
    // oxlint-disable-next-line eslint/no-await-in-loop -- as above
    await sleep(100);
  }
}
