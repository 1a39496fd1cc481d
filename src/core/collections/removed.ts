import type { SavedPath } from '../../shared/saved-request.ts';

/** What was removed, for as long as it can be brought back. */
export interface Removed {
  readonly path: SavedPath;
  /** The folders that were removed, outer ones first. */
  readonly folders: readonly SavedPath[];
  readonly files: readonly { readonly path: SavedPath; readonly content: Uint8Array }[];
}

/** How many removals can be undone. */
const kept = 50;

/** The last removals of this run, in memory. */
export class RemovedItems {
  readonly #items = new Map<string, Removed>();
  #number = 0;

  add(removed: Removed): string {
    this.#number += 1;
    const undo = String(this.#number);
    this.#items.set(undo, removed);
    const [oldest] = this.#items.keys();
    if (this.#items.size > kept && oldest !== undefined) this.#items.delete(oldest);
    return undo;
  }

  get(undo: string): Removed | null {
    return this.#items.get(undo) ?? null;
  }

  drop(undo: string): void {
    this.#items.delete(undo);
  }
}
