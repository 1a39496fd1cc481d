import type { JsonIndex } from './json-index.ts';

/** Which objects and arrays are folded, and so which values have a row. */
export class JsonFolds {
  readonly #index: JsonIndex;
  /** A bit for each value. */
  #folded = new Uint8Array(0);
  #foldedCount = 0;
  /** The values that have a row, in order; null while all have. */
  #visible: Uint32Array | null = null;
  #visibleCount = 0;

  constructor(index: JsonIndex) {
    this.#index = index;
  }

  /** Rows. */
  get count(): number {
    return this.#visible === null ? this.#index.count : this.#visibleCount;
  }

  isFolded(node: number): boolean {
    return ((this.#folded[node >> 3] ?? 0) & (1 << (node & 7))) !== 0;
  }

  fold(node: number, folded: boolean): void {
    if (this.#index.isScalar(node) || this.isFolded(node) === folded) return;
    this.#set(node, folded);
    this.refresh();
  }

  /** Folds everything but the root. */
  foldAll(): void {
    const { count } = this.#index;
    for (let node = 1; node < count; node += 1) {
      if (!this.#index.isScalar(node) && !this.isFolded(node)) this.#set(node, true);
    }
    this.refresh();
  }

  unfoldAll(): void {
    this.#folded = new Uint8Array(0);
    this.#foldedCount = 0;
    this.refresh();
  }

  /** Unfolds all that a value stands in. */
  reveal(node: number): void {
    const before = this.#foldedCount;
    for (let at = this.#index.parentOf(node); at < this.#index.count; at = this.#index.parentOf(at)) {
      if (this.isFolded(at)) this.#set(at, false);
    }
    if (this.#foldedCount !== before) this.refresh();
  }

  nodeAt(row: number): number {
    return this.#visible === null ? row : (this.#visible[row] ?? 0);
  }

  /** The row of a value; of one that is hidden, that of what hides it. */
  rowOf(node: number): number {
    if (this.#visible === null) return node;
    let low = 0;
    for (let high = this.#visibleCount; high - low > 1;) {
      const middle = (low + high) >> 1;
      if ((this.#visible[middle] ?? 0) <= node) low = middle;
      else high = middle;
    }
    return low;
  }

  /** Finds the rows anew: something was folded or unfolded, or more values came. */
  refresh(): void {
    if (this.#foldedCount === 0) {
      this.#visible = null;
      return;
    }
    const { count } = this.#index;
    if (this.#visible === null || this.#visible.length < count) this.#visible = new Uint32Array(count);
    const visible = this.#visible;
    let rows = 0;
    for (let node = 0; node < count; node = this.isFolded(node) ? this.#index.endOf(node) : node + 1) {
      visible[rows] = node;
      rows += 1;
    }
    this.#visibleCount = rows;
  }

  #set(node: number, folded: boolean): void {
    if (node >> 3 >= this.#folded.length) {
      const grown = new Uint8Array((this.#index.count >> 3) + 1);
      grown.set(this.#folded);
      this.#folded = grown;
    }
    this.#folded[node >> 3] = (this.#folded[node >> 3] ?? 0) ^ (1 << (node & 7));
    this.#foldedCount += folded ? 1 : -1;
  }
}
