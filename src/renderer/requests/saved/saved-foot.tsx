import { Button } from '@mantine/core';

import type { SavedItem } from '../../../shared/saved-request.ts';
import { FailureView } from '../../components/failure-view.tsx';
import { visibleLine } from '../../words/visible-text.ts';
import styles from '../side-list/side-list.module.css';
import { UndoNote } from '../side-list/undo-note.tsx';
import type { SavedActions, Undoable } from './use-saved-actions.ts';

/** What can be done with the line that is chosen, what is wrong with its file, and the way back after a deletion. */
export function SavedFoot({
  current,
  actions,
  onRename,
  onRemove,
  onUndo,
  onForget,
}: {
  readonly current: SavedItem | null;
  readonly actions: SavedActions;
  readonly onRename: (item: SavedItem) => void;
  readonly onRemove: (item: SavedItem) => void;
  readonly onUndo: () => void;
  readonly onForget: () => void;
}) {
  const tool = (label: string, possible: boolean, act: (item: SavedItem) => void) => (
    <Button
      variant="subtle"
      color="gray"
      size="compact-xs"
      disabled={!possible}
      onClick={({ detail }) => {
        // The second click of a double click would meet another line.
        if (current !== null && detail < 2) act(current);
      }}
    >
      {label}
    </Button>
  );
  return (
    <>
      {current?.kind === 'problem' ? (
        <p className={styles['problem']}>
          {current.line === null ? '' : `Line ${current.line}: `}
          {visibleLine(current.why)}
        </p>
      ) : null}
      <div className={styles['tools']}>
        {tool('Rename', current !== null, onRename)}
        {tool('Duplicate', current?.kind === 'request', (item) => void actions.duplicate(item.path))}
        {tool(
          'Export…',
          current !== null && current.kind !== 'problem',
          (item) => void actions.export(item.path),
        )}
        {tool('Delete', current !== null, onRemove)}
      </div>
      {actions.failure === null ? null : <FailureView failure={actions.failure} />}
      <output className={styles['undo']}>
        {actions.undoable === null ? null : (
          <UndoNote onUndo={actions.undoable.kind === 'exported' ? null : onUndo} onForget={onForget}>
            <UndoWords of={actions.undoable} />
          </UndoNote>
        )}
      </output>
    </>
  );
}

function UndoWords({ of }: { readonly of: Undoable }) {
  if (of.kind === 'removed') {
    return (
      <>
        “<bdi>{visibleLine(of.name)}</bdi>” was deleted.
      </>
    );
  }
  if (of.kind === 'exported') {
    return (
      <>
        Exported to <bdi>{visibleLine(of.to)}</bdi>
      </>
    );
  }
  const count = of.requests.toLocaleString('en-US');
  return of.requests === 1 ? '1 request was imported.' : `${count} requests were imported.`;
}
