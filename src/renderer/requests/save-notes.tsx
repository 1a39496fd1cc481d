import { Button } from '@mantine/core';

import { FailureView } from '../components/failure-view.tsx';
import { visibleLine } from '../words/visible-text.ts';
import type { KeptBodyActions } from './answer/use-kept-body.ts';
import { progressWords } from './progress-words.ts';
import styles from './response-region.module.css';
import { useProgress } from './use-progress.ts';

/** What became of *Save response* or *Open*. */
export function SaveNotes({
  requestId,
  kept: { busy, failure, done },
}: {
  readonly requestId: string;
  readonly kept: KeptBodyActions;
}) {
  const progress = useProgress(requestId);
  if (busy !== null && progress?.stage === 'saving') {
    return (
      <p className={styles['note']}>
        {progressWords(progress)}{' '}
        <Button
          variant="default"
          size="compact-xs"
          onClick={() => {
            void window.latchkey.cancelRequest({ requestId });
          }}
        >
          Cancel saving
        </Button>
      </p>
    );
  }
  if (failure?.code === 'cancelled') return <p className={styles['note']}>Cancelled. Nothing was saved.</p>;
  if (failure !== null) return <FailureView failure={failure} />;
  return done === null ? null : <p className={styles['note']}>{visibleLine(done)}</p>;
}
