import '@mantine/core/styles/Checkbox.layer.css';
import '@mantine/core/styles/Combobox.layer.css';
import '@mantine/core/styles/InlineInput.layer.css';
import '@mantine/core/styles/Popover.layer.css';
import '@mantine/core/styles/ScrollArea.layer.css';

import { ActionIcon, Autocomplete, Checkbox, Input } from '@mantine/core';
import { useId } from 'react';

import { CrossIcon } from '../../components/icons.tsx';
import { focusName } from '../rows/focus-name.ts';
import shared from '../rows/pair-rows.module.css';
import { readHeaders, writeHeaders, type HeaderRow, type Headers } from './header-list.ts';
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
  readonly headers: Headers;
  /** What is wrong with one of them. */
  readonly error: string | undefined;
  /** What is sent besides, in words. */
  readonly alsoSent: string;
  readonly onChange: (headers: Headers) => void;
}) {
  const errorId = useId();
  const rows = readHeaders(headers);
  const put = (index: number, row: HeaderRow): void => {
    onChange(
      writeHeaders(
        index === rows.length ? [...rows, row] : rows.map((each, at) => (at === index ? row : each)),
      ),
    );
  };
  return (
    <fieldset
      className={shared['rows']}
      aria-label="Headers"
      aria-describedby={error === undefined ? undefined : errorId}
    >
      {[...rows, { name: '', value: '', on: true }].map((row, index) => {
        const last = index === rows.length;
        const { name, value } = row;
        return (
          // oxlint-disable-next-line react/no-array-index-key -- a row has no identity but its place
          <div key={index} className={shared['row']} data-off={!row.on}>
            <Checkbox
              size="xs"
              aria-label={`Send header ${index + 1}`}
              classNames={{ root: shared['switch'] ?? '' }}
              data-unused={last}
              disabled={last}
              checked={row.on}
              onChange={(event) => {
                put(index, { ...row, on: event.currentTarget.checked });
              }}
            />
            <Suggesting
              label={`Header ${index + 1}`}
              placeholder={last ? 'Accept' : ''}
              suggestions={standardHeaders}
              value={name}
              onChange={(typed) => {
                put(index, { ...row, name: typed });
              }}
            />
            <Suggesting
              label={`Value of header ${index + 1}`}
              placeholder={last ? 'application/json' : ''}
              suggestions={valuesOfHeader(name)}
              value={value}
              onChange={(typed) => {
                put(index, { ...row, value: typed });
              }}
            />
            <ActionIcon
              aria-label={`Remove header ${index + 1}`}
              className={shared['remove']}
              data-hidden={last}
              disabled={last}
              onClick={({ currentTarget }) => {
                if (index === rows.length - 1) focusName(currentTarget);
                onChange(writeHeaders(rows.filter((_, at) => at !== index)));
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
