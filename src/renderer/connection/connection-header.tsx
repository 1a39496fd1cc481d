import { Button } from '@mantine/core';

import type { ConnectionView } from '../../shared/connection.ts';
import { ChevronDownIcon } from '../components/icons.tsx';
import { MenuButton, type MenuItem } from '../components/menu-button.tsx';
import oneLine from '../components/one-line.module.css';
import { StateMark } from '../components/state-mark.tsx';
import { useNow } from '../components/use-now.ts';
import { headerWords, shownKind, type Platform } from '../words/session-words.ts';
import { visibleLine } from '../words/visible-text.ts';
import styles from './connection-header.module.css';
import { actionLabels, offeredActions, type SessionAction } from './session-actions.ts';

export function ConnectionHeader({
  connection,
  platform,
  busy,
  manage,
  act,
}: {
  readonly connection: ConnectionView;
  readonly platform: Platform;
  readonly busy: boolean;
  /** What can be done in every state. */
  readonly manage: readonly MenuItem[];
  readonly act: (action: SessionAction) => void;
}) {
  const now = useNow(60_000);
  const shown = shownKind(connection.session);
  const { main, beside, menu } = offeredActions(shown);
  const ofSession = menu.map((action): MenuItem =>
    action === 'sign-out-in-browser'
      ? {
          label: `Also sign out of ${connection.host} in the browser`,
          checked: connection.signOutInBrowser,
          onPress: () => {
            act(action);
          },
        }
      : {
          label: actionLabels[action],
          onPress: () => {
            act(action);
          },
        },
  );
  const items = [...ofSession, ...manage];
  const quiet = main === 'sign-out' || main === 'forget-sign-out';
  return (
    <header className={styles['header']}>
      <div className={styles['who']}>
        <h1 className={styles['name']} title={connection.name}>
          <bdi className={oneLine['line']}>{visibleLine(connection.name)}</bdi>
        </h1>
        <p className={styles['line']}>
          <span className={styles['host']}>{connection.host}</span>
          {connection.development ? (
            <span className={styles['badge']} title="This provider runs on this computer, without TLS.">
              development
            </span>
          ) : null}
          <span className={styles['state']} data-late={shown === 'opening'}>
            <StateMark kind={shown} size={14} />
            <bdi>{visibleLine(headerWords(connection.session, platform, now))}</bdi>
          </span>
        </p>
      </div>
      <div className={styles['actions']}>
        {beside.map((action) => (
          <Button
            key={action}
            variant="default"
            disabled={busy}
            onClick={() => {
              act(action);
            }}
          >
            {action === 'sign-out-in-browser' ? null : actionLabels[action]}
          </Button>
        ))}
        {main === null || main === 'sign-out-in-browser' ? (
          <MenuButton name="More actions" items={items}>
            <ChevronDownIcon />
          </MenuButton>
        ) : (
          <div className={styles['split']}>
            <Button
              className={styles['main']}
              variant={quiet ? 'default' : 'filled'}
              loading={busy}
              onClick={() => {
                act(main);
              }}
            >
              {actionLabels[main]}
            </Button>
            <MenuButton
              name="More actions"
              items={items}
              className={quiet ? styles['more'] : styles['moreFilled']}
            >
              <ChevronDownIcon />
            </MenuButton>
          </div>
        )}
      </div>
    </header>
  );
}
