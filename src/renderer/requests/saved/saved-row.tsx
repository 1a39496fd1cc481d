import { useState, type KeyboardEvent } from 'react';

import type { SavedPath } from '../../../shared/saved-request.ts';
import { AlertIcon, ChevronDownIcon } from '../../components/icons.tsx';
import { visibleLine } from '../../words/visible-text.ts';
import styles from './saved-row.module.css';
import type { SavedRow } from './saved-rows.ts';

/** One line of the list: a folder, a request, or a file that cannot be read. */
export function SavedRowView({
  row,
  index,
  open,
  opened,
  chosen,
  reachable,
  renaming,
  accepts,
  onRename,
  onPress,
  onFocus,
  onKeyDown,
  onDrag,
  onDrop,
}: {
  readonly row: SavedRow;
  readonly index: number;
  readonly open: boolean;
  readonly opened: boolean;
  /** What the buttons below the list act on. */
  readonly chosen: boolean;
  /** Tab comes to this line; arrows go on from it. */
  readonly reachable: boolean;
  readonly renaming: boolean;
  /** Whether what is dragged may be dropped here. */
  readonly accepts: boolean;
  /** A null name: it keeps its own. `stays`: the keyboard goes on from this line. */
  readonly onRename: (name: string | null, stays: boolean) => void;
  readonly onPress: () => void;
  readonly onFocus: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onDrag: (path: SavedPath | null) => void;
  readonly onDrop: () => void;
}) {
  const { item, depth, place } = row;
  const [over, setOver] = useState(false);
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- no tag is a treeitem
    <div
      className={styles['row']}
      role="treeitem"
      aria-level={depth + 1}
      aria-selected={opened}
      aria-expanded={item.kind === 'folder' ? open : undefined}
      aria-keyshortcuts="F2 Delete Control+D Alt+ArrowUp Alt+ArrowDown"
      data-row={index}
      data-chosen={chosen}
      data-over={over && accepts}
      tabIndex={reachable ? 0 : -1}
      style={{ paddingInlineStart: 6 + depth * 14 }}
      title={item.kind === 'request' ? `${item.method} ${item.url}` : item.name}
      draggable={!renaming}
      onClick={renaming ? undefined : onPress}
      onFocus={onFocus}
      onKeyDown={(event) => {
        if (renaming || event.target !== event.currentTarget) return;
        if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
          event.preventDefault();
          onPress();
        } else {
          onKeyDown(event);
        }
      }}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', item.name);
        onDrag(item.path);
      }}
      onDragEnd={() => {
        onDrag(null);
      }}
      onDragOver={(event) => {
        if (!accepts) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => {
        setOver(false);
      }}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        onDrop();
      }}
    >
      <span className={styles['mark']} data-kind={item.kind} data-open={open}>
        {item.kind === 'folder' ? <ChevronDownIcon /> : null}
        {item.kind === 'problem' ? <AlertIcon /> : null}
        {item.kind === 'request' ? visibleLine(item.method).slice(0, 6) : null}
      </span>
      {renaming ? (
        <NameField name={item.name} onDone={onRename} />
      ) : (
        <>
          <bdi className={styles['name']}>{visibleLine(item.name)}</bdi>
          {place === '' ? null : <bdi className={styles['place']}>{visibleLine(place)}</bdi>}
          {item.kind === 'problem' ? <span className={styles['place']}>cannot be read</span> : null}
        </>
      )}
    </div>
  );
}

/** Once, when the field comes: a ref that is made anew would be called again while somebody types. */
function selectAll(field: HTMLInputElement | null): void {
  field?.focus();
  field?.select();
}

function NameField({
  name,
  onDone,
}: {
  readonly name: string;
  readonly onDone: (name: string | null, stays: boolean) => void;
}) {
  return (
    <input
      className={styles['field']}
      aria-label="New name"
      defaultValue={name}
      ref={selectAll}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') onDone(event.currentTarget.value, true);
        else if (event.key === 'Escape') onDone(null, true);
      }}
      onBlur={(event) => {
        onDone(event.currentTarget.value, false);
      }}
    />
  );
}
