import { useEffect, useRef, useState } from 'react';

import type { JsonRow } from './document/json-rows.ts';
import type { JsonClient } from './json-client.ts';

export interface ActiveRow {
  readonly row: number;
  /** What is in it, as soon as that is known. */
  readonly json: JsonRow | null;
  /** Another one each time that a row was chosen, also the same: it is to be seen. */
  readonly turn: number;
  readonly choose: (row: number) => void;
  /** The row that was chosen last, also where it was not drawn since. */
  readonly latest: () => number;
}

/** The row that keys and buttons are about. It need not be among those that are seen. */
export function useActiveRow(client: JsonClient, version: number): ActiveRow {
  const [{ row, turn }, setChosen] = useState({ row: 0, turn: 0 });
  const [known, setKnown] = useState<{
    readonly row: number;
    readonly json: JsonRow | null;
    readonly version: number;
  }>({ row: -1, json: null, version });
  const latest = useRef(0);
  const choose = (next: number): void => {
    latest.current = next;
    setChosen((before) => ({ row: next, turn: before.turn + 1 }));
  };
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
  return { row, json: known.row === row ? known.json : null, turn, choose, latest: () => latest.current };
}
