import { ActionIcon } from '@mantine/core';
import { Suspense, useRef, useState, type KeyboardEvent } from 'react';

import type { ConnectionView } from '../../../shared/connection.ts';
import type { SavedItem, SavedPath } from '../../../shared/saved-request.ts';
import { useSaved } from '../../api/queries.ts';
import { FailureView } from '../../components/failure-view.tsx';
import { PlusIcon } from '../../components/icons.tsx';
import { MenuButton } from '../../components/menu-button.tsx';
import { preloadable } from '../../components/preloadable.tsx';
import { usePreload } from '../../components/use-preload.ts';
import { FindField } from '../side-list/find-field.tsx';
import styles from '../side-list/side-list.module.css';
import { useVisibleRows } from '../use-visible-rows.ts';
import { keyAction } from './key-action.ts';
import { SavedFoot } from './saved-foot.tsx';
import { SavedRowView } from './saved-row.tsx';
import { closedBeside, droppedPlace, folderOf, neighbourOf, rowsOf, steppedPlace } from './saved-rows.ts';
import { useChosenRow } from './use-chosen-row.ts';
import { useSavedActions } from './use-saved-actions.ts';

const importQuestion = preloadable(
  async () => (await import('../import/import-question.tsx')).ImportQuestion,
);
const questions = [importQuestion];

/** Pixels of a line; saved-row.module.css has the same. */
const rowHeight = 28;

/** The saved requests of a connection: found, opened, ordered, renamed and removed, all by keyboard as well. */
export function SavedPane({
  connection,
  opened,
  onOpen,
  onMoved,
}: {
  readonly connection: ConnectionView;
  /** The one in the editor. */
  readonly opened: SavedPath | null;
  readonly onOpen: (path: SavedPath) => void;
  /** What was at `from`, a request or a folder, is called something else, or is elsewhere. */
  readonly onMoved: (from: SavedPath, to: SavedPath) => void;
}) {
  const { id } = connection;
  usePreload(questions);
  const saved = useSaved(id);
  const items = saved?.items ?? [];
  const [query, setQuery] = useState('');
  const [closed, setClosed] = useState<ReadonlySet<SavedPath>>(new Set());
  const [renaming, setRenaming] = useState<SavedPath | null>(null);
  const [dragged, setDragged] = useState<SavedPath | null>(null);
  const [importing, setImporting] = useState(false);
  const actions = useSavedActions(id, onMoved);
  const list = useRef<HTMLDivElement>(null);
  const pane = useRef<HTMLElement>(null);
  const rows = rowsOf(items, closed, query);
  const view = useVisibleRows(list, rows.length, { rowHeight, wholeUpTo: 200 });
  const chosen = useChosenRow(list, items, rows, view, opened, (path) => {
    setClosed((now) => closedBeside(now, path));
  });
  const { current } = chosen;

  const focusRow = (index: number): void => {
    const row = rows[index];
    if (row !== undefined) chosen.focus(row.item.path);
  };
  const toggle = (path: SavedPath, open: boolean): void => {
    const next = new Set(closed);
    if (open) next.delete(path);
    else next.add(path);
    setClosed(next);
  };
  const press = (item: SavedItem): void => {
    chosen.choose(item.path);
    if (item.kind === 'folder') toggle(item.path, closed.has(item.path));
    if (item.kind === 'request') onOpen(item.path);
  };
  const move = async (item: SavedItem, step: -1 | 1): Promise<void> => {
    const place = steppedPlace(items, item.path, step);
    const to = place === null ? null : await actions.move(item.path, place);
    if (to !== null) chosen.focus(to);
  };
  const rename = async ({ path, name }: SavedItem, typed: string | null, stays: boolean): Promise<void> => {
    setRenaming(null);
    if (stays) chosen.focus(path);
    const to = typed === null || typed === name ? null : await actions.rename(path, typed);
    if (to !== null && stays) chosen.focus(to);
  };
  /** What had the focus goes: a line has it then, or the menu where none is left. */
  const focusWhatStays = (path: SavedPath | null): void => {
    if (path === null) pane.current?.querySelector('button')?.focus();
    else chosen.focus(path);
  };
  const remove = async (item: SavedItem): Promise<void> => {
    const beside = neighbourOf(rows, item.path);
    const removed = await actions.remove(item);
    if (removed) focusWhatStays(beside);
  };
  const undo = async (): Promise<void> => {
    if (actions.done?.kind === 'imported') focusWhatStays(neighbourOf(rows, actions.done.folder));
    const restored = await actions.undo();
    if (restored !== null) chosen.focus(restored);
  };
  const addFolder = async (): Promise<void> => {
    const path = await actions.addFolder(current?.kind === 'folder' ? current.path : '');
    if (path === null) return;
    setQuery('');
    chosen.show(path);
    setRenaming(path);
  };
  const onKeyDown = (event: KeyboardEvent, item: SavedItem, index: number): void => {
    const act = keyAction(event, item, {
      step: (by) => {
        if (event.altKey) void move(item, by);
        else focusRow(index + by);
      },
      edge: (last) => {
        focusRow(last ? rows.length - 1 : 0);
      },
      fold: (open) => {
        if (item.kind === 'folder') toggle(item.path, open);
        else if (!open) focusRow(rows.findIndex((row) => row.item.path === folderOf(item.path)));
      },
      rename: () => {
        setRenaming(item.path);
      },
      duplicate: () => void actions.duplicate(item.path),
      remove: () => void remove(item),
    });
    if (act) event.preventDefault();
  };

  return (
    <section ref={pane} className={styles['pane']} aria-label="Saved requests">
      <div className={styles['head']}>
        <h2 className={styles['title']}>Saved requests</h2>
        <MenuButton
          name="Folder of saved requests"
          items={[
            {
              label: 'Import…',
              onPress: () => {
                setImporting(true);
              },
            },
            ...(items.length === 0
              ? []
              : [{ label: 'Export all as OpenAPI…', onPress: () => void actions.exportOpenApi('') }]),
            { label: 'Open the folder', onPress: () => void actions.openFolder() },
            { label: 'Keep them in another folder…', onPress: () => void actions.chooseFolder() },
          ]}
        >
          ⋯
        </MenuButton>
        <ActionIcon
          aria-label="New folder"
          onClick={() => {
            void addFolder();
          }}
        >
          <PlusIcon />
        </ActionIcon>
      </div>
      {items.length === 0 ? (
        <p className={styles['none']} data-late={saved === null}>
          {saved === null ? 'Reading…' : 'None yet. Ctrl+S saves the request that you are composing.'}
        </p>
      ) : (
        <FindField
          label="Find a saved request"
          value={query}
          onChange={setQuery}
          onDown={() => {
            focusRow(0);
          }}
        />
      )}
      {saved === null || saved.failure === null ? null : <FailureView failure={saved.failure} />}
      {items.length > 0 && rows.length === 0 ? (
        <p className={styles['none']}>Nothing is called that.</p>
      ) : null}
      {rows.length === 0 ? null : (
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- no tag is a tree
        <div
          ref={list}
          className={styles['list']}
          role="tree"
          aria-label="Saved requests"
          onScroll={view.onScroll}
        >
          <div style={{ height: view.before }} />
          {rows.slice(view.from, view.to).map((row, offset) => {
            const index = view.from + offset;
            const { item } = row;
            return (
              <SavedRowView
                key={item.path}
                row={row}
                index={index}
                open={item.kind === 'folder' && !closed.has(item.path)}
                opened={item.path === opened}
                chosen={item.path === current?.path}
                reachable={index === chosen.reachable}
                renaming={item.path === renaming}
                onRename={(name, stays) => void rename(item, name, stays)}
                onPress={() => {
                  press(item);
                }}
                onFocus={() => {
                  chosen.choose(item.path);
                }}
                onKeyDown={(event) => {
                  onKeyDown(event, item, index);
                }}
                onDrag={(path) => {
                  setDragged(path);
                }}
                accepts={dragged !== null && droppedPlace(item, dragged) !== null}
                onDrop={() => {
                  const place = dragged === null ? null : droppedPlace(item, dragged);
                  if (dragged !== null && place !== null) void actions.move(dragged, place);
                  setDragged(null);
                }}
              />
            );
          })}
          <div style={{ height: view.after }} />
        </div>
      )}
      {importing ? (
        <Suspense>
          <importQuestion.Component
            connection={connection}
            onImported={(imported) => {
              setImporting(false);
              actions.imported(imported);
              setQuery('');
              chosen.focus(imported.folder);
            }}
            onClose={() => {
              setImporting(false);
            }}
          />
        </Suspense>
      ) : null}
      {items.length === 0 && actions.done === null && actions.failure === null ? null : (
        <SavedFoot
          current={current}
          actions={actions}
          onRename={(item) => {
            chosen.show(item.path);
            setRenaming(item.path);
          }}
          onRemove={(item) => void remove(item)}
          onUndo={() => void undo()}
          onForget={() => {
            actions.forget();
            focusWhatStays(current?.path ?? rows[0]?.item.path ?? null);
          }}
        />
      )}
    </section>
  );
}
