import { useEffect, useRef, useState, type RefObject } from 'react';

import type { SavedItem, SavedPath } from '../../../shared/saved-request.ts';
import type { VisibleRows } from '../use-visible-rows.ts';
import { findSaved, type SavedRow } from './saved-rows.ts';

export interface ChosenRow {
  /** The one that the keyboard was on last, or that came into the editor since. */
  readonly current: SavedItem | null;
  /** Tab comes to this line of those that are drawn; arrows go on from it. */
  readonly reachable: number;
  readonly choose: (path: SavedPath | null) => void;
  /** Chooses a line and scrolls to it once it is drawn: main may have yet to tell of it. */
  readonly show: (path: SavedPath) => void;
  /** The same, and the line gets the focus. */
  readonly focus: (path: SavedPath) => void;
}

/**
 * Which line of the saved requests is chosen, and the way to it.
 * @param unfold opens the folders around a line that is to be seen
 */
export function useChosenRow(
  list: RefObject<HTMLElement | null>,
  items: readonly SavedItem[],
  rows: readonly SavedRow[],
  view: VisibleRows,
  opened: SavedPath | null,
  unfold: (path: SavedPath) => void,
): ChosenRow {
  const [active, setActive] = useState(opened);
  const [lastOpened, setLastOpened] = useState(opened);
  if (opened !== lastOpened) {
    setLastOpened(opened);
    if (opened !== null) {
      setActive(opened);
      unfold(opened);
    }
  }
  const found = (path: SavedPath | null): SavedItem | null => (path === null ? null : findSaved(items, path));
  const current = found(active) ?? found(opened);

  const wanted = useRef<{ readonly path: SavedPath; readonly focus: boolean } | null>(null);
  const inSight = useRef<SavedPath | null>(null);
  const [, setTurn] = useState(0);
  useEffect(() => {
    if (inSight.current !== opened) {
      inSight.current = opened;
      if (opened !== null && wanted.current === null) wanted.current = { path: opened, focus: false };
    }
    const { path, focus = false } = wanted.current ?? {};
    const index = path === undefined ? -1 : rows.findIndex(({ item }) => item.path === path);
    if (index < 0) return;
    const line = list.current?.querySelector<HTMLElement>(`[data-row="${index}"]`) ?? null;
    if (line === null) {
      view.show(index);
      return;
    }
    wanted.current = null;
    line.scrollIntoView({ block: 'nearest' });
    if (focus) line.focus();
  });
  const want = (path: SavedPath, focus: boolean): void => {
    setActive(path);
    unfold(path);
    wanted.current = { path, focus };
    setTurn((turn) => turn + 1);
  };

  const currentAt = current === null ? -1 : rows.findIndex(({ item }) => item.path === current.path);
  return {
    current,
    reachable: currentAt >= view.from && currentAt < view.to ? currentAt : view.first,
    choose: (path) => {
      wanted.current = null;
      setActive(path);
    },
    show: (path) => {
      want(path, false);
    },
    focus: (path) => {
      want(path, true);
    },
  };
}
