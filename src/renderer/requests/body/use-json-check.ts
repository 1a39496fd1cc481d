import { useEffect, useState } from 'react';

import { startJsonCheck, type JsonProblem } from '../../../shared/check-json.ts';

/** What is known of a text: nothing yet, that it is JSON, or where it stops being it. */
export type JsonState =
  | { readonly kind: 'empty' | 'unknown' | 'valid' }
  | { readonly kind: 'problem'; readonly problem: JsonProblem };

/** Milliseconds after the last keystroke. */
const pause = 150;
/** Milliseconds in which a keystroke waits at most. */
const slice = 5;

/** Checks a text in slices while nobody types; what was found stays until the next check has ended. */
export function useJsonCheck(text: string): JsonState {
  const [state, setState] = useState<JsonState>({ kind: 'unknown' });
  useEffect(() => {
    const check = startJsonCheck(text);
    const goOn = (): void => {
      const until = performance.now() + slice;
      while (performance.now() < until) {
        const found = check();
        if (found !== 'more') {
          setState(found === null ? { kind: 'valid' } : { kind: 'problem', problem: found });
          return;
        }
      }
      timer = setTimeout(goOn);
    };
    let timer = setTimeout(goOn, pause);
    return () => {
      clearTimeout(timer);
    };
  }, [text]);
  return text.trim() === '' ? { kind: 'empty' } : state;
}
