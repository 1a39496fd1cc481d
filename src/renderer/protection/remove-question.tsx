import { Button } from '@mantine/core';

import { useAction } from '../api/use-action.ts';
import { Question } from '../settings/question.tsx';
import { keyringWord, type Platform } from '../words/session-words.ts';

/** The one question before sign-ins are kept in memory only. */
export function RemoveQuestion({
  platform,
  onClose,
}: {
  readonly platform: Platform;
  readonly onClose: () => void;
}) {
  const { busy, failure, run } = useAction();
  const remove = async (): Promise<void> => {
    const result = await run(() => window.latchkey.removePassphrase());
    if (result.ok) onClose();
  };
  return (
    <Question
      title="Remove the passphrase?"
      failure={failure}
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
              void remove();
            }}
          >
            Remove passphrase
          </Button>
        </>
      }
    >
      <p>
        You stay signed in until you quit. Without a passphrase and without a {keyringWord(platform)} nothing
        is kept on this computer, so you sign in again after the next start.
      </p>
    </Question>
  );
}
