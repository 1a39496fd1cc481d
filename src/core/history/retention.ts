import type { HistoryLimits } from '../../shared/history.ts';
import type { FolderEntry } from '../ports/folders.ts';
import { begunAt, historyFile } from './file-names.ts';

const day = 86_400_000;
const megabyte = 1_000_000;

/** A segment is filled for this long at most, in milliseconds. */
export const longestSegment = day;

/** When an entry has to be younger than, in milliseconds since the epoch. */
export function oldestKept(now: number, { days }: HistoryLimits): number {
  return now - days * day;
}

/** Bytes of everything that is kept of a connection. */
export function mostKept({ megabytes }: HistoryLimits): number {
  return megabytes * megabyte;
}

/** Bytes of a body that is kept in a file: more would push everything else out. */
export function largestBody(limits: HistoryLimits): number {
  return mostKept(limits) / 4;
}

/**
 * The segments that go, oldest first: those in which everything is too old, then as many as it takes until the rest fits.
 * Pure. `filling`, the one that is written to, stays.
 */
export function segmentsToRemove(
  files: readonly Pick<FolderEntry, 'name' | 'size'>[],
  now: number,
  limits: HistoryLimits,
  filling: string | null,
): readonly string[] {
  const sizes = new Map<string, number>();
  for (const { name, size } of files) {
    const file = historyFile(name);
    if (file !== null) sizes.set(file.segment, (sizes.get(file.segment) ?? 0) + size);
  }
  let total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  const gone: string[] = [];
  for (const [segment, size] of [...sizes].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const old = begunAt(segment) + longestSegment <= oldestKept(now, limits);
    if (segment === filling || (!old && total <= mostKept(limits))) continue;
    gone.push(segment);
    total -= size;
  }
  return gone;
}
