import { join } from 'node:path';
import type { FinishedSpool } from '../broker/bodies/spool-file.ts';
import { systemErrorCode } from '../failures/system-error.ts';
import type { Clock } from '../ports/clock.ts';
import type { ClosedSegments } from './closed-segments.ts';
import { bodyFile } from './file-names.ts';
import { HeadTable } from './head-table.ts';
import type { PlacedHead } from './head.ts';
import { onlyOfDisk } from './history-folder.ts';
import { longestSegment } from './retention.ts';
import { SegmentFiles, type HistoryFiles } from './segment-files.ts';
import { SegmentWriter } from './segment-writer.ts';
import type { WaitingEntries, WaitingEntry } from './waiting-entries.ts';

/** In milliseconds. */
const lookAgainAfter = 500;
/** Entries that are written in one piece at most. */
const batch = 64;

/** Writes what waits into segments, and closes those that are full. One call at a time. */
export class HistoryWriter {
  readonly #io: HistoryFiles;
  readonly #folder: string;
  readonly #clock: Clock;
  readonly #waiting: WaitingEntries;
  readonly #closed: ClosedSegments;
  #writer: SegmentWriter | null = null;
  /** On the monotonic clock. */
  #lookedAt = Number.NEGATIVE_INFINITY;
  /** Under which the segment is sealed that is being written. */
  #key: Uint8Array | null = null;

  constructor(
    io: HistoryFiles,
    folder: string,
    clock: Clock,
    waiting: WaitingEntries,
    closed: ClosedSegments,
  ) {
    this.#io = io;
    this.#folder = folder;
    this.#clock = clock;
    this.#waiting = waiting;
    this.#closed = closed;
  }

  /** The segment that is being written; null where there is none. */
  get current(): { readonly name: string; readonly heads: readonly PlacedHead[] } | null {
    return this.#writer;
  }

  /** @throws Node's own error where the disk refuses; what was not written waits. */
  async writeAll(key: Uint8Array): Promise<void> {
    // oxlint-disable-next-line eslint/no-await-in-loop -- one piece after the other
    while (this.#waiting.list.length > 0) await this.#writeSome(key);
  }

  /** The segment that is being written becomes one of the closed. @throws Node's own error. */
  async finish(): Promise<void> {
    const writer = this.#writer;
    const key = this.#key;
    if (writer === null || key === null) return;
    this.#writer = null;
    this.#key = null;
    await writer.close();
    if (writer.heads.length === 0) {
      await this.#io.disk.remove(writer.path);
      return;
    }
    const table = HeadTable.of(writer.heads);
    this.#closed.put(writer.name, table);
    await new SegmentFiles(this.#io, this.#folder, key).writeIndex(writer.name, table);
  }

  async #writeSome(key: Uint8Array): Promise<void> {
    const now = this.#clock.now();
    if (this.#writer !== null && (this.#writer.full || now - this.#writer.begunAt >= longestSegment)) {
      await this.finish();
    }
    this.#writer ??= await SegmentWriter.begin(this.#io.disk, this.#folder, now, key);
    this.#key = key;
    const writer = this.#writer;
    for (const waiting of this.#waiting.list.slice(0, batch)) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- few have a file
      if (waiting.spool !== null) await this.#moveBody(waiting, waiting.spool, writer.name);
    }
    const entries = this.#waiting.list.slice(0, batch);
    await writer.append(entries);
    if (await this.#isGone(writer)) {
      // Somebody removed the folder, and what is written to a file without a name is lost: once more, into a new one.
      this.#writer = null;
      this.#closed.forget();
      await writer.close().catch(onlyOfDisk);
      return;
    }
    this.#waiting.take((entry) => entries.includes(entry));
  }

  /** Whether somebody removed the segment; not looked at again for a while, because a burst of requests asks often. */
  async #isGone({ path }: SegmentWriter): Promise<boolean> {
    const now = this.#clock.monotonic();
    if (now - this.#lookedAt < lookAgainAfter) return false;
    const gone = (await this.#io.folders.realPath(path)) === null;
    this.#lookedAt = gone ? Number.NEGATIVE_INFINITY : now;
    return gone;
  }

  /** The file of a body belongs to the segment of its entry from now on. */
  async #moveBody(waiting: WaitingEntry, spool: FinishedSpool, segment: string): Promise<void> {
    const path = join(this.#folder, bodyFile(segment, waiting.entry.id));
    try {
      await this.#io.folders.move(spool.path, path);
      this.#waiting.replace(waiting, { ...waiting, spool: { ...spool, path } });
    } catch (error) {
      if (systemErrorCode(error) === null) throw error;
      // Without its body the entry is worth keeping, too.
      await this.#waiting.discard([waiting]);
      const { entry } = waiting;
      const body = { kind: 'left-out', why: 'not-whole' } as const;
      const outcome = entry.outcome.kind === 'answered' ? { ...entry.outcome, body } : entry.outcome;
      this.#waiting.replace(waiting, { ...waiting, entry: { ...entry, outcome }, spool: null });
    }
  }
}
