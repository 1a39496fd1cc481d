import '@mantine/core/styles/SegmentedControl.layer.css';
import '@mantine/core/styles/FloatingIndicator.layer.css';
import '@mantine/core/styles/InlineInput.layer.css';
import '@mantine/core/styles/Checkbox.layer.css';

import { Checkbox, SegmentedControl } from '@mantine/core';

import type { LockChoice } from '../../shared/app-state.ts';
import { useAction } from '../api/use-action.ts';
import { FailureView } from '../components/failure-view.tsx';
import styles from './protection.module.css';

const times: readonly { readonly minutes: LockChoice['afterMinutes']; readonly label: string }[] = [
  { minutes: 15, label: '15 minutes' },
  { minutes: 60, label: '1 hour' },
  { minutes: 480, label: '8 hours' },
  { minutes: null, label: 'Never' },
];

/** When what a passphrase protects locks by itself. */
export function LockChoices({ choice }: { readonly choice: LockChoice }) {
  const { failure, run } = useAction();
  const choose = (changes: Partial<LockChoice>): void => {
    void run(() => window.latchkey.setLockChoice({ ...choice, ...changes }));
  };
  return (
    <div className={styles['lock']}>
      <span id="lock-after" className={styles['label']}>
        Lock when nobody uses Latchkey for
      </span>
      <SegmentedControl
        size="xs"
        transitionDuration={0}
        aria-labelledby="lock-after"
        data={times.map(({ minutes, label }) => ({ value: String(minutes), label }))}
        value={String(choice.afterMinutes)}
        onChange={(value) => {
          const chosen = times.find(({ minutes }) => String(minutes) === value);
          if (chosen !== undefined) choose({ afterMinutes: chosen.minutes });
        }}
      />
      <Checkbox
        label="Also when the computer goes to sleep"
        checked={choice.onSuspend}
        onChange={(event) => {
          choose({ onSuspend: event.currentTarget.checked });
        }}
      />
      {failure === null ? null : <FailureView failure={failure} />}
    </div>
  );
}
