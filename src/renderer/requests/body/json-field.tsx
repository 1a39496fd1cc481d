import { Button } from '@mantine/core';
import { useId } from 'react';

import { assertNever } from '../../../shared/result.ts';
import { CodeEditor } from '../editor/code-editor.tsx';
import styles from './body-panel.module.css';
import { formatJson } from '../format-json.ts';
import { useJsonCheck, type JsonState } from './use-json-check.ts';

/** JSON with a word on whether it is any, and *Format*. */
export function JsonField({
  label,
  value,
  placeholder,
  error,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly placeholder: string;
  readonly error: string | undefined;
  readonly onChange: (text: string) => void;
}) {
  const id = useId();
  const state = useJsonCheck(value);
  return (
    <div className={styles['field']}>
      <CodeEditor
        label={label}
        value={value}
        placeholder={placeholder}
        syntax="json"
        problem={state.kind === 'problem' ? state.problem : null}
        describedBy={id}
        invalid={error !== undefined || state.kind === 'problem'}
        onChange={onChange}
      />
      <div className={styles['foot']}>
        <p id={id} className={styles['state']} data-bad={error !== undefined || state.kind === 'problem'}>
          {error ?? wordsFor(state)}
        </p>
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          disabled={state.kind !== 'valid'}
          onClick={() => {
            onChange(formatJson(value));
          }}
        >
          Format
        </Button>
      </div>
    </div>
  );
}

function wordsFor(state: JsonState): string {
  switch (state.kind) {
    case 'problem':
      return `Line ${state.problem.line}, column ${state.problem.column}: ${state.problem.reason}`;
    case 'valid':
      return 'Valid JSON';
    case 'empty':
    case 'unknown':
      return '';
    default:
      return assertNever(state);
  }
}
