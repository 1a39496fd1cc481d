import { Button } from '@mantine/core';

import type { ConnectionView } from '../../shared/connection.ts';
import { endpointsOf } from '../connection-form/endpoints-of.ts';
import { goTo } from '../navigation/use-route.ts';
import styles from './settings-tab.module.css';

/** That no description of the provider is read, and the way to what was entered in its place. */
export function AddressesByHand({ connection }: { readonly connection: ConnectionView }) {
  if (endpointsOf(connection) === null) return null;
  return (
    <section className={styles['addresses']}>
      <p>This provider does not describe itself: its addresses were entered by hand.</p>
      <Button
        variant="default"
        size="compact-sm"
        onClick={() => {
          goTo({ kind: 'set-up', id: connection.id, step: 'where' });
        }}
      >
        Change its addresses
      </Button>
    </section>
  );
}
