import { Button } from '@mantine/core';
import { useEffect, useEffectEvent, useState } from 'react';

import type { ConnectionId } from '../../../shared/connection.ts';
import type { ChosenFile } from '../../../shared/request-body.ts';
import { useAction } from '../../api/use-action.ts';
import { FailureView } from '../../components/failure-view.tsx';
import { useFocusBack } from '../../components/use-focus-back.ts';
import { visibleLine } from '../../words/visible-text.ts';
import note from '../curl-note.module.css';
import type { SavedLink } from '../saved/saved-link.ts';

/** Files that lie beside a saved request and that it names: sent only once a person said so. Drawn anew for another request. */
export function SavedFilesNote({
  id,
  saved: { path, revision },
  onFiles,
}: {
  readonly id: ConnectionId;
  readonly saved: SavedLink;
  readonly onFiles: (files: readonly ChosenFile[]) => void;
}) {
  const [offered, setOffered] = useState<readonly string[]>([]);
  const { busy, failure, run } = useAction();
  const found = useEffectEvent(onFiles);
  useEffect(() => {
    let gone = false;
    const look = async (): Promise<void> => {
      const looked = await window.latchkey.takeSavedFiles({ id, path, revision, agreed: false });
      // What cannot be taken has to be chosen, as its row says.
      if (gone || !looked.ok) return;
      setOffered(looked.value.offered);
      if (looked.value.files.length > 0) found(looked.value.files);
    };
    void look();
    return () => {
      gone = true;
    };
  }, [id, path, revision]);
  const take = async (): Promise<void> => {
    const taken = await run(() => window.latchkey.takeSavedFiles({ id, path, revision, agreed: true }));
    if (!taken.ok) return;
    setOffered([]);
    onFiles(taken.value.files);
  };
  if (failure !== null) return <FailureView failure={failure} tone="warn" />;
  return offered.length === 0 ? null : <Offer names={offered} busy={busy} onTake={() => void take()} />;
}

function Offer({
  names,
  busy,
  onTake,
}: {
  readonly names: readonly string[];
  readonly busy: boolean;
  readonly onTake: () => void;
}) {
  useFocusBack();
  return (
    <output className={note['note']}>
      <div className={note['line']}>
        <span className={note['words']}>
          {names.length === 1
            ? 'This request sends a file that lies in its folder.'
            : 'This request sends files that lie in its folder.'}
        </span>
        <Button variant="default" size="compact-xs" loading={busy} onClick={onTake}>
          {names.length === 1 ? 'Use this file' : 'Use these files'}
        </Button>
      </div>
      <ul className={note['list']}>
        {names.map((name) => (
          <li key={name}>
            <bdi>{visibleLine(name)}</bdi>
          </li>
        ))}
      </ul>
    </output>
  );
}
