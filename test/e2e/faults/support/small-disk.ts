import { appendFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Desktop } from '../../harness/desktop.ts';
import { runToEnd } from '../../harness/processes.ts';
import { makeSurroundings } from './surroundings.ts';

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

/** Puts the disk there before the app starts, and lets the desktop start the app with it. */
export async function putSmallDisk(desktop: Desktop, place: string, kilobytes = 256): Promise<SmallDisk> {
  mkdirSync(place, { recursive: true, mode: 0o700 });
  const mount = `mount -t tmpfs -o size=${String(kilobytes)}k,mode=700 none "$1" && echo ready && exec sleep infinity`;
  const { inside, pid } = await makeSurroundings(desktop, 'm', mount, [place]);
  const seen = join('/proc', String(pid), 'root', place);
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
      const [command, ...args] = inside;
      await runToEnd(command, [...args, 'mount', '-o', how, place], desktop.env);
    },
  };
}
