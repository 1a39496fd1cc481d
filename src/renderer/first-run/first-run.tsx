import { Button, UnstyledButton } from '@mantine/core';

import { useAction } from '../api/use-action.ts';
import { FailureView } from '../components/failure-view.tsx';
import { LatchMark } from '../components/icons.tsx';
import { goTo } from '../navigation/use-route.ts';
import { askSettingsTo } from '../transfer/asked-of-settings.ts';
import styles from './first-run.module.css';

/** The whole page while there is no connection: one sentence, two choices, and a quiet third for who was given a file. */
export function FirstRun() {
  const demo = useAction();
  const tryDemo = async (): Promise<void> => {
    const result = await demo.run(() => window.latchkey.tryDemo());
    if (result.ok) goTo({ kind: 'connection', id: result.value.id, tab: 'requests' });
  };
  return (
    <div className={styles['page']}>
      <div className={styles['mark']}>
        <LatchMark size={56} />
      </div>
      <h1 className={styles['title']}>
        Sign in to anything. <span>Your tokens stay on this computer.</span>
      </h1>
      <div className={styles['choices']}>
        <Button
          size="sm"
          loading={demo.busy}
          onClick={() => {
            void tryDemo();
          }}
        >
          Try the demo
        </Button>
        <Button
          size="sm"
          variant="default"
          onClick={() => {
            goTo({ kind: 'add' });
          }}
        >
          Add a connection
        </Button>
      </div>
      <UnstyledButton
        className={styles['import'] ?? ''}
        onClick={() => {
          askSettingsTo('import');
        }}
      >
        Import connections…
      </UnstyledButton>
      {demo.failure === null ? null : <FailureView failure={demo.failure} />}
    </div>
  );
}
