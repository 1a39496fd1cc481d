import { Button } from '@mantine/core';
import { useState } from 'react';

import type { CheckHelp, CheckLine, Finding } from '../../shared/doctor.ts';
import { assertNever, type Result } from '../../shared/result.ts';
import { useAction } from '../api/use-action.ts';
import { CopyButton } from '../components/copy-button.tsx';
import { Details } from '../components/details.tsx';
import { AlertIcon, NoteIcon, RingIcon, TickIcon } from '../components/icons.tsx';
import { verdictWords } from '../words/check-words.ts';
import { failureLine } from '../words/failure-report.ts';
import { visibleLine } from '../words/visible-text.ts';
import styles from './checks.module.css';

const marks: Readonly<Record<Finding['verdict'], () => React.ReactNode>> = {
  good: () => <TickIcon size={16} />,
  note: () => <NoteIcon />,
  wrong: () => <AlertIcon />,
};

/** One check: what it is about, and what it came to. */
export function CheckLineView({
  line: { title, finding },
  running,
  redirect,
}: {
  readonly line: CheckLine;
  readonly running: boolean;
  readonly redirect: string | null;
}) {
  return (
    <li className={styles['line']} data-verdict={finding?.verdict ?? 'none'}>
      <span className={styles['mark']} data-turning={finding === null && running}>
        {finding === null ? <RingIcon /> : marks[finding.verdict]()}
      </span>
      <div className={styles['words']}>
        <p className={styles['title']}>
          {finding === null ? null : (
            <span className={styles['verdict']}>{`${verdictWords[finding.verdict]}: `}</span>
          )}
          {title}
        </p>
        {finding === null ? (
          <p className={styles['what']}>{running ? 'Checking…' : 'Not told.'}</p>
        ) : (
          <FindingWords finding={finding} redirect={redirect} />
        )}
      </div>
    </li>
  );
}

function FindingWords({
  finding: { what, next, facts, help },
  redirect,
}: {
  readonly finding: Finding;
  readonly redirect: string | null;
}) {
  return (
    <>
      <p className={styles['what']}>{visibleLine(what)}</p>
      {next === '' ? null : <p className={styles['next']}>{visibleLine(next)}</p>}
      <Details
        facts={facts}
        beside={help === undefined ? null : <HelpWith help={help} redirect={redirect} />}
      />
    </>
  );
}

function HelpWith({ help, redirect }: { readonly help: CheckHelp; readonly redirect: string | null }) {
  switch (help) {
    case 'copy-redirect-address':
      return redirect === null ? null : <CopyButton text={redirect} label="Copy the redirect address" />;
    case 'open-clock-settings':
      return <Help label="Open clock settings" give={() => window.latchkey.openClockSettings()} />;
    case 'repair-scheme':
      return <Help label="Repair" give={() => window.latchkey.repairScheme()} />;
    default:
      return assertNever(help);
  }
}

function Help({ label, give }: { readonly label: string; readonly give: () => Promise<Result<null>> }) {
  const { busy, failure, run } = useAction();
  const [given, setGiven] = useState(false);
  const act = async (): Promise<void> => {
    const { ok } = await run(give);
    setGiven(ok);
  };
  return (
    <>
      <Button
        size="compact-xs"
        variant="default"
        loading={busy}
        onClick={() => {
          void act();
        }}
      >
        {label}
      </Button>
      {given ? <output>Done. Check again.</output> : null}
      {failure === null ? null : <span role="alert">{failureLine(failure)}</span>}
    </>
  );
}
