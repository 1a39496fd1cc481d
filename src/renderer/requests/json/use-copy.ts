import { useEffect, useState } from 'react';

import type { JsonRow } from './document/json-rows.ts';
import type { JsonClient } from './json-client.ts';

/** Bytes of a value that go to the clipboard at most. */
const mostBytes = 4_000_000;
/** Characters of a path that are shown; its beginning and its end say most. */
const shownPath = 400;

export interface Copying {
  /** Of the chosen row, shortened where it is very long. */
  readonly path: string;
  /** What was copied in the last two seconds. */
  readonly copied: 'path' | 'value' | null;
  /** The value was too long. */
  readonly tooLong: boolean;
  readonly run: (what: 'path' | 'value', row: JsonRow) => Promise<void>;
}

/** Where the chosen value stands, and how it or its path gets onto the clipboard. */
export function useCopy(client: JsonClient, active: JsonRow | null): Copying {
  const [path, setPath] = useState('$');
  const [copied, setCopied] = useState<Copying['copied']>(null);
  /** The value that was too long. */
  const [tooLong, setTooLong] = useState<number | null>(null);
  const node = active?.node ?? 0;
  useEffect(() => {
    let current = true;
    const ask = async (): Promise<void> => {
      const found = await client.ask('path', { node });
      if (current) setPath(shortened(found));
    };
    void ask();
    return () => {
      current = false;
    };
  }, [client, node]);
  useEffect(() => {
    if (copied === null) return undefined;
    const timer = setTimeout(() => {
      setCopied(null);
    }, 2000);
    return () => {
      clearTimeout(timer);
    };
  }, [copied]);
  return {
    path,
    copied,
    tooLong: tooLong === node,
    run: async (what, row) => {
      const text =
        what === 'path'
          ? await client.ask('path', { node: row.node })
          : await client.ask('value', { node: row.node, mostBytes });
      setTooLong(text === null ? row.node : null);
      const result = text === null ? null : await window.latchkey.copyText({ text });
      setCopied(result?.ok === true ? what : null);
    },
  };
}

function shortened(path: string): string {
  return path.length <= shownPath ? path : `${path.slice(0, shownPath / 2)} … ${path.slice(-shownPath / 2)}`;
}
