import '@mantine/core/styles/SegmentedControl.layer.css';

import { SegmentedControl } from '@mantine/core';
import { Suspense, useState } from 'react';

import type { ConnectionView } from '../../shared/connection.ts';
import type { RequestDraft } from '../../shared/request.ts';
import type { SavedPath } from '../../shared/saved-request.ts';
import { preloadable } from '../components/preloadable.tsx';
import { usePreload } from '../components/use-preload.ts';
import { SavedPane } from './saved/saved-pane.tsx';
import styles from './side-pane.module.css';

const historyPane = preloadable(async () => (await import('./history/history-pane.tsx')).HistoryPane);
const otherLists = [historyPane];

const lists = ['saved', 'history'] as const;
const labels = { saved: 'Saved', history: 'History' } as const;

/** Remembered while the window lives. */
let lastShown: (typeof lists)[number] = 'saved';

/** Requests beside the editor: those that were saved, and those that were sent. */
export function SidePane({
  connection,
  opened,
  onOpen,
  onMoved,
  onCompose,
  onSaveNew,
}: {
  readonly connection: ConnectionView;
  /** The saved request in the editor. */
  readonly opened: SavedPath | null;
  readonly onOpen: (path: SavedPath) => void;
  /** A saved request or a folder is called something else, or is elsewhere. */
  readonly onMoved: (from: SavedPath, to: SavedPath) => void;
  /** Puts a request into the editor, as a new one. */
  readonly onCompose: (request: RequestDraft) => void;
  /** Asks for the name under which the one in the editor is saved. */
  readonly onSaveNew: () => void;
}) {
  const [shown, setShown] = useState(lastShown);
  usePreload(otherLists);
  return (
    <div className={styles['side']}>
      <SegmentedControl
        size="xs"
        fullWidth
        transitionDuration={0}
        aria-label="Requests beside the editor"
        data={lists.map((list) => ({ value: list, label: labels[list] }))}
        value={shown}
        onChange={(value) => {
          lastShown = lists.find((list) => list === value) ?? 'saved';
          setShown(lastShown);
        }}
      />
      {shown === 'saved' ? (
        <SavedPane connection={connection} opened={opened} onOpen={onOpen} onMoved={onMoved} />
      ) : (
        <Suspense fallback={null}>
          <historyPane.Component
            key={connection.id}
            id={connection.id}
            onCompose={onCompose}
            onSaveNew={onSaveNew}
          />
        </Suspense>
      )}
    </div>
  );
}
