import { Button } from '@mantine/core';
import { Suspense, useState } from 'react';

import { byteSize } from '../../../shared/byte-size.ts';
import type { Failure } from '../../../shared/failure.ts';
import { mayBeOpenable } from '../../../shared/openable.ts';
import type { ResponseView } from '../../../shared/request.ts';
import { FailureView } from '../../components/failure-view.tsx';
import { MenuButton } from '../../components/menu-button.tsx';
import { preloadable } from '../../components/preloadable.tsx';
import { duration } from '../../words/time.ts';
import { visibleLine } from '../../words/visible-text.ts';
import { AdviceNote, PauseNote } from '../advice-note.tsx';
import { RedirectNote } from '../redirects.tsx';
import { answerName, type SentRequest } from '../compare/answer-name.ts';
import { isComparable, type ComparedAnswer } from '../compare/compared-answer.ts';
import styles from '../response-region.module.css';
import { SaveNotes } from '../save-notes.tsx';
import { AnswerPanels } from './answer-panels.tsx';
import { statusMeaning } from './status-meaning.ts';
import { statusTone } from './status-tone.ts';
import { useKeptBody } from './use-kept-body.ts';
import { wireSize } from './wire-size.ts';

const comparison = preloadable(async () => (await import('../compare/comparison.tsx')).Comparison);

/** A finished answer: what is known of it, and the ways to look at it. */
export function Answer({
  response,
  sent,
  earlier,
  onUseAddress,
}: {
  readonly response: ResponseView;
  readonly sent: SentRequest | undefined;
  /** Answers that it can be compared with. */
  readonly earlier: readonly ComparedAnswer[];
  readonly onUseAddress: (url: string) => void;
}) {
  const { hops = [], redirectRefused } = response;
  const meaning = statusMeaning(response.status);
  const wire = wireSize(response);
  const [compared, setCompared] = useState<ComparedAnswer | null>(null);
  const kept = useKeptBody(response.requestId);
  return (
    <>
      <div className={styles['bar']}>
        <p className={styles['facts']}>
          <strong data-tone={statusTone(response.status)}>
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
          {isComparable(response) && earlier.length > 0 ? (
            <MenuButton
              name="Compare with…"
              className={styles['compare']}
              items={earlier.map((answer) => ({
                label: visibleLine(answer.name),
                onPress: () => {
                  setCompared(answer);
                },
              }))}
            >
              Compare with…
            </MenuButton>
          ) : null}
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
          The answer repeated your access token, or another secret that was sent. Latchkey replaced it by{' '}
          <code>[access token]</code>.
        </p>
      ) : null}
      {response.incomplete === undefined ? null : <Incomplete failure={response.incomplete} />}
      <SaveNotes requestId={response.requestId} kept={kept} />
      {compared === null ? (
        <AnswerPanels response={response} />
      ) : (
        <Suspense fallback={null}>
          <comparison.Component
            left={compared}
            right={{ response, name: answerName(response, sent) }}
            onClose={() => {
              setCompared(null);
            }}
          />
        </Suspense>
      )}
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
