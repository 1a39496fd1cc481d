import { Button } from '@mantine/core';
import { useState } from 'react';

import type { AppState } from '../../shared/app-state.ts';
import { FailureView } from '../components/failure-view.tsx';
import styles from './banners.module.css';

/** What was found wrong with our own files at start. Each can be put away once it was read. */
export function Banners({ app }: { readonly app: AppState | null }) {
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set());
  if (app === null) return null;
  const setAside = app.keyring.kind === 'set-aside' ? [app.keyring.reason] : [];
  const shown = [...setAside, ...app.notices].filter((notice) => !dismissed.has(notice.what));
  if (shown.length === 0) return null;
  return (
    <div className={styles['banners']}>
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
