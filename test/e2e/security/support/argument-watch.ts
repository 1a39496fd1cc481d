import { allProcesses } from '../../harness/processes.ts';

/** Looks at the command lines of all processes, again and again: anybody on the machine can read them. */
export interface ArgumentWatch {
  /** Every command line that was seen, each once. */
  stop(): readonly string[];
}

/** How often to look, in milliseconds: a program that `xdg-open` starts lives for some tenths of a second. */
const pause = 40;

export function watchArguments(): ArgumentWatch {
  const seen = new Set<string>();
  const look = (): void => {
    for (const { command } of allProcesses()) seen.add(command.join(' '));
  };
  const timer = setInterval(look, pause);
  return {
    stop() {
      clearInterval(timer);
      look();
      return [...seen];
    },
  };
}
