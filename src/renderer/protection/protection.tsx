import { Button } from '@mantine/core';
import { Suspense, useState } from 'react';

import type { AppState } from '../../shared/app-state.ts';
import { useAction } from '../api/use-action.ts';
import { FailureView } from '../components/failure-view.tsx';
import { preloadable } from '../components/preloadable.tsx';
import { usePreload } from '../components/use-preload.ts';
import { keyringWord } from '../words/session-words.ts';
import { LockChoices } from './lock-choices.tsx';
import { canChoosePassphrase, canTakeBack, protectionWords } from './protection-words.ts';
import styles from './protection.module.css';

const newPassphrase = preloadable(async () => (await import('./new-passphrase.tsx')).NewPassphrase);
const removeQuestion = preloadable(async () => (await import('./remove-question.tsx')).RemoveQuestion);
const takeBackQuestion = preloadable(async () => (await import('./take-back-question.tsx')).TakeBackQuestion);
const questions = [newPassphrase, removeQuestion, takeBackQuestion];

type Asked = 'choose' | 'change' | 'remove' | 'take-back';

/** What protects saved sign-ins, and what else could. */
export function Protection({ app }: { readonly app: AppState }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const { busy, failure, run } = useAction();
  usePreload(questions);
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
          <newPassphrase.Component change={asked === 'change'} onClose={close} />
        ) : null}
        {asked === 'take-back' ? <takeBackQuestion.Component onClose={close} /> : null}
        {asked === 'remove' ? <removeQuestion.Component platform={app.platform} onClose={close} /> : null}
      </Suspense>
    </section>
  );
}
