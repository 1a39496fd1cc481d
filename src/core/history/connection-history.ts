import { join } from 'node:path';
import type { Failure } from '../../shared/failure.ts';
import type { HistoryLimits, HistoryRow, HistoryState } from '../../shared/history.ts';
import { fail, succeed, type Result } from '../../shared/result.ts';
import type { FinishedSpool } from '../broker/bodies/spool-file.ts';
import type { SentRequest } from '../broker/broker.ts';
import { diskFailure } from '../failures/disk.ts';
import { systemErrorCode } from '../failures/system-error.ts';
import { undoGone } from '../failures/undo-gone.ts';
import type { Clock } from '../ports/clock.ts';
import { createGate } from '../vault/gate.ts';
import { ClosedSegments, type ClosedSegment } from './closed-segments.ts';
import { headOf, type HeldEntry } from './entry.ts';
import * as failures from './failures.ts';
import { bodyFile, segmentFile } from './file-names.ts';
import { HeadTable } from './head-table.ts';
import { rowOf, type Head } from './head.ts';
import {
  clearedEnding,
  moveAside,
  moveBack,
  onlyOfDisk,
  removeFolder,
  removeSegments,
} from './history-folder.ts';
import type { HistoryKey } from './history-key.ts';
import { HistorySearch } from './history-search.ts';
import { HistoryWriter } from './history-writer.ts';
import { remember } from './remember.ts';
import { Removals } from './removals.ts';
import { largestBody, mostKept, oldestKept, segmentsToRemove } from './retention.ts';
import { SegmentFiles, type HistoryFiles } from './segment-files.ts';
import { WaitingEntries, type WaitingEntry } from './waiting-entries.ts';

/** Requests that end within so many milliseconds are written in one piece; their answers go to the page first. */
const gatherFor = 20;
/** After a refusal the disk is asked again, in milliseconds. */
const retryAfter = 30_000;

export interface ConnectionHistoryDeps extends HistoryFiles {
  /** Absolute path of the folder of this connection. */
  readonly folder: string;
  readonly clock: Clock;
  readonly key: () => Promise<HistoryKey>;
  readonly limits: () => HistoryLimits;
  readonly changed: () => void;
}

/** An entry with all that is there of it. */
export interface FoundEntry {
  readonly head: Head;
  readonly held: HeldEntry;
  /** The file of its body. */
  readonly spool: FinishedSpool | null;
}

type Removed =
  /** `segment`: where it stood; null for one that no disk had. */
  | { readonly kind: 'entry'; readonly segment: string | null; readonly held: WaitingEntry }
  | { readonly kind: 'all'; readonly folder: string | null; readonly waiting: readonly WaitingEntry[] };

/** The history of one connection: segments on disk, the one that is being written, and what is only in memory. */
export class ConnectionHistory {
  readonly #deps: ConnectionHistoryDeps;
  readonly #gate = createGate();
  readonly #waiting: WaitingEntries;
  readonly #closed: ClosedSegments;
  readonly #writer: HistoryWriter;
  readonly #search = new HistorySearch();
  readonly #removals: Removals<Removed>;
  /** What ended and was not looked at yet. */
  readonly #ended: (() => Promise<WaitingEntry>)[] = [];
  #stopGathering: (() => void) | null = null;
  /** Entries whose bodies are being read, or which are being written. */
  readonly #coming = new Set<Promise<void>>();
  #key: HistoryKey | null = null;
  /** Why the disk took nothing, or gave nothing, when it was asked last. */
  #refused: Failure | null = null;
  #unread: Failure | null = null;
  #writing: Promise<void> | null = null;
  /** Stops the next try of a disk that refused; null: none is to come. */
  #stopRetrying: (() => void) | null = null;

  constructor(deps: ConnectionHistoryDeps) {
    const { disk, folder, clock, limits } = deps;
    this.#deps = deps;
    this.#waiting = new WaitingEntries(disk, () => mostKept(limits()));
    this.#closed = new ClosedSegments(deps, folder);
    this.#writer = new HistoryWriter(deps, folder, clock, this.#waiting, this.#closed);
    this.#removals = new Removals(clock, (what) => void this.#gate.exclusive(() => this.#forget(what)));
  }

  /** Remembers what was sent; never fails. What cannot be written waits in memory, and `state` says why. */
  record(sent: SentRequest): void {
    const { clock, limits } = this.#deps;
    const at = clock.now() - sent.milliseconds;
    this.#ended.push(remember(sent, at, largestBody(limits())));
    this.#stopGathering ??= clock.after(gatherFor, () => void this.#takeEnded());
  }

  #takeEnded(): Promise<void> {
    this.#stopGathering?.();
    this.#stopGathering = null;
    const ended = this.#ended.splice(0);
    const coming = this.#take(ended);
    this.#coming.add(coming);
    return coming.finally(() => this.#coming.delete(coming));
  }

  async #take(ended: readonly (() => Promise<WaitingEntry>)[]): Promise<void> {
    if (ended.length === 0) return;
    await this.#waiting.add(await Promise.all(ended.map((entry) => entry())));
    this.#search.forget();
    await this.write();
    this.#deps.changed();
  }

  /** Writes what waits, as far as that is possible now. */
  write(): Promise<void> {
    this.#writing ??= this.#gate.exclusive(async () => {
      this.#writing = null;
      await this.#write();
    });
    return this.#writing;
  }

  /** What is known now of where it is kept. */
  state(): Promise<Omit<HistoryState, 'on'>> {
    return this.#gate.exclusive(async () => {
      const key = await this.#keyNow();
      const kept = key.kind === 'memory' || key.kind === 'locked' ? key.kind : 'sealed';
      return { kept, inMemory: this.#waiting.list.length, failure: this.#problem(key) };
    });
  }

  /** The rows that hold every word of a query, newest first; without those that the disk does not give. */
  find(
    query: string,
    from: number,
    count: number,
  ): Promise<Result<{ readonly total: number; readonly rows: readonly HistoryRow[] }>> {
    return this.#exclusive(failures.notRead, async () => {
      const oldest = oldestKept(this.#deps.clock.now(), this.#deps.limits());
      const { total, heads } = await this.#search.find(query, oldest, () => this.#tables());
      return succeed({ total, rows: heads(from, count).map(rowOf) });
    });
  }

  /** Fails with `not-found`, `record-unreadable` or the disk's failures. */
  open(id: number): Promise<Result<FoundEntry>> {
    return this.#exclusive(failures.notRead, () => this.#open(id));
  }

  /** Removes one from the disk, now. Answers with what brings it back for a while. */
  remove(id: number): Promise<Result<string>> {
    return this.#exclusive(failures.notRemoved, async () => {
      const [waiting] = this.#waiting.take(({ entry }) => entry.id === id);
      if (waiting !== undefined) {
        return succeed(this.#removals.add({ kind: 'entry', segment: null, held: waiting }));
      }
      const found = await this.#open(id);
      if (!found.ok) return found;
      await this.#writer.finish();
      const place = await this.#placeOf(id);
      const files = await this.#files();
      if (place === null || files === null) return fail(failures.entryGone());
      const others = ({ entry }: HeldEntry): boolean => entry.id !== id;
      this.#closed.put(place.name, await files.rewrite(place.name, (entries) => entries.filter(others)));
      const { held, spool } = found.value;
      const removed = { kind: 'entry', segment: place.name, held: { ...held, spool } } as const;
      return succeed(this.#removals.add(removed));
    });
  }

  /** Removes everything. Answers with what brings it back for a while; then nothing of it is left. */
  clear(): Promise<Result<string>> {
    return this.#exclusive(failures.notRemoved, async () => {
      await this.#writer.finish().catch(onlyOfDisk);
      const { folder, clock } = this.#deps;
      const aside = `${folder}${clearedEnding}${String(clock.now())}`;
      const moved = await moveAside(this.#deps, folder, aside);
      const waiting = this.#waiting.take(() => true);
      this.#closed.forget();
      this.#refused = null;
      return succeed(this.#removals.add({ kind: 'all', folder: moved ? aside : null, waiting }));
    });
  }

  /** Brings back what was removed. Fails with `not-found` once it is gone for good. */
  restore(undo: string): Promise<Result<null>> {
    return this.#exclusive(failures.notRemoved, async () => {
      const removed = this.#removals.get(undo);
      if (removed === null) return fail(undoGone());
      if (removed.kind === 'all') await this.#bringBack(removed);
      else await this.#putBack(removed);
      this.#removals.drop(undo);
      await this.#write();
      return succeed(null);
    });
  }

  /** Forgets the key and all that it opened: the vault was locked, or opened. What waits stays. */
  lock(): Promise<void> {
    return this.#gate.exclusive(async () => {
      await this.#writer.finish().catch(onlyOfDisk);
      this.#key = null;
      this.#closed.forget();
      this.#search.forget();
    });
  }

  /** Removes what is older or more than the limits say. Needs no key. */
  tidy(): Promise<void> {
    return this.#gate.exclusive(async () => {
      const { clock, limits, folder, folders } = this.#deps;
      const files = (await folders.entries(folder)) ?? [];
      const gone = segmentsToRemove(files, clock.now(), limits(), this.#writer.current?.name ?? null);
      await removeSegments(
        this.#deps,
        folder,
        gone,
        files.map(({ name }) => name),
      );
      this.#closed.remove(gone);
      const oldest = oldestKept(clock.now(), limits());
      await this.#waiting.discard(this.#waiting.take(({ entry }) => entry.at < oldest));
      this.#search.forget();
    });
  }

  /** Writes what can be written, and ends every undo: what was removed is gone, and what is only in memory is, too. */
  async close(): Promise<void> {
    await this.#takeEnded();
    await Promise.all(this.#coming);
    await this.write();
    await this.#gate.exclusive(async () => {
      await this.#writer.finish().catch(onlyOfDisk);
      await Promise.all(this.#removals.takeAll().map((what) => this.#forget(what)));
      await this.#waiting.discard(this.#waiting.take(() => true));
      this.#stopRetrying?.();
      this.#stopRetrying = null;
    });
  }

  async #write(): Promise<void> {
    if (this.#waiting.list.length === 0) return;
    const key = await this.#keyNow();
    if (key.kind !== 'sealed') return;
    try {
      await this.#writer.writeAll(key.key);
      this.#refused = null;
    } catch (error) {
      this.#refused = diskFailure(error, failures.notWritten, this.#deps.folder);
      await this.#writer.finish().catch(onlyOfDisk);
      this.#stopRetrying ??= this.#deps.clock.after(retryAfter, () => {
        this.#stopRetrying = null;
        void this.write().then(this.#deps.changed);
      });
    }
    this.#search.forget();
  }

  async #keyNow(): Promise<HistoryKey> {
    if (this.#key?.kind !== 'sealed') this.#key = await this.#deps.key();
    return this.#key;
  }

  #problem(key: HistoryKey): Failure | null {
    if (key.kind === 'locked') return failures.historyLocked(key.by);
    if (key.kind === 'failed') return key.failure;
    return (
      this.#refused ??
      this.#unread ??
      (this.#closed.damaged ? failures.partUnreadable(this.#deps.folder) : null)
    );
  }

  async #files(): Promise<SegmentFiles | null> {
    const key = await this.#keyNow();
    return key.kind === 'sealed' ? new SegmentFiles(this.#deps, this.#deps.folder, key.key) : null;
  }

  /** The segments with what is in them, oldest first; none while they cannot be opened. */
  async #segments(): Promise<readonly ClosedSegment[]> {
    const files = await this.#files();
    if (files === null) return [];
    const { current } = this.#writer;
    const closed = await this.#closed.all(files, current?.name ?? null, (id) =>
      this.#removals.some((what) => what.kind === 'entry' && what.held.entry.id === id),
    );
    return current === null
      ? closed
      : [...closed, { name: current.name, table: HeadTable.of(current.heads) }];
  }

  /** The same; none where the disk gives none, which `state` tells. What is in memory can be shown in any case. */
  async #segmentsThere(): Promise<readonly ClosedSegment[]> {
    try {
      const segments = await this.#segments();
      this.#unread = null;
      return segments;
    } catch (error) {
      this.#unread = diskFailure(error, failures.notRead, this.#deps.folder);
      return [];
    }
  }

  async #tables(): Promise<readonly HeadTable[]> {
    const segments = await this.#segmentsThere();
    const waiting = this.#waiting.list.map(({ entry }) => ({ ...headOf(entry), offset: 0, length: 0 }));
    return [...segments.map(({ table }) => table), HeadTable.of(waiting)];
  }

  async #placeOf(
    id: number,
  ): Promise<{ readonly name: string; readonly head: ReturnType<HeadTable['head']> } | null> {
    for (const { name, table } of await this.#segments()) {
      const row = table.rowOf(id);
      if (row >= 0) return { name, head: table.head(row) };
    }
    return null;
  }

  async #open(id: number): Promise<Result<FoundEntry>> {
    const waiting = this.#waiting.list.find(({ entry }) => entry.id === id);
    if (waiting !== undefined) {
      return succeed({ head: headOf(waiting.entry), held: waiting, spool: waiting.spool });
    }
    const { folder } = this.#deps;
    const place = await this.#placeOf(id);
    const files = await this.#files();
    if (place === null || files === null) return fail(failures.entryGone());
    try {
      const held = await files.entry(place.name, place.head);
      if (held?.entry.id !== id) return fail(failures.entryUnreadable(join(folder, segmentFile(place.name))));
      const spool = spoolOf(held, join(folder, bodyFile(place.name, id)));
      return succeed({ head: place.head, held, spool });
    } catch (error) {
      if (systemErrorCode(error) === 'ENOENT') return fail(failures.entryGone());
      throw error;
    }
  }

  /** Nothing of it is left. */
  async #forget(what: Removed): Promise<void> {
    await this.#waiting.discard(what.kind === 'entry' ? [what.held] : what.waiting);
    if (what.kind === 'all' && what.folder !== null) {
      await removeFolder(this.#deps, what.folder).catch(onlyOfDisk);
    }
  }

  async #putBack({ segment, held }: Extract<Removed, { kind: 'entry' }>): Promise<void> {
    const files = segment === null ? null : await this.#files();
    if (segment === null || files === null) {
      await this.#waiting.add([held]);
      return;
    }
    await this.#segments();
    const table = await files.rewrite(segment, (entries) =>
      [...entries, held].toSorted((a, b) => a.entry.at - b.entry.at),
    );
    this.#closed.put(segment, table);
  }

  async #bringBack({ folder, waiting }: Extract<Removed, { kind: 'all' }>): Promise<void> {
    await this.#writer.finish();
    if (folder !== null) await moveBack(this.#deps, folder, this.#deps.folder);
    await this.#waiting.add(waiting);
    this.#closed.forget();
  }

  /** Alone, and what the disk refuses is a failure. Whatever was done, a search looks anew. */
  #exclusive<T>(what: string, work: () => Promise<Result<T>>): Promise<Result<T>> {
    return this.#gate.exclusive(async () => {
      try {
        const result = await work();
        if (what === failures.notRemoved) this.#search.forget();
        return result;
      } catch (error) {
        return fail(diskFailure(error, what, this.#deps.folder));
      }
    });
  }
}

function spoolOf({ entry: { outcome } }: HeldEntry, path: string): FinishedSpool | null {
  if (outcome.kind !== 'answered' || outcome.body.kind !== 'file') return null;
  const { key, size } = outcome.body;
  return { path, key: Buffer.from(key, 'base64'), size };
}
