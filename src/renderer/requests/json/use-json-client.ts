import { useEffect, useState, useSyncExternalStore } from 'react';

import { JsonClient, nothingRead, type ClientState, type JsonSource } from './json-client.ts';
import type { JsonRow } from './document/json-rows.ts';

/** A body in a worker, for as long as it is shown. Null for the moment before there is one. */
export function useJsonClient(source: JsonSource): JsonClient | null {
  const [client, setClient] = useState<JsonClient | null>(null);
  useEffect(() => {
    const made = new JsonClient(source);
    setClient(made);
    return () => {
      made.close();
    };
  }, [source]);
  return client;
}

const noSubscription = (): (() => void) => () => undefined;

export function useClientState(client: JsonClient | null): ClientState {
  return useSyncExternalStore(client?.subscribe ?? noSubscription, () => client?.state ?? nothingRead);
}

export interface RowSlice {
  readonly from: number;
  readonly rows: readonly JsonRow[];
}

/** Rows are asked for in such steps, so that not every scroll has to wait for some. */
const step = 64;

/** The rows that are seen and some around them, as soon as the worker has told them. */
export function useRows(
  client: JsonClient | null,
  version: number,
  first: number,
  seen: number,
): RowSlice {
  const [slice, setSlice] = useState<RowSlice>({ from: 0, rows: [] });
  const from = Math.max(0, Math.floor((first - step / 2) / step) * step);
  const to = Math.ceil((first + seen + step / 2) / step) * step;
  useEffect(() => {
    let current = true;
    const ask = async (): Promise<void> => {
      const rows = await client?.ask('rows', { from, to });
      if (current && rows !== undefined) setSlice({ from, rows });
    };
    void ask();
    return () => {
      current = false;
    };
  }, [client, version, from, to]);
  return slice;
}
