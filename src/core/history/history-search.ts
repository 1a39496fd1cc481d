import type { HeadTable } from './head-table.ts';
import { searchWords, type PlacedHead } from './head.ts';

/** The rows of several tables that a query finds, newest first; the last search is kept until something changes. */
export class HistorySearch {
  #tables: readonly HeadTable[] | null = null;
  #last: { readonly query: string; readonly found: readonly (readonly [HeadTable, number])[] } | null = null;

  /** Something was added or removed. */
  forget(): void {
    this.#tables = null;
    this.#last = null;
  }

  /**
   * @param read the tables, oldest first; asked only after something changed
   * @param oldest what was sent before it is left out, in milliseconds since the epoch
   */
  async find(
    query: string,
    oldest: number,
    read: () => Promise<readonly HeadTable[]>,
  ): Promise<{
    readonly total: number;
    readonly heads: (from: number, count: number) => readonly PlacedHead[];
  }> {
    const tables = this.#tables ?? (await read());
    this.#tables = tables;
    if (this.#last?.query !== query) this.#last = { query, found: matching(tables, query, oldest) };
    const { found } = this.#last;
    return {
      total: found.length,
      heads: (from, count) => found.slice(from, from + count).map(([table, row]) => table.head(row)),
    };
  }
}

function matching(
  tables: readonly HeadTable[],
  query: string,
  oldest: number,
): readonly (readonly [HeadTable, number])[] {
  const words = searchWords(query);
  const found: (readonly [HeadTable, number])[] = [];
  for (const table of tables.toReversed()) {
    for (const row of table.rowsWith(words).toReversed()) {
      if (table.at(row) >= oldest) found.push([table, row]);
    }
  }
  return found;
}
