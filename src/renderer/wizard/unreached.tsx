import { Button } from '@mantine/core';

import type { ConnectionInput } from '../../shared/ipc.ts';
import type { ProviderId } from '../../shared/provider.ts';
import { GuideView } from './guide-view.tsx';
import styles from './unreached.module.css';
import { useGuide } from './use-guide.ts';

/** The provider cannot be asked now. What is known without it is provisional, and nothing of it can be copied. */
export function Unreached({
  values,
  picked,
  busy,
  onAgain,
  onSaveDraft,
}: {
  /** As the fields are now, filled in by what is known without the provider. */
  readonly values: ConnectionInput;
  /** What the person says that it is. */
  readonly picked: ProviderId | null;
  readonly busy: boolean;
  readonly onAgain: () => void;
  readonly onSaveDraft: () => void;
}) {
  const guide = useGuide(values, picked === null ? {} : { provider: picked }, false);
  return (
    <section className={styles['unreached']} aria-label="Without the provider">
      <p>
        Nothing is lost: save a draft, and continue when the provider can be reached. What is to be registered
        is certain only when it has said what it calls itself.
      </p>
      <div className={styles['buttons']}>
        <Button size="compact-sm" variant="default" onClick={onAgain}>
          Check again
        </Button>
        <Button size="compact-sm" variant="default" loading={busy} onClick={onSaveDraft}>
          Save as a draft
        </Button>
      </div>
      {guide === null ? null : (
        <details className={styles['ahead']}>
          <summary>See what will be registered</summary>
          <GuideView guide={guide} />
        </details>
      )}
    </section>
  );
}
