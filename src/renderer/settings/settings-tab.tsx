import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import type { ConnectionView } from '../../shared/connection.ts';
import type { ConnectionInput } from '../../shared/ipc.ts';
import { cookiesQuery } from '../api/queries.ts';
import { isIssuerInDoubt } from '../connection/told-failures.ts';
import { ConnectionForm } from '../connection-form/connection-form.tsx';
import { inputOf } from '../connection-form/form-values.ts';
import { ConnectionChecks } from '../doctor/connection-checks.tsx';
import { AddressesByHand } from './addresses-by-hand.tsx';
import { CookieSettings } from './cookie-settings.tsx';
import { DeleteQuestion } from './delete-question.tsx';
import { EndingQuestion } from './ending-question.tsx';
import { whatEnds } from './ending.ts';
import styles from './settings-tab.module.css';

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
      <BelowTheForm
        connection={connection}
        onDelete={() => {
          setAsking(true);
        }}
      />
      {asked === null ? null : (
        <EndingQuestion connection={connection} ends={asked.ends} answer={asked.answer} />
      )}
      {asking ? (
        <DeleteQuestion
          connection={connection}
          onClose={() => {
            setAsking(false);
          }}
        />
      ) : null}
    </>
  );
}

/** All of it at once, when what it shows is known: nothing comes later above what can be pressed. */
function BelowTheForm({
  connection,
  onDelete,
}: {
  readonly connection: ConnectionView;
  readonly onDelete: () => void;
}) {
  const { isPending } = useQuery(cookiesQuery(connection.id));
  if (isPending) return null;
  return (
    <>
      <AddressesByHand connection={connection} />
      <CookieSettings id={connection.id} />
      <div className={styles['checks']}>
        <ConnectionChecks connection={connection} />
      </div>
      <section className={styles['danger']}>
        <p>
          Deleting a connection signs you out, tells the provider, and erases what is kept here. For a minute
          it can be undone.
        </p>
        <Button variant="default" onClick={onDelete}>
          Delete connection
        </Button>
      </section>
    </>
  );
}
