import type { SavedPath } from '../../shared/saved-request.ts';
import type { Clock } from '../ports/clock.ts';
import type { FolderWatch } from '../ports/folders.ts';
import { onDisk } from './saved-path.ts';

/** Milliseconds in which more changes may come: an editor writes in steps, a checkout many files. */
const rest = 150;
/** The system has only so many watches, for all programs. What is beyond is seen when the list is read. */
const mostWatched = 1000;

export interface CollectionWatchDeps {
  readonly watch: FolderWatch;
  readonly clock: Pick<Clock, 'after'>;
  readonly root: string;
}

/** Watches the folders of a collection, each by itself: knows which may have changed, and tells of many changes once. */
export class CollectionWatch {
  readonly #deps: CollectionWatchDeps;
  readonly #look: () => Promise<void>;
  readonly #watched = new Map<SavedPath, () => void>();
  /** Watched, and unchanged since they were read. */
  readonly #fresh = new Set<SavedPath>();
  #candidates = new Set<SavedPath>();
  #waiting: (() => void) | null = null;
  #closed = false;

  constructor(deps: CollectionWatchDeps, look: () => Promise<void>) {
    this.#deps = deps;
    this.#look = look;
  }

  /** Whether nothing in a folder can have changed since it was read. */
  isFresh(folder: SavedPath): boolean {
    return this.#fresh.has(folder);
  }

  /** Something of ours changes there. */
  touch(folders: Iterable<SavedPath>): void {
    for (const folder of folders) {
      this.#fresh.delete(folder);
      this.#candidates.delete(folder);
    }
  }

  /** Folders are about to be read: those that are watched by now, and do not change meanwhile, are fresh afterwards. */
  reading(): void {
    this.#candidates = new Set(this.#watched.keys());
  }

  /** These were read, and are watched from now on. What changed before a new watch began is looked for once more. */
  wasRead(folders: readonly SavedPath[]): void {
    if (this.#closed) return;
    for (const folder of folders) if (this.#candidates.has(folder)) this.#fresh.add(folder);
    const wanted = new Set(folders.slice(0, mostWatched));
    for (const [path, end] of this.#watched) {
      if (wanted.has(path)) continue;
      end();
      this.#watched.delete(path);
      this.#fresh.delete(path);
    }
    for (const path of wanted) if (!this.#watched.has(path)) this.#begin(path);
  }

  close(): void {
    this.#closed = true;
    this.#waiting?.();
    for (const end of this.#watched.values()) end();
    this.#watched.clear();
    this.#fresh.clear();
  }

  #begin(path: SavedPath): void {
    let over = false;
    const end = this.#deps.watch.watch(
      onDisk(this.#deps.root, path),
      () => {
        this.touch([path]);
        this.#changed();
      },
      () => {
        over = true;
        this.#watched.delete(path);
        this.touch([path]);
      },
    );
    if (over) return;
    this.#watched.set(path, end);
    this.#changed();
  }

  readonly #changed = (): void => {
    if (this.#closed || this.#waiting !== null) return;
    this.#waiting = this.#deps.clock.after(rest, () => {
      this.#waiting = null;
      if (!this.#closed) void this.#look();
    });
  };
}
