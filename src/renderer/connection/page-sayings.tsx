import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';

import type { ConnectionId } from '../../shared/connection.ts';
import { pageSayingsQuery } from '../api/queries.ts';
import wrapping from '../components/wrapping-button.module.css';
import styles from './page-sayings.module.css';

/** What the provider's pages are known to say, for whoever would rather pick than copy; nothing until it is read. */
export function PageSayings({
  id,
  busy,
  onPick,
}: {
  readonly id: ConnectionId;
  readonly busy: boolean;
  readonly onPick: (words: string) => void;
}) {
  const { data } = useQuery(pageSayingsQuery(id));
  if (data?.ok !== true || data.value.length === 0) return null;
  return (
    <fieldset className={styles['whole']}>
      <legend className={styles['label']}>Or pick what it says</legend>
      {data.value.map((words) => (
        <Button
          key={words}
          size="compact-xs"
          variant="default"
          className={wrapping['wrapping']}
          disabled={busy}
          onClick={() => {
            onPick(words);
          }}
        >
          {words}
        </Button>
      ))}
    </fieldset>
  );
}
