import { Button } from '@mantine/core';

import type { Failure } from '../../shared/failure.ts';
import { FailureView } from '../components/failure-view.tsx';
import { visibleLine } from '../words/visible-text.ts';
import { progressWords } from './progress-words.ts';
import styles from './response-region.module.css';
import { useProgress } from './use-progress.ts';

/** What became of *Save response*. */
export function SaveNotes({
  requestId,
  busy,
  savedTo,
  failure,
}: {
  readonly requestId: string;
  readonly busy: boolean;
  readonly savedTo: string | null;
  readonly failure: Failure | null;
}) {
  const progress = useProgress(requestId);
  if (busy && progress?.stage === 'saving') {
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
  return savedTo === null ? null : <p className={styles['note']}>Saved to {visibleLine(savedTo)}</p>;
}
