import type { Demand } from './mark.ts';
import type { Unsealed } from './seal.ts';

/** One of the two copies of a record as it was found. */
export type Copy = Unsealed | { readonly kind: 'missing' };

export type Choice =
  | {
      readonly kind: 'value';
      readonly text: string;
      /** Why it is not the newest copy; null when it is. */
      readonly fallback: string | null;
      readonly bad: readonly BadCopy[];
    }
  | { readonly kind: 'none'; readonly bad: readonly BadCopy[] }
  | { readonly kind: 'newer'; readonly version: number; readonly copy: CopyName };

export type CopyName = 'current' | 'previous';

/** A copy that can never be used, and must not push a good one away. */
export interface BadCopy {
  readonly copy: CopyName;
  readonly why: string;
}

/** Whether a copy is as new as the mark wants it. */
export function isNewest(copy: Copy, demand: Demand): boolean {
  return copy.kind === 'good' && copy.generation >= demand.newest;
}

/** Whether a copy is at least the generation that was kept. */
export function isUsable(copy: Copy, demand: Demand): boolean {
  return copy.kind === 'good' && copy.generation >= demand.usable;
}

/** Chooses which copy of a record to use, by what the mark says of it. */
export function chooseCopy(current: Copy, previous: Copy, demand: Demand): Choice {
  if (current.kind === 'newer') return { kind: 'newer', version: current.version, copy: 'current' };
  if (current.kind === 'good' && isNewest(current, demand)) {
    return { kind: 'value', text: current.text, fallback: null, bad: [] };
  }
  if (previous.kind === 'newer') return { kind: 'newer', version: previous.version, copy: 'previous' };

  const bad = [...judge('current', current, demand), ...judge('previous', previous, demand)];
  const usable = [current, previous]
    .filter((copy) => copy.kind === 'good')
    .filter((copy) => isUsable(copy, demand))
    .toSorted((one, other) => other.generation - one.generation)[0];
  if (usable === undefined) return { kind: 'none', bad };
  const fallback =
    current.kind === 'missing'
      ? 'the file is gone'
      : current.kind === 'damaged'
        ? current.why
        : demand.otherwise;
  return { kind: 'value', text: usable.text, fallback, bad };
}

function judge(name: CopyName, copy: Copy, demand: Demand): readonly BadCopy[] {
  if (copy.kind === 'damaged') return [{ copy: name, why: copy.why }];
  return copy.kind === 'good' && !isUsable(copy, demand) ? [{ copy: name, why: demand.otherwise }] : [];
}
