import { useState } from 'react';

import type { Advice } from '../../shared/request.ts';
import { exactTime, pauseEnd } from '../words/time.ts';
import { visibleLine } from '../words/visible-text.ts';
import styles from './advice-note.module.css';

/** What an answer that refuses means, and what helps. */
export function AdviceNote({ advice: { what, why, next } }: { readonly advice: Advice }) {
  return (
    <div className={styles['advice']} role="note">
      <p className={styles['what']}>{visibleLine(what)}</p>
      <p>{visibleLine(why)}</p>
      <p>{visibleLine(next)}</p>
    </div>
  );
}

/** The pause that a server asks for. `until` is milliseconds since the epoch. */
export function PauseNote({ until }: { readonly until: number }) {
  const [now] = useState(() => Date.now());
  return (
    <p className={styles['pause']}>
      The server asks for a pause until{' '}
      <time dateTime={new Date(until).toISOString()} title={exactTime(until)}>
        {pauseEnd(until, now)}
      </time>
      . Latchkey sends nothing again by itself.
    </p>
  );
}
