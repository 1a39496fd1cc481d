import { historyUndoMilliseconds } from '../../shared/history.ts';
import type { Clock } from '../ports/clock.ts';

/** What was removed a moment ago and can be brought back, each once, for `historyUndoMilliseconds`. */
export class Removals<T> {
  readonly #clock: Clock;
  /** The time is over: nothing of it is wanted any more. */
  readonly #gone: (what: T) => void;
  readonly #held = new Map<string, { readonly what: T; readonly stop: () => void }>();
  #number = 0;

  constructor(clock: Clock, gone: (what: T) => void) {
    this.#clock = clock;
    this.#gone = gone;
  }

  /** Answers with what brings it back. */
  add(what: T): string {
    this.#number += 1;
    const undo = String(this.#number);
    const stop = this.#clock.after(historyUndoMilliseconds, () => {
      this.#held.delete(undo);
      this.#gone(what);
    });
    this.#held.set(undo, { what, stop });
    return undo;
  }

  get(undo: string): T | null {
    return this.#held.get(undo)?.what ?? null;
  }

  /** It was brought back. */
  drop(undo: string): void {
    this.#held.get(undo)?.stop();
    this.#held.delete(undo);
  }

  some(wanted: (what: T) => boolean): boolean {
    return [...this.#held.values()].some(({ what }) => wanted(what));
  }

  /** Takes all of it: nothing can be brought back any more. */
  takeAll(): readonly T[] {
    const all = Array.from(this.#held.values(), ({ what, stop }) => {
      stop();
      return what;
    });
    this.#held.clear();
    return all;
  }
}
