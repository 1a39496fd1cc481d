import { Button } from '@mantine/core';
import { useRef, useState } from 'react';

import { useAction } from '../api/use-action.ts';
import { FailureView } from '../components/failure-view.tsx';
import { Question } from '../settings/question.tsx';
import { failureLine } from '../words/failure-report.ts';
import { PassphraseField } from './passphrase-field.tsx';
import styles from './unlock-panel.module.css';

/** Asks for the passphrase that protects saved sign-ins. A wrong one costs nothing but the time to check it. */
export function UnlockPanel() {
  const [passphrase, setPassphrase] = useState('');
  const [giving, setGiving] = useState(false);
  const { busy, failure, run } = useAction();
  const input = useRef<HTMLInputElement>(null);

  const submit = async (): Promise<void> => {
    const result = await run(() => window.latchkey.enterPassphrase({ passphrase }));
    // Gone from the page either way; once it fits, so is this panel.
    setPassphrase('');
    if (!result.ok) input.current?.focus();
  };

  const wrong = failure?.code === 'passphrase-wrong' ? failureLine(failure) : null;
  return (
    <section className={styles['panel']} aria-labelledby="unlock-title">
      <h2 id="unlock-title">Passphrase needed</h2>
      <p>Your saved sign-ins are protected. Enter your passphrase to use them; nothing is lost.</p>
      <form
        className={styles['form']}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (passphrase !== '' && !busy) void submit();
        }}
      >
        <PassphraseField
          label="Passphrase"
          value={passphrase}
          error={wrong}
          inputRef={input}
          onChange={setPassphrase}
        />
        <div className={styles['buttons']}>
          <Button type="submit" loading={busy} disabled={passphrase === ''}>
            Unlock
          </Button>
          <Button
            variant="default"
            disabled={busy}
            onClick={() => {
              setGiving(true);
            }}
          >
            Forgot it
          </Button>
        </div>
      </form>
      {failure === null || wrong !== null ? null : <FailureView failure={failure} />}
      {giving ? (
        <GiveUpQuestion
          onClose={() => {
            setGiving(false);
          }}
        />
      ) : null}
    </section>
  );
}

function GiveUpQuestion({ onClose }: { readonly onClose: () => void }) {
  const { busy, failure, run } = useAction();
  const giveUp = async (): Promise<void> => {
    const result = await run(() => window.latchkey.giveUpPassphrase());
    if (result.ok) onClose();
  };
  return (
    <Question
      title="Start again without the passphrase?"
      onClose={onClose}
      answers={
        <>
          <Button variant="default" data-autofocus onClick={onClose}>
            Keep
          </Button>
          <Button
            color="red"
            loading={busy}
            onClick={() => {
              void giveUp();
            }}
          >
            Start again
          </Button>
        </>
      }
    >
      <p>
        You sign in again on each connection, and Latchkey asks for this passphrase no more. Nothing is
        deleted: the sealed files stay where they are. If you remember the passphrase later, “Open earlier
        sign-ins” in Settings brings them back.
      </p>
      {failure === null ? null : <FailureView failure={failure} />}
    </Question>
  );
}
