import type { MarkEntry } from './mark.ts';
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

const olderThanSaved = 'it is older than the one that was saved last';

/** Whether a copy is as new as the mark wants it. A record that the mark does not know was removed: no copy is. */
export function isNewest(copy: Copy, listed: MarkEntry | undefined): boolean {
  return copy.kind === 'good' && copy.generation >= (listed?.generation ?? Infinity);
}

/** Whether a copy is at least the generation that was kept. */
export function isUsable(copy: Copy, listed: MarkEntry | undefined): boolean {
  return copy.kind === 'good' && copy.generation >= (listed?.previous ?? listed?.generation ?? Infinity);
}

/** Chooses which copy of a record to use, by what the mark says of it. */
export function chooseCopy(current: Copy, previous: Copy, listed: MarkEntry | undefined): Choice {
  if (current.kind === 'newer') return { kind: 'newer', version: current.version, copy: 'current' };
  if (current.kind === 'good' && isNewest(current, listed)) {
    return { kind: 'value', text: current.text, fallback: null, bad: [] };
  }
  if (previous.kind === 'newer') return { kind: 'newer', version: previous.version, copy: 'previous' };

  const bad = [...judge('current', current, listed), ...judge('previous', previous, listed)];
  const usable = [current, previous]
    .filter((copy) => copy.kind === 'good')
    .filter((copy) => isUsable(copy, listed))
    .toSorted((one, other) => other.generation - one.generation)[0];
  if (usable === undefined) return { kind: 'none', bad };
  const fallback =
    current.kind === 'missing'
      ? 'the file is gone'
      : current.kind === 'damaged'
        ? current.why
        : olderThanSaved;
  return { kind: 'value', text: usable.text, fallback, bad };
}

function judge(name: CopyName, copy: Copy, listed: MarkEntry | undefined): readonly BadCopy[] {
  if (copy.kind === 'damaged') return [{ copy: name, why: copy.why }];
  return copy.kind === 'good' && !isUsable(copy, listed) ? [{ copy: name, why: olderThanSaved }] : [];
}
