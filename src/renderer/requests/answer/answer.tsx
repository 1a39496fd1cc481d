import '@mantine/core/styles/Tabs.layer.css';

import { Button, Tabs } from '@mantine/core';
import { useState } from 'react';

import { byteSize } from '../../../shared/byte-size.ts';
import type { Failure } from '../../../shared/failure.ts';
import { mayBeOpenable } from '../../../shared/openable.ts';
import type { ResponseView } from '../../../shared/request.ts';
import { FailureView } from '../../components/failure-view.tsx';
import { duration } from '../../words/time.ts';
import { visibleLine } from '../../words/visible-text.ts';
import { AdviceNote, PauseNote } from '../advice-note.tsx';
import { RedirectList, RedirectNote } from '../redirects.tsx';
import { ResponseBodyView } from '../response-body-view.tsx';
import styles from '../response-region.module.css';
import { SaveNotes } from '../save-notes.tsx';
import { statusMeaning } from './status-meaning.ts';
import { Timing } from './timing.tsx';
import { useBodyView } from './use-body-view.ts';
import { useKeptBody } from './use-kept-body.ts';
import { ViewSwitch } from './view-switch.tsx';
import { wireSize } from './wire-size.ts';

function toneOf(status: number): 'good' | 'warn' | 'bad' {
  if (status >= 500) return 'bad';
  return status >= 400 ? 'warn' : 'good';
}

/** A finished answer: what is known of it, and the ways to look at it. */
export function Answer({
  response,
  onUseAddress,
}: {
  readonly response: ResponseView;
  readonly onUseAddress: (url: string) => void;
}) {
  const { hops = [], redirectRefused } = response;
  const meaning = statusMeaning(response.status);
  const wire = wireSize(response);
  const [tab, setTab] = useState<string | null>('body');
  const kept = useKeptBody(response.requestId);
  const { views, view, choose } = useBodyView(response);
  return (
    <>
      <Tabs value={tab} onChange={setTab} keepMounted={false}>
        <div className={styles['bar']}>
          <p className={styles['facts']}>
            <strong data-tone={toneOf(response.status)}>
              {response.status} {visibleLine(response.statusText)}
            </strong>
            <span>{duration(response.milliseconds)}</span>
            <span title={`${response.bytes} bytes`}>{byteSize(response.bytes)}</span>
            {wire.coding === null || wire.bytes === null ? null : (
              <span>
                {byteSize(wire.bytes)} as {visibleLine(wire.coding)}
              </span>
            )}
            {response.authorized ? null : <span>sent without sign-in</span>}
          </p>
          <div className={styles['actions']}>
            {response.body.kind !== 'empty' && mayBeOpenable(response.body.mediaType) ? (
              <Button
                variant="default"
                size="compact-sm"
                loading={kept.busy === 'open'}
                disabled={kept.busy !== null}
                onClick={kept.open}
              >
                Open…
              </Button>
            ) : null}
            <Button
              variant="default"
              size="compact-sm"
              loading={kept.busy === 'save'}
              disabled={kept.busy !== null || response.body.kind === 'empty'}
              onClick={kept.save}
            >
              Save response
            </Button>
          </div>
        </div>
        {response.advice !== undefined || meaning === null ? null : (
          <p className={styles['meaning']}>{meaning}</p>
        )}
        {redirectRefused === undefined ? null : (
          <div className={styles['warning']}>
            <FailureView failure={redirectRefused} tone="warn" />
          </div>
        )}
        <RedirectNote hops={hops} onUseAddress={onUseAddress} />
        {response.advice === undefined ? null : <AdviceNote advice={response.advice} />}
        {response.retryAt === undefined ? null : <PauseNote until={response.retryAt} />}
        {response.credentialReplaced ? (
          <p className={styles['note']}>
            The answer repeated your access token. Latchkey replaced it by <code>[access token]</code>.
          </p>
        ) : null}
        {response.incomplete === undefined ? null : <Incomplete failure={response.incomplete} />}
        <SaveNotes requestId={response.requestId} kept={kept} />
        <div className={styles['tabs']}>
          <Tabs.List>
            <Tabs.Tab value="body">Body</Tabs.Tab>
            <Tabs.Tab value="headers">Headers</Tabs.Tab>
            <Tabs.Tab value="timing">Timing</Tabs.Tab>
            {hops.length === 0 ? null : <Tabs.Tab value="redirects">Redirects ({hops.length})</Tabs.Tab>}
          </Tabs.List>
          {tab === 'body' && view !== null ? (
            <ViewSwitch views={views} view={view} onChange={choose} />
          ) : null}
        </div>
        <Tabs.Panel value="body">
          <ResponseBodyView response={response} view={view} />
        </Tabs.Panel>
        <Tabs.Panel value="headers">
          <dl className={styles['headers']}>
            {response.headers.map(([name, value], index) => (
              // oxlint-disable-next-line react/no-array-index-key -- a header may repeat; its place is its identity
              <div key={index}>
                <dt>{visibleLine(name)}</dt>
                <dd>{visibleLine(value)}</dd>
              </div>
            ))}
          </dl>
        </Tabs.Panel>
        <Tabs.Panel value="timing">
          <Timing response={response} />
        </Tabs.Panel>
        <Tabs.Panel value="redirects">
          <RedirectList response={response} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

/** Why an answer did not come to its end; what the person did themselves is no alarm. */
function Incomplete({ failure }: { readonly failure: Failure }) {
  return failure.code === 'cancelled' ? (
    <p className={styles['note']}>{failure.why}</p>
  ) : (
    <FailureView failure={failure} />
  );
}
