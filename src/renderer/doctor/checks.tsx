import { Button } from '@mantine/core';
import { useId } from 'react';

import type { CheckLine, CheckSubject } from '../../shared/doctor.ts';
import { useAppState } from '../api/queries.ts';
import { CopyButton } from '../components/copy-button.tsx';
import { FailureView } from '../components/failure-view.tsx';
import { checkReport, endWords } from '../words/check-words.ts';
import { useAskedToCheck } from './asked-to-check.ts';
import { CheckLineView } from './check-line.tsx';
import styles from './checks.module.css';
import { useChecks } from './use-checks.ts';

interface Shown {
  readonly of: CheckSubject;
  /** The heading, which the button is called too. */
  readonly title: string;
  readonly words: string;
  /** What the report is about. */
  readonly what: string;
  /** What is set now of that which is checked; null where that is not known. */
  readonly settings: string | null;
  /** What is said of findings that are older than the settings. */
  readonly changed: string;
  /** The redirect address that a line is about, to be copied. */
  readonly redirectOf?: (line: CheckLine) => string | null;
}

/** Runs the checks of a connection or of this computer, and shows each finding as it comes. */
export function Checks({ of, title, words, what, settings, changed, redirectOf = () => null }: Shown) {
  const app = useAppState();
  const { report, running, outdated, failure, check, stop } = useChecks(of, settings);
  const titleId = useId();
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
          <Button variant="default" onClick={stop}>
            Stop checking
          </Button>
        ) : (
          <Button variant="default" onClick={check}>
            {report === null ? title : 'Check again'}
          </Button>
        )}
        {report === null || running ? null : (
          <CopyButton text={checkReport(report, what, app, outdated ? changed : null)} label="Copy report" />
        )}
        <output className={styles['end']}>
          {report === null || running ? '' : endWords(report)}
          {outdated ? <span className={styles['outdated']}> {changed}</span> : null}
        </output>
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
