import type { JsonBytes } from './json-bytes.ts';
import type { JsonIndex } from './json-index.ts';

const quote = 0x22;

/** A piece of the text, in bytes. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Where names and values stand in the text. */
export class JsonTokens {
  readonly #bytes: JsonBytes;
  readonly #index: JsonIndex;

  constructor(bytes: JsonBytes, index: JsonIndex) {
    this.#bytes = bytes;
    this.#index = index;
  }

  /** With its quotation marks; null where it has none. */
  nameOf(node: number): Span | null {
    if (!this.#index.isMember(node)) return null;
    const from = this.#index.startOf(node);
    return { from, to: this.#bytes.endOfString(from) };
  }

  /** Where the value itself begins. */
  valueStart(node: number): number {
    const name = this.nameOf(node);
    return name === null ? this.#index.startOf(node) : this.#bytes.skip(name.to);
  }

  isString(node: number): boolean {
    return this.#index.isScalar(node) && this.#bytes.at(this.valueStart(node)) === quote;
  }

  /** The value as it was sent, with all that it holds; of one that has no end, all that came. */
  valueOf(node: number): Span {
    const from = this.valueStart(node);
    if (this.#index.isScalar(node)) return { from, to: this.#endOfScalar(from) };
    if (!this.#index.isClosed(node)) return { from, to: this.#bytes.length };
    const last = this.#index.endOf(node) - 1;
    if (last === node) return { from, to: this.#behindBracket(from + 1) };
    const inner = this.valueStart(last);
    let to = this.#index.isScalar(last) ? this.#endOfScalar(inner) : this.#behindBracket(inner + 1);
    for (let at = last; at !== node; at = this.#index.parentOf(at)) to = this.#behindBracket(to);
    return { from, to };
  }

  /** Where a value ends, where that is not behind a place; else null. Looks no further than there. */
  endWithin(node: number, limit: number): number | null {
    if (this.#index.isScalar(node)) {
      const to = this.#endOfScalar(this.valueStart(node), limit + 1);
      return to <= limit ? to : null;
    }
    const last = this.#index.endOf(node) - 1;
    if (this.#index.startOf(last) >= limit) return null;
    const { to } = this.valueOf(node);
    return to <= limit ? to : null;
  }

  #endOfScalar(from: number, limit = this.#bytes.length): number {
    return this.#bytes.at(from) === quote
      ? this.#bytes.endOfString(from, limit)
      : this.#bytes.endOfWord(from, limit);
  }

  #behindBracket(from: number): number {
    return this.#bytes.skip(from) + 1;
  }
}
