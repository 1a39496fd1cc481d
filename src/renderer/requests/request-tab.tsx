import { Suspense, useRef, useState, type KeyboardEvent } from 'react';

import type { ConnectionView } from '../../shared/connection.ts';
import { bodyFiles } from '../../shared/request-body.ts';
import { failureLine } from '../words/failure-report.ts';
import { preloadable } from '../components/preloadable.tsx';
import { usePreload } from '../components/use-preload.ts';
import { FailureView } from '../components/failure-view.tsx';
import { useAction } from '../api/use-action.ts';
import { useAskedToOpen } from './asked-to-open.ts';
import { CurlNote } from './curl-note.tsx';
import { cancel, send, useExchange } from './exchange-store.ts';
import { namesFiles, withFiles } from './body/body-draft.ts';
import { LengthNote } from './body/file-body.tsx';
import { SavedFilesNote } from './body/saved-files-note.tsx';
import { EditorTabs } from './editor-tabs.tsx';
import { draftOf, emptyComposition } from './kept-drafts.ts';
import { OriginQuestion } from './origin-question.tsx';
import { RequestHead } from './request-head.tsx';
import { RequestLine } from './request-line.tsx';
import styles from './request-tab.module.css';
import { ResponseRegion } from './response-region.tsx';
import { fromDraft } from './saved/saved-composition.ts';
import { SidePane } from './side-pane.tsx';
import { useSaving } from './saved/use-saving.ts';
import { useComposition } from './use-composition.ts';
import { usePastedCurl } from './use-pasted-curl.ts';
import { useShortcuts } from './use-shortcuts.ts';

const saveQuestion = preloadable(async () => (await import('./saved/save-question.tsx')).SaveQuestionView);
const variablesQuestion = preloadable(
  async () => (await import('./variables/variables-question.tsx')).VariablesQuestion,
);
const questions = [saveQuestion, variablesQuestion];

/** Remembered while the window lives. Where there is little room the request comes first. */
let paneOpen = window.innerWidth >= 1000;

const fieldNames = ['Method', 'URL', 'Headers', 'Request body'] as const;

export function RequestTab({ connection }: { readonly connection: ConnectionView }) {
  const { id } = connection;
  const [composition, setComposition] = useComposition(connection);
  const exchange = useExchange(id);
  const sending = exchange.kind === 'sending';

  const saving = useSaving(id, composition, setComposition);
  useAskedToOpen(id, saving.open);
  usePreload(questions);
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
    void send(window.latchkey, id, draftOf(composition));
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
          <SidePane
            connection={connection}
            opened={composition.saved?.path ?? null}
            onOpen={saving.open}
            onMoved={saving.follow}
            onCompose={(request) => {
              setComposition(fromDraft(request));
            }}
            onSaveNew={saving.saveNew}
          />
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
            aria-label="Request"
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              sendNow();
            }}
          >
            <RequestLine
              composition={composition}
              sending={sending}
              errors={{
                method: errorAt('Method'),
                url: curl.failure === null ? errorAt('URL') : failureLine(curl.failure),
              }}
              urlField={urlField}
              onPaste={curl.paste}
              onChange={setComposition}
              onCancel={() => {
                cancel(window.latchkey, id);
              }}
            />
            {curl.notes === null ? null : (
              <CurlNote notes={curl.notes} onUndo={curl.undo} onClose={curl.close} />
            )}
            {composition.saved !== null && namesFiles(composition.body) ? (
              <SavedFilesNote
                key={`${composition.saved.path} ${composition.saved.revision}`}
                id={id}
                saved={composition.saved}
                onFiles={(files) => {
                  const { path, revision } = composition.saved ?? {};
                  // Another request may be open by now, and name a file alike.
                  setComposition((now) =>
                    now.saved?.path === path && now.saved?.revision === revision
                      ? { ...now, body: withFiles(now.body, files) }
                      : now,
                  );
                }}
              />
            ) : null}
            <LengthNote files={bodyFiles(draftOf(composition).body)} />
            <EditorTabs
              composition={composition}
              connection={connection}
              errors={{ headers: errorAt('Headers'), body: errorAt('Request body') }}
              onChange={setComposition}
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

/** The last word of an address: most people would call it that. */
function proposedName(url: string): string {
  return (
    url
      .split(/[?#]/, 1)[0]
      ?.split('/')
      .findLast((part) => part !== '' && !part.includes(':')) ?? ''
  );
}
