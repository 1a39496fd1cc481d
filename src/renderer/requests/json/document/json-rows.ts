import type { JsonBytes } from './json-bytes.ts';
import type { JsonChildren } from './json-children.ts';
import type { JsonFolds } from './json-folds.ts';
import { noParent, type JsonIndex } from './json-index.ts';
import type { JsonTokens } from './json-tokens.ts';
import { shownName, shownToken } from './shown-token.ts';

/** Bytes of a name and of a value that a row shows. */
const nameBytes = 200;
const valueBytes = 400;
/** Of the beginning of what is folded. */
const previewBytes = 120;

/** A value as the page draws it. */
export interface JsonRow {
  /** Its number in the text. */
  readonly node: number;
  /** 0 for the root. */
  readonly depth: number;
  /** Of a member of an object; null for others. */
  readonly name: string | null;
  readonly kind: 'object' | 'array' | 'string' | 'number' | 'word';
  /** A scalar, or the beginning of an object or array, on one line. */
  readonly text: string;
  /** Whether the text goes on. */
  readonly cut: boolean;
  /** How many an object or array holds. */
  readonly children: number;
  readonly folded: boolean;
  /** Which child of its parent it is, from 0 on, and of how many. */
  readonly place: number;
  readonly siblings: number;
}

export interface RowParts {
  readonly bytes: JsonBytes;
  readonly index: JsonIndex;
  readonly tokens: JsonTokens;
  readonly children: JsonChildren;
  readonly folds: JsonFolds;
}

/** The rows from one to before another, as far as there are some. */
export function rowsBetween(parts: RowParts, from: number, to: number): readonly JsonRow[] {
  const { index, folds } = parts;
  const rows: JsonRow[] = [];
  let before = { node: noParent, parent: noParent, depth: 0 };
  for (let row = Math.max(0, from); row < Math.min(to, folds.count); row += 1) {
    const node = folds.nodeAt(row);
    const parent = index.parentOf(node);
    const depth = depthOf(index, node, before);
    before = { node, parent, depth };
    rows.push(rowOf(parts, node, depth));
  }
  return rows;
}

/** Counts from the root only where the row before does not tell: they may be nested deeply. */
function depthOf(
  index: JsonIndex,
  node: number,
  before: { readonly node: number; readonly parent: number; readonly depth: number },
): number {
  const parent = index.parentOf(node);
  if (before.node !== noParent && parent === before.parent) return before.depth;
  if (before.node !== noParent && parent === before.node) return before.depth + 1;
  let depth = 0;
  for (let at = parent; at !== noParent; at = index.parentOf(at)) depth += 1;
  return depth;
}

function rowOf({ bytes, index, tokens, children, folds }: RowParts, node: number, depth: number): JsonRow {
  const name = tokens.nameOf(node);
  const start = tokens.valueStart(node);
  const kind = index.kindOf(node);
  const parent = index.parentOf(node);
  const most = kind === 'scalar' ? valueBytes : previewBytes;
  const end = tokens.endWithin(node, start + most);
  const source = bytes.slice(start, end ?? start + most);
  return {
    node,
    depth,
    name: name === null ? null : shownNameOf(bytes, name.from, name.to),
    kind: kind === 'scalar' ? scalarKind(bytes.at(start)) : kind,
    text: shownToken(source),
    cut: end === null,
    children: kind === 'scalar' ? 0 : children.countOf(node),
    folded: folds.isFolded(node),
    place: children.placeOf(node),
    siblings: parent === noParent ? 1 : children.countOf(parent),
  };
}

function shownNameOf(bytes: JsonBytes, from: number, to: number): string {
  if (to - from <= nameBytes) return shownName(bytes.slice(from, to));
  return `${shownToken(bytes.slice(from, from + nameBytes))}…`;
}

function scalarKind(first: number): 'string' | 'number' | 'word' {
  if (first === 0x22) return 'string';
  return first === 0x2d || (first >= 0x30 && first <= 0x39) ? 'number' : 'word';
}
