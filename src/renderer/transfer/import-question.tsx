import '@mantine/core/styles/SegmentedControl.layer.css';
import '@mantine/core/styles/FloatingIndicator.layer.css';

import { Button, Checkbox } from '@mantine/core';
import { useEffect, useState } from 'react';

import type { ConnectionsFileOutline, ImportedConnections } from '../../shared/connections-file.ts';
import { useAction } from '../api/use-action.ts';
import { Question } from '../settings/question.tsx';
import { visibleLine } from '../words/visible-text.ts';
import { choicesOf, firstDecisions, originsOf, type Decision } from './import-choices.ts';
import styles from './import-question.module.css';
import { IncomingRow } from './incoming-row.tsx';

/** Connections out of a file: what each is, and what will change; nothing does before *Import*. */
export function ImportQuestion({
  outline,
  onImported,
  onClose,
}: {
  readonly outline: ConnectionsFileOutline;
  readonly onImported: (imported: ImportedConnections) => void;
  readonly onClose: () => void;
}) {
  const action = useAction();
  const [decisions, setDecisions] = useState(() => firstDecisions(outline));
  const [allowOrigins, setAllowOrigins] = useState(false);
  const { ticket, connections, leftOut, notes } = outline;
  useEffect(() => () => void window.latchkey.closeConnectionsFile({ ticket }), [ticket]);

  const choices = choicesOf(decisions);
  const origins = originsOf(outline, decisions);
  const fresh = connections.filter(({ known }) => known === null);
  const decide = (which: readonly { readonly index: number }[], decision: Decision): void => {
    setDecisions(new Map([...decisions, ...which.map(({ index }) => [index, decision] as const)]));
  };
  const take = async (): Promise<void> => {
    const allowed = allowOrigins && origins.length > 0;
    const result = await action.run(() =>
      window.latchkey.importConnections({ ticket, choices, allowOrigins: allowed }),
    );
    if (result.ok) onImported(result.value);
  };
  const chosen = fresh.filter(({ index }) => decisions.get(index) === 'new').length;
  const count = choices.length.toLocaleString('en-US');

  return (
    <Question
      title="Import connections"
      failure={action.failure}
      wide
      onClose={onClose}
      answers={
        <>
          <Button variant="default" data-autofocus onClick={onClose}>
            Cancel
          </Button>
          <Button disabled={choices.length === 0} loading={action.busy} onClick={() => void take()}>
            {choices.length === 1 ? 'Import 1 connection' : `Import ${count} connections`}
          </Button>
        </>
      }
    >
      <p className={styles['words']}>
        From <bdi className={styles['source']}>{visibleLine(outline.source)}</bdi>. A connection says whom you
        sign in to: take only those whose hosts you know. Nothing is changed before you import.
      </p>
      {fresh.length > 1 ? (
        <Checkbox
          size="xs"
          className={styles['all'] ?? ''}
          label={`All ${fresh.length.toLocaleString('en-US')} that are new`}
          checked={chosen === fresh.length}
          indeterminate={chosen > 0 && chosen < fresh.length}
          onChange={() => {
            decide(fresh, chosen < fresh.length ? 'new' : 'skip');
          }}
        />
      ) : null}
      <ul
        className={styles['list']}
        aria-label="Connections in the file"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling area must be reachable by keyboard
        tabIndex={0}
      >
        {connections.map((incoming) => (
          <IncomingRow
            key={incoming.index}
            incoming={incoming}
            decision={decisions.get(incoming.index) ?? 'skip'}
            onDecide={(decision) => {
              decide([incoming], decision);
            }}
          />
        ))}
        {leftOut.map(({ name, why }, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- the list never changes, and names may be the same
          <li key={`left out ${index}`} className={styles['incoming']}>
            <strong>
              <bdi>{visibleLine(name)}</bdi>
            </strong>
            <p className={styles['note']}>{visibleLine(why)}</p>
          </li>
        ))}
      </ul>
      {notes.map((note) => (
        <p key={note} className={styles['note']}>
          {visibleLine(note)}
        </p>
      ))}
      {origins.length === 0 ? null : (
        <Checkbox
          size="xs"
          className={styles['allow'] ?? ''}
          label={`Let your sign-ins go to the API origins above (${origins.length.toLocaleString('en-US')}). Otherwise the first request to each asks you.`}
          checked={allowOrigins}
          onChange={(event) => {
            setAllowOrigins(event.currentTarget.checked);
          }}
        />
      )}
    </Question>
  );
}
