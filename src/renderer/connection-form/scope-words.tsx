import { Button } from '@mantine/core';

import type { ProviderHint } from '../../shared/provider.ts';
import { visibleLine } from '../words/visible-text.ts';
import { evidenceWords } from '../words/evidence-words.ts';
import { refusedAmong, withoutRefused } from './provider-words.ts';
import styles from './scope-words.module.css';

/** How the provider keeps somebody signed in, what it refuses, and what else is good to know of it. */
export function ScopeWords({
  hint,
  scopes,
  onScopes,
}: {
  readonly hint: ProviderHint;
  readonly scopes: string;
  readonly onScopes: (scopes: string) => void;
}) {
  const refused = refusedAmong(scopes, hint);
  return (
    <div className={styles['words']}>
      <p aria-live="polite" className={refused.length === 0 ? undefined : styles['bad']}>
        {visibleLine(hint.refreshWords)}{' '}
        {refused.length === 0 ? null : (
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => {
              onScopes(withoutRefused(scopes, hint));
            }}
          >
            Remove {refused.join(' ')}
          </Button>
        )}
      </p>
      {hint.facts.length === 0 ? null : (
        <details>
          <summary>Good to know about {hint.name}</summary>
          <ul>
            {hint.facts.map(({ words, evidence }) => (
              <li key={words}>
                {words} <span className={styles['evidence']}>({evidenceWords[evidence]})</span>
              </li>
            ))}
          </ul>
          <p>None of this was tried on a tenant of yours, or on any in the cloud.</p>
        </details>
      )}
    </div>
  );
}
