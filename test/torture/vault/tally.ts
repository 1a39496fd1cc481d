import type { TortureResult } from '../torture.ts';

/** Counts tries, and keeps what did not hold. */
export class Tally {
  #tried = 0;
  #failed = 0;
  readonly #problems: string[] = [];
  readonly #facts = new Map<string, number>();

  /** One try: it held when there is no problem. `where` is what is needed to try it again. */
  add(where: string, problems: readonly string[]): void {
    this.#tried += 1;
    if (problems.length === 0) return;
    this.#failed += 1;
    this.#problems.push(`${where}: ${problems.join('; ')}`);
  }

  count(fact: string, by = 1): void {
    this.#facts.set(fact, (this.#facts.get(fact) ?? 0) + by);
  }

  /** What was tried elsewhere. */
  join(other: TortureResult): void {
    this.#tried += other.tried;
    this.#failed += other.failed;
    this.#problems.push(...other.problems);
    for (const [fact, by] of Object.entries(other.facts ?? {})) this.count(fact, by);
  }

  result(): TortureResult {
    const facts = Object.fromEntries(this.#facts);
    return { tried: this.#tried, failed: this.#failed, problems: this.#problems, facts };
  }
}

/** Works on all items, so many at a time. Rejects with the first error, once nothing is under way any more. */
export async function inLines<T>(
  items: readonly T[],
  lines: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const left = items.values();
  const line = async (): Promise<void> => {
    for (const item of left) await work(item);
  };
  const ended = await Promise.allSettled(Array.from({ length: lines }, line));
  for (const each of ended) if (each.status === 'rejected') throw each.reason;
}

/** Every `step`-th item, beginning with the first. */
export function every<T>(step: number, items: readonly T[]): readonly T[] {
  return items.filter((_, index) => index % step === 0);
}
