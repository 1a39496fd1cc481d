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
  told,
  chosen,
  onAdopt,
}: {
  readonly check: IssuerChecking;
  /** The field says what is wrong with it. */
  readonly told: boolean;
  /** The issuer was not typed as it stands: the provider's own name for itself is shown. */
  readonly chosen: boolean;
  readonly onAdopt: (issuer: string) => void;
}) {
  return (
    <div className={styles['line']} aria-live="polite">
      <Words check={check} told={told} chosen={chosen} onAdopt={onAdopt} />
    </div>
  );
}

function Words({
  check: { result, looking },
  told,
  chosen,
  onAdopt,
}: {
  readonly check: IssuerChecking;
  readonly told: boolean;
  readonly chosen: boolean;
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
        {chosen ? ` This provider calls itself ${visibleLine(result.value.issuer)}; we will use that.` : ''}
      </span>
    );
  }
  const suggestion = result.failure.details?.suggestion;
  return (
    <span className={styles['bad']}>
      {told ? null : failureLine(result.failure)}
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
