import type { RequestTimeouts } from '../../shared/app-state.ts';
import { useAction } from '../api/use-action.ts';
import { FailureView } from '../components/failure-view.tsx';
import styles from './app-settings.module.css';
import { Choice, type Choosable } from './choice.tsx';

const firstByte: readonly Choosable<RequestTimeouts['firstByteSeconds']>[] = [
  { value: 10, label: '10 s' },
  { value: 30, label: '30 s' },
  { value: 60, label: '1 min' },
  { value: 300, label: '5 min' },
  { value: null, label: 'Never' },
];

const idle: readonly Choosable<RequestTimeouts['idleSeconds']>[] = [
  { value: 10, label: '10 s' },
  { value: 30, label: '30 s' },
  { value: 120, label: '2 min' },
  { value: 600, label: '10 min' },
  { value: null, label: 'Never' },
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
      <Choice
        id="first-byte"
        label="Give up when a server is not reached, or does not begin to answer, for"
        choices={firstByte}
        value={timeouts.firstByteSeconds}
        onChoose={(firstByteSeconds) => {
          choose({ firstByteSeconds });
        }}
      />
      <Choice
        id="idle"
        label="Give up when an answer stops in the middle for"
        choices={idle}
        value={timeouts.idleSeconds}
        onChoose={(idleSeconds) => {
          choose({ idleSeconds });
        }}
      />
      {failure === null ? null : <FailureView failure={failure} />}
    </section>
  );
}
