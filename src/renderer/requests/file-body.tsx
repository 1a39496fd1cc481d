import { Button } from '@mantine/core';

import { byteSize } from '../../shared/byte-size.ts';
import { longestCountedBody } from '../../shared/request.ts';
import type { ChosenFile } from '../../shared/request-body.ts';
import { useAction } from '../api/use-action.ts';
import { FailureView } from '../components/failure-view.tsx';
import { visibleLine } from '../words/visible-text.ts';
import styles from './file-body.module.css';

/** A file in the place of the request's body: chosen in the system's dialog, read while it is sent, never by the page. */
export function FileBody({
  file,
  onChange,
}: {
  readonly file: ChosenFile | undefined;
  readonly onChange: (file: ChosenFile | undefined) => void;
}) {
  const choose = useAction();
  const ask = async (): Promise<void> => {
    const result = await choose.run(() => window.latchkey.chooseFile());
    if (result.ok && result.value !== null) onChange(result.value);
  };
  return (
    <>
      <div className={styles['line']}>
        {file === undefined ? null : (
          <span className={styles['name']}>
            <bdi>{visibleLine(file.name)}</bdi>, {byteSize(file.size)}
          </span>
        )}
        <Button variant="default" size="compact-sm" loading={choose.busy} onClick={() => void ask()}>
          {file === undefined ? 'Send a file…' : 'Another file…'}
        </Button>
        {file === undefined ? null : (
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            onClick={() => {
              onChange(undefined);
            }}
          >
            Remove file
          </Button>
        )}
      </div>
      {choose.failure === null ? null : <FailureView failure={choose.failure} />}
    </>
  );
}

/** What to know of a long file before it is sent. */
export function LengthNote({ file }: { readonly file: ChosenFile | undefined }) {
  return file === undefined || file.size <= longestCountedBody ? null : (
    <p className={styles['note']}>
      {byteSize(file.size)} are sent in pieces, without their length in advance. A few servers refuse that.
    </p>
  );
}
