import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';

import type { ConnectionView } from '../../shared/connection.ts';
import type { ConnectionInput } from '../../shared/ipc.ts';
import { isIssuerInDoubt } from '../connection/told-failures.ts';
import { ConnectionForm } from '../connection-form/connection-form.tsx';
import { inputOf } from '../connection-form/form-values.ts';
import { AddressesByHand } from './addresses-by-hand.tsx';
import { whatEnds } from './ending.ts';
import styles from './settings-tab.module.css';

const CookieSettings = lazy(async () => ({
  default: (await import('./cookie-settings.tsx')).CookieSettings,
}));
const ConnectionChecks = lazy(async () => ({
  default: (await import('../doctor/connection-checks.tsx')).ConnectionChecks,
}));
const DeleteQuestion = lazy(async () => ({
  default: (await import('./delete-question.tsx')).DeleteQuestion,
}));
const EndingQuestion = lazy(async () => ({
  default: (await import('./ending-question.tsx')).EndingQuestion,
}));

interface Asked {
  readonly ends: 'session' | 'sign-in';
  readonly answer: (save: boolean) => void;
}

export function SettingsTab({ connection }: { readonly connection: ConnectionView }) {
  const [asking, setAsking] = useState(false);
  const [asked, setAsked] = useState<Asked | null>(null);

  const confirm = async (changes: ConnectionInput): Promise<boolean> => {
    const ends = whatEnds(connection, changes);
    if (ends === null) return true;
    const save = await new Promise<boolean>((answer) => {
      setAsked({ ends, answer });
    });
    setAsked(null);
    return save;
  };

  return (
    <>
      <ConnectionForm
        initial={inputOf(connection)}
        clientSecret={connection.clientSecret}
        redirectUris={connection.redirectUris}
        host={connection.host}
        issuerInDoubt={isIssuerInDoubt(connection.session)}
        confirm={confirm}
        onSave={(changes) => window.latchkey.updateConnection({ id: connection.id, changes })}
      />
      <AddressesByHand connection={connection} />
      <Suspense fallback={null}>
        <CookieSettings id={connection.id} />
      </Suspense>
      <div className={styles['checks']}>
        <Suspense fallback={null}>
          <ConnectionChecks connection={connection} />
        </Suspense>
      </div>
      <section className={styles['danger']}>
        <p>
          Deleting a connection signs you out, tells the provider, and erases what is kept here. For a minute
          it can be undone.
        </p>
        <Button
          variant="default"
          onClick={() => {
            setAsking(true);
          }}
        >
          Delete connection
        </Button>
      </section>
      {asked === null ? null : (
        <Suspense fallback={null}>
          <EndingQuestion connection={connection} ends={asked.ends} answer={asked.answer} />
        </Suspense>
      )}
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
