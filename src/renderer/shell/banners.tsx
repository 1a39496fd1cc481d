import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';

import type { AppState } from '../../shared/app-state.ts';
import { FailureView } from '../components/failure-view.tsx';
import styles from './banners.module.css';

const DeletedConnections = lazy(async () => ({
  default: (await import('./deleted-connections.tsx')).DeletedConnections,
}));
const UnlockPanel = lazy(async () => ({
  default: (await import('../protection/unlock-panel.tsx')).UnlockPanel,
}));

/** What concerns everything below: the passphrase that is needed, connections that can be brought back, and what was found wrong with our own files at start. */
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
      {locked ? (
        <Suspense fallback={null}>
          <UnlockPanel />
        </Suspense>
      ) : null}
      {deleted.length === 0 ? null : (
        <Suspense fallback={null}>
          <DeletedConnections deleted={deleted} />
        </Suspense>
      )}
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
