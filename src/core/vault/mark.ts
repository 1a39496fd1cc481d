import * as z from 'zod';

/**
 * The high-water mark: which records there are and how new each must be. It is sealed like a record and written after
 * every save, so a record from a backup, put beside newer ones or back after it was removed, is noticed. A record that
 * it does not know is not taken for removed: another process may have saved it.
 */
export interface Mark {
  /** The highest generation ever given out. */
  counter: number;
  /** By file name of the record. */
  readonly records: Map<string, MarkEntry>;
  /** What was removed, by file name: the last generation of it. */
  readonly removed: Map<string, number>;
  /** A record that is in neither, and is no newer than this, was removed too long ago to be listed. */
  floor: number;
}

export interface MarkEntry {
  readonly generation: number;
  /** The generation that `.previous` holds; null when there is none. */
  readonly previous: number | null;
}

/** How new a copy of a record has to be. */
export interface Demand {
  /** To be the newest one. */
  readonly newest: number;
  /** To be used where there is no newer one. */
  readonly usable: number;
  /** What one is that is older than that. */
  readonly otherwise: string;
}

export const markFile = 'vault.mark';
export const markName = { kind: 'mark', id: '' };

/** Sign-in attempts come and go; the oldest of those that went are remembered by `floor` alone. */
const mostRemoved = 200;

const generation = z.int().positive();
const markSchema = z.object({
  counter: z.int().nonnegative(),
  records: z.array(z.tuple([z.string(), generation, generation.nullable()])),
  removed: z.array(z.tuple([z.string(), generation])).default([]),
  floor: z.int().nonnegative().optional(),
});

export function emptyMark(): Mark {
  return { counter: 0, records: new Map(), removed: new Map(), floor: 0 };
}

export function writeMark(mark: Mark): string {
  const records = Array.from(mark.records, ([file, entry]) => [file, entry.generation, entry.previous]);
  return JSON.stringify({ counter: mark.counter, records, removed: [...mark.removed], floor: mark.floor });
}

/** Null when the text is no mark. */
export function readMark(text: string): Mark | null {
  const parsed = markSchema.safeParse(parseJson(text));
  if (!parsed.success) return null;
  const { counter, removed, floor } = parsed.data;
  const records = new Map(
    parsed.data.records.map(([file, current, previous]) => [file, { generation: current, previous }]),
  );
  // The first marks listed nothing that was removed: what they did not list was.
  return { counter, records, removed: new Map(removed), floor: floor ?? counter };
}

/** What the mark demands of the copies of a record. */
export function demandOf(mark: Mark, file: string): Demand {
  const listed = mark.records.get(file);
  if (listed !== undefined) {
    const otherwise = 'it is older than the one that was saved last';
    return { newest: listed.generation, usable: listed.previous ?? listed.generation, otherwise };
  }
  const least = Math.max(mark.removed.get(file) ?? 0, mark.floor) + 1;
  return { newest: least, usable: least, otherwise: 'it was removed before' };
}

export function markSaved(mark: Mark, file: string, entry: MarkEntry): void {
  mark.records.set(file, entry);
  mark.removed.delete(file);
  mark.counter = Math.max(mark.counter, entry.generation);
}

/** False when the mark did not know it. */
export function markRemoved(mark: Mark, file: string): boolean {
  const listed = mark.records.get(file);
  if (listed === undefined) return false;
  mark.records.delete(file);
  mark.removed.delete(file);
  mark.removed.set(file, listed.generation);
  for (const [oldest, last] of mark.removed) {
    if (mark.removed.size <= mostRemoved) break;
    mark.removed.delete(oldest);
    mark.floor = Math.max(mark.floor, last);
  }
  return true;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
