import { useEffect, useState } from 'react';

import type { Failure } from '../../../shared/failure.ts';
import type { ResponseView } from '../../../shared/request.ts';
import type { ComparedTexts } from './compare-texts.ts';
import { sideOf } from './compared-answer.ts';
import { startCompareWorker } from './start-compare-worker.ts';

export type Comparison =
  | { readonly kind: 'comparing' }
  | { readonly kind: 'compared'; readonly texts: ComparedTexts }
  | { readonly kind: 'failed'; readonly failure: Failure };

const comparing: Comparison = { kind: 'comparing' };

const outOfMemory: Failure = {
  code: 'memory-short',
  what: 'The two answers could not be compared.',
  why: 'There was not enough memory for it.',
  next: 'Save both, and compare them with another program.',
};

/** Compares the bodies of two answers, in a worker that lives as long as it takes. */
export function useComparison(left: ResponseView, right: ResponseView): Comparison {
  const [comparison, setComparison] = useState(comparing);
  useEffect(() => {
    let worker: Worker | null = null;
    let current = true;
    const compare = async (): Promise<void> => {
      setComparison(comparing);
      const [leftSide, rightSide] = await Promise.all([sideOf(left), sideOf(right)]);
      if (!current) return;
      if (!leftSide.ok || !rightSide.ok) {
        const failed = leftSide.ok ? rightSide : leftSide;
        if (!failed.ok) setComparison({ kind: 'failed', failure: failed.failure });
        return;
      }
      worker = startCompareWorker();
      worker.addEventListener('message', ({ data }: MessageEvent<ComparedTexts>) => {
        setComparison({ kind: 'compared', texts: data });
        worker?.terminate();
      });
      worker.addEventListener('error', () => {
        setComparison({ kind: 'failed', failure: outOfMemory });
      });
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has one listener
      worker.postMessage({ left: leftSide.value, right: rightSide.value });
    };
    void compare();
    return () => {
      current = false;
      worker?.terminate();
    };
  }, [left, right]);
  return comparison;
}
