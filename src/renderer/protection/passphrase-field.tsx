import '@mantine/core/styles/Input.layer.css';

import { TextInput } from '@mantine/core';
import { useState, type KeyboardEvent, type Ref } from 'react';

import styles from './passphrase-field.module.css';

/** A field for a passphrase: hidden until *Show*, remembered by nobody, with a word where Caps Lock is on. */
export function PassphraseField({
  label,
  description,
  value,
  error,
  first = false,
  inputRef,
  onChange,
}: {
  readonly label: string;
  readonly description?: string;
  readonly value: string;
  readonly error?: string | null;
  /** Whether the focus goes here when a question opens. */
  readonly first?: boolean;
  readonly inputRef?: Ref<HTMLInputElement>;
  readonly onChange: (value: string) => void;
}) {
  const [shown, setShown] = useState(false);
  const [capsLock, setCapsLock] = useState(false);
  const look = (event: KeyboardEvent): void => {
    setCapsLock(event.getModifierState('CapsLock'));
  };
  const hint = capsLock ? 'Caps Lock is on.' : description;
  return (
    <TextInput
      ref={inputRef ?? null}
      classNames={{ root: styles['field'] ?? '', label: styles['label'] ?? '' }}
      type={shown ? 'text' : 'password'}
      label={label}
      {...(hint === undefined ? {} : { description: hint })}
      value={value}
      error={error ?? null}
      autoComplete="off"
      autoCapitalize="off"
      spellCheck={false}
      data-autofocus={first ? true : undefined}
      rightSectionWidth={58}
      rightSectionPointerEvents="all"
      rightSection={
        <button
          type="button"
          className={styles['show']}
          aria-label={`${shown ? 'Hide' : 'Show'} ${label.toLowerCase()}`}
          onClick={() => {
            setShown(!shown);
          }}
        >
          {shown ? 'Hide' : 'Show'}
        </button>
      }
      onKeyDown={look}
      onKeyUp={look}
      onChange={(event) => {
        onChange(event.currentTarget.value);
      }}
    />
  );
}
