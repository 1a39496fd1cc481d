/** Low bits of a word that choose its place in the filter. */
const filterBits = 20;

interface Candidate {
  readonly needle: number;
  /** Where in the needle the word stands. */
  readonly offset: number;
}

/**
 * Looks for many byte strings at once, each of 7 bytes or more, in one pass: a memory of hundreds of megabytes is looked through in a second.
 * Wherever a needle lies, one of its first four offsets falls on an aligned word of the hay; those words are what is looked for.
 */
export class Needles {
  readonly #needles: readonly Buffer[];
  readonly #filter = new Uint8Array(2 ** filterBits);
  readonly #words = new Map<number, Candidate[]>();

  constructor(needles: readonly Buffer[]) {
    this.#needles = needles;
    for (const [needle, bytes] of needles.entries()) {
      if (bytes.length < 7) throw new RangeError('A needle has 7 bytes or more.');
      for (let offset = 0; offset < 4; offset += 1) {
        const word = bytes.readUInt32LE(offset);
        this.#filter[hash(word)] = 1;
        this.#words.set(word, [...(this.#words.get(word) ?? []), { needle, offset }]);
      }
    }
  }

  /** The indices of the needles that are in there. */
  foundIn(hay: Buffer): ReadonlySet<number> {
    const found = new Set<number>();
    const aligned = hay.byteOffset % 4 === 0 ? hay : Buffer.from(new Uint8Array(hay).buffer);
    const words = new Uint32Array(aligned.buffer, aligned.byteOffset, Math.floor(aligned.length / 4));
    const filter = this.#filter;
    for (let index = 0; index < words.length; index += 1) {
      const word = words[index] ?? 0;
      if (filter[hash(word)] === 0) continue;
      for (const { needle, offset } of this.#words.get(word) ?? []) {
        const bytes = this.#needles[needle] ?? Buffer.alloc(0);
        const start = index * 4 - offset;
        if (start >= 0 && aligned.subarray(start, start + bytes.length).equals(bytes)) found.add(needle);
      }
    }
    return found;
  }
}

function hash(word: number): number {
  return Math.imul(word, 0x9e_37_79_b1) >>> (32 - filterBits);
}
