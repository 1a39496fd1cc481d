import type { PlacedHead } from './head.ts';
import { searchLine } from './head.ts';

const columns = ['id', 'at', 'offset', 'length', 'status', 'milliseconds', 'bytes'] as const;
const numberBytes = 8;

/**
 * The heads of one segment in columns: read from its index without taking a line apart before somebody looks at it, so that
 * a hundred thousand are there at once. All text is ASCII, a line a head.
 */
export class HeadTable {
  readonly count: number;
  /** Bytes of the table itself. */
  readonly encoded: Uint8Array;
  readonly #numbers: Float64Array;
  readonly #text: string;
  #lower: string | null = null;

  private constructor(encoded: Uint8Array, count: number) {
    this.encoded = encoded;
    this.count = count;
    const numbers = (columns.length + 1) * count;
    const from = numberBytes;
    const to = from + numbers * numberBytes;
    // A copy, because numbers have to stand at a multiple of their size.
    this.#numbers = new Float64Array(Uint8Array.from(encoded.subarray(from, to)).buffer);
    this.#text = Buffer.from(encoded.buffer, encoded.byteOffset + to, encoded.byteLength - to).toString(
      'latin1',
    );
  }

  static of(heads: readonly PlacedHead[]): HeadTable {
    const count = heads.length;
    const numbers = new Float64Array((columns.length + 1) * count);
    const lines: string[] = [];
    let end = 0;
    for (const [row, head] of heads.entries()) {
      for (const [column, name] of columns.entries()) numbers[column * count + row] = head[name];
      const line = searchLine(head);
      lines.push(line);
      end += line.length + 1;
      numbers[columns.length * count + row] = end;
    }
    const length = Buffer.alloc(numberBytes);
    length.writeDoubleLE(count);
    const text = Buffer.from(lines.map((line) => `${line}\n`).join(''), 'latin1');
    return new HeadTable(Buffer.concat([length, new Uint8Array(numbers.buffer), text]), count);
  }

  /** Null where the bytes are no table. */
  static decode(encoded: Uint8Array): HeadTable | null {
    if (encoded.byteLength < numberBytes) return null;
    const view = Buffer.from(encoded.buffer, encoded.byteOffset, encoded.byteLength);
    const count = view.readDoubleLE(0);
    const least = numberBytes * (1 + (columns.length + 1) * count);
    return Number.isSafeInteger(count) && count >= 0 && encoded.byteLength >= least
      ? new HeadTable(encoded, count)
      : null;
  }

  head(row: number): PlacedHead {
    const line = this.#text.slice(this.#lineStart(row), this.#number('end', row) - 1);
    const [method = '', url = ''] = line.split(' ', 2);
    return {
      id: this.#number('id', row),
      at: this.#number('at', row),
      offset: this.#number('offset', row),
      length: this.#number('length', row),
      status: this.#number('status', row),
      milliseconds: this.#number('milliseconds', row),
      bytes: this.#number('bytes', row),
      method,
      url,
    };
  }

  /** When the one of a row was sent. */
  at(row: number): number {
    return this.#number('at', row);
  }

  /** The row of an id; -1 where it is not here. */
  rowOf(id: number): number {
    return this.#numbers.subarray(0, this.count).indexOf(id);
  }

  /** The rows whose line holds every word, in their order. `words` are as `searchWords` gives them. */
  rowsWith(words: readonly string[]): readonly number[] {
    const [first, ...others] = words.toSorted((a, b) => b.length - a.length);
    if (first === undefined) return Array.from({ length: this.count }, (_, row) => row);
    this.#lower ??= this.#text.toLowerCase();
    const lower = this.#lower;
    const rows: number[] = [];
    let row = 0;
    for (let at = lower.indexOf(first); at >= 0;) {
      while (this.#number('end', row) <= at) row += 1;
      const end = this.#number('end', row);
      if (others.length === 0) {
        rows.push(row);
      } else {
        const line = lower.slice(this.#lineStart(row), end);
        if (others.every((word) => line.includes(word))) rows.push(row);
      }
      at = lower.indexOf(first, end);
    }
    return rows;
  }

  #lineStart(row: number): number {
    return row === 0 ? 0 : this.#number('end', row - 1);
  }

  #number(column: (typeof columns)[number] | 'end', row: number): number {
    const place = column === 'end' ? columns.length : columns.indexOf(column);
    return this.#numbers[place * this.count + row] ?? 0;
  }
}
