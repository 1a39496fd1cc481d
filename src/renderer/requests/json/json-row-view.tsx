import { memo } from 'react';

import { ChevronDownIcon } from '../../components/icons.tsx';
import oneLine from '../../components/one-line.module.css';
import type { JsonRow } from './document/json-rows.ts';
import { childrenWords } from './json-words.ts';
import styles from './json-tree.module.css';
import { Marked } from './marked.tsx';

/** Levels that are drawn well to the right of the one before, and those that are a little; deeper ones say how deep they are. */
const clearLevels = 10;
const deepest = 30;

/** Pixels: the value has to stay in sight in a narrow window. */
function indentOf(depth: number): number {
  const clear = Math.min(depth, clearLevels);
  return 6 + clear * 16 + (Math.min(depth, deepest) - clear) * 4;
}

interface RowProps {
  readonly id: string;
  readonly row: JsonRow;
  readonly active: boolean;
  /** What is looked for. */
  readonly needle: string;
}

/** One value. */
export const JsonRowView = memo(DrawnRow, isSame);

function DrawnRow({ id, row, active, needle }: RowProps) {
  const { depth, kind, children, folded, name } = row;
  const holds = kind === 'object' || kind === 'array';
  const bracket = kind === 'object' ? ['{', '}'] : ['[', ']'];
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role, jsx-a11y/interactive-supports-focus -- no tag is a treeitem; the tree has the focus and names the active one
    <div
      id={id}
      className={styles['row']}
      role="treeitem"
      aria-level={depth + 1}
      aria-posinset={row.place + 1}
      aria-setsize={row.siblings}
      aria-selected={active}
      aria-expanded={children === 0 ? undefined : !folded}
      data-node={row.node}
      style={{ paddingInlineStart: indentOf(depth) }}
    >
      <span className={styles['fold']} data-fold={children > 0}>
        {children === 0 ? null : <ChevronDownIcon />}
      </span>
      {depth > deepest ? <span className={styles['deep']}>level {depth}</span> : null}
      {depth === 0 ? null : name === null ? (
        <span className={styles['place']}>{row.place}:</span>
      ) : (
        <span className={`${oneLine['line'] ?? ''} ${styles['name'] ?? ''}`}>
          <bdi>
            <Marked text={name} needle={needle} />
          </bdi>
          :
        </span>
      )}
      {holds && children > 0 ? (
        <>
          <bdi className={styles['holds']}>{folded ? `${row.text}${row.cut ? '…' : ''}` : bracket[0]}</bdi>
          <span className={styles['count']}>{childrenWords(row)}</span>
        </>
      ) : (
        <bdi className={styles['value']} data-kind={kind}>
          {holds ? bracket.join('') : <Marked text={row.text} needle={needle} />}
          {row.cut ? '…' : ''}
        </bdi>
      )}
    </div>
  );
}

/** Whether it would be drawn as it is: the worker tells a row again with those around it. */
function isSame(a: RowProps, b: RowProps): boolean {
  return (
    a.id === b.id &&
    a.active === b.active &&
    a.needle === b.needle &&
    a.row.node === b.row.node &&
    a.row.text === b.row.text &&
    a.row.cut === b.row.cut &&
    a.row.children === b.row.children &&
    a.row.folded === b.row.folded &&
    a.row.siblings === b.row.siblings
  );
}
