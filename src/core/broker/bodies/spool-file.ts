import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import type { SpoolDisk, SpoolHandle } from '../../ports/spool-disk.ts';
import { chunkBytes, chunkOffset, header, openChunk, sealChunk, sealedChunkBytes } from './chunk-seal.ts';

/** A file does not hold what was written there: somebody changed it, or the disk lost it. */
export class SpoolDamagedError extends Error {
  override readonly name = 'SpoolDamagedError';
}

/** A spooled body that is whole, with what opens it. */
export interface FinishedSpool {
  readonly path: string;
  readonly key: Uint8Array;
  /** Bytes of the body. */
  readonly size: number;
}

/**
 * A body on disk, sealed under a key of its own that lives in this object and nowhere else: once it is closed, or this run
 * has ended, nobody can read the file. Written from the beginning to the end, readable at any place, also while it grows.
 *
 * It holds at most two chunks in memory, and one that is sealed. Where the disk refuses one, what it refused stays in memory, so that all that was
 * appended can still be read.
 */
export class SpoolFile {
  readonly path: string;
  readonly #disk: SpoolDisk;
  readonly #handle: SpoolHandle;
  readonly #key: KeyObject;
  /** The chunk that fills, and how far. */
  #filling: Uint8Array = new Uint8Array(chunkBytes);
  #filled = 0;
  /** The chunk that is on its way to the disk. */
  #leaving: Uint8Array | null = null;
  #spare: Uint8Array | null = new Uint8Array(chunkBytes);
  /** Where a chunk is sealed, one after the other. */
  #sealed: Uint8Array = new Uint8Array(sealedChunkBytes);
  #writing: Promise<void> = Promise.resolve();
  /** Chunks on disk. */
  #written = 0;
  /** Bytes of the last chunk, once it is on disk. */
  #lastBytes: number | null = null;
  #refused: unknown = null;
  /** Whether the file is somebody else's now. */
  #handedOver = false;

  private constructor(disk: SpoolDisk, path: string, handle: SpoolHandle, key: Uint8Array) {
    this.#disk = disk;
    this.path = path;
    this.#handle = handle;
    this.#key = createSecretKey(key);
  }

  /** @throws Node's own error where the disk refuses. */
  static async create(disk: SpoolDisk, path: string): Promise<SpoolFile> {
    const handle = await disk.create(path);
    const file = new SpoolFile(disk, path, handle, randomBytes(32));
    try {
      await handle.write([header], 0);
    } catch (error) {
      await file.discard();
      throw error;
    }
    return file;
  }

  /**
   * A finished file that was handed over before, to be read. `discard` leaves it where it is.
   * @throws Node's own error where there is none.
   */
  static async reopen(disk: SpoolDisk, { path, key, size }: FinishedSpool): Promise<SpoolFile> {
    const file = new SpoolFile(disk, path, await disk.open(path), key);
    file.#filling = new Uint8Array();
    file.#spare = null;
    file.#sealed = new Uint8Array();
    file.#written = Math.max(1, Math.ceil(size / chunkBytes));
    file.#lastBytes = size - (file.#written - 1) * chunkBytes;
    file.#handedOver = true;
    return file;
  }

  /**
   * Gives the file to somebody who keeps it, and removes it once nobody wants it any more; this object goes on reading it.
   * Null unless all of the body is in it.
   */
  handOver(): FinishedSpool | null {
    if (this.#lastBytes === null || this.#handedOver) return null;
    this.#handedOver = true;
    return { path: this.path, key: this.#key.export(), size: this.size };
  }

  /** Bytes of the body so far. */
  get size(): number {
    if (this.#lastBytes !== null) return (this.#written - 1) * chunkBytes + this.#lastBytes;
    return this.#written * chunkBytes + (this.#leaving?.byteLength ?? 0) + this.#filled;
  }

  /**
   * Takes bytes; resolves when more may come. What the disk cannot take yet holds the caller back.
   * @throws Node's own error where the disk refused, now or before; the bytes are kept all the same.
   */
  async append(bytes: Uint8Array): Promise<void> {
    let from = 0;
    while (from < bytes.byteLength && this.#refused === null) {
      const part = bytes.subarray(from, from + chunkBytes - this.#filled);
      this.#filling.set(part, this.#filled);
      this.#filled += part.byteLength;
      from += part.byteLength;
      // A full chunk waits until more comes: the last one is sealed as such.
      if (this.#filled === chunkBytes && from < bytes.byteLength) await this.#leave();
    }
    if (this.#refused === null) return;
    this.#keep(bytes.subarray(from));
    throw this.#refused;
  }

  /** Seals the end. @throws Node's own error where the disk refused; what was appended can be read all the same. */
  async finish(): Promise<void> {
    await this.#writing;
    if (this.#refused !== null) throw this.#refused;
    const last = this.#filling.subarray(0, this.#filled);
    await this.#write(this.#written, true, last);
    this.#written += 1;
    this.#lastBytes = last.byteLength;
    this.#filling = new Uint8Array();
    this.#filled = 0;
    this.#spare = null;
    this.#sealed = new Uint8Array();
  }

  /**
   * Up to `length` bytes from `from` on; fewer only at the end of what is there.
   * @throws {SpoolDamagedError} where the file is not what was written; Node's own error where the disk fails.
   */
  async read(from: number, length: number): Promise<Uint8Array> {
    const end = Math.min(from + length, this.size);
    const parts: Uint8Array[] = [];
    for (let at = from; at < end;) {
      const index = Math.floor(at / chunkBytes);
      const begin = index * chunkBytes;
      const chunk = await this.#chunk(index);
      const part = chunk.subarray(at - begin, end - begin);
      if (part.byteLength === 0) break;
      parts.push(part);
      at += part.byteLength;
    }
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
  }

  /** Closes the file, and removes it unless it was handed over. Idempotent; what the disk says to that is of no use to anybody. */
  async discard(): Promise<void> {
    await this.#writing;
    await this.#handle.close().catch(() => undefined);
    if (!this.#handedOver) await this.#disk.remove(this.path).catch(() => undefined);
  }

  /** Sends the full chunk to the disk, once the one before it is there. */
  async #leave(): Promise<void> {
    await this.#writing;
    if (this.#refused !== null || this.#spare === null) return;
    const leaving = this.#filling;
    this.#leaving = leaving;
    this.#filling = this.#spare;
    this.#spare = null;
    this.#filled = 0;
    this.#writing = this.#write(this.#written, false, leaving)
      .then(() => {
        this.#written += 1;
        this.#leaving = null;
        this.#spare = leaving;
        return undefined;
      })
      .catch((error: unknown) => {
        this.#refused = error;
        this.#keep(new Uint8Array());
      });
  }

  async #write(index: number, last: boolean, plain: Uint8Array): Promise<void> {
    const sealed = sealChunk(this.#key, index, last, plain, this.#sealed);
    await this.#handle.write([sealed], chunkOffset(index));
  }

  /** After a refusal: everything that is not on disk becomes one piece of memory, behind it. */
  #keep(more: Uint8Array): void {
    this.#filling = Buffer.concat([
      this.#leaving ?? new Uint8Array(),
      this.#filling.subarray(0, this.#filled),
      more,
    ]);
    this.#filled = this.#filling.byteLength;
    this.#leaving = null;
  }

  async #chunk(index: number): Promise<Uint8Array> {
    if (index >= this.#written && this.#leaving !== null) {
      // Copies: both pieces of memory are used again.
      return index === this.#written
        ? new Uint8Array(this.#leaving)
        : new Uint8Array(this.#filling.subarray(0, this.#filled));
    }
    if (index >= this.#written) {
      // After a refusal the piece in memory may be longer than a chunk.
      return new Uint8Array(this.#filling.subarray((index - this.#written) * chunkBytes, this.#filled));
    }
    const last = this.#lastBytes !== null && index === this.#written - 1;
    const sealed = await this.#handle.read(chunkOffset(index), sealedChunkBytes);
    const plain = openChunk(this.#key, index, last, sealed);
    if (plain === null) throw new SpoolDamagedError(`Chunk ${String(index)} of ${this.path} does not open.`);
    return plain;
  }
}
