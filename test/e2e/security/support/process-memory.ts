import { closeSync, openSync, readFileSync, readSync } from 'node:fs';

/** The most that is read of one process, in bytes. */
const limit = 1_500_000_000;

/**
 * Everything that a process holds in memory and that is no file of a program: heaps, stacks, what it shares with others. Null when
 * this user may not read it: Chromium's sandboxed processes forbid that themselves, unless `--allow-sandbox-debugging` is given.
 */
export function readMemory(pid: number): Buffer | null {
  let memory: number;
  try {
    memory = openSync(`/proc/${String(pid)}/mem`, 'r');
  } catch {
    return null;
  }
  try {
    return Buffer.concat(regionsOf(pid).flatMap((region) => readRegion(memory, region)));
  } finally {
    closeSync(memory);
  }
}

interface Region {
  readonly start: number;
  readonly size: number;
}

function regionsOf(pid: number): readonly Region[] {
  const regions: Region[] = [];
  let total = 0;
  for (const line of readFileSync(`/proc/${String(pid)}/maps`, 'utf8').split('\n')) {
    const [, from = '', to = '', rights = '', name = ''] =
      /^([0-9a-f]+)-([0-9a-f]+) (\S+) \S+ \S+ \d+ *(.*)$/.exec(line) ?? [];
    const ofAProgram = name.startsWith('/') && !/^\/(?:memfd|dev\/shm|dev\/zero)/.test(name);
    if (!rights.startsWith('r') || ofAProgram || name === '[vvar]' || name === '[vsyscall]') continue;
    const start = Number.parseInt(from, 16);
    const size = Math.min(Number.parseInt(to, 16) - start, limit - total);
    total += size;
    if (size > 0) regions.push({ start, size });
  }
  return regions;
}

function readRegion(memory: number, { start, size }: Region): readonly Buffer[] {
  const bytes = Buffer.alloc(size);
  try {
    return [bytes.subarray(0, readSync(memory, bytes, 0, size, start))];
  } catch {
    // It was given back meanwhile.
    return [];
  }
}
