import { Button, Loader } from '@mantine/core';

import type { IssuerCheck } from '../../shared/ipc.ts';
import { TickIcon } from '../components/icons.tsx';
import { failureLine } from '../words/failure-report.ts';
import { visibleLine } from '../words/visible-text.ts';
import styles from './issuer-check-line.module.css';
import type { IssuerChecking } from './use-issuer-check.ts';

/** What the provider at the typed issuer said, in one line whose height is always there. */
export function IssuerCheckLine({
  check,
  onAdopt,
}: {
  readonly check: IssuerChecking;
  readonly onAdopt: (issuer: string) => void;
}) {
  return (
    <div className={styles['line']} aria-live="polite">
      <Words check={check} onAdopt={onAdopt} />
    </div>
  );
}

function Words({
  check: { result, looking },
  onAdopt,
}: {
  readonly check: IssuerChecking;
  readonly onAdopt: (issuer: string) => void;
}) {
  if (looking) {
    return (
      <>
        <Loader size={12} aria-hidden="true" /> Asking the provider…
      </>
    );
  }
  if (result === null) return null;
  if (result.ok) {
    return (
      <span className={styles['good']}>
        <TickIcon /> {found(result.value)}
      </span>
    );
  }
  const suggestion = result.failure.details?.suggestion;
  return (
    <span className={styles['bad']}>
      {failureLine(result.failure)}
      {suggestion === undefined ? null : (
        <Button
          size="compact-xs"
          variant="default"
          classNames={{ root: styles['adopt'] ?? '', label: styles['name'] ?? '' }}
          onClick={() => {
            onAdopt(suggestion);
          }}
        >
          Use {visibleLine(suggestion)}
        </Button>
      )}
    </span>
  );
}

function found(check: IssuerCheck): string {
  const facts = [
    `Found ${check.host}`,
    check.refreshTokens === 'supported' ? 'stays signed in' : null,
    check.revokes ? 'can be told when you sign out' : null,
    check.development ? 'for development, without TLS' : null,
  ];
  return `${facts.filter((fact) => fact !== null).join(', ')}.`;
}
