import { Button } from '@mantine/core';

import { useAction } from '../api/use-action.ts';
import { FailureView } from '../components/failure-view.tsx';
import { useFocusStays } from '../components/use-focus-stays.ts';
import styles from './app-settings.module.css';

/** The sign-ins of proxies, which are nothing but known or forgotten. */
export function ProxySettings() {
  const forget = useAction();
  const gone = useFocusStays<HTMLElement>();
  return (
    <section ref={gone} className={styles['group']}>
      <h2>Proxy</h2>
      <p>Latchkey knows how to sign in to your network’s proxy. Forgotten, it asks you again.</p>
      <Button
        variant="default"
        loading={forget.busy}
        onClick={() => {
          void forget.run(() => window.latchkey.forgetProxies());
        }}
      >
        Forget proxy sign-in
      </Button>
      {forget.failure === null ? null : <FailureView failure={forget.failure} />}
    </section>
  );
}
