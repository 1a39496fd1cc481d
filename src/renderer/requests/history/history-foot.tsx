import { Button } from '@mantine/core';

import type { HistoryRow } from '../../../shared/history.ts';
import { FailureView } from '../../components/failure-view.tsx';
import { visibleLine } from '../../words/visible-text.ts';
import styles from '../side-list/side-list.module.css';
import { UndoNote } from '../side-list/undo-note.tsx';
import type { HistoryActions } from './use-history-actions.ts';

/** What can be done with the chosen request, what was left out of the one that is open, and the way back after a removal. */
export function HistoryFoot({
  current,
  actions,
  onRemove,
  onUndo,
  onForget,
  onSave,
}: {
  readonly current: HistoryRow | null;
  readonly actions: HistoryActions;
  readonly onRemove: (row: HistoryRow) => void;
  readonly onUndo: () => void;
  readonly onForget: () => void;
  readonly onSave: (row: HistoryRow) => Promise<void>;
}) {
  const { opened } = actions;
  const shown = opened !== null && opened.row.entry === current?.entry ? opened : null;
  const bodyGone = shown?.outcome.kind === 'answered' ? shown.outcome.bodyGone : null;
  return (
    <>
      {current === null ? null : (
        <div className={styles['tools']}>
          <Tool
            label="Send again"
            title={actions.sending ? 'Another request is on its way' : undefined}
            disabled={actions.sending}
            onPress={() => void actions.sendAgain(current)}
          />
          <Tool label="Save as request" onPress={() => void onSave(current)} />
          <Tool
            label="Remove"
            onPress={() => {
              onRemove(current);
            }}
          />
        </div>
      )}
      {shown === null || shown.leftOut.length === 0 ? null : (
        <p className={styles['note']}>
          Not kept of it: {visibleLine(shown.leftOut.join(', '))}. The name of a variable stands in{' '}
          {shown.leftOut.length === 1 ? 'its' : 'their'} place.
        </p>
      )}
      {bodyGone === null ? null : <FailureView failure={bodyGone} tone="warn" />}
      {actions.failure === null ? null : <FailureView failure={actions.failure} />}
      <output className={styles['undo']}>
        {actions.removed === null ? null : (
          <UndoNote onUndo={onUndo} onForget={onForget}>
            {actions.removed.words}
          </UndoNote>
        )}
      </output>
    </>
  );
}

function Tool({
  label,
  title,
  disabled = false,
  onPress,
}: {
  readonly label: string;
  readonly title?: string | undefined;
  readonly disabled?: boolean;
  readonly onPress: () => void;
}) {
  return (
    <Button
      variant="subtle"
      color="gray"
      size="compact-xs"
      title={title}
      aria-disabled={disabled}
      {...(disabled ? { 'data-disabled': true } : {})}
      onClick={onPress}
    >
      {label}
    </Button>
  );
}
