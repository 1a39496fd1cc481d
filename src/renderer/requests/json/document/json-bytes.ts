const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();

const quote = 0x22;
const backslash = 0x5c;

/** The text of a body as UTF-8 in one piece of memory, as far as it came. Places are counted in its bytes. */
export class JsonBytes {
  #bytes: Uint8Array;
  #length = 0;

  /** @param expected bytes that will come, as far as that is known */
  constructor(expected: number) {
    this.#bytes = new Uint8Array(Math.max(expected, 1024));
  }

  get length(): number {
    return this.#length;
  }

  /** All bytes, and behind them room that is not used yet. */
  get all(): Uint8Array {
    return this.#bytes;
  }

  append(text: string): void {
    // A UTF-16 unit is three bytes of UTF-8 at most; most texts need one.
    let rest = text;
    while (rest !== '') {
      const { read, written } = encoder.encodeInto(rest, this.#bytes.subarray(this.#length));
      this.#length += written;
      rest = rest.slice(read);
      if (rest !== '') this.#makeRoom(rest.length);
    }
  }

  at(place: number): number {
    return this.#bytes[place] ?? 0;
  }

  /** What stands from one place to another, without the rest of a character that is cut in two. */
  slice(from: number, to: number): string {
    let end = Math.min(to, this.#length);
    if (end < this.#length) while (end > from && (this.at(end) & 0xc0) === 0x80) end -= 1;
    return decoder.decode(this.#bytes.subarray(from, end));
  }

  /** Behind the string that begins at a place; the limit, or the end of what came, where it has no end before that. */
  endOfString(start: number, limit = this.#length): number {
    const end = Math.min(limit, this.#length);
    for (let at = start + 1; at < end; at += 1) {
      const byte = this.#bytes[at];
      if (byte === quote) return at + 1;
      if (byte === backslash) at += 1;
    }
    return end;
  }

  /** The next place that is no white space, and no colon or comma either. */
  skip(from: number): number {
    let at = from;
    while (at < this.#length && isBetween(this.at(at))) at += 1;
    return at;
  }

  /** Behind the number, `true`, `false` or `null` that begins at a place; the limit, where it is longer. */
  endOfWord(start: number, limit = this.#length): number {
    const end = Math.min(limit, this.#length);
    let at = start;
    while (at < end && !isBetween(this.at(at)) && !isBracket(this.at(at))) at += 1;
    return at;
  }

  #makeRoom(bytes: number): void {
    const grown = new Uint8Array(this.#bytes.length + Math.max(bytes * 3, this.#bytes.length >> 1));
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
  }
}

function isBetween(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09 || byte === 0x2c || byte === 0x3a;
}

/** `[`, `]`, `{` and `}`. */
function isBracket(byte: number): boolean {
  return (byte | 0x20) === 0x7b || (byte | 0x20) === 0x7d;
}
