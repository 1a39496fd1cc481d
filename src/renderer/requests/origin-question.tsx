import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';

import type { ConnectionView } from '../../shared/connection.ts';
import type { RequestDraft } from '../../shared/request.ts';
import { useFocusBack } from '../components/use-focus-back.ts';
import { visibleLine } from '../words/visible-text.ts';
import { allowAndSend, dropQuestion, send } from './exchange-store.ts';
import styles from './origin-question.module.css';

/** Asks once before a sign-in goes to an origin that the connection does not list. */
export function OriginQuestion({
  connection,
  origin,
  request,
}: {
  readonly connection: ConnectionView;
  readonly origin: string;
  readonly request: RequestDraft;
}) {
  const { id } = connection;
  useFocusBack();
  const allow = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    allow.current?.focus();
  }, []);
  return (
    <div className={styles['question']} role="alertdialog" aria-labelledby="origin-question">
      <p id="origin-question" className={styles['words']}>
        {request.authorization === 'off' ? (
          <>Send your secret variables to {origin}?</>
        ) : (
          <>
            Send your <bdi>{visibleLine(connection.name)}</bdi> sign-in to {origin}?
          </>
        )}
      </p>
      <div className={styles['buttons']}>
        <Button
          ref={allow}
          onClick={() => {
            void allowAndSend(window.latchkey, id, origin, request);
          }}
        >
          Allow for this connection
        </Button>
        {request.authorization === 'off' ? null : (
          <Button
            variant="default"
            onClick={() => {
              void send(window.latchkey, id, { ...request, authorization: 'off' });
            }}
          >
            Send without sign-in
          </Button>
        )}
        <Button
          variant="subtle"
          color="gray"
          onClick={() => {
            dropQuestion(id);
          }}
        >
          Cancel
        </Button>
      </div>
    </div>
  );
}
