import { useEffect, useRef, useState } from 'react';

import type { ConnectionView } from '../../shared/connection.ts';
import { announcement, shownKind, type Platform } from '../words/session-words.ts';
import styles from './status-region.module.css';

/**
 * The polite live region `Status`. It speaks when the state of a connection changes, and never of renewals that
 * come and go by themselves, of the moment before a state is known, of countdowns or progress.
 */
export function StatusRegion({
  connections,
  platform,
}: {
  readonly connections: readonly ConnectionView[] | null;
  readonly platform: Platform;
}) {
  const known = useRef<ReadonlyMap<string, string> | null>(null);
  const [words, setWords] = useState('');
  useEffect(() => {
    if (connections === null) return;
    const now = Date.now();
    const before = known.current;
    const lines = new Map(
      connections
        .filter(({ session }) => !['renewing', 'opening'].includes(shownKind(session)))
        .map((connection) => [connection.id, announcement(connection, platform, now)]),
    );
    known.current = new Map([...(before ?? []), ...lines]);
    if (before === null) return;
    const changed = [...lines].filter(([id, line]) => before.has(id) && before.get(id) !== line);
    if (changed.length > 0) setWords(changed.map(([, line]) => line).join('. '));
  }, [connections, platform]);
  return (
    <output className={styles['hidden']} aria-label="Status" aria-live="polite">
      {words}
    </output>
  );
}
