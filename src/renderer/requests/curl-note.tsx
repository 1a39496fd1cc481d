import { ActionIcon, Button } from '@mantine/core';

import { CrossIcon } from '../components/icons.tsx';
import { useFocusBack } from '../components/use-focus-back.ts';
import { visibleLine } from '../words/visible-text.ts';
import styles from './curl-note.module.css';

/** What became of a `curl` command that was pasted, and the way back. */
export function CurlNote({
  notes,
  onUndo,
  onClose,
}: {
  readonly notes: readonly string[];
  readonly onUndo: () => void;
  readonly onClose: () => void;
}) {
  useFocusBack();
  return (
    <output className={styles['note']}>
      <div className={styles['line']}>
        <span className={styles['words']}>This request was read from a curl command.</span>
        <Button variant="subtle" size="compact-xs" onClick={onUndo}>
          Undo
        </Button>
        <ActionIcon aria-label="Put this note away" onClick={onClose}>
          <CrossIcon />
        </ActionIcon>
      </div>
      {notes.length === 0 ? null : (
        <ul className={styles['list']}>
          {notes.map((note) => (
            <li key={note}>{visibleLine(note)}</li>
          ))}
        </ul>
      )}
    </output>
  );
}
