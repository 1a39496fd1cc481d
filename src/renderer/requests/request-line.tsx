import '@mantine/core/styles/Input.layer.css';

import { Button, NativeSelect, TextInput } from '@mantine/core';
import type { Ref } from 'react';

import { methods, type Composition } from './kept-drafts.ts';
import styles from './request-line.module.css';

/** Method, URL, and what sends or stops. */
export function RequestLine({
  composition,
  sending,
  errors,
  urlField,
  onPaste,
  onChange,
  onCancel,
}: {
  readonly composition: Composition;
  readonly sending: boolean;
  readonly errors: { readonly method: string | undefined; readonly url: string | undefined };
  readonly urlField: Ref<HTMLInputElement>;
  /** Answers whether it took what was pasted into the URL. */
  readonly onPaste: (text: string) => boolean;
  readonly onChange: (composition: Composition) => void;
  readonly onCancel: () => void;
}) {
  return (
    <div className={styles['line']}>
      <NativeSelect
        aria-label="Method"
        className={styles['method']}
        data={methodsWith(composition.method)}
        value={composition.method}
        error={errors.method}
        onChange={(event) => {
          onChange({ ...composition, method: event.currentTarget.value });
        }}
      />
      <TextInput
        aria-label="URL"
        className={styles['url']}
        placeholder="https://api.example.com/v1/notes, or paste a curl command"
        autoComplete="off"
        spellCheck={false}
        value={composition.url}
        ref={urlField}
        error={errors.url}
        onPaste={(event) => {
          if (onPaste(event.clipboardData.getData('text/plain'))) event.preventDefault();
        }}
        onChange={(event) => {
          onChange({ ...composition, url: event.currentTarget.value });
        }}
      />
      {sending ? (
        <Button
          size="sm"
          variant="default"
          className={styles['send']}
          aria-label="Cancel request"
          onClick={(event) => {
            // The second half of a double click on *Send* is not meant for what came into its place.
            if (event.detail < 2) onCancel();
          }}
        >
          Cancel
        </Button>
      ) : (
        <Button size="sm" type="submit" className={styles['send']} title="Ctrl+Enter">
          Send
        </Button>
      )}
    </div>
  );
}

/** A method that no list has, such as one of a `curl` command, can be chosen as well. */
function methodsWith(method: string): string[] {
  return methods.some((known) => known === method) ? [...methods] : [...methods, method];
}
