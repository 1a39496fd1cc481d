import type { KeyboardEvent } from 'react';

import type { HistoryRow } from '../../../shared/history.ts';
import { useNow } from '../../components/use-now.ts';
import { addressParts } from '../../words/address-parts.ts';
import { exactTime, relativeTime } from '../../words/time.ts';
import { visibleLine } from '../../words/visible-text.ts';
import { statusTone } from '../answer/status-tone.ts';
import { readable } from './history-words.ts';
import styles from './history-row.module.css';

const everyMilliseconds = 10_000;

/** One request: what was asked for, and below it of whom, when and with what result. */
export function HistoryRowView({
  row,
  index,
  total,
  selected,
  reachable,
  onFocus,
  onPress,
  onKeyDown,
}: {
  /** Null while it is being read. */
  readonly row: HistoryRow | null;
  readonly index: number;
  readonly total: number;
  readonly selected: boolean;
  /** Tab comes to this row; arrows go on from it. */
  readonly reachable: boolean;
  readonly onFocus: () => void;
  readonly onPress: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}) {
  const now = useNow(everyMilliseconds);
  return (
    <div
      className={styles['row']}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- as its list
      role="option"
      aria-selected={selected}
      aria-setsize={total}
      aria-posinset={index + 1}
      aria-keyshortcuts="Enter Delete"
      data-row={index}
      tabIndex={reachable ? 0 : -1}
      title={row === null ? undefined : `${row.method} ${readable(row.url)}\n${exactTime(row.at)}`}
      onClick={onPress}
      onFocus={(event) => {
        // What is below changes with the row: not between the two halves of a click.
        if (event.currentTarget.matches(':focus-visible')) onFocus();
      }}
      onKeyDown={onKeyDown}
    >
      {row === null ? (
        <span className={styles['where']}>Reading…</span>
      ) : (
        <>
          <span className={styles['line']}>
            <span className={styles['method']}>{visibleLine(row.method).slice(0, 7)}</span>
            <bdi className={styles['path']}>{visibleLine(readable(addressParts(row.url).path))}</bdi>
            <span className={styles['status']} data-tone={statusTone(row.status)}>
              {row.status ?? 'No answer'}
            </span>
          </span>
          <span className={styles['where']}>
            <bdi className={styles['host']}>{visibleLine(addressParts(row.url).host)}</bdi>
            <span>{relativeTime(row.at, now)}</span>
          </span>
        </>
      )}
    </div>
  );
}
