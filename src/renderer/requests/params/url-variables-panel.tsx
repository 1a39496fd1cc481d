import { TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';

import type { ConnectionId } from '../../../shared/connection.ts';
import type { VariableLists } from '../../../shared/variable.ts';
import { variablesQuery } from '../../api/queries.ts';
import { useAction } from '../../api/use-action.ts';
import { failureLine } from '../../words/failure-report.ts';
import { variableOf, variablesOfUrl } from './url-variables.ts';
import styles from './url-variables-panel.module.css';

/** The variables of a URL, a field each: what an address needs is entered beside its parameters. */
export function UrlVariables({ id, url }: { readonly id: ConnectionId; readonly url: string }) {
  const names = variablesOfUrl(url);
  const { data } = useQuery({ ...variablesQuery(id), enabled: names.length > 0 });
  if (names.length === 0) return null;
  return (
    <fieldset className={styles['rows']} aria-label="Variables of the URL">
      {names.map((name) => (
        <VariableField key={name} id={id} name={name} lists={data?.ok === true ? data.value : null} />
      ))}
    </fieldset>
  );
}

/** What is typed is kept when the field is left, and by Enter, which also sends the request. */
function VariableField({
  id,
  name,
  lists,
}: {
  readonly id: ConnectionId;
  readonly name: string;
  /** Null: not known yet. */
  readonly lists: VariableLists | null;
}) {
  const client = useQueryClient();
  const action = useAction();
  const [typed, setTyped] = useState<string | null>(null);
  /** What is on its way: Enter, and leaving the field right after it, keep it once. */
  const keeping = useRef<string | null>(null);
  /** Whether it was made here, and is not in the lists yet. */
  const made = useRef(false);
  const found = lists === null ? null : variableOf(name, id, lists);
  const secret = found?.variable.kind === 'secret';
  const known = found?.variable.kind === 'plain' ? found.variable.value : '';
  const keep = async (): Promise<void> => {
    if (typed === null || typed === keeping.current || (typed === known && found !== null)) return;
    keeping.current = typed;
    const isNew = found === null && !made.current;
    made.current = true;
    const { ok } = await action.run(() =>
      window.latchkey.setVariable({
        scope: found?.scope ?? id,
        name,
        previousName: isNew ? null : name,
        secret: false,
        value: typed,
      }),
    );
    if (ok) {
      await client.invalidateQueries({ queryKey: ['variables'] });
      setTyped((now) => (now === typed ? null : now));
    }
    made.current &&= ok;
    keeping.current = null;
  };
  return (
    <div className={styles['row']}>
      <span className={styles['label']}>
        <code className={styles['name']} title={name}>{`{{${name}}}`}</code>
        {found?.scope === 'global' ? <span className={styles['scope']}>For all connections</span> : null}
      </span>
      <TextInput
        aria-label={`Value of {{${name}}}`}
        placeholder={secret ? 'Secret' : lists === null ? '' : 'No value yet'}
        spellCheck={false}
        autoComplete="off"
        disabled={lists === null || secret}
        value={typed ?? known}
        error={action.failure === null ? undefined : failureLine(action.failure)}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
        }}
        onBlur={() => void keep()}
        onKeyDown={(event) => {
          // Before the request goes out: main takes one call after the other.
          if (event.key === 'Enter') void keep();
        }}
      />
    </div>
  );
}
