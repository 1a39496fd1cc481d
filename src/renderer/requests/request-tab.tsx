import '@mantine/core/styles/Input.layer.css';
import '@mantine/core/styles/InlineInput.layer.css';
import '@mantine/core/styles/Checkbox.layer.css';

import { Button, Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { Suspense, useRef, useState, type KeyboardEvent } from 'react';

import type { ConnectionView } from '../../shared/connection.ts';
import { failureLine } from '../words/failure-report.ts';
import { preloadable } from '../components/preloadable.tsx';
import { FailureView } from '../components/failure-view.tsx';
import { useAction } from '../api/use-action.ts';
import { CurlNote } from './curl-note.tsx';
import { cancel, send, useExchange } from './exchange-store.ts';
import { FileBody, LengthNote } from './file-body.tsx';
import { HeaderRows } from './header-rows.tsx';
import { draftOf, emptyComposition, methods } from './kept-drafts.ts';
import { OriginQuestion } from './origin-question.tsx';
import { RequestHead } from './request-head.tsx';
import styles from './request-tab.module.css';
import { ResponseRegion } from './response-region.tsx';
import { SavedPane } from './saved/saved-pane.tsx';
import { useSaving } from './saved/use-saving.ts';
import { useComposition } from './use-composition.ts';
import { usePastedCurl } from './use-pasted-curl.ts';
import { useShortcuts } from './use-shortcuts.ts';

const saveQuestion = preloadable(async () => (await import('./saved/save-question.tsx')).SaveQuestionView);
const variablesQuestion = preloadable(
  async () => (await import('./variables/variables-question.tsx')).VariablesQuestion,
);

/** Remembered while the window lives. Where there is little room the request comes first. */
let paneOpen = window.innerWidth >= 1000;

const fieldNames = ['Method', 'URL', 'Headers', 'Request body'] as const;

export function RequestTab({ connection }: { readonly connection: ConnectionView }) {
  const { id } = connection;
  const [composition, setComposition] = useComposition(connection);
  const { body } = composition;
  const file = body.file?.ticket === null ? undefined : (body.file ?? undefined);
  const exchange = useExchange(id);
  const sending = exchange.kind === 'sending';

  const saving = useSaving(id, composition, setComposition);
  const curl = usePastedCurl(composition, setComposition);
  const copying = useAction();
  const [variables, setVariables] = useState(false);
  const [paneShown, setPaneShown] = useState(paneOpen);
  const urlField = useRef<HTMLInputElement>(null);
  const togglePane = (): void => {
    paneOpen = !paneShown;
    setPaneShown(!paneShown);
  };

  const sendNow = (): void => {
    if (!sending) void send(window.latchkey, id, draftOf(composition));
  };
  useShortcuts({
    send: sendNow,
    save: saving.save,
    goToUrl: () => {
      urlField.current?.select();
      urlField.current?.focus();
    },
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && sending) {
      event.preventDefault();
      cancel(window.latchkey, id);
    }
  };

  const failure = exchange.kind === 'failed' ? exchange.failure : null;
  const errorAt = (field: (typeof fieldNames)[number]): string | undefined =>
    failure?.details?.field === field ? failureLine(failure) : undefined;
  const atField = fieldNames.some((field) => failure?.details?.field === field);

  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Esc holds anywhere in the tab
    <div className={styles['layout']} onKeyDown={onKeyDown}>
      <div className={styles['columns']} data-pane={paneShown}>
        {paneShown ? (
          <SavedPane connection={connection} opened={composition.saved?.path ?? null} onOpen={saving.open} />
        ) : null}
        <div className={styles['tab']}>
          <RequestHead
            composition={composition}
            paneShown={paneShown}
            onPane={togglePane}
            onSave={saving.save}
            onSaveNew={saving.saveNew}
            onNew={() => {
              setComposition(emptyComposition(connection));
            }}
            onCopyAsCurl={() =>
              void copying.run(() => window.latchkey.copyAsCurl({ id, request: draftOf(composition) }))
            }
            onVariables={() => {
              setVariables(true);
            }}
          />
          {saving.question === null && saving.failure !== null ? (
            <FailureView failure={saving.failure} />
          ) : null}
          {copying.failure === null ? null : <FailureView failure={copying.failure} />}
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
                data={methodsWith(composition.method)}
                value={composition.method}
                error={errorAt('Method')}
                onChange={(event) => {
                  setComposition({ ...composition, method: event.currentTarget.value });
                }}
              />
              <TextInput
                aria-label="URL"
                className={styles['url']}
                placeholder="https://api.example.com/v1/notes, or paste a curl command"
                autoComplete="off"
                spellCheck={false}
                value={composition.url}
                ref={urlField}
                error={curl.failure === null ? errorAt('URL') : failureLine(curl.failure)}
                onPaste={(event) => {
                  if (curl.paste(event.clipboardData.getData('text/plain'))) event.preventDefault();
                }}
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
            {curl.notes === null ? null : (
              <CurlNote notes={curl.notes} onUndo={curl.undo} onClose={curl.close} />
            )}
            <LengthNote file={file} />
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
                  setComposition({
                    ...composition,
                    authorization: event.currentTarget.checked ? 'on' : 'off',
                  });
                }}
              />
            </HeaderRows>
            <Textarea
              label="Request body"
              classNames={{ input: styles['body'] ?? '' }}
              rows={2}
              spellCheck={false}
              placeholder={file === undefined ? 'None' : 'The file below is sent'}
              disabled={file !== undefined}
              value={file === undefined ? body.text : ''}
              error={errorAt('Request body')}
              onChange={(event) => {
                setComposition({
                  ...composition,
                  body: { ...body, kind: 'text', text: event.currentTarget.value },
                });
              }}
            />
            <FileBody
              file={file}
              onChange={(chosen) => {
                const kind = chosen === undefined ? 'text' : 'file';
                setComposition({ ...composition, body: { ...body, kind, file: chosen ?? null } });
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
      </div>
      <Suspense fallback={null}>
        {saving.question === null ? null : (
          <saveQuestion.Component id={id} proposed={proposedName(composition.url)} saving={saving} />
        )}
        {variables ? (
          <variablesQuestion.Component
            connection={connection}
            onClose={() => {
              setVariables(false);
            }}
          />
        ) : null}
      </Suspense>
    </div>
  );
}

/** A method that no list has, such as one of a `curl` command, can be chosen as well. */
function methodsWith(method: string): string[] {
  return methods.some((known) => known === method) ? [...methods] : [...methods, method];
}

/** The last word of an address: most people would call it that. */
function proposedName(url: string): string {
  return (
    url
      .split(/[?#]/, 1)[0]
      ?.split('/')
      .findLast((part) => part !== '' && !part.includes(':')) ?? ''
  );
}
