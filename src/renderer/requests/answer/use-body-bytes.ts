import { useEffect, useState } from 'react';

import type { Failure } from '../../../shared/failure.ts';
import { bytesOf } from './base64.ts';

/** Bytes that are read at once. */
const pageBytes = 65_536;
/** Pages that are held: more than are on screen, and little memory. */
const heldPages = 32;

export interface BodyBytes {
  /** What is there of the bytes from `from` to `to`, as far as it begins at `from`; the rest is being read. */
  readonly at: (from: number, to: number) => Uint8Array;
  readonly failure: Failure | null;
}

/** The bytes of a body around a place, read as they are looked at. `from` and `to`: what is on screen. */
export function useBodyBytes(requestId: string, from: number, to: number): BodyBytes {
  const [pages, setPages] = useState<ReadonlyMap<number, Uint8Array>>(new Map());
  const [failure, setFailure] = useState<Failure | null>(null);
  const first = Math.floor(from / pageBytes);
  const last = Math.floor(Math.max(from, to - 1) / pageBytes);

  useEffect(() => {
    let current = true;
    const read = async (page: number): Promise<void> => {
      const result = await window.latchkey.readResponse({
        requestId,
        from: page * pageBytes,
        length: pageBytes,
        as: 'bytes',
      });
      if (!current) return;
      if (!result.ok) {
        setFailure(result.failure);
        return;
      }
      const { content } = result.value;
      if (content.kind !== 'bytes') return;
      const bytes = bytesOf(content.base64);
      setFailure(null);
      setPages((known) => withPage(known, page, bytes));
    };
    for (let page = first; page <= last; page += 1) {
      if (!pages.has(page)) void read(page);
    }
    return () => {
      current = false;
    };
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- what was read is no reason to read again
  }, [requestId, first, last]);

  return { failure, at: (begin, end) => joined(pages, begin, end) };
}

/** The pages with one more; those that are farthest from it go, as what is beside it may be on screen. */
export function withPage(
  pages: ReadonlyMap<number, Uint8Array>,
  page: number,
  bytes: Uint8Array,
): ReadonlyMap<number, Uint8Array> {
  const nearest = [...pages].toSorted(([one], [other]) => Math.abs(one - page) - Math.abs(other - page));
  return new Map(nearest.slice(0, heldPages - 1)).set(page, bytes);
}

/** The bytes from `begin` to `end`, up to the first page that is not there. */
function joined(pages: ReadonlyMap<number, Uint8Array>, begin: number, end: number): Uint8Array {
  const parts: number[] = [];
  for (let at = begin; at < end;) {
    const page = Math.floor(at / pageBytes);
    const part = pages.get(page)?.subarray(at - page * pageBytes, end - page * pageBytes);
    if (part === undefined || part.length === 0) break;
    parts.push(...part);
    at += part.length;
  }
  return Uint8Array.from(parts);
}
