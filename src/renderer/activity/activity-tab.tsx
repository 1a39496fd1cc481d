import { useQuery } from '@tanstack/react-query';

import type { ActivityEntry } from '../../shared/activity.ts';
import type { ConnectionView } from '../../shared/connection.ts';
import { activityQuery } from '../api/queries.ts';
import factStyles from '../components/facts.module.css';
import { FailureView } from '../components/failure-view.tsx';
import { clockTimeWithSeconds, exactTime } from '../words/time.ts';
import { visibleLine } from '../words/visible-text.ts';
import styles from './activity-tab.module.css';
import { outcomeNames, stepNames } from './activity-words.ts';

export function ActivityTab({ connection }: { readonly connection: ConnectionView }) {
  const { data } = useQuery(activityQuery(connection.id));
  if (data === undefined) return <div className={styles['wait']} aria-busy="true" />;
  if (!data.ok) return <FailureView failure={data.failure} />;
  const entries = data.value.toSorted((a, b) => b.sequence - a.sequence);
  if (entries.length === 0) {
    return (
      <p className={styles['empty']}>
        Nothing has happened since Latchkey started. Each step of a sign-in and each request is listed here,
        without anything secret.
      </p>
    );
  }
  return (
    <ol className={styles['list']} aria-label="Activity, newest first">
      {entries.map((entry) => (
        <li key={entry.sequence} className={styles['item']}>
          <Entry entry={entry} />
        </li>
      ))}
    </ol>
  );
}

function Entry({ entry }: { readonly entry: ActivityEntry }) {
  const line = (
    <>
      <time dateTime={new Date(entry.at).toISOString()} title={exactTime(entry.at)}>
        {clockTimeWithSeconds(entry.at)}
      </time>
      <span className={styles['step']} data-outcome={entry.outcome}>
        {stepNames[entry.step]}
      </span>
      <span className={styles['summary']}>
        {entry.outcome === 'ok' || entry.outcome === 'noted' ? null : (
          <span className={styles['outcome']} data-outcome={entry.outcome}>
            {outcomeNames[entry.outcome]}
          </span>
        )}
        {visibleLine(entry.summary)}
      </span>
    </>
  );
  const facts =
    entry.failureCode === undefined
      ? entry.facts
      : [{ name: 'Code', value: entry.failureCode }, ...entry.facts];
  if (facts.length === 0) return <div className={styles['line']}>{line}</div>;
  return (
    <details>
      <summary className={styles['line']}>{line}</summary>
      <dl className={`${factStyles['list'] ?? ''} ${styles['facts'] ?? ''}`}>
        {facts.map(({ name, value }, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- facts keep their order and may repeat a name
          <div key={index}>
            <dt>{visibleLine(name)}</dt>
            <dd>{visibleLine(value)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
