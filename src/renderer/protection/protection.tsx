import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';

import type { AppState } from '../../shared/app-state.ts';
import { useAction } from '../api/use-action.ts';
import { FailureView } from '../components/failure-view.tsx';
import { keyringWord } from '../words/session-words.ts';
import { LockChoices } from './lock-choices.tsx';
import { canChoosePassphrase, canTakeBack, protectionWords } from './protection-words.ts';
import styles from './protection.module.css';

const NewPassphrase = lazy(async () => ({
  default: (await import('./new-passphrase.tsx')).NewPassphrase,
}));
const RemoveQuestion = lazy(async () => ({
  default: (await import('./remove-question.tsx')).RemoveQuestion,
}));

const TakeBackQuestion = lazy(async () => ({
  default: (await import('./take-back-question.tsx')).TakeBackQuestion,
}));

type Asked = 'choose' | 'change' | 'remove' | 'take-back';

/** What protects saved sign-ins, and what else could. */
export function Protection({ app }: { readonly app: AppState }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const { busy, failure, run } = useAction();
  const { by, keyringReady, givenUp, lock } = app.protection;
  const word = keyringWord(app.platform);
  const close = (): void => {
    setAsked(null);
  };
  const ask = (question: Asked) => () => {
    setAsked(question);
  };
  return (
    <section className={styles['protection']} aria-labelledby="protection-title">
      <h2 id="protection-title">Protection</h2>
      <p>{protectionWords(app)}</p>
      {by === 'passphrase' ? <LockChoices choice={lock} /> : null}
      <div className={styles['buttons']}>
        {by === 'passphrase' ? (
          <>
            <Button
              variant="default"
              disabled={busy}
              onClick={() => {
                void run(() => window.latchkey.lockNow());
              }}
            >
              Lock now
            </Button>
            <Button variant="default" disabled={busy} onClick={ask('change')}>
              Change passphrase
            </Button>
            <Button
              variant="default"
              disabled={busy}
              onClick={() => {
                void run(() => window.latchkey.moveToKeyring());
              }}
            >
              Move to the {word}
            </Button>
            {keyringReady ? null : (
              <Button variant="default" disabled={busy} onClick={ask('remove')}>
                Remove passphrase
              </Button>
            )}
          </>
        ) : null}
        {canChoosePassphrase(app) ? (
          <Button variant="default" onClick={ask('choose')}>
            {by === 'keyring' ? 'Use a passphrase instead' : 'Protect with a passphrase'}
          </Button>
        ) : null}
        {givenUp && canTakeBack(app) ? (
          <Button variant="default" disabled={busy} onClick={ask('take-back')}>
            Open earlier sign-ins
          </Button>
        ) : null}
      </div>
      {failure === null ? null : <FailureView failure={failure} />}
      <Suspense fallback={null}>
        {asked === 'choose' || asked === 'change' ? (
          <NewPassphrase change={asked === 'change'} onClose={close} />
        ) : null}
        {asked === 'take-back' ? <TakeBackQuestion onClose={close} /> : null}
        {asked === 'remove' ? <RemoveQuestion platform={app.platform} onClose={close} /> : null}
      </Suspense>
    </section>
  );
}
