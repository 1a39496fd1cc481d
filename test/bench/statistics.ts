/** The value below which the given part (0 to 1) of the values lies, by the nearest rank. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * part) - 1))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/** Does both in turn, so that whatever else the machine does hits both alike. */
export async function interleaved<T>(
  rounds: number,
  app: () => Promise<T>,
  baseline: () => Promise<T>,
): Promise<{ app: T[]; baseline: T[] }> {
  const [before = [], after = []] = await inTurns(rounds, [baseline, app]);
  return { app: after, baseline: before };
}

/** The same for any number: what each came to, in the order given. */
export async function inTurns<T>(rounds: number, subjects: readonly (() => Promise<T>)[]): Promise<T[][]> {
  const results = subjects.map((): T[] => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, subject] of subjects.entries()) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- one at a time: that is what is measured
      results[index]?.push(await subject());
    }
  }
  return results;
}
