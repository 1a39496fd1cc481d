import { Button } from '@mantine/core';

import type { OpenApiLeftOut } from '../../../shared/open-api.ts';
import type { SavedItem } from '../../../shared/saved-request.ts';
import { FailureView } from '../../components/failure-view.tsx';
import { visibleLine } from '../../words/visible-text.ts';
import styles from '../side-list/side-list.module.css';
import { UndoNote } from '../side-list/undo-note.tsx';
import type { Done, SavedActions } from './use-saved-actions.ts';

/** Of what could not be exported so many are named. */
const mostNamed = 50;

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
        {tool(
          'As OpenAPI…',
          current !== null && current.kind !== 'problem',
          (item) => void actions.exportOpenApi(item.path),
        )}
        {tool('Delete', current !== null, onRemove)}
      </div>
      {actions.failure === null ? null : <FailureView failure={actions.failure} />}
      <output className={styles['undo']}>
        {actions.done === null ? null : (
          <UndoNote onUndo={actions.done.kind === 'exported' ? null : onUndo} onForget={onForget}>
            <DoneWords of={actions.done} />
          </UndoNote>
        )}
      </output>
      {actions.done?.kind === 'exported' && actions.done.leftOut.length > 0 ? (
        <LeftOut all={actions.done.leftOut} />
      ) : null}
    </>
  );
}

/** What a document could not hold, each with its reason. */
function LeftOut({ all }: { readonly all: readonly OpenApiLeftOut[] }) {
  const count = all.length.toLocaleString('en-US');
  return (
    <details className={styles['problem']} open={all.length <= 3}>
      <summary>
        {all.length === 1 ? '1 request could not be written.' : `${count} requests could not be written.`}
      </summary>
      <ul className={styles['leftOut']}>
        {all.slice(0, mostNamed).map(({ name, why }, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- the list never changes, and names may be the same
          <li key={index}>
            <bdi>{visibleLine(name)}</bdi>: {visibleLine(why)}
          </li>
        ))}
      </ul>
      {all.length > mostNamed ? <p>And {(all.length - mostNamed).toLocaleString('en-US')} more.</p> : null}
    </details>
  );
}

function DoneWords({ of }: { readonly of: Done }) {
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
