/** Bytes of a page: more than a screen, and quick to lay out whatever is in it. */
export const pageBytes = 65_536;

/** Pixels that a page of an ordinary text is high. */
const usualHeight = 15_000;
/** Pixels that all pages together are taken to be high at most: Chromium lays out nothing that is higher than some 16 million. */
const highest = 8_000_000;
/** Pages that are drawn, as far as the rest of them is out of sight. */
const mostDrawn = 8;

export interface PageRange {
  readonly first: number;
  readonly last: number;
  /** Pixels to which to scroll once they are drawn, where they are far from what was. */
  readonly top?: number;
}

/** What is known of a list of pages whose heights show only when they are drawn. Pixels, from the top of all of them. */
export interface PageSight {
  /** What is seen. */
  readonly top: number;
  readonly bottom: number;
  /** What is drawn. */
  readonly begin: number;
  readonly end: number;
  /** Where the first page that is drawn ends, and where the last one begins. */
  readonly firstEnds: number;
  readonly lastBegins: number;
  /** Whether they have been read: a page that has not says nothing of how high it is. */
  readonly firstIsRead: boolean;
  readonly lastIsRead: boolean;
}

/** @param size bytes of the body */
export function pageCount(size: number): number {
  return Math.max(1, Math.ceil(size / pageBytes));
}

/** Pixels that stand for a page which is not drawn. */
export function pageSlot(pages: number): number {
  return Math.min(usualHeight, highest / pages);
}

/**
 * Which pages to draw next: those that are drawn and one more, where what is seen comes near their end; another one alone, where
 * it is far from them. What is more than two screens away is given up. The same range: nothing is to be done.
 */
export function pagesToDraw(drawn: PageRange, sight: PageSight, pages: number): PageRange {
  const { top, bottom, begin, end } = sight;
  const screen = bottom - top;
  const slot = pageSlot(pages);
  if (bottom + screen < begin) return alone(Math.min(Math.floor(top / slot), drawn.first - 1), pages);
  if (top - screen > end) return alone(drawn.last + 1 + Math.floor((top - end) / slot), pages);
  if (sight.lastIsRead && end - bottom < screen && drawn.last < pages - 1) {
    const far = isFull(drawn) && sight.firstEnds < top - 2 * screen;
    return { first: far ? drawn.first + 1 : drawn.first, last: drawn.last + 1 };
  }
  if (sight.firstIsRead && top - begin < screen && drawn.first > 0) {
    const far = isFull(drawn) && sight.lastBegins > bottom + 2 * screen;
    return { first: drawn.first - 1, last: far ? drawn.last - 1 : drawn.last };
  }
  return drawn;
}

/** Seen from its beginning: where a place in what was not drawn lies in a page shows only when that is drawn. */
function alone(page: number, pages: number): PageRange {
  const there = Math.min(Math.max(page, 0), pages - 1);
  return { first: there, last: there, top: there * pageSlot(pages) };
}

function isFull({ first, last }: PageRange): boolean {
  return last - first + 1 >= mostDrawn;
}
