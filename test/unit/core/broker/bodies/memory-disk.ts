import type { SpoolDisk, SpoolHandle } from '../../../../../src/core/ports/spool-disk.ts';
import { systemError } from '../../../../support/system-error.ts';

/** A disk in memory that can be full, slow or damaged; it counts what is open. */
export class MemoryDisk implements SpoolDisk {
  readonly files = new Map<string, Buffer>();
  opened = 0;
  /** Bytes that all files together may have. */
  room = Number.POSITIVE_INFINITY;
  /** What a write waits for. */
  gate: Promise<void> = Promise.resolve();
  /** What was given to be written, and is not written yet; and what is. */
  readonly waiting: (readonly Uint8Array[])[] = [];
  readonly written: (readonly Uint8Array[])[] = [];
  /** Bytes of the largest write so far. */
  largestWrite = 0;

  create(path: string): Promise<SpoolHandle> {
    if (this.files.has(path)) return Promise.reject(systemError('EEXIST'));
    this.files.set(path, Buffer.alloc(0));
    return this.open(path);
  }

  open(path: string): Promise<SpoolHandle> {
    if (!this.files.has(path)) return Promise.reject(systemError('ENOENT'));
    this.opened += 1;
    return Promise.resolve({
      write: (pieces, position) => this.#write(path, pieces, position),
      read: (position, length) =>
        Promise.resolve(
          new Uint8Array((this.files.get(path) ?? Buffer.alloc(0)).subarray(position, position + length)),
        ),
      truncate: (bytes) => {
        this.files.set(path, (this.files.get(path) ?? Buffer.alloc(0)).subarray(0, bytes));
        return Promise.resolve();
      },
      sync: () => Promise.resolve(),
      close: () => {
        this.opened -= 1;
        return Promise.resolve();
      },
    });
  }

  remove(path: string): Promise<void> {
    this.files.delete(path);
    return Promise.resolve();
  }

  list(folder: string): Promise<readonly string[]> {
    const inside = [...this.files.keys()].filter((path) => path.startsWith(`${folder}/`));
    return Promise.resolve(inside.map((path) => path.slice(folder.length + 1)));
  }

  async #write(path: string, pieces: readonly Uint8Array[], position: number): Promise<void> {
    // What is written may be used again as soon as the write is over, and not before.
    this.waiting.push(pieces);
    await this.gate;
    this.written.push(...this.waiting.splice(this.waiting.indexOf(pieces), 1));
    const bytes = Buffer.concat(pieces);
    const before = this.files.get(path) ?? Buffer.alloc(0);
    const after = Buffer.alloc(Math.max(before.byteLength, position + bytes.byteLength));
    after.set(before);
    after.set(bytes, position);
    this.largestWrite = Math.max(this.largestWrite, bytes.byteLength);
    const others = [...this.files.values()].reduce((sum, file) => sum + file.byteLength, -before.byteLength);
    if (others + after.byteLength > this.room) throw systemError('ENOSPC');
    this.files.set(path, after);
  }
}
