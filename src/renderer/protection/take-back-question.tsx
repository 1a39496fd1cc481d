import { Button } from '@mantine/core';
import { useState } from 'react';

import { useAction } from '../api/use-action.ts';
import { Question } from '../settings/question.tsx';
import { failureLine } from '../words/failure-report.ts';
import styles from './new-passphrase.module.css';
import { PassphraseField } from './passphrase-field.tsx';

/** Asks for a passphrase that was given up as forgotten, and brings back what it protects. */
export function TakeBackQuestion({ onClose }: { readonly onClose: () => void }) {
  const [passphrase, setPassphrase] = useState('');
  const { busy, failure, run } = useAction();
  const open = async (): Promise<void> => {
    const result = await run(() => window.latchkey.takeBackPassphrase({ passphrase }));
    setPassphrase('');
    if (result.ok) onClose();
  };
  const wrong = failure?.code === 'passphrase-wrong' ? failureLine(failure) : null;
  return (
    <Question
      title="Open earlier sign-ins"
      failure={wrong === null ? failure : null}
      onClose={onClose}
      answers={
        <>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" form="take-back" loading={busy} disabled={passphrase === ''}>
            Open
          </Button>
        </>
      }
    >
      <form
        id="take-back"
        className={styles['form']}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (passphrase !== '' && !busy) void open();
        }}
      >
        <p>
          You started again without their passphrase. If you remember it, they come back; where you signed in
          anew since, that stays.
        </p>
        <PassphraseField
          first
          label="Earlier passphrase"
          value={passphrase}
          error={wrong}
          onChange={setPassphrase}
        />
      </form>
    </Question>
  );
}
