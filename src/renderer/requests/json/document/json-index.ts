/** What a value is: anything that is no object and no array is a scalar. */
export type NodeKind = 'scalar' | 'object' | 'array';

/** Of the root, which nothing holds. */
export const noParent = 0xff_ff_ff_ff;

/** Values that an index holds at most: 12 bytes each. */
const mostNodes = 0x01_00_00_00;

const sizeMask = 0x0f_ff_ff_ff;
const memberFlag = 0x10_00_00_00;
const objectFlag = 0x20_00_00_00;
const arrayFlag = 0x40_00_00_00;

/**
 * Where each value of a JSON text stands, in the order of the text: a value's number is its place in that order, and what an
 * object or array holds follows it directly. So a subtree is a range, and the next sibling is one addition away.
 */
export class JsonIndex {
  /** How many values it can hold. */
  readonly most: number;
  #count = 0;
  /** The byte at which each begins; where it has a name, the name's first byte. */
  #starts: Uint32Array;
  /** How many values each is together with all that it holds, 0 while it is not closed; and what it is. */
  #spans: Uint32Array;
  #parents: Uint32Array;

  /** @param capacity values for which there is room before anything has to be moved */
  constructor(capacity = 1024, most = mostNodes) {
    this.most = most;
    this.#starts = new Uint32Array(capacity);
    this.#spans = new Uint32Array(capacity);
    this.#parents = new Uint32Array(capacity);
  }

  get count(): number {
    return this.#count;
  }

  /** Adds a value behind all others; returns its number. */
  add(start: number, parent: number, kind: NodeKind, member: boolean): number {
    const node = this.#count;
    if (node === this.#starts.length) this.#grow();
    this.#starts[node] = start;
    this.#parents[node] = parent;
    const flags = kind === 'scalar' ? 1 : kind === 'object' ? objectFlag : arrayFlag;
    this.#spans[node] = member ? flags | memberFlag : flags;
    this.#count = node + 1;
    return node;
  }

  /** Everything that an object or array holds was added. */
  close(node: number): void {
    this.#spans[node] = (this.#spans[node] ?? 0) | (this.#count - node);
  }

  startOf(node: number): number {
    return this.#starts[node] ?? 0;
  }

  /** `noParent` for the root. */
  parentOf(node: number): number {
    return this.#parents[node] ?? noParent;
  }

  kindOf(node: number): NodeKind {
    const span = this.#spans[node] ?? 0;
    if ((span & objectFlag) !== 0) return 'object';
    return (span & arrayFlag) === 0 ? 'scalar' : 'array';
  }

  isScalar(node: number): boolean {
    return ((this.#spans[node] ?? 0) & (objectFlag | arrayFlag)) === 0;
  }

  /** Whether it has a name: it is a member of an object. */
  isMember(node: number): boolean {
    return ((this.#spans[node] ?? 0) & memberFlag) !== 0;
  }

  isClosed(node: number): boolean {
    return ((this.#spans[node] ?? 0) & sizeMask) !== 0;
  }

  /** The number behind the last value that it holds; of one that is not closed yet, behind the last one so far. */
  endOf(node: number): number {
    const size = (this.#spans[node] ?? 0) & sizeMask;
    return size === 0 ? this.#count : node + size;
  }

  #grow(): void {
    const capacity = Math.min(this.#starts.length * 2, this.most);
    this.#starts = grown(this.#starts, capacity);
    this.#spans = grown(this.#spans, capacity);
    this.#parents = grown(this.#parents, capacity);
  }
}

function grown(from: Uint32Array, capacity: number): Uint32Array {
  const to = new Uint32Array(capacity);
  to.set(from);
  return to;
}
