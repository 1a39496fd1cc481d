import { useDeferredValue, useRef, useState } from 'react';

import type { ConnectionId } from '../../../shared/connection.ts';
import type { HistoryRow } from '../../../shared/history.ts';
import type { RequestDraft } from '../../../shared/request.ts';
import { FailureView } from '../../components/failure-view.tsx';
import { MenuButton } from '../../components/menu-button.tsx';
import { FindField } from '../side-list/find-field.tsx';
import styles from '../side-list/side-list.module.css';
import { HistoryFoot } from './history-foot.tsx';
import { HistoryList } from './history-list.tsx';
import { stateWords } from './history-words.ts';
import type { WantedFocus } from './use-focus-follows.ts';
import { useHistoryActions } from './use-history-actions.ts';
import { useHistoryPages } from './use-history-pages.ts';

/** What was sent by a connection: found, opened with its answer, sent again, saved and removed, all by keyboard as well. */
export function HistoryPane({
  id,
  onCompose,
  onSaveNew,
}: {
  readonly id: ConnectionId;
  readonly onCompose: (request: RequestDraft) => void;
  readonly onSaveNew: () => void;
}) {
  const [query, setQuery] = useState('');
  const asked = useDeferredValue(query);
  const pages = useHistoryPages(id, asked);
  const [active, setActive] = useState<HistoryRow | null>(null);
  const actions = useHistoryActions(id, onCompose);
  const list = useRef<HTMLDivElement>(null);
  const wanted = useRef<WantedFocus | null>(null);
  const pane = useRef<HTMLElement>(null);
  const { state, total } = pages;
  const note = state === null ? null : stateWords(state);
  const empty = total === 0 && query === '';
  const remove = async (row: HistoryRow): Promise<void> => {
    const removed = await actions.remove(row);
    if (removed) setActive((now) => (now?.entry === row.entry ? null : now));
  };

  const undo = async (): Promise<void> => {
    const back = await actions.undo();
    if (back === null) return;
    wanted.current = { entry: back.entry };
    setActive(back);
  };

  /**
   * What had the focus goes, and the rows are being read anew: the search is what stays, or the menu where nothing can be
   * searched.
   */
  const focusWhatStays = (left: number | null): void => {
    const nothing = left === 0 && query === '';
    pane.current?.querySelector<HTMLElement>(nothing ? 'button' : 'input')?.focus();
  };

  return (
    <section ref={pane} className={styles['pane']} aria-label="History">
      <div className={styles['head']}>
        <h2 className={styles['title']}>{total === null || empty ? 'History' : countWords(total, query)}</h2>
        <MenuButton
          name="What is remembered"
          items={[
            {
              label: 'Clear the history',
              onPress: () => {
                setQuery('');
                setActive(null);
                void actions.clear();
              },
            },
            {
              label: 'Remember what is sent',
              checked: state?.on ?? true,
              onPress: () => void actions.keep(state?.on !== true),
            },
          ]}
        >
          ⋯
        </MenuButton>
      </div>
      {note === null ? null : <p className={styles['note']}>{note}</p>}
      {state === null || state.failure === null ? null : <FailureView failure={state.failure} tone="warn" />}
      {pages.failure === null ? null : <FailureView failure={pages.failure} />}
      {empty ? (
        <p className={styles['none']}>Nothing yet. What you send appears here.</p>
      ) : (
        <FindField
          label="Find in the history"
          value={query}
          onChange={(next) => {
            setQuery(next);
            // It may not be among what is found, and nothing can be done with what is not seen.
            setActive(null);
          }}
          onDown={() => {
            list.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
          }}
        />
      )}
      {total === 0 && query !== '' ? <p className={styles['none']}>Nothing like that was sent.</p> : null}
      {total === null || total === 0 ? null : (
        <HistoryList
          listRef={list}
          pages={pages}
          total={total}
          active={active}
          wantedRef={wanted}
          onActive={setActive}
          onOpen={(row) => void actions.open(row)}
          onRemove={(row) => {
            if (total === 1) focusWhatStays(0);
            void remove(row);
          }}
        />
      )}
      <HistoryFoot
        current={empty ? null : active}
        actions={actions}
        onRemove={(row) => {
          focusWhatStays(total === null ? null : total - 1);
          void remove(row);
        }}
        onUndo={() => {
          focusWhatStays(total);
          void undo();
        }}
        onForget={() => {
          focusWhatStays(total);
          actions.forget();
        }}
        onSave={async (row) => {
          if (await actions.open(row)) onSaveNew();
        }}
      />
    </section>
  );
}

function countWords(total: number, query: string): string {
  const count = total.toLocaleString('en');
  if (query !== '') return `${count} found`;
  return total === 1 ? '1 request' : `${count} requests`;
}
