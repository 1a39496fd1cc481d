import { useId, type KeyboardEvent, type MouseEvent, type RefObject } from 'react';

import type { JsonRow } from './document/json-rows.ts';
import type { ClientState, JsonClient } from './json-client.ts';
import { JsonRowView } from './json-row-view.tsx';
import styles from './json-tree.module.css';
import { treeAction, type TreeAction } from './tree-key.ts';
import type { ActiveRow } from './use-active-row.ts';
import { useRows } from './use-json-client.ts';
import type { RowWindow } from './use-row-window.ts';

/** Pixels of a row; json-tree.module.css has the same. */
export const rowHeight = 22;

/** The rows of a JSON text: only those that are seen are in the page, and only they have crossed from the worker. */
export function JsonTree({
  scroller,
  client,
  state,
  view,
  active,
  onCopy,
}: {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly client: JsonClient;
  readonly state: ClientState;
  readonly view: RowWindow;
  readonly active: ActiveRow;
  readonly onCopy: (what: 'value' | 'path', row: JsonRow) => void;
}) {
  const id = useId();
  const { first, seen } = view;
  const slice = useRows(client, state.version, first, seen);
  const drawn = slice.rows.flatMap((json, offset) => {
    const row = slice.from + offset;
    return row >= first - 1 && row <= first + seen ? [{ row, json }] : [];
  });
  const top = drawn[0]?.row ?? 0;
  const jsonAt = (row: number): JsonRow | null => slice.rows[row - slice.from] ?? null;
  const current = jsonAt(active.row) ?? active.json;

  const go = (row: number): void => {
    view.show(row);
    active.choose(row);
  };
  const act = async (action: TreeAction): Promise<void> => {
    if (action.kind === 'go') {
      go(action.row);
      return;
    }
    const [json = current] = await client.ask('rows', { from: active.row, to: active.row + 1 });
    if (json === null) return;
    if (action.kind === 'copy') onCopy(action.what, json);
    if (action.kind === 'fold') await client.ask('fold', { node: json.node, folded: action.folded });
    if (action.kind === 'parent') {
      const row = await client.ask('parentRow', { node: json.node });
      if (row !== null) go(row);
    }
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const place = { active: current, row: active.row, rows: state.rows, page: seen - 2 };
    const action = treeAction(event, place);
    if (action === null) return;
    if (action.kind === 'copy' && window.getSelection()?.isCollapsed === false) return;
    event.preventDefault();
    void act(action);
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
              key={row}
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
