import '@mantine/core/styles/SegmentedControl.layer.css';

import { SegmentedControl } from '@mantine/core';

import type { HistoryLimits } from '../../shared/history.ts';
import { useAction } from '../api/use-action.ts';
import { FailureView } from '../components/failure-view.tsx';
import styles from './app-settings.module.css';

const days: readonly { readonly value: HistoryLimits['days']; readonly label: string }[] = [
  { value: 1, label: '1 day' },
  { value: 7, label: '1 week' },
  { value: 30, label: '30 days' },
  { value: 90, label: '90 days' },
  { value: 365, label: '1 year' },
];

const megabytes: readonly { readonly value: HistoryLimits['megabytes']; readonly label: string }[] = [
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

function Choice<Value extends number>({
  id,
  label,
  choices,
  value,
  onChoose,
}: {
  readonly id: string;
  readonly label: string;
  readonly choices: readonly { readonly value: Value; readonly label: string }[];
  readonly value: Value;
  readonly onChoose: (value: Value) => void;
}) {
  return (
    <div className={styles['choice']}>
      <span id={id}>{label}</span>
      <SegmentedControl
        size="xs"
        transitionDuration={0}
        aria-labelledby={id}
        data={choices.map((choice) => ({ value: String(choice.value), label: choice.label }))}
        value={String(value)}
        onChange={(chosen) => {
          const found = choices.find((choice) => String(choice.value) === chosen);
          if (found !== undefined) onChoose(found.value);
        }}
      />
    </div>
  );
}
