import { Button } from '@mantine/core';
import { useState } from 'react';

import type { Result } from '../../shared/result.ts';
import { useAction } from '../api/use-action.ts';
import { FailureView } from '../components/failure-view.tsx';
import { Question } from '../settings/question.tsx';
import { failureLine } from '../words/failure-report.ts';
import styles from './new-passphrase.module.css';
import { PassphraseField } from './passphrase-field.tsx';

const differ = 'The two are not the same. Type it again.';

/** Asks for a new passphrase, twice; and for the one in use where there is one. */
export function NewPassphrase({
  change,
  onClose,
}: {
  /** True: another one takes the place of the one in use. */
  readonly change: boolean;
  readonly onClose: () => void;
}) {
  const [current, setCurrent] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [repeated, setRepeated] = useState('');
  const [differs, setDiffers] = useState(false);
  const { busy, failure, run } = useAction();

  const send = (): Promise<Result<null>> =>
    change
      ? window.latchkey.changePassphrase({ currentPassphrase: current, passphrase })
      : window.latchkey.choosePassphrase({ passphrase });

  const submit = async (): Promise<void> => {
    setDiffers(passphrase !== repeated);
    if (passphrase !== repeated) return;
    const result = await run(send);
    if (result.ok) onClose();
  };

  const wrong = failure?.code === 'passphrase-wrong' ? failureLine(failure) : null;
  const weak = failure?.code === 'input-invalid' ? failureLine(failure) : null;
  return (
    <Question
      title={change ? 'Change passphrase' : 'Protect with a passphrase'}
      onClose={onClose}
      answers={
        <>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" form="new-passphrase" loading={busy}>
            {change ? 'Change passphrase' : 'Protect'}
          </Button>
        </>
      }
    >
      <form
        id="new-passphrase"
        className={styles['form']}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <p>
          {change
            ? 'The new one opens everything that the one in use does.'
            : 'Your sign-ins are sealed on this computer, and Latchkey asks for the passphrase when it starts.'}{' '}
          Four or five words that nobody would put together are easy to keep and hard to guess. Nobody can
          give it back to you: without it you sign in again.
        </p>
        {change ? (
          <PassphraseField
            label="Current passphrase"
            value={current}
            error={wrong}
            first
            onChange={setCurrent}
          />
        ) : null}
        <PassphraseField
          label="New passphrase"
          description="15 characters or more"
          value={passphrase}
          error={weak}
          first={!change}
          onChange={setPassphrase}
        />
        <PassphraseField
          label="Repeat it"
          value={repeated}
          error={differs ? differ : null}
          onChange={setRepeated}
        />
        {failure === null || wrong !== null || weak !== null ? null : <FailureView failure={failure} />}
      </form>
    </Question>
  );
}
