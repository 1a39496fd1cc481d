import { ActionIcon, Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';

import type { ConnectionView } from '../../../shared/connection.ts';
import type { VariableScope, VariableView } from '../../../shared/variable.ts';
import { variablesQuery } from '../../api/queries.ts';
import { useAction } from '../../api/use-action.ts';
import { FailureView } from '../../components/failure-view.tsx';
import { CrossIcon } from '../../components/icons.tsx';
import { Question } from '../../settings/question.tsx';
import { visibleLine } from '../../words/visible-text.ts';
import { useUndoables } from '../side-list/use-undoables.ts';
import { VariableRow } from './variable-row.tsx';
import styles from './variables-question.module.css';

/** Variables of a connection and of all of them. */
export function VariablesQuestion({
  connection,
  onClose,
}: {
  readonly connection: ConnectionView;
  readonly onClose: () => void;
}) {
  const client = useQueryClient();
  const { data } = useQuery(variablesQuery(connection.id));
  const undoables = useUndoables<{ readonly name: string; readonly undo: string }>();
  const removed = undoables.latest;
  const action = useAction();
  const undoButton = useRef<HTMLButtonElement>(null);
  const closeButton = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (removed !== null) undoButton.current?.focus();
  }, [removed]);
  const putAway = (): void => {
    undoables.forget();
    closeButton.current?.focus();
  };
  const changed = (): void => {
    void client.invalidateQueries({ queryKey: ['variables'] });
  };
  const remove = async (scope: VariableScope, name: string): Promise<void> => {
    const result = await action.run(() => window.latchkey.removeVariable({ scope, name }));
    if (result.ok) undoables.add({ name, undo: result.value.undo });
    changed();
  };
  const undo = async (): Promise<void> => {
    const result = await undoables.undo(async (latest) => {
      const restored = await action.run(() => window.latchkey.restoreVariable({ undo: latest.undo }));
      // The button may go with the last of them.
      if (restored.ok || restored.failure.code === 'not-found') closeButton.current?.focus();
      return restored;
    });
    if (result !== null) changed();
  };
  const section = (scope: VariableScope, title: string, variables: readonly VariableView[]) => (
    <section className={styles['section']} aria-label={title}>
      <h3 className={styles['title']}>
        <bdi>{title}</bdi>
      </h3>
      {variables.map((variable) => (
        <VariableRow
          key={`${variable.name} ${variable.kind}`}
          scope={scope}
          variable={variable}
          onSaved={changed}
          onRemove={() => void remove(scope, variable.name)}
        />
      ))}
      <VariableRow
        key={`new ${variables.length}`}
        scope={scope}
        variable={null}
        onSaved={changed}
        onRemove={null}
      />
    </section>
  );
  return (
    <Question
      title="Variables"
      failure={action.failure}
      wide
      onClose={onClose}
      answers={
        <Button ref={closeButton} variant="default" onClick={onClose}>
          Close
        </Button>
      }
    >
      <p className={styles['words']}>
        Write <code>{'{{name}}'}</code> in the URL, a header’s value or the body. Secret ones are sealed,
        never shown again, and sent only where your sign-in may go.
      </p>
      {data?.ok === false ? <FailureView failure={data.failure} /> : null}
      {data?.ok === true ? (
        <>
          {section(connection.id, `For ${visibleLine(connection.name)}`, data.value.connection)}
          {section('global', 'For all connections', data.value.global)}
        </>
      ) : null}
      <output className={styles['undo']}>
        {removed === null ? null : (
          <>
            <span>“{removed.name}” was removed.</span>
            <Button ref={undoButton} variant="subtle" size="compact-xs" onClick={() => void undo()}>
              Undo
            </Button>
            <ActionIcon aria-label="Put this note away" onClick={putAway}>
              <CrossIcon />
            </ActionIcon>
          </>
        )}
      </output>
    </Question>
  );
}
