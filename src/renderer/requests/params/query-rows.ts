import type { OffParameter } from '../../../shared/request.ts';

/** A query parameter in the table: its texts are those of the URL, letter by letter. */
export interface QueryRow {
  readonly name: string;
  readonly value: string;
  /** `name` and `name=` are two things to a server. */
  readonly sign: '' | '=';
  readonly on: boolean;
}

/** The part of a request that the table shows. */
export interface Query {
  readonly url: string;
  readonly offQuery: readonly OffParameter[];
}

/**
 * The parameters of a URL, with those that are switched off in their places. Nothing is decoded, so that nothing can be
 * encoded differently: what stands in `{{…}}`, `+`, `%20`, an empty name or a name that comes twice stays as it was typed.
 */
export function readQuery({ url, offQuery }: Query): readonly QueryRow[] {
  const { query } = partsOf(url);
  const rows = query === null || query === '' ? [] : query.split('&').map((pair) => rowOf(pair, true));
  for (const { at, pair } of offQuery) rows.splice(at, 0, rowOf(pair, false));
  return rows;
}

/** The URL with other parameters. One that none of them changed stays as it is, its fragment and a lonely `?` included. */
export function writeQuery(url: string, rows: readonly QueryRow[]): Query {
  const { head, query, fragment } = partsOf(url);
  const pairs = rows.filter(({ on }) => on).map(pairOf);
  const next = pairs.join('&');
  const offQuery = rows.flatMap((row, at) => (row.on ? [] : [{ at, pair: pairOf(row) }]));
  const same = next === (query ?? '');
  return { url: same ? url : `${head}${next === '' ? '' : `?${next}`}${fragment}`, offQuery };
}

/** A row with another name. */
export function withName(row: QueryRow, name: string): QueryRow {
  return { ...row, name: name.replace(/[&=#\s]/g, percentEncoded) };
}

/** A row with another value. */
export function withValue(row: QueryRow, value: string): QueryRow {
  return { ...row, value: value.replace(/[&#\s]/g, percentEncoded), sign: '=' };
}

export const emptyRow: QueryRow = { name: '', value: '', sign: '', on: true };

/** Only what would end the name or the value there. */
function percentEncoded(character: string): string {
  return encodeURIComponent(character);
}

function rowOf(pair: string, on: boolean): QueryRow {
  const sign = pair.indexOf('=');
  return sign < 0
    ? { name: pair, value: '', sign: '', on }
    : { name: pair.slice(0, sign), value: pair.slice(sign + 1), sign: '=', on };
}

function pairOf({ name, value, sign }: QueryRow): string {
  return `${name}${sign}${value}`;
}

function partsOf(url: string): {
  readonly head: string;
  /** Null: there is no `?`. */
  readonly query: string | null;
  readonly fragment: string;
} {
  const hash = url.indexOf('#');
  const address = hash < 0 ? url : url.slice(0, hash);
  const fragment = hash < 0 ? '' : url.slice(hash);
  const mark = address.indexOf('?');
  return mark < 0
    ? { head: address, query: null, fragment }
    : { head: address.slice(0, mark), query: address.slice(mark + 1), fragment };
}
