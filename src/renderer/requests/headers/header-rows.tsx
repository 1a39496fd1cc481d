import '@mantine/core/styles/Combobox.layer.css';
import '@mantine/core/styles/Popover.layer.css';
import '@mantine/core/styles/ScrollArea.layer.css';

import { ActionIcon, Autocomplete, Input } from '@mantine/core';
import { useId } from 'react';

import type { HeaderList } from '../../../shared/request.ts';
import { CrossIcon } from '../../components/icons.tsx';
import { focusName } from '../rows/focus-name.ts';
import styles from './header-rows.module.css';
import { standardHeaders, valuesOfHeader } from './standard-headers.ts';

/** What a list shows at once. */
const mostOptions = 8;

/** The headers of a request, a row each, with one below the last to be typed into. */
export function HeaderRows({
  headers,
  error,
  alsoSent,
  onChange,
}: {
  readonly headers: HeaderList;
  /** What is wrong with one of them. */
  readonly error: string | undefined;
  /** What is sent besides, in words. */
  readonly alsoSent: string;
  readonly onChange: (headers: HeaderList) => void;
}) {
  const errorId = useId();
  const put = (index: number, name: string, value: string): void => {
    const row = [name, value] as const;
    onChange(
      index === headers.length ? [...headers, row] : headers.map((each, at) => (at === index ? row : each)),
    );
  };
  return (
    <fieldset
      className={styles['rows']}
      aria-label="Headers"
      aria-describedby={error === undefined ? undefined : errorId}
    >
      {[...headers, ['', ''] as const].map(([name, value], index) => {
        const last = index === headers.length;
        return (
          // oxlint-disable-next-line react/no-array-index-key -- a row has no identity but its place
          <div key={index} className={styles['row']}>
            <Suggesting
              label={`Header ${index + 1}`}
              placeholder={last ? 'Accept' : ''}
              suggestions={standardHeaders}
              value={name}
              onChange={(typed) => {
                put(index, typed, value);
              }}
            />
            <Suggesting
              label={`Value of header ${index + 1}`}
              placeholder={last ? 'application/json' : ''}
              suggestions={valuesOfHeader(name)}
              value={value}
              onChange={(typed) => {
                put(index, name, typed);
              }}
            />
            <ActionIcon
              aria-label={`Remove header ${index + 1}`}
              className={styles['remove']}
              data-hidden={last}
              disabled={last}
              onClick={({ currentTarget }) => {
                if (index === headers.length - 1) focusName(currentTarget);
                onChange(headers.filter((_, at) => at !== index));
              }}
            >
              <CrossIcon />
            </ActionIcon>
          </div>
        );
      })}
      {error === undefined ? null : (
        <Input.Error id={errorId} role="alert">
          {error}
        </Input.Error>
      )}
      <p className={styles['also']}>{alsoSent}</p>
    </fieldset>
  );
}

/** A field that proposes what is common, and takes anything. */
function Suggesting({
  label,
  placeholder,
  suggestions,
  value,
  onChange,
}: {
  readonly label: string;
  readonly placeholder: string;
  readonly suggestions: readonly string[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  return (
    <Autocomplete
      size="sm"
      aria-label={label}
      placeholder={placeholder}
      spellCheck={false}
      autoComplete="off"
      data={[...suggestions]}
      limit={mostOptions}
      maxDropdownHeight={260}
      comboboxProps={{
        withinPortal: false,
        keepMounted: false,
        transitionProps: { duration: 0 },
        width: 'max-content',
        position: 'bottom-start',
      }}
      // Who goes through the rows by Tab wants to see the rows: typing and the arrow keys open the list.
      openOnFocus={false}
      value={value}
      onChange={onChange}
    />
  );
}
