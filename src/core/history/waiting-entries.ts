import type { FinishedSpool } from '../broker/bodies/spool-file.ts';
import type { SpoolDisk } from '../ports/spool-disk.ts';
import { bodyCharacters, type HeldEntry } from './entry.ts';

/** What is kept in memory at most, of each connection. */
const mostEntries = 1000;
const mostBytes = 64 * 1_048_576;

/** An entry that is on no disk: nothing can be sealed, it is locked, or the disk refuses. */
export interface WaitingEntry extends HeldEntry {
  /** The file of its body, which can be read in this run only as long as the entry is not written. */
  readonly spool: FinishedSpool | null;
}

/** Entries in memory, oldest first. The oldest go when there are too many. */
export class WaitingEntries {
  readonly #disk: SpoolDisk;
  readonly #mostInFiles: () => number;
  #entries: WaitingEntry[] = [];

  /** @param mostInFiles bytes that the bodies of all of them may have in files */
  constructor(disk: SpoolDisk, mostInFiles: () => number) {
    this.#disk = disk;
    this.#mostInFiles = mostInFiles;
  }

  get list(): readonly WaitingEntry[] {
    return this.#entries;
  }

  async add(entries: readonly WaitingEntry[]): Promise<void> {
    this.#entries = [...this.#entries, ...entries].toSorted((a, b) => a.entry.at - b.entry.at);
    let bytes = this.#entries.reduce((sum, entry) => sum + bytesOf(entry), 0);
    let inFiles = this.#entries.reduce((sum, { spool }) => sum + (spool?.size ?? 0), 0);
    const mostInFiles = this.#mostInFiles();
    const gone: WaitingEntry[] = [];
    while (this.#entries.length > mostEntries || bytes > mostBytes || inFiles > mostInFiles) {
      const oldest = this.#entries.shift();
      if (oldest === undefined) break;
      bytes -= bytesOf(oldest);
      inFiles -= oldest.spool?.size ?? 0;
      gone.push(oldest);
    }
    await this.discard(gone);
  }

  /** Another in the place of one that is there. */
  replace(before: WaitingEntry, after: WaitingEntry): void {
    this.#entries = this.#entries.map((entry) => (entry === before ? after : entry));
  }

  /** Takes entries out, with their files as they are. */
  take(wanted: (entry: WaitingEntry) => boolean): readonly WaitingEntry[] {
    const taken = this.#entries.filter(wanted);
    this.#entries = this.#entries.filter((entry) => !wanted(entry));
    return taken;
  }

  /** Removes the files of entries that nobody wants any more. */
  async discard(entries: readonly WaitingEntry[]): Promise<void> {
    const spools = entries.flatMap(({ spool }) => spool ?? []);
    await Promise.all(spools.map(({ path }) => this.#disk.remove(path).catch(() => undefined)));
  }
}

/** What it takes in memory, nearly: of both bodies, as the rest is small. */
function bytesOf({ entry, content }: WaitingEntry): number {
  return bodyCharacters(entry.request.body) + content.byteLength;
}
