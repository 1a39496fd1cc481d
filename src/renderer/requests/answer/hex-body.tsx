import { Button, TextInput } from '@mantine/core';
import { useLayoutEffect, useRef, useState, type FormEvent } from 'react';

import { byteSize } from '../../../shared/byte-size.ts';
import type { ResponseView } from '../../../shared/request.ts';
import { FailureView } from '../../components/failure-view.tsx';
import { useVisibleRows } from '../use-visible-rows.ts';
import styles from './hex-body.module.css';
import { hexLines, lineBytes, readOffset } from './hex-lines.ts';
import { useBodyBytes } from './use-body-bytes.ts';

/** Pixels of a line; hex-body.module.css has the same. */
const lineHeight = 20;
/** What one scroll bar spans: Chromium lays out nothing that is higher than some 16 million pixels. */
const windowBytes = 4_194_304;

/** The bytes of a body: only what is on screen is read and drawn, whatever its size. */
export function HexBody({ response: { requestId, bytes: size } }: { readonly response: ResponseView }) {
  const [begin, setBegin] = useState(0);
  const [wrong, setWrong] = useState(false);
  const area = useRef<HTMLElement>(null);
  const field = useRef<HTMLInputElement>(null);
  /** The line to scroll to once the window is drawn. */
  const target = useRef<number | null>(0);

  const end = Math.min(size, begin + windowBytes);
  const lines = Math.ceil((end - begin) / lineBytes);
  const view = useVisibleRows(area, lines, { rowHeight: lineHeight });
  const first = begin + view.from * lineBytes;
  const last = Math.min(end, begin + view.to * lineBytes);
  const { at, failure } = useBodyBytes(requestId, first, last);

  const goTo = (offset: number): void => {
    const place = Math.max(0, Math.min(offset, size - 1));
    const window = Math.floor(place / windowBytes) * windowBytes;
    target.current = Math.floor((place - window) / lineBytes);
    setBegin(window);
    // The same window again: nothing is drawn anew.
    if (window === begin) scrollToTarget();
  };
  const scrollToTarget = (): void => {
    if (target.current === null) return;
    area.current?.scrollTo({ top: target.current * lineHeight });
    target.current = null;
    view.onScroll();
  };
  useLayoutEffect(scrollToTarget);
  const onSubmit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const offset = readOffset(field.current?.value ?? '');
    setWrong(offset === null);
    if (offset !== null) goTo(offset);
  };

  const lastWindow = Math.floor(Math.max(0, size - 1) / windowBytes) * windowBytes;
  return (
    <>
      <div className={styles['bar']}>
        <form noValidate onSubmit={onSubmit}>
          <TextInput
            ref={field}
            size="xs"
            aria-label="Go to offset"
            placeholder="Go to offset, 4096 or 0x1000"
            autoComplete="off"
            spellCheck={false}
            error={wrong ? 'Write a number of bytes, such as 4096 or 0x1000.' : undefined}
          />
        </form>
        {lastWindow === 0 ? null : (
          <>
            <p className={styles['place']}>
              {byteSize(begin)} to {byteSize(end)} of {byteSize(size)}
            </p>
            <Button.Group>
              <Move name="First part" to={0} possible={begin > 0} onMove={goTo} />
              <Move name="Earlier" to={begin - windowBytes} possible={begin > 0} onMove={goTo} />
              <Move name="Later" to={begin + windowBytes} possible={begin < lastWindow} onMove={goTo} />
              <Move name="Last part" to={lastWindow} possible={begin < lastWindow} onMove={goTo} />
            </Button.Group>
          </>
        )}
      </div>
      {failure === null ? null : <FailureView failure={failure} />}
      <section
        ref={area}
        className={styles['area']}
        aria-label="Response body in hexadecimal"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling area must be reachable by keyboard
        tabIndex={0}
        onScroll={view.onScroll}
      >
        <div style={{ height: lines * lineHeight }}>
          <pre style={{ transform: `translateY(${String(view.before)}px)` }}>
            {hexLines(at(first, last), first)}
          </pre>
        </div>
      </section>
    </>
  );
}

function Move({
  name,
  to,
  possible,
  onMove,
}: {
  readonly name: string;
  readonly to: number;
  readonly possible: boolean;
  readonly onMove: (offset: number) => void;
}) {
  return (
    <Button
      variant="default"
      size="compact-sm"
      disabled={!possible}
      onClick={() => {
        onMove(to);
      }}
    >
      {name}
    </Button>
  );
}
