/*
 * Reads values of the D-Bus wire format (D-Bus specification, "Marshaling"), little-endian, as far as a keyring's answers
 * have them. What does not keep to the format throws a `RangeError`: nothing is read past its message, nothing is guessed.
 */

const objectPath = /^\/(?:[A-Za-z0-9_]+(?:\/[A-Za-z0-9_]+)*)?$/;

/** Reads values in the order in which they come. @throws {RangeError} when the next one is not there, or is no such value */
export class BusReader {
  readonly #bytes: Buffer;
  #at: number;

  /** `from`: where the first value is. Alignments count from the beginning of the bytes. */
  constructor(bytes: Buffer, from = 0) {
    this.#bytes = bytes;
    this.#at = from;
  }

  get atEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  align(to: number): void {
    this.#at = aligned(this.#at, to);
  }

  byte(): number {
    const value = this.#bytes[this.#at];
    if (value === undefined) throw new RangeError('The message ends before its value.');
    this.#at += 1;
    return value;
  }

  number(): number {
    this.align(4);
    const value = this.#bytes.readUInt32LE(this.#at);
    this.#at += 4;
    return value;
  }

  boolean(): boolean {
    const value = this.number();
    if (value > 1) throw new RangeError('A boolean is 0 or 1.');
    return value === 1;
  }

  text(): string {
    return this.#textOf(this.number(), 'utf8');
  }

  signature(): string {
    return this.#textOf(this.byte(), 'latin1');
  }

  objectPath(): string {
    const path = this.text();
    if (!objectPath.test(path)) throw new RangeError('It is no path of an object.');
    return path;
  }

  objectPaths(): readonly string[] {
    const length = this.number();
    const end = this.#at + length;
    const all: string[] = [];
    while (this.#at < end) all.push(this.objectPath());
    if (this.#at !== end) throw new RangeError('The last value is longer than its array.');
    return all;
  }

  /** A boolean in a variant, which says its type first. */
  boxedBoolean(): boolean {
    if (this.signature() !== 'b') throw new RangeError('The variant holds no boolean.');
    return this.boolean();
  }

  /** So many bytes, then the zero that ends every text. */
  #textOf(length: number, encoding: 'utf8' | 'latin1'): string {
    const end = this.#at + length;
    if (this.#bytes[end] !== 0) throw new RangeError('The text does not end where it says.');
    const text = this.#bytes.toString(encoding, this.#at, end);
    this.#at = end + 1;
    return text;
  }
}

/** The next place that is a multiple. */
export function aligned(at: number, to: number): number {
  return Math.ceil(at / to) * to;
}
