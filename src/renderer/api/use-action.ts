import { useCallback, useState } from 'react';

import type { Failure } from '../../shared/failure.ts';
import type { Result } from '../../shared/result.ts';

export interface Action {
  readonly busy: boolean;
  readonly failure: Failure | null;
  /** Runs a call and keeps its failure for the screen. Answers whether it succeeded. */
  readonly run: <T>(call: () => Promise<Result<T>>) => Promise<Result<T>>;
  readonly clear: () => void;
}

/** One call at a time to main, with its failure kept until the next call or until it is cleared. */
export function useAction(): Action {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const run = useCallback(async <T>(call: () => Promise<Result<T>>): Promise<Result<T>> => {
    setBusy(true);
    setFailure(null);
    try {
      const result = await call();
      if (!result.ok) setFailure(result.failure);
      return result;
    } finally {
      setBusy(false);
    }
  }, []);
  const clear = useCallback(() => {
    setFailure(null);
  }, []);
  return { busy, failure, run, clear };
}
