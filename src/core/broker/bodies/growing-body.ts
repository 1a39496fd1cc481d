import type { HeaderList } from '../../../shared/request.ts';
import type { FinishedSpool, SpoolFile } from './spool-file.ts';

/** What is known of a body before its first byte. */
export interface BodyHead {
  /** Of the request that it answers. */
  readonly url: string;
  readonly headers: HeaderList;
}

/** A body while it comes and afterwards: in memory as long as it is small, then in a spool file. Readable at any time. */
export class GrowingBody {
  readonly head: BodyHead;
  readonly #inlineBytes: number;
  readonly #openFile: () => Promise<SpoolFile>;
  #parts: Uint8Array[] = [];
  #inMemory = 0;
  #file: SpoolFile | null = null;
  #finished = false;

  /** @param inlineBytes the most that is kept in memory */
  constructor(head: BodyHead, inlineBytes: number, openFile: () => Promise<SpoolFile>) {
    this.head = head;
    this.#inlineBytes = inlineBytes;
    this.#openFile = openFile;
  }

  /** One that came in an earlier run, whole: from memory, or in a file. */
  static finished(head: BodyHead, content: Uint8Array | SpoolFile): GrowingBody {
    const body = new GrowingBody(head, Number.POSITIVE_INFINITY, () =>
      Promise.reject(new Error('Nothing is added to a body that is finished.')),
    );
    body.#finished = true;
    if (content instanceof Uint8Array) body.#remember(content);
    else body.#file = content;
    return body;
  }

  /** Bytes so far. */
  get size(): number {
    return this.#file?.size ?? this.#inMemory;
  }

  /** Where it is spooled to; null while it is in memory. */
  get path(): string | null {
    return this.#file?.path ?? null;
  }

  /** Whether nothing more comes. */
  get finished(): boolean {
    return this.#finished;
  }

  /**
   * Takes bytes; resolves when more may come. Where there is a `path` then, their memory is used no more.
   * @throws Node's own error where the disk refuses; what came is kept.
   */
  async push(bytes: Uint8Array): Promise<void> {
    if (this.#file === null && this.#inMemory + bytes.byteLength > this.#inlineBytes)
      await this.#spool(bytes);
    else if (this.#file === null) this.#remember(bytes);
    else await this.#file.append(bytes);
  }

  /** Nothing more comes. @throws as `push`. */
  async finish(): Promise<void> {
    this.#finished = true;
    this.#parts = [Buffer.concat(this.#parts)];
    await this.#file?.finish();
  }

  /** Up to `length` bytes from `from` on; fewer only at the end of what is there. @throws as `SpoolFile.read`. */
  async read(from: number, length: number): Promise<Uint8Array> {
    if (this.#file !== null) return this.#file.read(from, length);
    if (this.#parts.length > 1) this.#parts = [Buffer.concat(this.#parts)];
    return (this.#parts[0] ?? new Uint8Array()).subarray(from, from + length);
  }

  /** Gives the file to somebody who keeps it; null where there is none, or not all of the body is in it. */
  handOver(): FinishedSpool | null {
    return this.#finished ? (this.#file?.handOver() ?? null) : null;
  }

  async discard(): Promise<void> {
    this.#parts = [];
    this.#inMemory = 0;
    await this.#file?.discard();
  }

  #remember(bytes: Uint8Array): void {
    this.#parts.push(bytes);
    this.#inMemory += bytes.byteLength;
  }

  async #spool(bytes: Uint8Array): Promise<void> {
    // Until all of it is in the file, memory is what is read; of a copy, since who reads may outlast the giver's own memory.
    this.#remember(new Uint8Array(bytes));
    const file = await this.#openFile();
    try {
      for (const part of this.#parts) await file.append(part);
    } catch (error) {
      await file.discard();
      throw error;
    }
    this.#file = file;
    this.#parts = [];
  }
}
