import { useState } from 'react';

import type { Failure } from '../../../shared/failure.ts';
import { useAction } from '../../api/use-action.ts';

export interface KeptBodyActions {
  /** What is being done; null: nothing. */
  readonly busy: 'save' | 'open' | null;
  readonly failure: Failure | null;
  /** What became of it, in words. */
  readonly done: string | null;
  readonly save: () => void;
  readonly open: () => void;
}

/** What is done with the body of an answer outside of the window. */
export function useKeptBody(requestId: string): KeptBodyActions {
  const action = useAction();
  const [doing, setDoing] = useState<'save' | 'open'>('save');
  const [done, setDone] = useState<string | null>(null);
  const start = async (what: 'save' | 'open'): Promise<void> => {
    setDoing(what);
    setDone(null);
    const result = await action.run(() =>
      what === 'save'
        ? window.latchkey.saveResponse({ requestId })
        : window.latchkey.openResponse({ requestId }),
    );
    if (!result.ok || result.value === null) return;
    const { path } = result.value;
    setDone(what === 'save' ? `Saved to ${path}` : `Opened in another program, from ${path}`);
  };
  return {
    busy: action.busy ? doing : null,
    failure: action.failure,
    done,
    save: () => void start('save'),
    open: () => void start('open'),
  };
}
