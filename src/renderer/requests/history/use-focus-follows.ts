import { useEffect, type RefObject } from 'react';

import type { HistoryRow } from '../../../shared/history.ts';

/** A line that is drawn; what stands in it may still be read. */
interface DrawnRow {
  readonly index: number;
  readonly row: HistoryRow | null;
}

/** What gets the focus as soon as it is drawn: the line at a place, or the one of an entry, wherever that is now. */
export type WantedFocus = { readonly index: number } | { readonly entry: string };

/**
 * Keeps the focus on the request that is chosen, and not on a line of the list: what is sent meanwhile moves it down, and what
 * is removed above it moves it up. Where the chosen one is gone, the one that has the focus is chosen.
 * @param wantedRef is emptied when it has the focus, or when nothing more is read and it is not there.
 * @param reading whether the lines are about to be others.
 */
export function useFocusFollows(
  list: RefObject<HTMLElement | null>,
  drawn: readonly DrawnRow[],
  active: HistoryRow | null,
  onActive: (row: HistoryRow) => void,
  wantedRef: RefObject<WantedFocus | null>,
  reading: boolean,
): void {
  useEffect(() => {
    const lineAt = (index: number | undefined): HTMLElement | null =>
      list.current?.querySelector<HTMLElement>(`[data-row="${index ?? -1}"]`) ?? null;
    const lineOf = (entry: string | undefined): HTMLElement | null =>
      lineAt(drawn.find(({ row }) => row !== null && row.entry === entry)?.index);
    const { current } = wantedRef;
    if (current !== null) {
      const line = 'index' in current ? lineAt(current.index) : lineOf(current.entry);
      if (line !== null || !reading) wantedRef.current = null;
      line?.focus();
      return;
    }
    const focused = list.current?.querySelector<HTMLElement>('[data-row]:focus') ?? null;
    if (focused === null) return;
    const chosen = lineOf(active?.entry);
    const here = drawn.find(({ index }) => String(index) === focused.dataset['row'])?.row ?? null;
    if (chosen !== null && chosen !== focused) chosen.focus();
    if (chosen === null && here !== null && !reading) onActive(here);
  });
}
