import { Button, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';

import { namesIssuer, type CandidateIssuer, type Recognition } from '../../shared/provider.ts';
import { visibleLine } from '../words/visible-text.ts';
import styles from './recognition-line.module.css';
import type { Recognizing } from './use-recognition.ts';

const nothing: Recognition = { provider: null, issuers: [], isIssuer: false, missing: null, problem: null };

/** Whose address was typed or pasted, what it stands for, and what is missing. */
export function RecognitionLine({
  recognizing,
  issuer,
  told,
  putBack,
  onIssuer,
  onPutBack,
}: {
  readonly recognizing: Recognizing;
  readonly issuer: string;
  /** The field says what is wrong with it. */
  readonly told: boolean;
  /** What was pasted, where the field holds what was made of it. */
  readonly putBack: string | null;
  readonly onIssuer: (issuer: string) => void;
  readonly onPutBack: () => void;
}) {
  const { recognition, part, onPart } = recognizing;
  const { provider, issuers, isIssuer, missing, problem } = recognition ?? nothing;
  const others = isIssuer ? issuers.filter((one) => !namesIssuer(one, issuer)) : issuers.slice(1);
  const [first] = isIssuer ? [] : issuers;
  return (
    <div className={styles['line']}>
      <div aria-live="polite">
        {provider === null ? null : (
          <span>
            <strong>{provider.name}</strong>{' '}
          </span>
        )}
        {putBack === null ? null : (
          <span>
            The issuer was made from what you pasted.{' '}
            <button type="button" className={styles['link']} onClick={onPutBack}>
              Put it back
            </button>
          </span>
        )}
        {problem === null || told ? null : <p className={styles['problem']}>{problem}</p>}
      </div>
      {missing === null ? null : (
        <TextInput
          className={styles['part']}
          label={missing.label}
          description={missing.why}
          placeholder={missing.example}
          autoComplete="off"
          spellCheck={false}
          size="xs"
          value={part}
          onChange={(event) => {
            onPart(event.currentTarget.value);
          }}
        />
      )}
      <span className={styles['choices']}>
        {first === undefined ? null : (
          <Choice onChoose={onIssuer} candidate={first}>
            Use {visibleLine(first.issuer)}
          </Choice>
        )}
        {others.map((other) => (
          <Choice key={other.issuer} onChoose={onIssuer} candidate={other}>
            Or: {visibleLine(other.words)}
          </Choice>
        ))}
      </span>
    </div>
  );
}

function Choice({
  candidate,
  onChoose,
  children,
}: {
  readonly candidate: CandidateIssuer;
  readonly onChoose: (issuer: string) => void;
  readonly children: ReactNode;
}) {
  return (
    <Button
      size="compact-xs"
      variant="default"
      title={candidate.issuer}
      classNames={{ root: styles['choice'] ?? '', label: styles['name'] ?? '' }}
      onClick={() => {
        onChoose(candidate.issuer);
      }}
    >
      {children}
    </Button>
  );
}
