import { Button } from '@mantine/core';
import { useRef } from 'react';

import { byteSize } from '../../../shared/byte-size.ts';
import { longestCountedBody } from '../../../shared/request.ts';
import type { FileToSend } from '../../../shared/request-body.ts';
import { FailureView } from '../../components/failure-view.tsx';
import { visibleLine } from '../../words/visible-text.ts';
import styles from './file-body.module.css';
import { useChosenFile } from './use-chosen-file.ts';

/** A file as the body: chosen in the system's dialog, read while it is sent, never by the page. */
export function FileBody({
  file,
  onChange,
}: {
  readonly file: FileToSend | null;
  readonly onChange: (file: FileToSend | null) => void;
}) {
  const { action, choose } = useChosenFile();
  const choice = useRef<HTMLButtonElement>(null);
  return (
    <>
      <div className={styles['line']}>
        {file === null ? null : <FileName file={file} />}
        <Button
          ref={choice}
          variant="default"
          size="compact-sm"
          loading={action.busy}
          onClick={() => {
            choose(onChange);
          }}
        >
          {file === null ? 'Choose a file…' : file.ticket === null ? 'Choose it…' : 'Another file…'}
        </Button>
        {file === null ? null : (
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            onClick={() => {
              choice.current?.focus();
              onChange(null);
            }}
          >
            Remove file
          </Button>
        )}
      </div>
      {action.failure === null ? null : <FailureView failure={action.failure} />}
    </>
  );
}

/** What is known of a file. One that a saved request names was not chosen by anybody yet. */
export function FileName({ file }: { readonly file: FileToSend }) {
  return (
    <span className={styles['name']}>
      <bdi>{visibleLine(file.name)}</bdi>
      {file.ticket === null ? (
        <span className={styles['missing']}> has to be chosen</span>
      ) : (
        `, ${byteSize(file.size)}`
      )}
    </span>
  );
}

/** What to know of a long body before it is sent. */
export function LengthNote({ files }: { readonly files: readonly FileToSend[] }) {
  const bytes = files.reduce((sum, file) => sum + (file.ticket === null ? 0 : file.size), 0);
  return bytes <= longestCountedBody ? null : (
    <p className={styles['note']}>
      {byteSize(bytes)} are sent in pieces, without their length in advance. A few servers refuse that.
    </p>
  );
}
