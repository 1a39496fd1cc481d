import { join } from 'node:path';
import type { Files } from '../ports/files.ts';
import type { Folders } from '../ports/folders.ts';
import type { SpoolDisk } from '../ports/spool-disk.ts';
import { decodeEntry, encodeEntry, headOf, type HeldEntry } from './entry.ts';
import { indexFile, segmentFile } from './file-names.ts';
import { HeadTable } from './head-table.ts';
import type { PlacedHead } from './head.ts';
import { openFrame, readSegment } from './read-segment.ts';
import { FileSeal, headerBytes, headerOf, newHeader } from './segment-seal.ts';

export interface HistoryFiles {
  readonly files: Files;
  readonly folders: Pick<Folders, 'entries' | 'move' | 'removeEmpty' | 'realPath'>;
  readonly disk: SpoolDisk;
}

/** Reads and writes the closed segments in one folder. All reject with Node's own error where the disk fails. */
export class SegmentFiles {
  readonly folder: string;
  readonly #io: HistoryFiles;
  readonly #key: Uint8Array;

  constructor(io: HistoryFiles, folder: string, key: Uint8Array) {
    this.#io = io;
    this.folder = folder;
    this.#key = key;
  }

  /** By its index, else by all that is in it. `whole` is false where something in it does not open. */
  async load(name: string): Promise<{ readonly table: HeadTable; readonly whole: boolean }> {
    const known = await this.#readIndex(name);
    if (known !== null) return { table: known, whole: true };
    const content = await this.#io.files.read(this.#path(name));
    const reading = content === null ? null : readSegment(this.#key, content);
    if (reading === null) return { table: HeadTable.of([]), whole: content === null };
    const heads = reading.frames.flatMap(({ plain, offset, length }) => {
      const held = decodeEntry(plain);
      return held === null ? [] : [{ ...headOf(held.entry), offset, length }];
    });
    const table = HeadTable.of(heads);
    const whole = !reading.damaged && heads.length === reading.frames.length;
    // A run that was killed left it without one. A damaged segment has none, so that its damage is told each time.
    if (whole) await this.writeIndex(name, table).catch(() => undefined);
    return { table, whole };
  }

  async writeIndex(name: string, table: HeadTable): Promise<void> {
    const header = newHeader('index');
    const sealed = new FileSeal(this.#key, 'index', header, name).seal(0, table.encoded);
    const content = Buffer.concat([header, sealed]);
    await this.#io.files.replace(join(this.folder, indexFile(name)), content, { keepPrevious: false });
  }

  /** Null where it is not what was written there. */
  async entry(name: string, { offset, length }: PlacedHead): Promise<HeldEntry | null> {
    const handle = await this.#io.disk.open(this.#path(name));
    try {
      const header = await handle.read(0, headerBytes);
      const frame = await handle.read(offset, length);
      const plain = openFrame(this.#key, header, frame);
      return plain === null ? null : decodeEntry(plain);
    } finally {
      await handle.close();
    }
  }

  /** Writes a segment anew with other entries in it, oldest first; without any it is removed. */
  async rewrite(
    name: string,
    change: (entries: readonly HeldEntry[]) => readonly HeldEntry[],
  ): Promise<HeadTable> {
    const content = await this.#io.files.read(this.#path(name));
    const frames = content === null ? [] : (readSegment(this.#key, content)?.frames ?? []);
    const entries = change(frames.map(({ plain }) => decodeEntry(plain)).filter((held) => held !== null));
    // Without its index a segment is read in whole: no crash leaves an index that belongs to another content.
    await this.#io.files.remove([join(this.folder, indexFile(name))]);
    if (entries.length === 0) {
      await this.#io.files.remove([this.#path(name)]);
      return HeadTable.of([]);
    }
    const { bytes, heads } = this.#sealed(entries);
    await this.#io.files.replace(this.#path(name), bytes, { keepPrevious: false });
    const table = HeadTable.of(heads);
    await this.writeIndex(name, table).catch(() => undefined);
    return table;
  }

  #sealed(entries: readonly HeldEntry[]): { bytes: Uint8Array; heads: readonly PlacedHead[] } {
    const header = newHeader('segment');
    const seal = new FileSeal(this.#key, 'segment', header);
    const heads: PlacedHead[] = [];
    const parts = [header];
    let offset = headerBytes;
    for (const [number, held] of entries.entries()) {
      const frame = seal.frame(number, encodeEntry(held));
      parts.push(frame);
      heads.push({ ...headOf(held.entry), offset, length: frame.byteLength });
      offset += frame.byteLength;
    }
    return { bytes: Buffer.concat(parts), heads };
  }

  async #readIndex(name: string): Promise<HeadTable | null> {
    const content = await this.#io.files.read(join(this.folder, indexFile(name)));
    const header = content === null ? null : headerOf('index', content);
    if (content === null || header === null) return null;
    const plain = new FileSeal(this.#key, 'index', header, name).open(0, content.subarray(headerBytes));
    return plain === null ? null : HeadTable.decode(plain);
  }

  #path(name: string): string {
    return join(this.folder, segmentFile(name));
  }
}
