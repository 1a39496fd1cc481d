import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';

import type { ClientSecretState } from '../../shared/connection.ts';
import styles from './client-secret-field.module.css';

/** What is to become of the secret when the form is saved: as it is, another one, or none. */
export type SecretWish = string | null | undefined;

const heldWords: Readonly<Record<Exclude<ClientSecretState, 'none'>, string>> = {
  sealed: 'One is held, sealed on this computer. It is never shown again.',
  memory: 'One is held in memory and will be forgotten when you quit: this computer has no keyring.',
  missing: 'The one that was entered is not there any more. Enter it again.',
};

/** A secret goes in and never comes out: the field is empty, whatever is held. */
export function ClientSecretField({
  state,
  wish,
  error,
  why = 'Rarely needed: a secret in an app on your own computer proves little. Enter one only where the provider insists; it is sealed, and never shown again.',
  onWish,
}: {
  readonly state: ClientSecretState;
  readonly wish: SecretWish;
  readonly error: string | null;
  /** What is said of a secret that nobody entered yet. */
  readonly why?: string;
  readonly onWish: (wish: SecretWish) => void;
}) {
  const [replacing, setReplacing] = useState(false);
  const held = state === 'sealed' || state === 'memory';
  if (held && wish === undefined && !replacing) {
    return (
      <fieldset className={styles['held']}>
        <legend>Client secret</legend>
        <p>{heldWords[state]}</p>
        <div className={styles['buttons']}>
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => {
              setReplacing(true);
            }}
          >
            Replace
          </Button>
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => {
              onWish(null);
            }}
          >
            Remove
          </Button>
        </div>
      </fieldset>
    );
  }
  if (wish === null) {
    return (
      <fieldset className={styles['held']}>
        <legend>Client secret</legend>
        <p>It is erased when you save the connection.</p>
        <div className={styles['buttons']}>
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => {
              onWish(undefined);
            }}
          >
            Keep it
          </Button>
        </div>
      </fieldset>
    );
  }
  return (
    <div>
      <TextInput
        label="Client secret"
        description={state === 'missing' ? heldWords.missing : why}
        type="password"
        autoComplete="off"
        spellCheck={false}
        error={error}
        value={wish ?? ''}
        onChange={(event) => {
          const { value } = event.currentTarget;
          onWish(value === '' ? undefined : value);
        }}
      />
      {state === 'missing' || replacing ? (
        <div className={styles['buttons']}>
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => {
              setReplacing(false);
              onWish(state === 'missing' ? null : undefined);
            }}
          >
            {state === 'missing' ? 'Remove' : 'Keep the one that is held'}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
