/** One kind of torture: the real code, tried many times, and every time it did not hold. */
export interface Torture {
  /** The name in out/torture/report.json. */
  readonly name: string;
  /** What is tried, in a few words, for whoever watches. */
  readonly about: string;
  run(options: TortureOptions): Promise<TortureResult>;
}

export interface TortureOptions {
  /** `quick`: a share of the tries, to see whether the torture itself works. */
  readonly size: 'whole' | 'quick';
  /** Where everything random begins, a whole number below 2^32: the same seed tries the same again (`--seed`). */
  readonly seed: number;
  /** A line for whoever watches. */
  readonly say: (line: string) => void;
}

export interface TortureResult {
  readonly tried: number;
  readonly failed: number;
  /** What did not hold, in words, with what is needed to try it again; the first ones are enough. */
  readonly problems: readonly string[];
  /** Further figures, such as what was counted apart. */
  readonly facts?: Readonly<Record<string, number>>;
}
