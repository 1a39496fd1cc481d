import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';

import type { OpenApiSource } from '../../../shared/open-api.ts';
import styles from './import-question.module.css';

/** Where the document comes from. */
export function DocumentSource({
  busy,
  onRead,
}: {
  readonly busy: boolean;
  readonly onRead: (from: OpenApiSource) => void;
}) {
  const [url, setUrl] = useState('');
  return (
    <>
      <p className={styles['words']}>
        An OpenAPI document, version 3.0 or 3.1, as JSON or YAML. It becomes requests in a folder of their
        own; nothing is sent.
      </p>
      <form
        className={styles['source']}
        onSubmit={(event) => {
          event.preventDefault();
          onRead({ kind: 'url', url });
        }}
      >
        <TextInput
          className={styles['address'] ?? ''}
          label="Address"
          description="It is read without your sign-in."
          placeholder="https://api.example.com/openapi.json"
          autoComplete="off"
          spellCheck={false}
          value={url}
          onChange={(event) => {
            setUrl(event.currentTarget.value);
          }}
        />
        <Button
          type="submit"
          variant="default"
          className={styles['read'] ?? ''}
          disabled={url.trim() === '' || busy}
        >
          Read
        </Button>
      </form>
      <p className={styles['words']}>
        <Button
          variant="default"
          loading={busy}
          onClick={() => {
            onRead({ kind: 'file' });
          }}
        >
          Choose a file…
        </Button>
      </p>
      <p className={styles['quiet']}>
        <output>{busy ? 'A large document takes a minute or two. Cancel gives it up.' : ''}</output>
      </p>
      <p className={styles['quiet']}>
        A <code>curl</code> command goes straight into the URL field of a request.
      </p>
    </>
  );
}
