import { useState } from 'react';

import type { Failure } from '../../shared/failure.ts';
import type { Composition } from './kept-drafts.ts';
import { fromDraft } from './saved/saved-composition.ts';

export interface PastedCurl {
  /** What was taken out or left out of the last command; null when none was pasted, or the note was put away. */
  readonly notes: readonly string[] | null;
  readonly failure: Failure | null;
  /** True when the text is a command, and its request takes the place of the one in the editor. */
  readonly paste: (text: string) => boolean;
  readonly undo: () => void;
  readonly close: () => void;
}

/** As src/core/curl/read-curl.ts tells a command from an address. */
const command = /^\s*(?:[$>#]\s+|&\s*)?curl(?:\.exe)?\s/i;

/** A `curl` command in the URL field becomes a request. Main reads it. */
export function usePastedCurl(
  composition: Composition,
  setComposition: (composition: Composition) => void,
): PastedCurl {
  const [read, setRead] = useState<{
    readonly notes: readonly string[];
    readonly before: Composition;
  } | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const take = async (text: string): Promise<void> => {
    const result = await window.latchkey.readCurl({ text });
    setFailure(result.ok ? null : result.failure);
    if (!result.ok) return;
    setRead({ notes: result.value.notes, before: composition });
    setComposition(fromDraft(result.value.request));
  };
  return {
    // What was opened or saved since is another request.
    notes: read === null || composition.saved !== null ? null : read.notes,
    failure,
    paste: (text) => {
      if (!command.test(text)) return false;
      void take(text);
      return true;
    },
    undo: () => {
      if (read !== null) setComposition(read.before);
      setRead(null);
    },
    close: () => {
      setRead(null);
    },
  };
}
