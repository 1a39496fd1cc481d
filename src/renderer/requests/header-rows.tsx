import { ActionIcon, Button, Input, TextInput } from '@mantine/core';

import { useId, type ReactNode } from 'react';

import type { HeaderList } from '../../shared/request.ts';
import { CrossIcon, PlusIcon } from '../components/icons.tsx';
import styles from './header-rows.module.css';

/** The headers of a request, a row each. */
export function HeaderRows({
  headers,
  error,
  onChange,
  children,
}: {
  readonly headers: HeaderList;
  /** What is wrong with one of them. */
  readonly error: string | undefined;
  readonly onChange: (headers: HeaderList) => void;
  /** What stands in the line of *Add header*. */
  readonly children?: ReactNode;
}) {
  const errorId = useId();
  const replace = (index: number, name: string, value: string): void => {
    onChange(headers.map((row, at) => (at === index ? ([name, value] as const) : row)));
  };
  return (
    <fieldset
      className={styles['rows']}
      aria-label="Headers"
      aria-describedby={error === undefined ? undefined : errorId}
    >
      {headers.map(([name, value], index) => (
        // oxlint-disable-next-line react/no-array-index-key -- a row has no identity but its place
        <div key={index} className={styles['row']}>
          <TextInput
            aria-label={`Header ${index + 1}`}
            placeholder="Accept"
            spellCheck={false}
            autoComplete="off"
            value={name}
            onChange={(event) => {
              replace(index, event.currentTarget.value, value);
            }}
          />
          <TextInput
            aria-label={`Value of header ${index + 1}`}
            placeholder="application/json"
            spellCheck={false}
            autoComplete="off"
            value={value}
            onChange={(event) => {
              replace(index, name, event.currentTarget.value);
            }}
          />
          <ActionIcon
            aria-label={`Remove header ${index + 1}`}
            onClick={() => {
              onChange(headers.filter((_, at) => at !== index));
            }}
          >
            <CrossIcon />
          </ActionIcon>
        </div>
      ))}
      {error === undefined ? null : (
        <Input.Error id={errorId} role="alert">
          {error}
        </Input.Error>
      )}
      <div className={styles['foot']}>
        {children}
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          leftSection={<PlusIcon />}
          onClick={() => {
            onChange([...headers, ['', ''] as const]);
          }}
        >
          Add header
        </Button>
      </div>
    </fieldset>
  );
}
