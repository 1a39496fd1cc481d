import { useState, type RefObject } from 'react';

/** Lines above and below what is seen that are drawn as well. */
const beyond = 20;

export interface VisibleRows {
  readonly from: number;
  readonly to: number;
  /** The first one that is seen whole. */
  readonly first: number;
  /** Pixels of the lines that are not drawn. */
  readonly before: number;
  readonly after: number;
  readonly onScroll: () => void;
  /** Scrolls as little as it takes to see a line, which is drawn then. */
  readonly show: (index: number) => void;
}

/**
 * Which lines of a long list are drawn: those that are seen, and some around them.
 * @param rowHeight pixels of a line
 * @param wholeUpTo lines up to which a list is drawn whole
 */
export function useVisibleRows(
  list: RefObject<HTMLElement | null>,
  count: number,
  { rowHeight, wholeUpTo = 0 }: { readonly rowHeight: number; readonly wholeUpTo?: number },
): VisibleRows {
  const [seen, setSeen] = useState({ top: 0, height: 800 });
  const whole = count <= wholeUpTo;
  // A search may leave fewer lines than are above the place to which the list is scrolled.
  const top = Math.max(0, Math.min(seen.top, (count - 1) * rowHeight));
  const from = whole ? 0 : Math.max(0, Math.floor(top / rowHeight) - beyond);
  const to = whole ? count : Math.min(count, Math.ceil((top + seen.height) / rowHeight) + beyond);
  const look = (): void => {
    const element = list.current;
    if (element !== null && !whole) setSeen({ top: element.scrollTop, height: element.clientHeight });
  };
  return {
    from,
    to,
    first: whole ? 0 : Math.ceil(top / rowHeight),
    before: from * rowHeight,
    after: (count - to) * rowHeight,
    onScroll: look,
    show: (index) => {
      const element = list.current;
      if (element === null || whole) return;
      const place = index * rowHeight;
      if (place < element.scrollTop) element.scrollTo({ top: place });
      else if (place + rowHeight > element.scrollTop + element.clientHeight) {
        element.scrollTo({ top: place + rowHeight - element.clientHeight });
      }
      look();
    },
  };
}
