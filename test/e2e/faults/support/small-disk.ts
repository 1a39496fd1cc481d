import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Desktop } from '../../harness/desktop.ts';
import { runToEnd } from '../../harness/processes.ts';

/** A real disk of a few pages in the place of a folder. Only the app that its launcher starts has it there. */
export interface SmallDisk {
  /** Where the test finds what is on it. */
  readonly folder: string;
  /** Uses up every byte that is free. */
  fill(): void;
  makeRoom(): void;
  become(what: 'read-only' | 'writable'): Promise<void>;
}

const page = Buffer.alloc(4096);

/**
 * Puts the disk there before the app starts, and lets the desktop start the app with it. It needs no privileges: a process
 * of this desktop has a name space in which it may mount, and ends with the desktop.
 */
export async function putSmallDisk(desktop: Desktop, place: string, kilobytes = 256): Promise<SmallDisk> {
  const { env, folder, target } = desktop;
  mkdirSync(place, { recursive: true, mode: 0o700 });
  const mount = `mount -t tmpfs -o size=${String(kilobytes)}k,mode=700 none "$1" && echo mounted && exec sleep infinity`;
  const holder = spawn('unshare', ['-Urm', 'sh', '-c', mount, 'sh', place], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await said(holder, 'mounted');
  const pid = String(holder.pid);
  const inside = ['-t', pid, '-U', '-m', '--preserve-credentials'];
  const user = ['--map-user', '--map-group'].map((option, index) => {
    const id = index === 0 ? process.getuid?.() : process.getgid?.();
    return `${option}=${String(id)}`;
  });
  const launcher = join(folder, 'on-a-small-disk.sh');
  const itself = `unshare -U ${user.join(' ')} --wd="$HOME" -- '${target.executable}' "$@"`;
  writeFileSync(launcher, `#!/bin/sh\nexec nsenter ${inside.join(' ')} -- ${itself}\n`, { mode: 0o755 });
  desktop.launcher = launcher;

  const seen = join('/proc', pid, 'root', place);
  const filler = join(seen, 'filler');
  return {
    folder: seen,
    fill() {
      for (;;) {
        try {
          appendFileSync(filler, page);
        } catch {
          return;
        }
      }
    },
    makeRoom() {
      rmSync(filler);
    },
    async become(what) {
      const how = `remount,bind,${what === 'read-only' ? 'ro' : 'rw'}`;
      await runToEnd('nsenter', [...inside, '--', 'mount', '-o', how, place], env);
    },
  };
}

function said(child: ChildProcess, words: string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      reject(new Error(`The disk could not be mounted (${String(code)}).`));
    });
    child.stdout?.once('data', (bytes: Buffer) => {
      if (bytes.toString().trim() === words) resolve();
      else reject(new Error(`It said ${bytes.toString()}.`));
    });
  });
}
