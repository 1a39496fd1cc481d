import type { TortureResult } from '../torture.ts';

/** How many problems of one torture are kept, in words. */
const problemsKept = 20;

/** Counts the tries of a torture and what did not hold. */
export class Tally {
  #tried = 0;
  #failed = 0;
  readonly #problems: string[] = [];
  readonly #facts = new Map<string, number>();

  /** One try; it failed for each of the given problems together once. */
  tried(...problems: readonly string[]): void {
    this.#tried += 1;
    if (problems.length === 0) return;
    this.#failed += 1;
    if (this.#problems.length < problemsKept) this.#problems.push(problems.join(' '));
  }

  /** Counts something apart. */
  count(fact: string, howMany = 1): void {
    this.#facts.set(fact, (this.#facts.get(fact) ?? 0) + howMany);
  }

  result(): TortureResult {
    return {
      tried: this.#tried,
      failed: this.#failed,
      problems: this.#problems,
      facts: Object.fromEntries(this.#facts),
    };
  }
}

/** Several results as one. */
export function sumOf(results: readonly TortureResult[]): TortureResult {
  const facts = new Map<string, number>();
  for (const { facts: some = {} } of results) {
    for (const [fact, value] of Object.entries(some)) facts.set(fact, (facts.get(fact) ?? 0) + value);
  }
  return {
    tried: results.reduce((sum, { tried }) => sum + tried, 0),
    failed: results.reduce((sum, { failed }) => sum + failed, 0),
    problems: results.flatMap(({ problems }) => problems).slice(0, problemsKept),
    facts: Object.fromEntries(facts),
  };
}
