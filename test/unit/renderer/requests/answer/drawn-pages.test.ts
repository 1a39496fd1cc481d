import { assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  pageBytes,
  pageCount,
  pageSlot,
  pagesToDraw,
  type PageRange,
} from '../../../../../src/renderer/requests/answer/drawn-pages.ts';

const screen = 450;

/** A list whose pages have heights of their own, as a browser lays it out around those that are drawn. */
class List {
  range: PageRange = { first: 0, last: 0 };
  top = 0;
  read = true;
  readonly #heights: (page: number) => number;
  readonly #pages: number;

  constructor(pages: number, heights: (page: number) => number) {
    this.#pages = pages;
    this.#heights = heights;
  }

  get count(): number {
    return this.range.last - this.range.first + 1;
  }

  get begin(): number {
    return this.range.first * pageSlot(this.#pages);
  }

  #heightOf({ first, last }: PageRange): number {
    let height = 0;
    for (let page = first; page <= last; page += 1) height += this.#heights(page);
    return height;
  }

  get end(): number {
    return this.begin + this.#heightOf(this.range);
  }

  get height(): number {
    return this.end + (this.#pages - 1 - this.range.last) * pageSlot(this.#pages);
  }

  /** Scrolls there, and draws until nothing is left to be done. What is seen stays where it is. */
  scrollTo(top: number): void {
    this.top = Math.max(0, Math.min(top, this.height - screen));
    for (let turn = 0; turn < 50; turn += 1) {
      const { first, last } = this.range;
      const next = pagesToDraw(
        this.range,
        {
          top: this.top,
          bottom: this.top + screen,
          begin: this.begin,
          end: this.end,
          firstEnds: this.begin + this.#heights(first),
          lastBegins: this.end - this.#heights(last),
          firstIsRead: this.read,
          lastIsRead: this.read,
        },
        this.#pages,
      );
      if (next === this.range) return;
      const before = this.begin;
      const above = next.first < first ? this.#heights(next.first) : 0;
      const gone = next.first > first && next.first <= last ? this.#heights(first) : 0;
      this.range = next;
      this.top = next.top ?? this.top + this.begin - before + above - gone;
      this.top = Math.max(0, Math.min(this.top, this.height - screen));
    }
    throw new Error('It is never done.');
  }
}

describe('the pages that are drawn', () => {
  it('cover what is seen, are never many, and are settled, however high pages are and wherever one scrolls', () => {
    assert(
      property(
        integer({ min: 1, max: 20_000 }),
        integer({ min: 200, max: 1_200_000 }),
        integer({ min: 1, max: 1_000_000 }),
        (pages, height, seed) => {
          const list = new List(pages, (page) => 200 + ((page * 7919 + seed) % height));
          for (const part of [0, 0.3, 0.31, 1, 0.99, 0.5, 0]) {
            list.scrollTo(part * list.height);
            const { first, last } = list.range;
            expect(first).toBeGreaterThanOrEqual(0);
            expect(last).toBeLessThan(pages);
            expect(list.begin === 0 || list.begin <= list.top).toBe(true);
            expect(list.end >= list.top + screen || last === pages - 1).toBe(true);
            expect(list.count).toBeLessThanOrEqual(20);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('are reached one after the other, each of them, by going on', () => {
    const list = new List(60, () => 3000);
    const met = new Set<number>();
    for (let turn = 0; turn < 1000; turn += 1) {
      list.scrollTo(list.top + 300);
      for (let page = list.range.first; page <= list.range.last; page += 1) met.add(page);
    }
    expect(met.size).toBe(60);
    expect(list.count).toBeLessThanOrEqual(8);
    for (let turn = 0; turn < 1000; turn += 1) list.scrollTo(list.top - 300);
    expect(list.range.first).toBe(0);
  });

  it('stay as they are until the page at the edge is read', () => {
    const list = new List(60, () => 100);
    list.read = false;
    list.scrollTo(0);
    expect(list.range).toEqual({ first: 0, last: 0 });
  });

  it('are as many as it takes, and all of them together are never too high to be laid out', () => {
    expect(pageCount(0)).toBe(1);
    expect(pageCount(pageBytes)).toBe(1);
    expect(pageCount(pageBytes + 1)).toBe(2);
    for (const pages of [1, 100, 16_384, 20_000_000]) {
      expect(pages * pageSlot(pages)).toBeLessThanOrEqual(8_000_000);
    }
  });
});
