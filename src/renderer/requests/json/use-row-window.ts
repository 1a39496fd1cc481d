import { useEffect, useLayoutEffect, useState, type RefObject } from 'react';

/** Pixels that an element is made high at most: Chromium cuts off what is higher than some 33 million. */
const highest = 8_000_000;

export interface RowWindow {
  /** The first row that is seen, and how many are. */
  readonly first: number;
  readonly seen: number;
  /** Pixels of what is scrolled through. */
  readonly height: number;
  /** Pixels from its top at which a row is drawn. */
  readonly offsetOf: (row: number) => number;
  readonly onScroll: () => void;
  /** Scrolls as little as it takes to see a row. */
  readonly show: (row: number) => void;
}

/**
 * Which of very many rows of one height are seen. Where all of them together are higher than an element can be, the bar
 * covers them in larger steps than the wheel, which goes row by row as ever.
 */
export function useRowWindow(
  scroller: RefObject<HTMLElement | null>,
  rows: number,
  rowHeight: number,
): RowWindow {
  const [view, setView] = useState(600);
  /** Pixels above the first that is seen, as if all rows were there; and how far the element is scrolled for that. */
  const [place, setPlace] = useState({ top: 0, scrolled: 0 });
  const whole = rows * rowHeight;
  const height = Math.min(whole, highest);
  const stretch = height <= view ? 1 : (whole - view) / (height - view);
  const lowest = Math.max(0, whole - view);
  const top = Math.min(place.top, lowest);

  const moveTo = (wanted: number): void => {
    const element = scroller.current;
    if (element === null) return;
    const next = Math.max(0, Math.min(wanted, lowest));
    element.scrollTo({ top: next / stretch });
    setPlace({ top: next, scrolled: element.scrollTop });
  };
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => {
      setView(element.clientHeight);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, [scroller]);
  useEffect(() => {
    const element = scroller.current;
    if (element === null || stretch === 1) return undefined;
    const onWheel = (event: WheelEvent): void => {
      if (event.ctrlKey || event.deltaY === 0) return;
      event.preventDefault();
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? rowHeight : 1;
      moveTo(top + event.deltaY * unit);
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => {
      element.removeEventListener('wheel', onWheel);
    };
  });

  return {
    first: Math.floor(top / rowHeight),
    seen: Math.ceil(view / rowHeight) + 1,
    height,
    offsetOf: (row) => row * rowHeight - top + (stretch === 1 ? top : place.scrolled),
    onScroll: () => {
      const scrolled = scroller.current?.scrollTop ?? 0;
      // What `moveTo` did comes back as an event as well.
      if (Math.abs(scrolled - place.scrolled) < 1 && stretch !== 1) return;
      setPlace({ top: scrolled * stretch, scrolled });
    },
    show: (row) => {
      const begin = row * rowHeight;
      if (begin < top) moveTo(begin);
      else if (begin + rowHeight > top + view) moveTo(begin + rowHeight - view);
    },
  };
}
