import { Button } from '@mantine/core';
import { Suspense, useState } from 'react';

import type {
  ConnectionsFileOutline,
  ExportedConnections,
  ImportedConnections,
} from '../../shared/connections-file.ts';
import { useAction } from '../api/use-action.ts';
import { FailureView } from '../components/failure-view.tsx';
import { preloadable } from '../components/preloadable.tsx';
import { usePreload } from '../components/use-preload.ts';
import { UndoNote } from '../requests/side-list/undo-note.tsx';
import styles from '../settings/app-settings.module.css';
import { visibleLine } from '../words/visible-text.ts';
import { askedOfSettings } from './asked-of-settings.ts';
import own from './connections-group.module.css';
import { exportedWords, importedWords, keptWords } from './transfer-words.ts';

const importQuestion = preloadable(async () => (await import('./import-question.tsx')).ImportQuestion);
const questions = [importQuestion];

/** What was done last with all connections. */
type Note =
  | { readonly kind: 'exported'; readonly exported: ExportedConnections }
  | { readonly kind: 'imported'; readonly imported: ImportedConnections }
  | { readonly kind: 'undone'; readonly kept: number };

/** Connections go into a file, and come out of one. */
export function ConnectionsGroup() {
  const action = useAction();
  usePreload(questions);
  const [outline, setOutline] = useState<ConnectionsFileOutline | null>(null);
  const [note, setNote] = useState<Note | null>(null);

  const exportAll = async (): Promise<void> => {
    const result = await action.run(() => window.latchkey.exportConnections({ id: null }));
    if (result.ok && result.value !== null) setNote({ kind: 'exported', exported: result.value });
  };
  const choose = async (): Promise<void> => {
    const result = await action.run(() => window.latchkey.readConnectionsFile());
    if (result.ok && result.value !== null) setOutline(result.value);
  };
  const takeBack = async (undo: string): Promise<void> => {
    const result = await action.run(() => window.latchkey.undoImport({ undo }));
    if (result.ok) setNote({ kind: 'undone', kept: result.value.kept });
  };
  askedOfSettings.useAsked(
    () => true,
    ({ what }) => void (what === 'import' ? choose() : exportAll()),
  );

  return (
    <section className={styles['group']}>
      <h2>Connections</h2>
      <p>
        In a file they go to another computer or to colleagues: whom to sign in to, and how. No sign-in and no
        secret goes along.
      </p>
      <div className={own['buttons']}>
        <Button variant="default" disabled={action.busy} onClick={() => void exportAll()}>
          Export all connections…
        </Button>
        <Button variant="default" disabled={action.busy} onClick={() => void choose()}>
          Import connections…
        </Button>
      </div>
      {action.failure === null ? null : <FailureView failure={action.failure} />}
      <output className={own['note']}>
        {note === null ? null : (
          <UndoNote
            onUndo={note.kind === 'imported' ? () => void takeBack(note.imported.undo) : null}
            onForget={() => {
              setNote(null);
            }}
          >
            <NoteWords note={note} />
          </UndoNote>
        )}
      </output>
      {outline === null ? null : (
        <Suspense fallback={null}>
          <importQuestion.Component
            key={outline.ticket}
            outline={outline}
            onImported={(imported) => {
              setOutline(null);
              setNote({ kind: 'imported', imported });
            }}
            onClose={() => {
              setOutline(null);
            }}
          />
        </Suspense>
      )}
    </section>
  );
}

function NoteWords({ note }: { readonly note: Note }) {
  if (note.kind === 'imported') return importedWords(note.imported);
  if (note.kind === 'undone') return ['The import was undone.', keptWords(note.kept)].join(' ').trim();
  return (
    <>
      Exported to <bdi>{visibleLine(note.exported.path)}</bdi>. {exportedWords(note.exported)}
    </>
  );
}
