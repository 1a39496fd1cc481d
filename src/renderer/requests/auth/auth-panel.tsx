import '@mantine/core/styles/InlineInput.layer.css';
import '@mantine/core/styles/Checkbox.layer.css';

import { Checkbox } from '@mantine/core';

import type { ConnectionView } from '../../../shared/connection.ts';
import { useAppState, useCookies } from '../../api/queries.ts';
import { useNow } from '../../components/use-now.ts';
import type { Composition } from '../kept-drafts.ts';
import styles from './auth-panel.module.css';
import { authWords } from './auth-words.ts';
import { cookieWords } from './cookie-words.ts';

/** Whether a request carries the sign-in, and what that means for the one in the editor. */
export function AuthPanel({
  composition,
  connection,
  onChange,
}: {
  readonly composition: Composition;
  readonly connection: ConnectionView;
  readonly onChange: (authorization: Composition['authorization']) => void;
}) {
  const platform = useAppState()?.platform ?? 'linux';
  const now = useNow(60_000);
  const words = authWords(composition, connection, { platform, now });
  const cookies = cookieWords(composition.url, connection, useCookies(connection.id));
  return (
    <div className={styles['panel']}>
      <Checkbox
        size="xs"
        label="Carry my sign-in"
        checked={composition.authorization === 'on'}
        onChange={(event) => {
          onChange(event.currentTarget.checked ? 'on' : 'off');
        }}
      />
      <p className={styles['what']} data-kind={words.kind}>
        {words.what}
      </p>
      {words.more === null ? null : <p className={styles['more']}>{words.more}</p>}
      {cookies === null ? null : <p className={styles['more']}>{cookies}</p>}
    </div>
  );
}
