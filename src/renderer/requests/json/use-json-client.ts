import { useEffect, useState, useSyncExternalStore } from 'react';

import type { JsonRow } from './document/json-rows.ts';
import type { ClientState, JsonClient } from './json-client.ts';

export function useClientState(client: JsonClient): ClientState {
  return useSyncExternalStore(client.subscribe, () => client.state);
}

export interface RowSlice {
  readonly from: number;
  readonly rows: readonly JsonRow[];
  /** Of the document, as which these are its rows. */
  readonly version: number;
}

/** Rows are asked for in such steps, so that not every scroll has to wait for some. */
const step = 64;

/** The rows that are seen and some around them, as soon as the worker has told them. */
export function useRows(client: JsonClient, version: number, first: number, seen: number): RowSlice {
  const [slice, setSlice] = useState<RowSlice>({ from: 0, rows: [], version: 0 });
  const from = Math.max(0, Math.floor((first - step / 2) / step) * step);
  const to = Math.ceil((first + seen + step / 2) / step) * step;
  useEffect(() => {
    let current = true;
    const ask = async (): Promise<void> => {
      const rows = await client.ask('rows', { from, to });
      if (current) setSlice({ from, rows, version });
    };
    void ask();
    return () => {
      current = false;
    };
  }, [client, version, from, to]);
  return slice;
}
