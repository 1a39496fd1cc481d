/**
 * Pairs of bytes, each of them one bit: 8 KiB. One is made for each request; with a byte a pair, 64 KiB, they kept the
 * collector busy as soon as requests came often.
 */
export class BytePairs {
  readonly #bits = new Uint32Array(2048);

  add(first: number, second: number): void {
    const word = (first << 3) | (second >> 5);
    this.#bits[word] = (this.#bits[word] ?? 0) | (1 << (second & 31));
  }

  has(first: number, second: number): boolean {
    return (((this.#bits[(first << 3) | (second >> 5)] ?? 0) >>> (second & 31)) & 1) === 1;
  }
}
