import { Button, Checkbox } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

import type { ConnectionView } from '../../../shared/connection.ts';
import type { ImportedOperations, OpenApiOutline, OpenApiSource } from '../../../shared/open-api.ts';
import { useAction } from '../../api/use-action.ts';
import { Question } from '../../settings/question.tsx';
import { visibleLine } from '../../words/visible-text.ts';
import { DocumentSource } from './document-source.tsx';
import styles from './import-question.module.css';
import { OperationList } from './operation-list.tsx';
import { missingScopes } from './operation-rows.ts';

/** Requests out of an OpenAPI document: which document, which operations, and what will change; nothing does before *Import*. */
export function ImportQuestion({
  connection,
  onImported,
  onClose,
}: {
  readonly connection: ConnectionView;
  readonly onImported: (imported: ImportedOperations) => void;
  readonly onClose: () => void;
}) {
  const { id } = connection;
  const client = useQueryClient();
  const action = useAction();
  const [outline, setOutline] = useState<OpenApiOutline | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [asked, setAsked] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => () => void window.latchkey.closeOpenApi(), []);

  const read = async (from: OpenApiSource): Promise<void> => {
    const result = await action.run(() => window.latchkey.readOpenApi({ id, from }));
    if (!result.ok || result.value === null) return;
    setOutline(result.value);
    setChosen(new Set(result.value.operations.map(({ index }) => index)));
  };
  const scopes = outline === null ? [] : missingScopes(outline.operations, chosen, connection.scopes);
  const take = async ({ ticket }: OpenApiOutline): Promise<void> => {
    const operations = [...chosen];
    const wanted = scopes.filter((scope) => asked.has(scope));
    const result = await action.run(() =>
      window.latchkey.importOperations({ id, ticket, operations, scopes: wanted }),
    );
    void client.invalidateQueries({ queryKey: ['variables'] });
    if (result.ok) onImported(result.value);
  };
  const count = chosen.size.toLocaleString('en-US');

  return (
    <Question
      title="Import requests"
      failure={action.failure}
      wide
      onClose={onClose}
      answers={
        <>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          {outline === null ? null : (
            <Button disabled={chosen.size === 0} loading={action.busy} onClick={() => void take(outline)}>
              {chosen.size === 1 ? 'Import 1 request' : `Import ${count} requests`}
            </Button>
          )}
        </>
      }
    >
      {outline === null ? (
        <DocumentSource busy={action.busy} onRead={(from) => void read(from)} />
      ) : (
        <>
          <p className={styles['words']}>
            <bdi className={styles['title']}>{visibleLine(outline.title)}</bdi>{' '}
            <bdi className={styles['quiet']}>{visibleLine(outline.source)}</bdi>
          </p>
          <OperationList operations={outline.operations} chosen={chosen} onChoose={setChosen} />
          {outline.notes.map((note) => (
            <p key={note} className={styles['note']}>
              {visibleLine(note)}
            </p>
          ))}
          {scopes.length === 0 ? null : (
            <fieldset className={styles['scopes']}>
              <legend>Permissions that the API wants and this connection does not ask for</legend>
              {scopes.map((scope) => (
                <Checkbox
                  key={scope}
                  size="xs"
                  label={`Ask for ${visibleLine(scope)} at the next sign-in`}
                  checked={asked.has(scope)}
                  onChange={(event) => {
                    const next = new Set(asked);
                    if (event.currentTarget.checked) next.add(scope);
                    else next.delete(scope);
                    setAsked(next);
                  }}
                />
              ))}
            </fieldset>
          )}
          <p className={styles['words']}>
            They go into a new folder “<bdi>{visibleLine(outline.title)}</bdi>”
            {outline.server === null ? null : (
              <>
                {' '}
                and are sent to <bdi className={styles['server']}>{visibleLine(outline.server)}</bdi>
              </>
            )}
            . Your sign-in goes nowhere new by this: the first request to each server asks you.
          </p>
        </>
      )}
    </Question>
  );
}
