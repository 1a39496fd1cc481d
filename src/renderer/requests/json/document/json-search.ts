import type { JsonBytes } from './json-bytes.ts';
import type { JsonIndex } from './json-index.ts';
import type { JsonTokens } from './json-tokens.ts';
import { shownToken, stringValue } from './shown-token.ts';

const backslash = 0x5c;
/** Bytes between two looks at the clock. */
const strideBytes = 262_144;

interface SearchParts {
  readonly bytes: JsonBytes;
  readonly index: JsonIndex;
  readonly tokens: JsonTokens;
}

/**
 * Finds the values whose name or scalar contains a text, whatever the case; a piece at a time. It looks through the bytes for
 * one with which a hit could begin, and reads as text only what holds one.
 */
export class JsonSearch {
  readonly #parts: SearchParts;
  readonly #needle: string;
  /** The ASCII letters and signs with which the needle begins. */
  readonly #ascii: Uint8Array;
  /** Bytes with which a hit can begin. */
  readonly #first = new Uint8Array(256);
  #matches = new Uint32Array(256);
  #count = 0;
  /** Names and scalars before this byte were looked at. */
  #at = 0;
  /** The value whose name or scalar lies at that byte. */
  #node = 0;

  constructor(parts: SearchParts, text: string) {
    this.#parts = parts;
    this.#needle = text.toLowerCase();
    this.#ascii = new TextEncoder().encode(/^[\0-\x7f]*/.exec(this.#needle)?.[0]);
    for (let byte = 0; byte < 256; byte += 1) {
      this.#first[byte] =
        this.#ascii.length === 0 ? Number(byte >= 0x80) : Number(fits(byte, this.#ascii[0] ?? 0));
    }
    this.#first[backslash] = 1;
  }

  /** How many were found so far. */
  get count(): number {
    return this.#count;
  }

  /** Whether all that came was looked through. */
  get finished(): boolean {
    return this.#node >= this.#parts.index.count;
  }

  /** Looks on, for so many milliseconds. */
  work(milliseconds: number, now: () => number): void {
    const until = now() + milliseconds;
    while (!this.finished && now() < until) this.#lookThrough(strideBytes);
  }

  /** The match so many places behind another one, around the end; null where there is none. */
  matchAt(position: number): number | null {
    if (this.#count === 0) return null;
    const around = ((position % this.#count) + this.#count) % this.#count;
    return this.#matches[around] ?? null;
  }

  /** The place, among the matches, of the first one that is not before a value. */
  positionOf(node: number): number {
    let low = 0;
    for (let high = this.#count; low < high;) {
      const middle = (low + high) >> 1;
      if ((this.#matches[middle] ?? 0) < node) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #lookThrough(stride: number): void {
    const { bytes, index } = this.#parts;
    const { all, length } = bytes;
    const until = Math.min(this.#at + stride, length);
    while (this.#at < until) {
      if (this.#first[all[this.#at] ?? 0] !== 1 || !this.#couldBegin(all)) {
        this.#at += 1;
        continue;
      }
      while (this.#node + 1 < index.count && index.startOf(this.#node + 1) <= this.#at) this.#node += 1;
      if (this.#matchesNode(this.#node)) this.#add(this.#node);
      this.#node += 1;
      if (this.finished) return;
      this.#at = Math.max(this.#at + 1, index.startOf(this.#node));
    }
    if (this.#at >= length) this.#node = index.count;
  }

  /** Whether there could be a hit here, by the bytes alone. */
  #couldBegin(all: Uint8Array): boolean {
    for (let offset = 0; offset < this.#ascii.length; offset += 1) {
      const byte = all[this.#at + offset] ?? 0;
      if (byte === backslash) return true;
      if (!fits(byte, this.#ascii[offset] ?? 0)) return false;
      // A letter beyond ASCII has more bytes than the one that it may stand for.
      if (byte >= 0x80) return true;
    }
    return true;
  }

  #matchesNode(node: number): boolean {
    const { bytes, index, tokens } = this.#parts;
    const name = tokens.nameOf(node);
    if (name !== null && this.#holds(bytes.slice(name.from, name.to))) return true;
    if (!index.isScalar(node)) return false;
    const value = tokens.valueOf(node);
    return this.#holds(bytes.slice(value.from, value.to));
  }

  #holds(source: string): boolean {
    if (source.toLowerCase().includes(this.#needle)) return true;
    if (!source.includes('\\')) return false;
    return (
      shownToken(source).toLowerCase().includes(this.#needle) ||
      stringValue(source).toLowerCase().includes(this.#needle)
    );
  }

  #add(node: number): void {
    if (this.#count === this.#matches.length) {
      const grown = new Uint32Array(this.#count * 2);
      grown.set(this.#matches);
      this.#matches = grown;
    }
    this.#matches[this.#count] = node;
    this.#count += 1;
  }
}

/** Whether a byte may be, or begin, what becomes an ASCII character in lower case: also ‘K’ (Kelvin) and ‘İ’ do. */
function fits(byte: number, lower: number): boolean {
  if (byte >= 0x80) return lower === 0x6b || lower === 0x69;
  return (byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte) === lower;
}
