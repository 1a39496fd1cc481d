import { Checkbox, TextInput } from '@mantine/core';
import { useMemo, useRef, useState } from 'react';

import type { OpenApiOperation } from '../../../shared/open-api.ts';
import oneLine from '../../components/one-line.module.css';
import { visibleLine } from '../../words/visible-text.ts';
import { useVisibleRows } from '../use-visible-rows.ts';
import styles from './import-question.module.css';
import { operationRows, withChosen, type OperationRow } from './operation-rows.ts';

/** Pixels of a line; import-question.module.css has the same. */
const rowHeight = 28;

/** The operations of a document by folder: found, and chosen one by one, by folder, or all that were found. */
export function OperationList({
  operations,
  chosen,
  onChoose,
}: {
  readonly operations: readonly OpenApiOperation[];
  readonly chosen: ReadonlySet<number>;
  readonly onChoose: (chosen: ReadonlySet<number>) => void;
}) {
  const [query, setQuery] = useState('');
  const list = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => operationRows(operations, query), [operations, query]);
  const found = useMemo(
    () => rows.flatMap((row) => (row.kind === 'operation' ? [row.operation] : [])),
    [rows],
  );
  const view = useVisibleRows(list, rows.length, { rowHeight, wholeUpTo: 200 });
  const box = (label: string, of: readonly OpenApiOperation[], name: string) => {
    const count = of.filter(({ index }) => chosen.has(index)).length;
    return (
      <Checkbox
        size="xs"
        className={styles['box'] ?? ''}
        label={label === '' ? undefined : <bdi className={oneLine['line']}>{label}</bdi>}
        aria-label={name}
        checked={count > 0 && count === of.length}
        indeterminate={count > 0 && count < of.length}
        onChange={() => {
          onChoose(withChosen(chosen, of, count < of.length));
        }}
      />
    );
  };
  const line = (row: OperationRow, index: number) => {
    if (row.kind === 'folder') {
      const name = visibleLine(row.name ?? '');
      return (
        <div key={`folder ${name} ${index}`} className={styles['folder']}>
          {box(
            `${name} (${row.operations.length.toLocaleString('en-US')})`,
            row.operations,
            `All of ${name}`,
          )}
        </div>
      );
    }
    const { operation } = row;
    const name = visibleLine(operation.name);
    return (
      <label key={operation.index} className={styles['operation']}>
        <Checkbox
          size="xs"
          aria-label={`${operation.method} ${visibleLine(operation.path)}: ${name}`}
          checked={chosen.has(operation.index)}
          onChange={(event) => {
            onChoose(withChosen(chosen, [operation], event.currentTarget.checked));
          }}
        />
        <span className={styles['method']}>{operation.method}</span>
        <span className={styles['name']} data-deprecated={operation.deprecated}>
          <bdi className={oneLine['line']}>{name}</bdi>
          {operation.deprecated ? <span className={styles['quiet']}>deprecated</span> : null}
        </span>
        <bdi className={styles['path']}>{visibleLine(operation.path)}</bdi>
      </label>
    );
  };
  return (
    <>
      <div className={styles['find']}>
        {box('All', found, 'Choose all that are listed')}
        <TextInput
          size="xs"
          className={styles['query'] ?? ''}
          aria-label="Find an operation"
          placeholder="Find"
          autoComplete="off"
          spellCheck={false}
          value={query}
          onChange={(event) => {
            setQuery(event.currentTarget.value);
          }}
        />
      </div>
      {found.length === 0 ? <p className={styles['quiet']}>Nothing is called that.</p> : null}
      <section ref={list} className={styles['list']} aria-label="Operations" onScroll={view.onScroll}>
        <div style={{ height: view.before }} />
        {rows.slice(view.from, view.to).map((row, offset) => line(row, view.from + offset))}
        <div style={{ height: view.after }} />
      </section>
    </>
  );
}
