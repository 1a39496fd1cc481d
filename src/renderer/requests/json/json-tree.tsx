import { useId, useLayoutEffect, useRef, type KeyboardEvent, type MouseEvent, type RefObject } from 'react';

import type { JsonRow } from './document/json-rows.ts';
import type { ClientState, JsonClient } from './json-client.ts';
import { JsonRowView } from './json-row-view.tsx';
import styles from './json-tree.module.css';
import { isTreeKey, treeAction, type Key, type TreeAction } from './tree-key.ts';
import type { ActiveRow } from './use-active-row.ts';
import { useRows } from './use-json-client.ts';
import { useRowWindow } from './use-row-window.ts';

/** Pixels of a row; json-tree.module.css has the same. */
const rowHeight = 22;

/** The rows of a JSON text: only those that are seen are in the page, and only they have crossed from the worker. */
export function JsonTree({
  scroller,
  client,
  state,
  active,
  onCopy,
}: {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly client: JsonClient;
  readonly state: ClientState;
  readonly active: ActiveRow;
  readonly onCopy: (what: 'value' | 'path', row: JsonRow) => void;
}) {
  const id = useId();
  const view = useRowWindow(scroller, state.rows, rowHeight);
  const { first, seen } = view;
  const shown = useRef(active.turn);
  useLayoutEffect(() => {
    if (shown.current === active.turn) return;
    shown.current = active.turn;
    view.show(active.row);
  });
  const slice = useRows(client, state.version, first, seen);
  const drawn = slice.rows.flatMap((json, offset) => {
    const row = slice.from + offset;
    return row >= first - 1 && row <= first + seen ? [{ row, json }] : [];
  });
  const top = drawn[0]?.row ?? 0;
  /** Lines of the page are used again for other rows: that is cheaper than new ones. */
  const slots = seen + 2;

  const act = async (action: TreeAction, json: JsonRow): Promise<void> => {
    if (action.kind === 'go') active.choose(action.row);
    if (action.kind === 'copy') onCopy(action.what, json);
    if (action.kind === 'fold') await client.ask('fold', { node: json.node, folded: action.folded });
    if (action.kind === 'parent') {
      const row = await client.ask('parentRow', { node: json.node });
      if (row !== null) active.choose(row);
    }
  };
  /** One key after the other, each on the row to which the one before it led. */
  const keys = useRef(Promise.resolve());
  const press = async (key: Key): Promise<void> => {
    const row = active.latest();
    const [json] = await client.ask('rows', { from: row, to: row + 1 });
    if (json === undefined) return;
    const action = treeAction(key, { active: json, row, rows: client.state.rows, page: seen - 2 });
    if (action !== null) await act(action, json);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const { key, ctrlKey, metaKey, shiftKey } = event;
    const pressed = { key, ctrlKey, metaKey, shiftKey };
    if (!isTreeKey(pressed)) return;
    // What is selected by the mouse is what Ctrl+C is about.
    if ((ctrlKey || metaKey) && window.getSelection()?.isCollapsed === false) return;
    event.preventDefault();
    keys.current = keys.current.then(() => press(pressed));
  };
  const onClick = (event: MouseEvent): void => {
    const target = event.target instanceof Element ? event.target : null;
    const line = target?.closest<HTMLElement>('[data-node]');
    const found = drawn.find(({ json }) => String(json.node) === line?.dataset['node']);
    if (found === undefined) return;
    active.choose(found.row);
    const folds = target?.closest('[data-fold="true"]') !== null || event.detail === 2;
    if (!folds || found.json.children === 0) return;
    void client.ask('fold', { node: found.json.node, folded: !found.json.folded });
  };

  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- no tag is a tree
    <div
      ref={scroller}
      className={styles['tree']}
      role="tree"
      aria-label="Response body"
      aria-activedescendant={
        drawn.some(({ row }) => row === active.row) ? `${id}${String(active.row)}` : undefined
      }
      aria-busy={!state.finished}
      tabIndex={0}
      onScroll={view.onScroll}
      onKeyDown={onKeyDown}
      onClick={onClick}
    >
      <div className={styles['all']} role="presentation" style={{ height: view.height }}>
        <div
          className={styles['seen']}
          role="presentation"
          style={{ transform: `translateY(${String(view.offsetOf(top))}px)` }}
        >
          {drawn.map(({ row, json }) => (
            <JsonRowView
              key={row % slots}
              id={`${id}${String(row)}`}
              row={json}
              active={row === active.row}
              needle={state.search?.text ?? ''}
            />
          ))}
        </div>
      </div>
    </div>
  );
}
