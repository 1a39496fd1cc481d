import { useEffect, useEffectEvent, useState, type Dispatch, type SetStateAction } from 'react';

import type { ConnectionId, ConnectionView } from '../../shared/connection.ts';
import {
  aimedAtDemo,
  emptyComposition,
  readComposition,
  withComposition,
  type Composition,
} from './kept-drafts.ts';

const keepAfterMilliseconds = 200;

/**
 * A composition outlives the tab, and a reload of a crashed page: it is kept in the state of the history entry,
 * which lives in the browser process's memory and never on disk.
 */
export function useComposition(
  connection: ConnectionView,
): readonly [Composition, Dispatch<SetStateAction<Composition>>] {
  const { id, apiOrigins } = connection;
  const [composition, setComposition] = useState(() =>
    aimedAtDemo(readComposition(window.history.state, id) ?? emptyComposition(connection), connection),
  );
  const [aimedAt, setAimedAt] = useState(apiOrigins);
  if (aimedAt !== apiOrigins) {
    setAimedAt(apiOrigins);
    setComposition(aimedAtDemo(composition, connection));
  }
  const keepLast = useEffectEvent(() => {
    keep(id, composition);
  });
  // Not at each keystroke: a long body is copied as a whole.
  useEffect(() => {
    const timer = setTimeout(() => {
      keep(id, composition);
    }, keepAfterMilliseconds);
    return () => {
      clearTimeout(timer);
    };
  }, [id, composition]);
  useEffect(
    () => () => {
      keepLast();
    },
    [],
  );
  return [composition, setComposition];
}

function keep(id: ConnectionId, composition: Composition): void {
  window.history.replaceState(withComposition(window.history.state, id, composition), '');
}
