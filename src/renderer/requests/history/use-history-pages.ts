import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import type { ConnectionId } from '../../../shared/connection.ts';
import type { Failure } from '../../../shared/failure.ts';
import type { HistoryRow, HistoryState } from '../../../shared/history.ts';
import { historyKey } from '../../api/queries.ts';

/** Rows that are asked for at once. */
const pageRows = 100;

export interface HistoryPages {
  /** Null until the first answer. */
  readonly total: number | null;
  readonly state: HistoryState | null;
  /** Why nothing could be read. */
  readonly failure: Failure | null;
  /** Null while it is being read. */
  readonly rowAt: (index: number) => HistoryRow | null;
  /** Whether rows are being read that may be others than those that are shown. */
  readonly reading: boolean;
  /** These rows are seen. */
  readonly see: (from: number, to: number) => void;
}

function pageQuery(id: ConnectionId, query: string, page: number) {
  return queryOptions({
    queryKey: [...historyKey(id), query, page],
    queryFn: () => window.latchkey.listHistory({ id, query, from: page * pageRows, count: pageRows }),
    placeholderData: keepPreviousData,
    gcTime: 30_000,
  });
}

/** What a search found, a page at a time: those are read that somebody looks at. */
export function useHistoryPages(id: ConnectionId, query: string): HistoryPages {
  const [seen, setSeen] = useState({ first: 0, last: 0 });
  // Fewer rows than a page are seen at once, so they are in two pages at most.
  const first = useQuery(pageQuery(id, query, seen.first));
  const last = useQuery(pageQuery(id, query, seen.last));
  const results = [first.data, last.data];
  const pages = results.flatMap((result) => (result?.ok === true ? [result.value] : []));
  const failed = results.find((result) => result?.ok === false);
  const [newest] = pages;
  return {
    total: newest?.total ?? null,
    state: newest?.state ?? null,
    failure: failed?.ok === false ? failed.failure : null,
    reading: first.isFetching || last.isFetching,
    rowAt(index) {
      const page = pages.find(({ from, rows }) => index >= from && index < from + rows.length);
      return page?.rows[index - page.from] ?? null;
    },
    see(from, to) {
      const next = {
        first: Math.floor(from / pageRows),
        last: Math.floor(Math.max(from, to - 1) / pageRows),
      };
      if (next.first !== seen.first || next.last !== seen.last) setSeen(next);
    },
  };
}
