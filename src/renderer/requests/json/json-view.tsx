import { ActionIcon, Button, TextInput } from '@mantine/core';
import { useRef, useState, type KeyboardEvent } from 'react';

import { FailureView } from '../../components/failure-view.tsx';
import { ChevronDownIcon, CopyIcon, TickIcon } from '../../components/icons.tsx';
import oneLine from '../../components/one-line.module.css';
import { visibleLine } from '../../words/visible-text.ts';
import { JsonClient } from './json-client.ts';
import type { JsonSource } from './json-source.ts';
import { JsonTree } from './json-tree.tsx';
import styles from './json-view.module.css';
import { problemWords, readingWords, searchWords } from './json-words.ts';
import { useActiveRow } from './use-active-row.ts';
import { useCopy } from './use-copy.ts';
import { useClientState } from './use-json-client.ts';

/** A JSON body as a tree: folded, searched, and copied from, whatever its size. Another source is another view. */
export function JsonView({ source }: { readonly source: JsonSource }) {
  const [client] = useState(() => new JsonClient(source));
  const state = useClientState(client);
  const scroller = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const active = useActiveRow(client, state.version);
  const [position, setPosition] = useState<number | null>(null);
  const [query, setQuery] = useState('');
  const copy = useCopy(client, active.json);
  const reading = readingWords(state);

  const look = async (direction: 'first' | 'next' | 'previous'): Promise<void> => {
    const node = active.json?.node ?? 0;
    const found = await client.ask('findFrom', { node, direction });
    if (found === null) return;
    setPosition(found.position);
    active.choose(found.row);
  };
  const find = (text: string): void => {
    setQuery(text);
    setPosition(null);
    void client.ask('find', { text });
  };
  const foldAll = async (folded: boolean): Promise<void> => {
    await client.ask('foldAll', { folded });
    const row = await client.ask('rowOf', { node: active.json?.node ?? 0 });
    active.choose(row);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const finding = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'f';
    if (finding) {
      field.current?.focus();
      field.current?.select();
    } else if (event.key === 'F3') void look(event.shiftKey ? 'previous' : 'next');
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- shortcuts of everything in it, nothing to press itself
    <div className={styles['view']} onKeyDown={onKeyDown}>
      <div className={styles['bar']}>
        <TextInput
          ref={field}
          className={styles['find']}
          size="xs"
          aria-label="Find in the response"
          placeholder="Find"
          autoComplete="off"
          spellCheck={false}
          value={query}
          onChange={(event) => {
            find(event.currentTarget.value);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter') {
              event.preventDefault();
              event.stopPropagation();
              void look(event.shiftKey ? 'previous' : position === null ? 'first' : 'next');
            } else if (event.key === 'Escape' && query !== '') {
              event.stopPropagation();
              find('');
              scroller.current?.focus();
            }
          }}
        />
        <ActionIcon
          className={styles['previous']}
          aria-label="Previous match"
          disabled={(state.search?.count ?? 0) === 0}
          onClick={() => void look('previous')}
        >
          <ChevronDownIcon />
        </ActionIcon>
        <ActionIcon
          aria-label="Next match"
          disabled={(state.search?.count ?? 0) === 0}
          onClick={() => void look(position === null ? 'first' : 'next')}
        >
          <ChevronDownIcon />
        </ActionIcon>
        <output className={styles['words']}>
          {state.search === null ? (reading ?? '') : searchWords(state.search, position)}
        </output>
        <Button.Group>
          <Button variant="default" size="compact-sm" onClick={() => void foldAll(true)}>
            Fold all
          </Button>
          <Button variant="default" size="compact-sm" onClick={() => void foldAll(false)}>
            Unfold all
          </Button>
        </Button.Group>
      </div>
      {state.problem === null ? null : <p className={styles['problem']}>{problemWords(state.problem)}</p>}
      {state.failure === null ? null : <FailureView failure={state.failure} />}
      {state.broken ? (
        <p className={styles['problem']}>This body needs more memory than the window can get.</p>
      ) : null}
      <JsonTree
        scroller={scroller}
        client={client}
        state={state}
        active={active}
        onCopy={(what, row) => {
          void copy.run(what, row);
        }}
      />
      <div className={styles['foot']}>
        <p className={styles['path']} title="JSONPath">
          <bdi dir="ltr" className={oneLine['line']}>
            {visibleLine(copy.path)}
          </bdi>
        </p>
        {(['path', 'value'] as const).map((what) => (
          <Button
            key={what}
            variant="subtle"
            color="gray"
            size="compact-xs"
            leftSection={copy.copied === what ? <TickIcon /> : <CopyIcon />}
            disabled={active.json === null}
            onClick={() => {
              if (active.json !== null) void copy.run(what, active.json);
            }}
          >
            {copy.copied === what ? 'Copied' : `Copy ${what}`}
          </Button>
        ))}
      </div>
      {copy.tooLong ? (
        <p className={styles['problem']}>
          This value is too long to be copied. Save the response, and take it from the file.
        </p>
      ) : null}
    </div>
  );
}
