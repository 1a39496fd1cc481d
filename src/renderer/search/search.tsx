import '@mantine/core/styles/ModalBase.layer.css';
import '@mantine/core/styles/Modal.layer.css';
import '@mantine/core/styles/Overlay.layer.css';
import '@mantine/core/styles/Paper.layer.css';

import { Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';

import type { AppState } from '../../shared/app-state.ts';
import type { ConnectionId, ConnectionView } from '../../shared/connection.ts';
import { focusFirst } from '../components/focus-first.ts';
import { useFocusBack } from '../components/use-focus-back.ts';
import { useNow } from '../components/use-now.ts';
import { visibleLine } from '../words/visible-text.ts';
import { savedQuery } from '../api/queries.ts';
import { runEffect } from './run-effect.ts';
import { savedEntries } from './saved-entries.ts';
import { matching, searchEntries, type Found } from './search-actions.ts';
import styles from './search.module.css';

/** The saved requests of a connection: as they were read before, and anew. None where there is no connection. */
function useSavedOf(id: ConnectionId | null): readonly Found[] {
  const { data } = useQuery({ ...savedQuery(id ?? ''), enabled: id !== null });
  return useMemo(
    () => (id === null || data?.ok !== true ? [] : savedEntries(id, data.value.items)),
    [id, data],
  );
}

/** How many entries are drawn: more than a person reads before typing one more letter. */
const shownEntries = 60;

/**
 * Ctrl+K: finds connections and every action. A combobox over a list box, because Mantine's Spotlight tells
 * assistive technology nothing about its list.
 */
export function Search({
  connections,
  selected,
  app,
  onClose,
}: {
  readonly connections: readonly ConnectionView[];
  readonly selected: ConnectionView | null;
  readonly app: AppState | null;
  readonly onClose: () => void;
}) {
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const listId = useId();
  const now = useNow(null);
  const saved = useSavedOf(selected?.id ?? null);
  const entries = matching(
    [...searchEntries(connections, selected, app?.platform ?? 'linux', now), ...saved],
    query,
    shownEntries,
  );
  const activeEntry = entries[active];
  const optionId = (index: number): string => `${listId}-${index}`;

  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  });

  const choose = (entry: Found): void => {
    onClose();
    runEffect(entry.effect);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setActive(entries.length === 0 ? 0 : (active + step + entries.length) % entries.length);
    } else if (event.key === 'Enter' && activeEntry !== undefined) {
      event.preventDefault();
      choose(activeEntry);
    }
  };

  useFocusBack();

  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      lockScroll={false}
      padding={0}
      size={560}
      yOffset="12vh"
      transitionProps={{ duration: 0 }}
      overlayProps={{ backgroundOpacity: 0.25 }}
      attributes={{ content: { 'aria-label': 'Search' } }}
    >
      <input
        className={styles['input']}
        role="combobox"
        aria-label="Search"
        aria-expanded="true"
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={activeEntry === undefined ? undefined : optionId(active)}
        placeholder="Find a connection, a saved request or an action"
        autoComplete="off"
        spellCheck={false}
        ref={focusFirst}
        data-autofocus
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a select cannot stand under a combobox */}
      <div ref={list} id={listId} className={styles['list']} role="listbox" aria-label="Found">
        {entries.map((entry, index) => (
          <div
            key={entry.id}
            id={optionId(index)}
            className={styles['option']}
            // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- as above
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            onMouseMove={({ movementX, movementY }) => {
              // Nobody moved the mouse where the list only came under it.
              if (movementX !== 0 || movementY !== 0) setActive(index);
            }}
            onMouseDown={(event) => {
              // The field keeps the focus.
              event.preventDefault();
            }}
            onClick={() => {
              choose(entry);
            }}
            onKeyDown={onKeyDown}
          >
            <bdi className={styles['label']}>{visibleLine(entry.label)}</bdi>
            <bdi className={styles['description']}>{visibleLine(entry.description)}</bdi>
          </div>
        ))}
      </div>
      {entries.length === 0 ? <p className={styles['none']}>Nothing is called that.</p> : null}
    </Modal>
  );
}
