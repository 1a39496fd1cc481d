import { useEffect, useState } from 'react';

import type { JsonRow } from './document/json-rows.ts';
import type { JsonClient } from './json-client.ts';

export interface ActiveRow {
  readonly row: number;
  /** What is in it, as soon as that is known. */
  readonly json: JsonRow | null;
  readonly choose: (row: number) => void;
}

/** The row that keys and buttons are about. It need not be among those that are seen. */
export function useActiveRow(client: JsonClient, version: number): ActiveRow {
  const [row, choose] = useState(0);
  const [known, setKnown] = useState<{
    readonly row: number;
    readonly json: JsonRow | null;
    readonly version: number;
  }>({ row: -1, json: null, version });
  useEffect(() => {
    let current = true;
    const ask = async (): Promise<void> => {
      const [json = null] = await client.ask('rows', { from: row, to: row + 1 });
      if (current) setKnown({ row, json, version });
    };
    void ask();
    return () => {
      current = false;
    };
  }, [client, row, version]);
  return { row, json: known.row === row ? known.json : null, choose };
}
