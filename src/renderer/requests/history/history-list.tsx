import { useEffect, type KeyboardEvent, type RefObject } from 'react';

import type { HistoryRow } from '../../../shared/history.ts';
import styles from '../side-list/side-list.module.css';
import { useVisibleRows } from '../use-visible-rows.ts';
import { HistoryRowView } from './history-row.tsx';
import { useFocusFollows, type WantedFocus } from './use-focus-follows.ts';
import type { HistoryPages } from './use-history-pages.ts';

/** Pixels of a row; history-row.module.css has the same. */
const rowHeight = 42;

/** The rows that are seen, and some around them: a hundred thousand are as quick as ten. */
export function HistoryList({
  listRef,
  pages,
  total,
  active,
  wantedRef,
  onActive,
  onOpen,
  onRemove,
}: {
  readonly listRef: RefObject<HTMLDivElement | null>;
  readonly pages: HistoryPages;
  readonly total: number;
  readonly active: HistoryRow | null;
  readonly wantedRef: RefObject<WantedFocus | null>;
  /** Null: the line on which the keyboard is now is still being read. */
  readonly onActive: (row: HistoryRow | null) => void;
  readonly onOpen: (row: HistoryRow) => void;
  readonly onRemove: (row: HistoryRow) => void;
}) {
  const view = useVisibleRows(listRef, total, { rowHeight });
  const { from, to } = view;
  const { see } = pages;
  useEffect(() => {
    see(from, to);
  });
  const rows = Array.from({ length: Math.max(0, to - from) }, (_, offset) => ({
    index: from + offset,
    row: pages.rowAt(from + offset),
  }));
  useFocusFollows(listRef, rows, active, onActive, wantedRef, pages.reading);
  const reachable =
    rows.find(({ row }) => row !== null && row.entry === active?.entry) ??
    rows.find(({ index }) => index >= view.first);

  const focusRow = (index: number): void => {
    if (index < 0 || index >= total) return;
    wantedRef.current = { index };
    view.show(index);
  };
  const onKeyDown = (event: KeyboardEvent, index: number, row: HistoryRow | null): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      focusRow(index + (event.key === 'ArrowDown' ? 1 : -1));
    } else if (event.key === 'Home' || event.key === 'End') {
      focusRow(event.key === 'End' ? total - 1 : 0);
    } else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey && row !== null) {
      onActive(row);
      onOpen(row);
    } else if (event.key === 'Delete' && row !== null) {
      onActive(pages.rowAt(index + 1) ?? pages.rowAt(index - 1));
      onRemove(row);
    } else {
      return;
    }
    event.preventDefault();
  };

  return (
    <div
      ref={listRef}
      className={styles['list']}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a select cannot show two lines
      role="listbox"
      aria-label="History"
      onScroll={view.onScroll}
    >
      <div style={{ height: view.before }} />
      {rows.map(({ index, row }) => (
        <HistoryRowView
          key={index}
          row={row}
          index={index}
          total={total}
          selected={row !== null && row.entry === active?.entry}
          reachable={index === reachable?.index}
          onFocus={() => {
            onActive(row);
          }}
          onPress={() => {
            if (row === null) return;
            onActive(row);
            onOpen(row);
          }}
          onKeyDown={(event) => {
            onKeyDown(event, index, row);
          }}
        />
      ))}
      <div style={{ height: view.after }} />
    </div>
  );
}
