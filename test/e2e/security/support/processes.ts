import { readdirSync, readFileSync } from 'node:fs';
import { ownerOf } from '../../harness/processes.ts';

export interface AppProcess {
  readonly pid: number;
  /** Chromium's name of what it is; `main` where it has none. */
  readonly type: string;
  readonly command: string;
  /** The lines of /proc/PID/status. */
  readonly status: ReadonlyMap<string, string>;
}

/** The app that owns a profile, with all its helpers. */
export function processTree(profile: string): readonly AppProcess[] {
  const main = ownerOf(profile);
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => readProcess(Number(pid)));
  const tree = new Set(main === null ? [] : [main]);
  for (let size = -1; size < tree.size;) {
    size = tree.size;
    for (const { pid, status } of all) if (tree.has(Number(status.get('PPid')))) tree.add(pid);
  }
  return all.filter(({ pid }) => tree.has(pid));
}

function readProcess(pid: number): readonly AppProcess[] {
  try {
    const command = readFileSync(`/proc/${String(pid)}/cmdline`, 'utf8')
      .replaceAll('\0', ' ')
      .trim();
    const lines = readFileSync(`/proc/${String(pid)}/status`, 'utf8').split('\n');
    const status = new Map(
      lines.map((line): [string, string] => {
        const [name = '', value = ''] = line.split(/:\s*/, 2);
        return [name, value];
      }),
    );
    return [{ pid, type: / --type=([\w-]+)/.exec(command)?.[1] ?? 'main', command, status }];
  } catch {
    // It ended meanwhile.
    return [];
  }
}
