import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';

import type { CheckLine, CheckReport, CheckSubject } from '../../shared/doctor.ts';
import { checksQuery, useAppState } from '../api/queries.ts';
import { useAction } from '../api/use-action.ts';
import { CopyButton } from '../components/copy-button.tsx';
import { FailureView } from '../components/failure-view.tsx';
import { checkReport, endWords } from '../words/check-words.ts';
import { useAskedToCheck } from './asked-to-check.ts';
import { CheckLineView } from './check-line.tsx';
import styles from './checks.module.css';

interface Shown {
  readonly of: CheckSubject;
  /** The heading, which the button is called too. */
  readonly title: string;
  readonly words: string;
  /** What the report is about. */
  readonly what: string;
  /** The redirect address that a line is about, to be copied. */
  readonly redirectOf?: (line: CheckLine) => string | null;
}

/** Runs the checks of a connection or of this computer, and shows each finding as it comes. */
export function Checks({ of, title, words, what, redirectOf = () => null }: Shown) {
  const app = useAppState();
  const { data: report = null } = useQuery(checksQuery(of));
  const checking = useAction();
  const stopping = useAction();
  const titleId = useId();
  const [before, setBefore] = useState<CheckReport | null>(null);
  // From the press on: what was found before is not the answer to it.
  const running = report?.state === 'running' || (checking.busy && report === before);
  const failure = checking.failure ?? stopping.failure;
  const check = (): void => {
    setBefore(report);
    void checking.run(() => window.latchkey.runChecks({ of }));
  };
  useAskedToCheck(of, () => {
    // Whoever asked is elsewhere in the window, and these stand below the settings.
    const heading = document.getElementById(titleId);
    heading?.scrollIntoView({ block: 'start' });
    heading?.focus({ preventScroll: true });
    check();
  });
  return (
    <section className={styles['checks']} aria-labelledby={titleId}>
      <h2 id={titleId} tabIndex={-1}>
        {title}
      </h2>
      <p>{words}</p>
      <div className={styles['foot']}>
        {running ? (
          <Button
            variant="default"
            onClick={() => {
              void stopping.run(() => window.latchkey.cancelChecks({ of }));
            }}
          >
            Stop checking
          </Button>
        ) : (
          <Button variant="default" onClick={check}>
            {report === null ? title : 'Check again'}
          </Button>
        )}
        {report === null || running ? null : (
          <CopyButton text={checkReport(report, what, app)} label="Copy report" />
        )}
        <output className={styles['end']}>{report === null || running ? '' : endWords(report)}</output>
      </div>
      {failure === null ? null : <FailureView failure={failure} />}
      {report === null ? null : (
        <ul className={styles['lines']} aria-busy={running} aria-label="Findings">
          {report.lines.map((line) => (
            <CheckLineView key={line.id} line={line} running={running} redirect={redirectOf(line)} />
          ))}
        </ul>
      )}
    </section>
  );
}
