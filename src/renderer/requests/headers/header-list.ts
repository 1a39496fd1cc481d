import type { HeaderList, OffHeader } from '../../../shared/request.ts';

/** A header in the table. */
export interface HeaderRow {
  readonly name: string;
  readonly value: string;
  readonly on: boolean;
}

/** The part of a request that the table shows. */
export interface Headers {
  readonly headers: HeaderList;
  readonly offHeaders: readonly OffHeader[];
}

/** The headers of a request, with those that are switched off in their places. */
export function readHeaders({ headers, offHeaders }: Headers): readonly HeaderRow[] {
  const rows: HeaderRow[] = headers.map(([name, value]) => ({ name, value, on: true }));
  for (const { at, name, value } of offHeaders) rows.splice(at, 0, { name, value, on: false });
  return rows;
}

export function writeHeaders(rows: readonly HeaderRow[]): Headers {
  return {
    headers: rows.flatMap(({ name, value, on }) => (on ? [[name, value] as const] : [])),
    offHeaders: rows.flatMap(({ name, value, on }, at) => (on ? [] : [{ at, name, value }])),
  };
}
