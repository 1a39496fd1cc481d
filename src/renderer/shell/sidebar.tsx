import { ActionIcon, UnstyledButton } from '@mantine/core';

import type { AppState } from '../../shared/app-state.ts';
import type { ConnectionView } from '../../shared/connection.ts';
import { GearIcon, LatchMark, MoonIcon, PlusIcon, SunIcon } from '../components/icons.tsx';
import type { Route } from '../navigation/route.ts';
import { goTo } from '../navigation/use-route.ts';
import { useColorScheme } from './color-scheme.ts';
import { ConnectionList } from './connection-list.tsx';
import { KeyringStrip } from './keyring-strip.tsx';
import styles from './sidebar.module.css';

export function Sidebar({
  connections,
  selected,
  route,
  app,
  onSearch,
}: {
  readonly connections: readonly ConnectionView[];
  readonly selected: ConnectionView | null;
  readonly route: Route;
  readonly app: AppState | null;
  readonly onSearch: () => void;
}) {
  return (
    <nav className={styles['side']} aria-label="Connections">
      <div className={styles['top']}>
        <span className={styles['brand']}>
          <LatchMark />
          Latchkey
        </span>
        <UnstyledButton className={styles['search']} onClick={onSearch} aria-label="Search, Ctrl K">
          {app?.platform === 'darwin' ? '⌘ K' : 'Ctrl K'}
        </UnstyledButton>
      </div>
      <ConnectionList
        connections={connections}
        selected={selected}
        tab={route.kind === 'connection' ? route.tab : 'requests'}
        platform={app?.platform ?? 'linux'}
      />
      <div className={styles['foot']}>
        <UnstyledButton
          className={styles['item']}
          aria-current={route.kind === 'add' ? 'page' : undefined}
          onClick={() => {
            goTo({ kind: 'add' });
          }}
        >
          <PlusIcon />
          Add connection
        </UnstyledButton>
        <div className={styles['row']}>
          <UnstyledButton
            className={styles['item']}
            aria-current={route.kind === 'app-settings' ? 'page' : undefined}
            onClick={() => {
              goTo({ kind: 'app-settings' });
            }}
          >
            <GearIcon />
            Settings
          </UnstyledButton>
          <ThemeToggle preference={app?.preferences.colorScheme ?? 'auto'} />
        </div>
      </div>
      <KeyringStrip app={app} />
    </nav>
  );
}

function ThemeToggle({ preference }: { readonly preference: AppState['preferences']['colorScheme'] }) {
  const scheme = useColorScheme(preference);
  const next = scheme === 'dark' ? 'light' : 'dark';
  return (
    <ActionIcon
      aria-label={next === 'dark' ? 'Use the dark theme' : 'Use the light theme'}
      onClick={() => {
        void window.latchkey.setPreferences({ colorScheme: next });
      }}
    >
      {next === 'dark' ? <MoonIcon /> : <SunIcon />}
    </ActionIcon>
  );
}
