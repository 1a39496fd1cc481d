import { useState, type ReactNode } from 'react';

import type { Failure } from '../../shared/failure.ts';
import { useAppState } from '../api/queries.ts';
import { failureFacts, failureReport } from '../words/failure-report.ts';
import { visibleLine } from '../words/visible-text.ts';
import { CopyButton } from './copy-button.tsx';
import { Details } from './details.tsx';
import styles from './failure-view.module.css';
import { AlertIcon } from './icons.tsx';

/** A failure in three short parts, with the facts behind it one step away. */
export function FailureView({
  failure,
  tone = 'bad',
  children,
}: {
  readonly failure: Failure;
  readonly tone?: 'bad' | 'warn';
  /** What can be done here, beside the words that say it. */
  readonly children?: ReactNode;
}) {
  const app = useAppState();
  const [at] = useState(() => Date.now());
  const documentation = failure.details?.help?.documentation;
  return (
    <div className={styles['failure']} data-tone={tone} data-code={failure.code}>
      <span className={styles['icon']}>
        <AlertIcon />
      </span>
      <div className={styles['words']}>
        <p className={styles['what']}>{visibleLine(failure.what)}</p>
        {failure.why === '' ? null : <p>{visibleLine(failure.why)}</p>}
        {failure.next === '' ? null : <p>{visibleLine(failure.next)}</p>}
        <Details
          facts={failureFacts(failure, at)}
          beside={children}
          // Of an error that nobody knows the provider's own words are all there is.
          openAtFirst={failure.details?.sent !== undefined}
        >
          <CopyButton text={failureReport(failure, at, app)} label="Copy report" />
          {documentation === undefined ? null : (
            <CopyButton text={documentation} label="Copy link to the documentation" />
          )}
        </Details>
      </div>
    </div>
  );
}
