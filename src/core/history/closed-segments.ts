import { join } from 'node:path';
import { atMost } from '../vault/at-most.ts';
import { bodyFile, historyFile } from './file-names.ts';
import type { HeadTable } from './head-table.ts';
import type { HistoryFiles, SegmentFiles } from './segment-files.ts';

/** A segment that is written to no more. */
export interface ClosedSegment {
  readonly name: string;
  readonly table: HeadTable;
}

/** A process may have only so many files open. */
const readsAtOnce = 32;

/** The closed segments of a folder, oldest first, read when somebody asks for them. */
export class ClosedSegments {
  readonly #io: HistoryFiles;
  readonly #folder: string;
  #list: readonly ClosedSegment[] | null = null;
  #damaged = false;

  constructor(io: HistoryFiles, folder: string) {
    this.#io = io;
    this.#folder = folder;
  }

  /** Whether something in them does not open. */
  get damaged(): boolean {
    return this.#damaged;
  }

  /**
   * All of them, read once.
   * @param writing the one that is not closed yet
   * @param wanted whether the body of an entry may be wanted though no segment has the entry
   */
  async all(
    files: SegmentFiles,
    writing: string | null,
    wanted: (id: number) => boolean,
  ): Promise<readonly ClosedSegment[]> {
    if (this.#list !== null) return this.#list;
    const names = ((await this.#io.folders.entries(this.#folder)) ?? []).map(({ name }) => name);
    const there = names.flatMap((name) => historyFile(name) ?? []);
    const segments = there.flatMap(({ kind, segment }) => (kind === 'segment' ? [segment] : []));
    const few = atMost(readsAtOnce);
    const list = await Promise.all(
      segments
        .filter((name) => name !== writing)
        .toSorted()
        .map((name) => few(async () => ({ name, ...(await files.load(name)) }))),
    );
    const readable = new Map(list.flatMap(({ name, table, whole }) => (whole ? [[name, table]] : [])));
    const orphans = there.filter(
      ({ kind, segment, id }) => kind === 'body' && readable.get(segment)?.rowOf(id) === -1 && !wanted(id),
    );
    // A run that was killed moved the file of a body whose entry it did not write any more.
    await this.#io.files.remove(orphans.map(({ segment, id }) => join(this.#folder, bodyFile(segment, id))));
    this.#damaged = list.some(({ whole }) => !whole);
    this.#list = list;
    return list;
  }

  /** One was closed, or written anew; without entries it is gone. */
  put(name: string, table: HeadTable): void {
    if (this.#list === null) return;
    const others = this.#list.filter((segment) => segment.name !== name);
    const next = table.count === 0 ? others : [...others, { name, table }];
    this.#list = next.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }

  remove(names: readonly string[]): void {
    this.#list = this.#list?.filter(({ name }) => !names.includes(name)) ?? null;
  }

  /** They are read anew when they are asked for next. */
  forget(): void {
    this.#list = null;
    this.#damaged = false;
  }
}
