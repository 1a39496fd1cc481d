import '@mantine/core/styles/Input.layer.css';

import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';

import type { ConnectionView } from '../../shared/connection.ts';
import type { Failure } from '../../shared/failure.ts';
import { longestPageWords } from '../../shared/provider.ts';
import { useAction } from '../api/use-action.ts';
import { FailureView } from '../components/failure-view.tsx';
import { ErrorHelp } from './error-help.tsx';
import styles from './error-page.module.css';
import { PageSayings } from './page-sayings.tsx';
import { UnfoldingForm } from '../components/unfolding-form.tsx';

/** For a browser that stopped at a page: what a person copies from it is looked up, and nothing of it is kept. */
export function ErrorPage({ connection }: { readonly connection: ConnectionView }) {
  const { id } = connection;
  const [words, setWords] = useState('');
  /** With a number, so that another answer of the same words begins anew. */
  const [answer, setAnswer] = useState<{ readonly told: Failure; readonly number: number } | null>(null);
  const { busy, failure, run } = useAction();
  const explain = async (text: string) => {
    const told = await run(() => window.latchkey.explainPage({ id, words: text.slice(0, longestPageWords) }));
    if (told.ok) setAnswer((before) => ({ told: told.value, number: (before?.number ?? 0) + 1 }));
  };
  return (
    <UnfoldingForm
      question="What does the page say?"
      onSubmit={() => {
        void explain(words);
      }}
    >
      <Textarea
        label="Words or address of the page"
        description="Copy what the page in your browser says, or its address, and paste it here."
        autoComplete="off"
        spellCheck={false}
        rows={3}
        value={words}
        onChange={(event) => {
          setWords(event.currentTarget.value);
        }}
      />
      <div className={styles['choices']}>
        <Button type="submit" variant="default" loading={busy} disabled={words.trim() === ''}>
          Explain
        </Button>
        <Button
          variant="subtle"
          color="gray"
          disabled={busy}
          onClick={() => {
            void explain('');
          }}
        >
          It says nothing
        </Button>
      </div>
      <PageSayings
        id={id}
        busy={busy}
        onPick={(picked) => {
          setWords(picked);
          void explain(picked);
        }}
      />
      {failure === null ? null : <FailureView failure={failure} tone="warn" />}
      <section aria-label="Explanation" aria-live="polite">
        {answer === null || failure !== null ? null : (
          <FailureView key={answer.number} failure={answer.told} tone="warn">
            <ErrorHelp connection={connection} failure={answer.told} />
          </FailureView>
        )}
      </section>
    </UnfoldingForm>
  );
}
