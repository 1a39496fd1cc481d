import { z } from 'zod';

/**
 * The high-water mark: which records there are and how new each must be. It is sealed like a record and written after
 * every save, so a record from a backup, put beside newer ones or back after it was removed, is noticed.
 */
export interface Mark {
  /** The highest generation ever given out. */
  counter: number;
  /** By file name of the record. */
  readonly records: Map<string, MarkEntry>;
}

export interface MarkEntry {
  readonly generation: number;
  /** The generation that `.previous` holds; null when there is none. */
  readonly previous: number | null;
}

export const markFile = 'vault.mark';
export const markName = { kind: 'mark', id: '' };

const generation = z.int().positive();
const markSchema = z.object({
  counter: z.int().nonnegative(),
  records: z.array(z.tuple([z.string(), generation, generation.nullable()])),
});

export function emptyMark(): Mark {
  return { counter: 0, records: new Map() };
}

export function writeMark(mark: Mark): string {
  const records = Array.from(mark.records, ([file, entry]) => [file, entry.generation, entry.previous]);
  return JSON.stringify({ counter: mark.counter, records });
}

/** Null when the text is no mark. */
export function readMark(text: string): Mark | null {
  const parsed = markSchema.safeParse(parseJson(text));
  if (!parsed.success) return null;
  const records = new Map(
    parsed.data.records.map(([file, current, previous]) => [file, { generation: current, previous }]),
  );
  return { counter: parsed.data.counter, records };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
