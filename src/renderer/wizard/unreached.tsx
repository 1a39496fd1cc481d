import { Button } from '@mantine/core';

import styles from './unreached.module.css';

/** The provider cannot be asked now. What is known without it is provisional, and nothing of it can be copied. */
export function Unreached({
  busy,
  onAgain,
  onSaveDraft,
}: {
  readonly busy: boolean;
  readonly onAgain: () => void;
  readonly onSaveDraft: () => void;
}) {
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
    </section>
  );
}
