interface Entry<T> {
  readonly at: number;
  readonly order: number;
  readonly value: T;
}

/** What is to happen, earliest first; at the same moment in the order in which it was added. A binary heap. */
export class EventQueue<T> {
  readonly #heap: Entry<T>[] = [];
  #order = 0;

  add(at: number, value: T): void {
    const heap = this.#heap;
    const entry = { at, order: (this.#order += 1), value };
    let place = heap.push(entry) - 1;
    for (let parent = (place - 1) >> 1; place > 0; parent = (place - 1) >> 1) {
      const above = heap[parent];
      if (above === undefined || before(above, entry)) break;
      heap[place] = above;
      place = parent;
    }
    heap[place] = entry;
  }

  take(): { readonly at: number; readonly value: T } | null {
    const heap = this.#heap;
    const [first] = heap;
    const last = heap.pop();
    if (first === undefined || last === undefined) return null;
    if (heap.length > 0) this.#sink(last);
    return first;
  }

  #sink(entry: Entry<T>): void {
    const heap = this.#heap;
    let place = 0;
    for (;;) {
      const left = heap[2 * place + 1];
      const right = heap[2 * place + 2];
      const goesRight = right !== undefined && left !== undefined && before(right, left);
      const child = goesRight ? right : left;
      if (child === undefined || before(entry, child)) break;
      heap[place] = child;
      place = 2 * place + (goesRight ? 2 : 1);
    }
    heap[place] = entry;
  }
}

function before<T>(a: Entry<T>, b: Entry<T>): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
