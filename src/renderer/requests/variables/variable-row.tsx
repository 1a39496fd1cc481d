import { ActionIcon, Button, Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';

import type { VariableScope, VariableView } from '../../../shared/variable.ts';
import { useAction } from '../../api/use-action.ts';
import { CrossIcon } from '../../components/icons.tsx';
import { failureLine } from '../../words/failure-report.ts';
import styles from './variables-question.module.css';

const states = {
  sealed: 'Sealed',
  memory: 'Kept until you quit',
  missing: 'Forgotten: enter it again',
} as const;

/** One variable, or the empty line in which a new one is typed. */
export function VariableRow({
  scope,
  variable,
  onSaved,
  onRemove,
}: {
  readonly scope: VariableScope;
  readonly variable: VariableView | null;
  readonly onSaved: () => void;
  readonly onRemove: (() => void) | null;
}) {
  const [name, setName] = useState(variable?.name ?? '');
  const held = variable?.kind === 'secret';
  const before = variable?.kind === 'plain' ? variable.value : '';
  const [value, setValue] = useState(before);
  const [typed, setTyped] = useState(false);
  const [secret, setSecret] = useState(held);
  const action = useAction();
  const of = variable?.name ?? 'the new variable';
  const changed = name !== (variable?.name ?? '') || typed || secret !== held;
  const error = (field: string): string | undefined =>
    action.failure?.details?.field === field ? failureLine(action.failure) : undefined;
  const elsewhere =
    action.failure !== null && error('Variable name') === undefined && error('Variable value') === undefined;

  const save = async (): Promise<void> => {
    const result = await action.run(() =>
      window.latchkey.setVariable({
        scope,
        name: name.trim(),
        previousName: variable?.name ?? null,
        secret,
        // What is sealed stays sealed unless something was typed in its place.
        value: held && !typed ? null : value,
      }),
    );
    if (!result.ok) return;
    setTyped(false);
    onSaved();
  };

  return (
    <form
      className={styles['row']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextInput
        size="xs"
        aria-label={variable === null ? 'Name of the new variable' : `Name of ${of}`}
        placeholder={variable === null ? 'New variable' : undefined}
        autoComplete="off"
        spellCheck={false}
        value={name}
        error={error('Variable name')}
        onChange={(event) => {
          setName(event.currentTarget.value);
        }}
      />
      <TextInput
        size="xs"
        type={secret ? 'password' : 'text'}
        aria-label={`Value of ${of}`}
        placeholder={held ? states[variable.state] : 'Value'}
        autoComplete="off"
        spellCheck={false}
        value={value}
        error={
          error('Variable value') ??
          (elsewhere && action.failure !== null ? failureLine(action.failure) : undefined)
        }
        onChange={(event) => {
          setValue(event.currentTarget.value);
          setTyped(true);
        }}
      />
      <Checkbox
        size="xs"
        label="Secret"
        aria-label={`Keep ${of} secret`}
        checked={secret}
        onChange={(event) => {
          setSecret(event.currentTarget.checked);
        }}
      />
      <Button type="submit" size="compact-xs" variant="default" disabled={!changed} loading={action.busy}>
        {variable === null ? 'Add' : 'Save'}
      </Button>
      {onRemove === null ? (
        <span className={styles['gap']} />
      ) : (
        <ActionIcon aria-label={`Remove ${of}`} onClick={onRemove}>
          <CrossIcon />
        </ActionIcon>
      )}
    </form>
  );
}
