import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Desktop } from '../../harness/desktop.ts';

/** Surroundings of the app's own, which the rest of the desktop does not share. */
export interface Surroundings {
  /** What they look like from outside, below `/proc`. */
  readonly pid: number;
  /** In front of a command that is to run in them, with all rights there. */
  readonly inside: readonly [string, ...string[]];
  /** Writes a line to what holds them, and waits for its next line. */
  ask(line: string): Promise<string>;
}

/**
 * Makes name spaces, and lets the desktop start the app in them. It needs no privileges, and they end with the desktop.
 * @param space as `unshare` and `nsenter` call it: `m` for what is mounted, `n` for the network
 * @param script of a shell in them, which prints `ready`, and stays
 */
export async function makeSurroundings(
  desktop: Desktop,
  space: 'm' | 'n',
  script: string,
  args: readonly string[],
): Promise<Surroundings> {
  const { env, folder, target } = desktop;
  const holder = spawn('unshare', [`-Ur${space}`, 'sh', '-c', script, 'sh', ...args], {
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const said = linesOf(holder);
  if ((await said()) !== 'ready') throw new Error('The surroundings of the app could not be made.');
  const pid = holder.pid ?? 0;
  const inside = ['nsenter', '-t', String(pid), '-U', `-${space}`, '--preserve-credentials', '--'] as const;
  const user = ['--map-user', '--map-group'].map((option, index) => {
    const id = index === 0 ? process.getuid?.() : process.getgid?.();
    return `${option}=${String(id)}`;
  });
  // The app is nobody's root: it runs as the person, as everywhere.
  const itself = `unshare -U ${user.join(' ')} --wd="$HOME" -- '${target.executable}' "$@"`;
  const launcher = join(folder, 'in-its-surroundings.sh');
  writeFileSync(launcher, `#!/bin/sh\nexec ${inside.join(' ')} ${itself}\n`, { mode: 0o755 });
  desktop.launcher = launcher;
  return {
    pid,
    inside,
    ask(line) {
      holder.stdin.write(`${line}\n`);
      return said();
    },
  };
}

/** Waits for the next line of a process; fails when it ends before. */
function linesOf(holder: ChildProcessByStdio<Writable, Readable, null>): () => Promise<string> {
  const lines = createInterface({ input: holder.stdout })[Symbol.asyncIterator]();
  return async () => {
    const line = await lines.next();
    if (line.done === true)
      throw new Error(`What held the app’s surroundings ended (${String(holder.exitCode)}).`);
    return line.value;
  };
}
