import { useState, type RefObject } from 'react';

/** Pixels of a line; saved-row.module.css has the same. */
const rowHeight = 28;
/** Fewer are drawn whole. */
const worthCutting = 200;
const beyond = 20;

export interface VisibleRows {
  readonly from: number;
  readonly to: number;
  /** Pixels of the lines that are not drawn. */
  readonly before: number;
  readonly after: number;
  readonly onScroll: () => void;
  /** Scrolls so that a line is drawn. */
  readonly show: (index: number) => void;
}

/** Which lines of a long list are drawn: those that are seen, and some around them. */
export function useVisibleRows(list: RefObject<HTMLElement | null>, count: number): VisibleRows {
  const [seen, setSeen] = useState({ top: 0, height: 800 });
  const whole = count <= worthCutting;
  const from = whole ? 0 : Math.max(0, Math.floor(seen.top / rowHeight) - beyond);
  const to = whole ? count : Math.min(count, Math.ceil((seen.top + seen.height) / rowHeight) + beyond);
  return {
    from,
    to,
    before: from * rowHeight,
    after: (count - to) * rowHeight,
    onScroll: () => {
      const element = list.current;
      if (element !== null && !whole) setSeen({ top: element.scrollTop, height: element.clientHeight });
    },
    show: (index) => {
      const element = list.current;
      if (element === null || whole) return;
      const top = index * rowHeight;
      if (top < element.scrollTop) element.scrollTo({ top });
      else if (top + rowHeight > element.scrollTop + element.clientHeight) {
        element.scrollTo({ top: top + rowHeight - element.clientHeight });
      }
    },
  };
}
