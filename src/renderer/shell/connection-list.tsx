import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type KeyboardEvent } from 'react';

import type { ConnectionId, ConnectionView } from '../../shared/connection.ts';
import { succeed } from '../../shared/result.ts';
import { connectionsQuery } from '../api/queries.ts';
import { useAction } from '../api/use-action.ts';
import { FailureView } from '../components/failure-view.tsx';
import { StateMark } from '../components/state-mark.tsx';
import { useNow } from '../components/use-now.ts';
import type { Tab } from '../navigation/route.ts';
import { linkTo } from '../navigation/use-route.ts';
import { listWords, shownKind, type Platform } from '../words/session-words.ts';
import { visibleLine } from '../words/visible-text.ts';
import styles from './connection-list.module.css';
import { moved } from './order.ts';

export function ConnectionList({
  connections,
  selected,
  tab,
  platform,
}: {
  readonly connections: readonly ConnectionView[];
  readonly selected: ConnectionView | null;
  readonly tab: Tab;
  readonly platform: Platform;
}) {
  const client = useQueryClient();
  const list = useRef<HTMLUListElement>(null);
  const [dragged, setDragged] = useState<ConnectionId | null>(null);
  const [over, setOver] = useState<ConnectionId | null>(null);

  const ordering = useAction();

  const move = async (from: number, to: number): Promise<void> => {
    const next = moved(connections, from, to);
    if (next === connections) return;
    client.setQueryData(connectionsQuery.queryKey, succeed(next));
    const ids = next.map(({ id }) => id);
    const result = await ordering.run(() => window.latchkey.orderConnections({ ids }));
    if (!result.ok) await client.invalidateQueries(connectionsQuery);
  };

  const onKeyDown = (event: KeyboardEvent, index: number): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const links = list.current?.querySelectorAll('a');
    if (event.altKey) {
      const link = links?.item(index);
      void move(index, index + step);
      // The node moves in the document and loses the focus on its way.
      requestAnimationFrame(() => link?.focus());
    } else {
      links?.item(index + step)?.focus();
    }
  };

  const now = useNow(60_000);
  return (
    <>
      <ul ref={list} className={styles['list']}>
        {connections.map((connection, index) => (
          <li
            key={connection.id}
            className={styles['item']}
            data-over={over === connection.id && dragged !== connection.id}
          >
            {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- a link, with its href in the spread */}
            <a
              {...linkTo({ kind: 'connection', id: connection.id, tab })}
              className={styles['link']}
              aria-current={selected?.id === connection.id ? 'page' : undefined}
              aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
              draggable
              onKeyDown={(event) => {
                onKeyDown(event, index);
              }}
              onDragStart={(event) => {
                event.dataTransfer.effectAllowed = 'move';
                event.dataTransfer.setData('text/plain', connection.name);
                setDragged(connection.id);
              }}
              onDragOver={(event) => {
                if (dragged === null) return;
                event.preventDefault();
                setOver(connection.id);
              }}
              onDragEnd={() => {
                setDragged(null);
                setOver(null);
              }}
              onDrop={(event) => {
                event.preventDefault();
                void move(
                  connections.findIndex(({ id }) => id === dragged),
                  index,
                );
              }}
            >
              <span className={styles['words']}>
                <bdi className={styles['name']} title={connection.name}>
                  {visibleLine(connection.name)}
                </bdi>
                <bdi className={styles['state']} data-late={shownKind(connection.session) === 'opening'}>
                  {visibleLine(listWords(connection.session, platform, now))}
                </bdi>
              </span>
              <StateMark kind={shownKind(connection.session)} />
            </a>
          </li>
        ))}
      </ul>
      {ordering.failure === null ? null : (
        <div className={styles['failed']}>
          <FailureView failure={ordering.failure} />
          <Button size="compact-xs" variant="default" onClick={ordering.clear}>
            Got it
          </Button>
        </div>
      )}
    </>
  );
}
