import { Button } from '@mantine/core';
import { useState } from 'react';

import { assertNever } from '../../shared/result.ts';
import type { BodyPart, ResponseView } from '../../shared/request.ts';
import { useAction } from '../api/use-action.ts';
import { FailureView } from '../components/failure-view.tsx';
import { byteSize } from '../../shared/byte-size.ts';
import { bytesOf } from './answer/base64.ts';
import { hexLines } from './answer/hex-lines.ts';
import { InertText } from './inert-text.tsx';
import styles from './large-body.module.css';

/** Bytes that are looked at at once: more than a screen, and quick to lay out whatever is in them. */
const partBytes = 65_536;

/** A body that is too large for the page, a part at a time. */
export function LargeBody({
  requestId,
  size,
  start,
}: {
  readonly requestId: ResponseView['requestId'];
  /** Bytes of the whole body. */
  readonly size: number;
  readonly start: BodyPart;
}) {
  const [part, setPart] = useState(start);
  const read = useAction();
  const show = async (from: number): Promise<void> => {
    const as = start.content.kind;
    const result = await read.run(() =>
      window.latchkey.readResponse({ requestId, from: Math.max(0, from), length: partBytes, as }),
    );
    if (result.ok) setPart(result.value);
  };
  const moves = [
    { name: 'First part', to: 0, possible: part.from > 0 },
    { name: 'Earlier', to: part.from - partBytes, possible: part.from > 0 },
    { name: 'Later', to: part.to, possible: part.to < size },
    { name: 'Last part', to: size - partBytes, possible: part.to < size },
  ];
  return (
    <>
      <div className={styles['bar']}>
        <p className={styles['place']} title={`Bytes ${part.from} to ${part.to} of ${size}`}>
          {byteSize(part.from)} to {byteSize(part.to)} of {byteSize(size)}
        </p>
        <Button.Group>
          {moves.map(({ name, to, possible }) => (
            <Button
              key={name}
              variant="default"
              size="compact-sm"
              disabled={!possible}
              onClick={() => {
                if (!read.busy) void show(to);
              }}
            >
              {name}
            </Button>
          ))}
        </Button.Group>
      </div>
      {read.failure === null ? null : <FailureView failure={read.failure} />}
      <InertText key={part.from} text={textOf(part)} name="Response body" />
    </>
  );
}

function textOf({ content, from }: BodyPart): string {
  switch (content.kind) {
    case 'text':
      return content.text;
    case 'bytes':
      return hexLines(bytesOf(content.base64), from);
    default:
      return assertNever(content);
  }
}
