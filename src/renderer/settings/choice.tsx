import '@mantine/core/styles/SegmentedControl.layer.css';

import { SegmentedControl } from '@mantine/core';

import styles from './app-settings.module.css';

export interface Choosable<Value> {
  readonly value: Value;
  readonly label: string;
}

/** A setting that has a few values, with what it says beside it. */
export function Choice<Value extends number | null>({
  id,
  label,
  choices,
  value,
  onChoose,
}: {
  readonly id: string;
  readonly label: string;
  readonly choices: readonly Choosable<Value>[];
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
