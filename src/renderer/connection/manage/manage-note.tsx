import type { ConnectionView } from '../../../shared/connection.ts';
import { UndoNote } from '../../requests/side-list/undo-note.tsx';
import { exportedWords } from '../../transfer/transfer-words.ts';
import { visibleLine } from '../../words/visible-text.ts';
import styles from './manage-note.module.css';
import type { ManageNote } from './use-manage-connection.ts';

/** What was done last with a connection as a whole, in words. */
export function ManageNoteView({
  note,
  connection,
  onForget,
}: {
  readonly note: ManageNote | null;
  readonly connection: ConnectionView;
  readonly onForget: () => void;
}) {
  return (
    <output className={styles['note']}>
      {note === null ? null : (
        <UndoNote onUndo={null} onForget={onForget}>
          {note.kind === 'cloned' ? (
            clonedWords(connection)
          ) : (
            <>
              Exported to <bdi>{visibleLine(note.exported.path)}</bdi>. {exportedWords(note.exported)}
            </>
          )}
        </UndoNote>
      )}
    </output>
  );
}

/** A copy is signed out; what lets somebody in stays with the original. */
function clonedWords({ clientSecret }: ConnectionView): string {
  const secret = clientSecret === 'none' ? '' : ' Its client secret has to be entered below.';
  return `This is a copy of the settings, signed out. Variables, history and cookies were not copied; saved requests are there where you chose a folder for them.${secret}`;
}
