import { join } from 'node:path';
import type { SpoolDisk, SpoolHandle } from '../ports/spool-disk.ts';
import { newSegmentName, segmentFile } from './file-names.ts';
import type { PlacedHead } from './head.ts';
import { encodeEntry, headOf, type HeldEntry } from './entry.ts';
import { FileSeal, headerBytes, newHeader } from './segment-seal.ts';

/** A segment is full with so many entries, or so many bytes. */
const mostEntries = 4096;
const mostBytes = 8 * 1_048_576;

/** The segment that is being written. What was written once is never written again, so a crash costs the end of it at most. */
export class SegmentWriter {
  readonly name: string;
  readonly path: string;
  readonly begunAt: number;
  readonly #handle: SpoolHandle;
  readonly #seal: FileSeal;
  readonly #heads: PlacedHead[] = [];
  #bytes = headerBytes;
  /** Of the next frame. Never used twice, also where the disk refused it: it is the nonce. */
  #number = 0;

  private constructor(name: string, path: string, begunAt: number, handle: SpoolHandle, seal: FileSeal) {
    this.name = name;
    this.path = path;
    this.begunAt = begunAt;
    this.#handle = handle;
    this.#seal = seal;
  }

  /** @throws Node's own error where the disk refuses. */
  static async begin(
    disk: SpoolDisk,
    folder: string,
    now: number,
    historyKey: Uint8Array,
  ): Promise<SegmentWriter> {
    const name = newSegmentName(now);
    const path = join(folder, segmentFile(name));
    const handle = await disk.create(path);
    const header = newHeader('segment');
    try {
      await handle.write([header], 0);
    } catch (error) {
      await handle.close().catch(() => undefined);
      await disk.remove(path).catch(() => undefined);
      throw error;
    }
    return new SegmentWriter(name, path, now, handle, new FileSeal(historyKey, 'segment', header));
  }

  /** What is in it, oldest first. */
  get heads(): readonly PlacedHead[] {
    return this.#heads;
  }

  get full(): boolean {
    return this.#heads.length >= mostEntries || this.#bytes >= mostBytes;
  }

  /** Writes entries in one piece and waits until they are safe. @throws Node's own error; then none of them counts. */
  async append(entries: readonly HeldEntry[]): Promise<void> {
    const heads: PlacedHead[] = [];
    const frames: Uint8Array[] = [];
    let offset = this.#bytes;
    for (const held of entries) {
      const frame = this.#seal.frame(this.#number, encodeEntry(held));
      this.#number += 1;
      frames.push(frame);
      heads.push({ ...headOf(held.entry), offset, length: frame.byteLength });
      offset += frame.byteLength;
    }
    try {
      await this.#handle.write(frames, this.#bytes);
      await this.#handle.sync();
    } catch (error) {
      // A full disk took some of them, perhaps whole; all of them are written again, elsewhere.
      await this.#handle.truncate(this.#bytes).catch(() => undefined);
      throw error;
    }
    this.#heads.push(...heads);
    this.#bytes = offset;
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}
