import '@mantine/core/styles/Input.layer.css';
import '@mantine/core/styles/InlineInput.layer.css';
import '@mantine/core/styles/Checkbox.layer.css';

import { Button, Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { KeyboardEvent } from 'react';

import type { ConnectionView } from '../../shared/connection.ts';
import { failureLine } from '../words/failure-report.ts';
import { cancel, send, useExchange } from './exchange-store.ts';
import { HeaderRows } from './header-rows.tsx';
import { draftOf, methods } from './kept-drafts.ts';
import { OriginQuestion } from './origin-question.tsx';
import styles from './request-tab.module.css';
import { ResponseRegion } from './response-region.tsx';
import { useComposition } from './use-composition.ts';

const fieldNames = ['Method', 'URL', 'Headers', 'Request body'] as const;

export function RequestTab({ connection }: { readonly connection: ConnectionView }) {
  const { id } = connection;
  const [composition, setComposition] = useComposition(connection);
  const exchange = useExchange(id);
  const sending = exchange.kind === 'sending';

  const sendNow = (): void => {
    if (!sending) void send(window.latchkey, id, draftOf(composition));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      sendNow();
    } else if (event.key === 'Escape' && sending) {
      event.preventDefault();
      cancel(window.latchkey, id);
    }
  };

  const failure = exchange.kind === 'failed' ? exchange.failure : null;
  const errorAt = (field: (typeof fieldNames)[number]): string | undefined =>
    failure?.details?.field === field ? failureLine(failure) : undefined;
  const atField = fieldNames.some((field) => failure?.details?.field === field);

  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Ctrl+Enter and Esc hold anywhere in the tab
    <div className={styles['tab']} onKeyDown={onKeyDown}>
      <form
        className={styles['compose']}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          sendNow();
        }}
      >
        <div className={styles['line']}>
          <NativeSelect
            aria-label="Method"
            className={styles['method']}
            data={[...methods]}
            value={composition.method}
            error={errorAt('Method')}
            onChange={(event) => {
              setComposition({ ...composition, method: event.currentTarget.value });
            }}
          />
          <TextInput
            aria-label="URL"
            className={styles['url']}
            placeholder="https://api.example.com/v1/notes"
            autoComplete="off"
            spellCheck={false}
            value={composition.url}
            error={errorAt('URL')}
            onChange={(event) => {
              setComposition({ ...composition, url: event.currentTarget.value });
            }}
          />
          {sending ? (
            <Button
              size="sm"
              variant="default"
              className={styles['send']}
              aria-label="Cancel request"
              onClick={(event) => {
                // The second half of a double click on *Send* is not meant for what came into its place.
                if (event.detail < 2) cancel(window.latchkey, id);
              }}
            >
              Cancel
            </Button>
          ) : (
            <Button size="sm" type="submit" className={styles['send']} title="Ctrl+Enter">
              Send
            </Button>
          )}
        </div>
        <HeaderRows
          headers={composition.headers}
          error={errorAt('Headers')}
          onChange={(headers) => {
            setComposition({ ...composition, headers });
          }}
        >
          <Checkbox
            size="xs"
            label="Carry my sign-in"
            checked={composition.authorization === 'on'}
            onChange={(event) => {
              setComposition({ ...composition, authorization: event.currentTarget.checked ? 'on' : 'off' });
            }}
          />
        </HeaderRows>
        <Textarea
          label="Request body"
          classNames={{ input: styles['body'] ?? '' }}
          rows={2}
          spellCheck={false}
          placeholder="None"
          value={composition.body}
          error={errorAt('Request body')}
          onChange={(event) => {
            setComposition({ ...composition, body: event.currentTarget.value });
          }}
        />
      </form>
      {exchange.kind === 'asking' ? (
        <OriginQuestion connection={connection} origin={exchange.origin} request={exchange.request} />
      ) : null}
      <ResponseRegion
        exchange={atField ? { kind: 'none' } : exchange}
        onUseAddress={(url) => {
          setComposition({ ...composition, url });
        }}
      />
    </div>
  );
}
