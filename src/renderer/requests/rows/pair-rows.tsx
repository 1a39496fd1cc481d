import '@mantine/core/styles/Input.layer.css';
import '@mantine/core/styles/InlineInput.layer.css';
import '@mantine/core/styles/Checkbox.layer.css';

import { ActionIcon, Checkbox, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';

import { CrossIcon } from '../../components/icons.tsx';
import { focusName } from './focus-name.ts';
import styles from './pair-rows.module.css';

/** A name and a value of a request, which may be switched off. */
export interface PairRow {
  readonly name: string;
  readonly value: string;
  readonly on: boolean;
}

export interface PairRowsProps {
  /** What a row is, for its labels: `Parameter`. */
  readonly what: string;
  readonly rows: readonly PairRow[];
  readonly placeholders: { readonly name: string; readonly value: string };
  /** How a text is written that was typed into a cell, where that may differ. */
  readonly spell?: { readonly name: (text: string) => string; readonly value: (text: string) => string };
  readonly onChange: (index: number, row: PairRow) => void;
  /** Something was typed into the row below the last one. */
  readonly onAdd: (row: PairRow) => void;
  readonly onRemove: (index: number) => void;
  /** What stands in the place of the value of a row, with its label. */
  readonly valueCell?: (index: number, label: string) => ReactNode;
}

const blank: PairRow = { name: '', value: '', on: true };

/** Rows of names and values. The one below the last is always there to be typed into, so that no button is in the way. */
export function PairRows(props: PairRowsProps) {
  const { what, rows, onRemove, onChange, onAdd } = props;
  return (
    <fieldset className={styles['rows']} aria-label={`${what}s`}>
      {[...rows, blank].map((row, index) => {
        const last = index === rows.length;
        const place = index + 1;
        return (
          // oxlint-disable-next-line react/no-array-index-key -- a row has no identity but its place
          <div key={index} className={styles['row']} data-off={!row.on}>
            <Checkbox
              size="xs"
              aria-label={`Send ${what.toLowerCase()} ${place}`}
              classNames={{ root: styles['switch'] ?? '' }}
              data-unused={last}
              disabled={last}
              checked={row.on}
              onChange={(event) => {
                onChange(index, { ...row, on: event.currentTarget.checked });
              }}
            />
            <PairCells
              {...props}
              row={row}
              index={index}
              label={`${what} ${place}`}
              last={last}
              onRow={(changed) => {
                if (last) onAdd(changed);
                else onChange(index, changed);
              }}
            />
            <ActionIcon
              aria-label={`Remove ${what.toLowerCase()} ${place}`}
              className={styles['remove']}
              data-hidden={last}
              disabled={last}
              onClick={({ currentTarget }) => {
                if (index === rows.length - 1) focusName(currentTarget);
                onRemove(index);
              }}
            >
              <CrossIcon />
            </ActionIcon>
          </div>
        );
      })}
    </fieldset>
  );
}

function PairCells({
  row,
  index,
  label,
  last,
  placeholders,
  spell,
  valueCell,
  onRow,
}: PairRowsProps & {
  readonly row: PairRow;
  readonly index: number;
  readonly label: string;
  readonly last: boolean;
  readonly onRow: (row: PairRow) => void;
}) {
  const valueLabel = `Value of ${label.charAt(0).toLowerCase()}${label.slice(1)}`;
  const own = last ? null : valueCell?.(index, valueLabel);
  return (
    <>
      <TextInput
        aria-label={label}
        placeholder={last ? placeholders.name : ''}
        spellCheck={false}
        autoComplete="off"
        value={row.name}
        onChange={(event) => {
          onRow({ ...row, name: spellAtOnce(event.currentTarget, spell?.name) });
        }}
      />
      {own ?? (
        <TextInput
          aria-label={valueLabel}
          placeholder={last ? placeholders.value : ''}
          spellCheck={false}
          autoComplete="off"
          value={row.value}
          onChange={(event) => {
            onRow({ ...row, value: spellAtOnce(event.currentTarget, spell?.value) });
          }}
        />
      )}
    </>
  );
}

/**
 * Where a character is written as several, it is so at once, and what was typed behind it stays behind. Not a frame later:
 * somebody who types quickly has typed the next character by then.
 */
function spellAtOnce(field: HTMLInputElement, spell: ((text: string) => string) | undefined): string {
  const typed = field.value;
  const written = spell?.(typed) ?? typed;
  if (spell !== undefined && written !== typed) {
    const caret = spell(typed.slice(0, field.selectionStart ?? typed.length)).length;
    field.value = written;
    field.setSelectionRange(caret, caret);
  }
  return written;
}
