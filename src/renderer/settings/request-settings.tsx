import { SegmentedControl } from '@mantine/core';

import type { RequestTimeouts } from '../../shared/app-state.ts';
import { useAction } from '../api/use-action.ts';
import { FailureView } from '../components/failure-view.tsx';
import styles from './app-settings.module.css';

interface Choice<Seconds> {
  readonly seconds: Seconds;
  readonly label: string;
}

const firstByte: readonly Choice<RequestTimeouts['firstByteSeconds']>[] = [
  { seconds: 10, label: '10 s' },
  { seconds: 30, label: '30 s' },
  { seconds: 60, label: '1 min' },
  { seconds: 300, label: '5 min' },
  { seconds: null, label: 'Never' },
];

const idle: readonly Choice<RequestTimeouts['idleSeconds']>[] = [
  { seconds: 10, label: '10 s' },
  { seconds: 30, label: '30 s' },
  { seconds: 120, label: '2 min' },
  { seconds: 600, label: '10 min' },
  { seconds: null, label: 'Never' },
];

/** When a request is given up. */
export function RequestSettings({ timeouts }: { readonly timeouts: RequestTimeouts }) {
  const { failure, run } = useAction();
  const choose = (changes: Partial<RequestTimeouts>): void => {
    void run(() => window.latchkey.setRequestTimeouts({ ...timeouts, ...changes }));
  };
  return (
    <section className={styles['group']}>
      <h2>Requests</h2>
      <TimeChoice
        id="first-byte"
        label="Give up when a server does not begin to answer for"
        choices={firstByte}
        seconds={timeouts.firstByteSeconds}
        onChoose={(firstByteSeconds) => {
          choose({ firstByteSeconds });
        }}
      />
      <TimeChoice
        id="idle"
        label="Give up when an answer stops in the middle for"
        choices={idle}
        seconds={timeouts.idleSeconds}
        onChoose={(idleSeconds) => {
          choose({ idleSeconds });
        }}
      />
      {failure === null ? null : <FailureView failure={failure} />}
    </section>
  );
}

function TimeChoice<Seconds extends number | null>({
  id,
  label,
  choices,
  seconds,
  onChoose,
}: {
  readonly id: string;
  readonly label: string;
  readonly choices: readonly Choice<Seconds>[];
  readonly seconds: Seconds;
  readonly onChoose: (seconds: Seconds) => void;
}) {
  return (
    <div className={styles['choice']}>
      <span id={id}>{label}</span>
      <SegmentedControl
        size="xs"
        transitionDuration={0}
        aria-labelledby={id}
        data={choices.map((choice) => ({ value: String(choice.seconds), label: choice.label }))}
        value={String(seconds)}
        onChange={(value) => {
          const chosen = choices.find((choice) => String(choice.seconds) === value);
          if (chosen !== undefined) onChoose(chosen.seconds);
        }}
      />
    </div>
  );
}
