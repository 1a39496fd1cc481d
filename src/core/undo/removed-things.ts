/** How many removals can be undone. */
const kept = 50;

/** The last things that were removed in this run, in memory, each to be brought back once. */
export class RemovedThings<T> {
  readonly #things = new Map<string, T>();
  #number = 0;

  /** Answers with what brings it back. */
  add(thing: T): string {
    this.#number += 1;
    const undo = String(this.#number);
    this.#things.set(undo, thing);
    const [oldest] = this.#things.keys();
    if (this.#things.size > kept && oldest !== undefined) this.#things.delete(oldest);
    return undo;
  }

  /** Null once it was brought back, or dropped for newer ones. */
  get(undo: string): T | null {
    return this.#things.get(undo) ?? null;
  }

  drop(undo: string): void {
    this.#things.delete(undo);
  }
}
