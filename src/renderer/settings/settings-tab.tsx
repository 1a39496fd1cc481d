import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';

import type { ConnectionView } from '../../shared/connection.ts';
import { ConnectionForm } from '../connection-form/connection-form.tsx';
import { inputOf } from '../connection-form/form-values.ts';
import styles from './settings-tab.module.css';

const DeleteQuestion = lazy(async () => ({
  default: (await import('./delete-question.tsx')).DeleteQuestion,
}));

export function SettingsTab({ connection }: { readonly connection: ConnectionView }) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <ConnectionForm
        initial={inputOf(connection)}
        redirectUris={connection.redirectUris}
        host={connection.host}
        onSave={(changes) => window.latchkey.updateConnection({ id: connection.id, changes })}
      />
      <section className={styles['danger']}>
        <p>Deleting a connection signs you out, tells the provider, and erases what is kept here.</p>
        <Button
          variant="default"
          onClick={() => {
            setAsking(true);
          }}
        >
          Delete connection
        </Button>
      </section>
      {asking ? (
        <Suspense fallback={null}>
          <DeleteQuestion
            connection={connection}
            onClose={() => {
              setAsking(false);
            }}
          />
        </Suspense>
      ) : null}
    </>
  );
}
