import { diffArrays } from 'diff';

/** A line of the comparison: what stands at the left and at the right, by the number of the line; null: nothing stands there. */
export interface ComparedRow {
  readonly kind: 'same' | 'changed' | 'left-only' | 'right-only';
  readonly left: number | null;
  readonly right: number | null;
}

export interface ComparedLines {
  readonly rows: readonly ComparedRow[];
  /** Rows that are not the same. */
  readonly different: readonly number[];
  /** False where the two are so different that the middle, which they do not share, was not matched line by line. */
  readonly matched: boolean;
}

/** Lines that go or come up to which two texts are matched: beyond that it takes seconds, and says nothing to anybody. */
const mostEdits = 2000;

/** Which lines of two texts are the same. What stands at the same place and is not the same is one changed line. */
export function compareLines(left: readonly string[], right: readonly string[]): ComparedLines {
  const begin = sharedBegin(left, right);
  const end = sharedEnd(left, right, begin);
  const leftMiddle = left.slice(begin, left.length - end);
  const rightMiddle = right.slice(begin, right.length - end);
  const changes = diffArrays(leftMiddle, rightMiddle, { maxEditLength: mostEdits });

  const rows: ComparedRow[] = [];
  const at = { left: 0, right: 0 };
  const same = (count: number): void => {
    for (let line = 0; line < count; line += 1)
      rows.push({ kind: 'same', left: at.left++, right: at.right++ });
  };
  const block = (removed: number, added: number): void => {
    for (let line = 0; line < Math.max(removed, added); line += 1) {
      const inLeft = line < removed ? at.left++ : null;
      const inRight = line < added ? at.right++ : null;
      const kind = inLeft === null ? 'right-only' : inRight === null ? 'left-only' : 'changed';
      rows.push({ kind, left: inLeft, right: inRight });
    }
  };

  same(begin);
  if (changes === undefined) block(leftMiddle.length, rightMiddle.length);
  let removed = 0;
  let added = 0;
  for (const change of changes ?? []) {
    if (change.removed) removed += change.count;
    else if (change.added) added += change.count;
    else {
      block(removed, added);
      removed = 0;
      added = 0;
      same(change.count);
    }
  }
  block(removed, added);
  same(end);
  const different = rows.flatMap(({ kind }, index) => (kind === 'same' ? [] : [index]));
  return { rows, different, matched: changes !== undefined };
}

function sharedBegin(left: readonly string[], right: readonly string[]): number {
  let begin = 0;
  while (begin < left.length && begin < right.length && left[begin] === right[begin]) begin += 1;
  return begin;
}

function sharedEnd(left: readonly string[], right: readonly string[], begin: number): number {
  const most = Math.min(left.length, right.length) - begin;
  let end = 0;
  while (end < most && left[left.length - 1 - end] === right[right.length - 1 - end]) end += 1;
  return end;
}

/** A line in three parts: what it shares with the other at its begin, what is its own, what it shares at its end. */
export type LineParts = readonly [before: string, own: string, after: string];

/** The parts of a line beside another one; no character is cut in two. */
export function ownPart(line: string, other: string): LineParts {
  const most = Math.min(line.length, other.length);
  let begin = 0;
  while (begin < most && line[begin] === other[begin]) begin += 1;
  if (/[\ud800-\udbff]/.test(line.charAt(begin - 1))) begin -= 1;
  let end = 0;
  while (end < most - begin && line[line.length - 1 - end] === other[other.length - 1 - end]) end += 1;
  if (/[\udc00-\udfff]/.test(line.charAt(line.length - end))) end -= 1;
  return [line.slice(0, begin), line.slice(begin, line.length - end), line.slice(line.length - end)];
}

/** Parts with so many characters each at most: those next to the difference, and its beginning. */
export function shownParts([before, own, after]: LineParts, most: number): LineParts {
  const cut = (text: string): string => (text.length > most ? `${text.slice(0, most)}…` : text);
  return [before.length > most ? `…${before.slice(-most)}` : before, cut(own), cut(after)];
}
