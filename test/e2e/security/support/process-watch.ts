import { readFileSync } from 'node:fs';
import { allProcesses } from '../../harness/processes.ts';

/** Looks at all processes, again and again: anybody on the machine can read their command lines, this user their environment. */
export interface ProcessWatch {
  /** Whether a command line with this in it was seen by now. */
  saw(text: string): boolean;
  stop(): {
    /** Every command line that was seen, each once. */
    readonly commands: readonly string[];
    /** Every environment that this user could read, each once. */
    readonly environments: readonly string[];
  };
}

/** How often to look, in milliseconds: a program that `xdg-open` starts lives for some tenths of a second. */
const pause = 40;

export function watchProcesses(): ProcessWatch {
  const commands = new Set<string>();
  const environments = new Set<string>();
  const known = new Set<string>();
  const look = (): void => {
    for (const { pid, command } of allProcesses()) {
      const line = command.join(' ');
      commands.add(line);
      // A program has its environment from its start on: one look at each is enough.
      const name = `${String(pid)} ${line}`;
      if (!known.has(name)) environments.add(environmentOf(pid));
      known.add(name);
    }
  };
  const timer = setInterval(look, pause);
  return {
    saw: (text) => [...commands].some((line) => line.includes(text)),
    stop() {
      clearInterval(timer);
      look();
      return { commands: [...commands], environments: [...environments] };
    },
  };
}

function environmentOf(pid: number): string {
  try {
    return readFileSync(`/proc/${String(pid)}/environ`, 'latin1');
  } catch {
    return '';
  }
}
