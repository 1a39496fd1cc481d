import type { HistoryRow } from '../../shared/history.ts';

/** What is known of a request of the history without opening it. */
export interface Head {
  /** A whole number below 2^48, random. */
  readonly id: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** 0: no answer came. */
  readonly status: number;
  readonly milliseconds: number;
  /** Bytes of the answer's decoded body. */
  readonly bytes: number;
  readonly method: string;
  /** ASCII, without white space. */
  readonly url: string;
}

/** Where the rest of it stands in a segment. */
export interface PlacedHead extends Head {
  readonly offset: number;
  readonly length: number;
}

/** Characters of an address that the list and the search know. */
const longestUrl = 2000;

/** An address as heads hold it: one word of ASCII. */
export function listedUrl(url: string): string {
  return url.slice(0, longestUrl).replaceAll(/[^\u0021-\u007e]/gu, percentEncoded);
}

/** The line in which words are looked for. */
export function searchLine({ method, url, status }: Head): string {
  return `${method} ${url} ${status === 0 ? 'no answer' : String(status)}`;
}

/** The words of a search as they stand in the lines: in lower case, and what is no ASCII as addresses write it. */
export function searchWords(query: string): readonly string[] {
  return query
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => listedUrl(word.toLowerCase()).toLowerCase());
}

function percentEncoded(character: string): string {
  try {
    return encodeURIComponent(character);
  } catch {
    // Half of a pair of UTF-16.
    return '%EF%BF%BD';
  }
}

export function rowOf({ id, at, method, url, status, milliseconds, bytes }: Head): HistoryRow {
  return { entry: String(id), at, method, url, status: status === 0 ? null : status, milliseconds, bytes };
}
