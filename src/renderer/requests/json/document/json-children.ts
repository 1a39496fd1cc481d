import { noParent, type JsonIndex } from './json-index.ts';

/** Every so many children of a large object or array one is remembered. */
const stride = 256;
/** Objects and arrays of which that is done. */
const mostRemembered = 64;

interface Walk {
  count: number;
  /** The child behind the last one that was counted, where there is one. */
  next: number;
  /** Every 256th child, from the first on. */
  readonly marks: number[];
}

/** How many children a value has, and the how manieth it is: found by walking from sibling to sibling, and remembered. */
export class JsonChildren {
  readonly #index: JsonIndex;
  readonly #walks = new Map<number, Walk>();

  constructor(index: JsonIndex) {
    this.#index = index;
  }

  /** Children of an object or array, as far as they came. */
  countOf(node: number): number {
    return this.#walk(node).count;
  }

  /** Which child of its parent it is, counted from 0. */
  placeOf(node: number): number {
    const parent = this.#index.parentOf(node);
    if (parent === noParent) return 0;
    const { marks } = this.#walk(parent);
    let low = 0;
    for (let high = marks.length; high - low > 1;) {
      const middle = (low + high) >> 1;
      if ((marks[middle] ?? 0) <= node) low = middle;
      else high = middle;
    }
    let place = low * stride;
    for (let at = marks[low] ?? parent + 1; at < node; at = this.#index.endOf(at)) place += 1;
    return place;
  }

  #walk(node: number): Walk {
    const walk = this.#walks.get(node) ?? { count: 0, next: node + 1, marks: [] };
    const end = this.#index.endOf(node);
    while (walk.next < end && this.#index.isClosed(walk.next)) {
      if (walk.count % stride === 0) walk.marks.push(walk.next);
      walk.count += 1;
      walk.next = this.#index.endOf(walk.next);
    }
    if (walk.count >= stride) this.#remember(node, walk);
    if (walk.next >= end) return walk;
    // The last one is open: where it ends is not known yet, so it is not walked over for good.
    const marks = walk.count % stride === 0 ? [...walk.marks, walk.next] : walk.marks;
    return { count: walk.count + 1, next: end, marks };
  }

  #remember(node: number, walk: Walk): void {
    this.#walks.delete(node);
    this.#walks.set(node, walk);
    const [oldest] = this.#walks.keys();
    if (this.#walks.size > mostRemembered && oldest !== undefined) this.#walks.delete(oldest);
  }
}
