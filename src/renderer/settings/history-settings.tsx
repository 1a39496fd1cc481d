import type { HistoryLimits } from '../../shared/history.ts';
import { useAction } from '../api/use-action.ts';
import { FailureView } from '../components/failure-view.tsx';
import styles from './app-settings.module.css';
import { Choice, type Choosable } from './choice.tsx';

const days: readonly Choosable<HistoryLimits['days']>[] = [
  { value: 1, label: '1 day' },
  { value: 7, label: '1 week' },
  { value: 30, label: '30 days' },
  { value: 90, label: '90 days' },
  { value: 365, label: '1 year' },
];

const megabytes: readonly Choosable<HistoryLimits['megabytes']>[] = [
  { value: 100, label: '100 MB' },
  { value: 500, label: '500 MB' },
  { value: 2000, label: '2 GB' },
  { value: 10_000, label: '10 GB' },
];

/** How long and how much is remembered of what was sent. */
export function HistorySettings({ limits }: { readonly limits: HistoryLimits }) {
  const { failure, run } = useAction();
  const choose = (changes: Partial<HistoryLimits>): void => {
    void run(() => window.latchkey.setHistoryLimits({ ...limits, ...changes }));
  };
  return (
    <section className={styles['group']}>
      <h2>History</h2>
      <Choice
        id="history-days"
        label="Forget requests after"
        choices={days}
        value={limits.days}
        onChoose={(chosen) => {
          choose({ days: chosen });
        }}
      />
      <Choice
        id="history-size"
        label="Keep of each connection at most"
        choices={megabytes}
        value={limits.megabytes}
        onChoose={(chosen) => {
          choose({ megabytes: chosen });
        }}
      />
      {failure === null ? null : <FailureView failure={failure} />}
    </section>
  );
}
