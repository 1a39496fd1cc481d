import type { TortureResult } from '../torture.ts';

/** The cases number `from` up to, not including, `to` of a run with this seed. */
export interface Share {
  readonly seed: number;
  readonly from: number;
  readonly to: number;
}

/** Tries cases that do not depend on each other: each only on the seed and its own number. */
export type TryShare = (share: Share) => Promise<TortureResult>;

/** All cases below `count`, in `parts` shares of about the same size; none is empty. */
export function sharesOf(count: number, seed: number, parts: number): readonly Share[] {
  const bounds = Array.from({ length: parts + 1 }, (_, part) => Math.floor((part * count) / parts));
  return bounds.slice(1).flatMap((to, part) => {
    const from = bounds[part] ?? 0;
    return from < to ? [{ seed, from, to }] : [];
  });
}
