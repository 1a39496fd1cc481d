import { Button } from '@mantine/core';

import type { ConnectionView } from '../../shared/connection.ts';
import { visibleLine } from '../words/visible-text.ts';
import { Question } from './question.tsx';

const questions = {
  session: {
    title: 'Sign out of',
    words:
      'The sign-in belongs to the provider and the client ID that it was made with. Saving signs you out and tells the provider; then you can sign in again.',
    answer: 'Sign out and save',
  },
  'sign-in': {
    title: 'Cancel the sign-in of',
    words:
      'The sign-in that waits in your browser belongs to the settings as they were. Saving cancels it; then you can sign in again.',
    answer: 'Cancel sign-in and save',
  },
} as const;

/** The one question before settings are saved that end what the connection has. */
export function EndingQuestion({
  connection,
  ends,
  answer,
}: {
  readonly connection: ConnectionView;
  readonly ends: keyof typeof questions;
  /** True: save. */
  readonly answer: (save: boolean) => void;
}) {
  const question = questions[ends];
  return (
    <Question
      title={
        <>
          {question.title} {visibleLine(connection.name)}?
        </>
      }
      onClose={() => {
        answer(false);
      }}
      answers={
        <>
          <Button
            variant="default"
            data-autofocus
            onClick={() => {
              answer(false);
            }}
          >
            Keep
          </Button>
          <Button
            onClick={() => {
              answer(true);
            }}
          >
            {question.answer}
          </Button>
        </>
      }
    >
      <p>{question.words}</p>
    </Question>
  );
}
