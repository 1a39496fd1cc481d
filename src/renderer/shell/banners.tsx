import { Button } from '@mantine/core';
import { useState } from 'react';

import type { AppState } from '../../shared/app-state.ts';
import { FailureView } from '../components/failure-view.tsx';
import styles from './banners.module.css';
import { deletedConnections, unlockPanel } from './screens.ts';

/**
 * What concerns everything below: the passphrase that is needed, connections that can be brought back, and what was
 * found wrong with our own files at start. Suspends as a whole, so that it comes together with what it stands above.
 */
export function Banners({ app }: { readonly app: AppState | null }) {
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set());
  if (app === null) return null;
  const setAside = app.keyring.kind === 'set-aside' ? [app.keyring.reason] : [];
  const shown = [...setAside, ...app.notices].filter((notice) => !dismissed.has(notice.what));
  const locked = app.keyring.kind === 'passphrase-needed';
  const { deleted } = app;
  if (shown.length === 0 && !locked && deleted.length === 0) return null;
  return (
    <div className={styles['banners']}>
      {locked ? <unlockPanel.Component /> : null}
      {deleted.length === 0 ? null : <deletedConnections.Component deleted={deleted} />}
      {shown.map((notice) => (
        <FailureView key={notice.what} failure={notice} tone="warn">
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => {
              setDismissed(new Set([...dismissed, notice.what]));
            }}
          >
            Got it
          </Button>
        </FailureView>
      ))}
    </div>
  );
}
