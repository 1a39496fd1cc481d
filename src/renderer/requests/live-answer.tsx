import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';

import { byteSize } from '../../shared/byte-size.ts';
import type { RequestProgress } from '../../shared/request.ts';
import { visibleLine, visibleText } from '../words/visible-text.ts';
import styles from './live-answer.module.css';
import textStyles from './response-body-view.module.css';
import { textBlocks } from './text-blocks.ts';

/** Bytes that are read at once, and characters that are shown: what came before is there once the answer is complete. */
const shownLength = 65_536;

interface Shown {
  readonly text: string;
  /** Byte of the body up to which it was read. */
  readonly to: number;
}

/** An answer while it comes: its end, until the person pauses. */
export function LiveAnswer({ progress }: { readonly progress: RequestProgress }) {
  const { requestId, bytes, answer } = progress;
  const [shown, setShown] = useState<Shown>({ text: '', to: 0 });
  const [paused, setPaused] = useState(false);
  /** `over`: it is no text, so nothing of it is shown before it is complete. */
  const reading = useRef<'no' | 'now' | 'over'>('no');
  const end = useRef<HTMLPreElement>(null);

  useEffect(() => {
    if (paused || reading.current !== 'no' || shown.to >= bytes) return;
    reading.current = 'now';
    const from = Math.max(shown.to, bytes - shownLength);
    const read = async (): Promise<void> => {
      const part = await window.latchkey.readResponse({ requestId, from, length: shownLength, as: 'text' });
      const content = part.ok ? part.value.content : null;
      reading.current = content?.kind === 'bytes' ? 'over' : 'no';
      if (!part.ok || content?.kind !== 'text') return;
      const before = from === shown.to ? shown.text : '';
      setShown({ text: (before + content.text).slice(-shownLength), to: part.value.to });
    };
    void read();
  }, [bytes, paused, requestId, shown]);
  useEffect(() => {
    const scrolled = end.current?.parentElement;
    if (scrolled && shown.text !== '') scrolled.scrollTop = scrolled.scrollHeight;
  }, [shown.text]);

  if (answer === null) return null;
  return (
    <>
      <div className={styles['bar']}>
        <strong>
          {answer.status} {visibleLine(answer.statusText)}
        </strong>
        {shown.text === '' ? null : (
          <>
            {paused && bytes > shown.to ? (
              <span className={styles['more']}>{byteSize(bytes - shown.to)} more came</span>
            ) : null}
            <Button
              variant={paused ? 'light' : 'default'}
              size="compact-sm"
              aria-pressed={paused}
              onClick={() => {
                setPaused(!paused);
              }}
            >
              Pause
            </Button>
          </>
        )}
        <Button
          variant="default"
          size="compact-sm"
          onClick={() => {
            void window.latchkey.cancelRequest({ requestId, keep: true });
          }}
        >
          Stop and keep
        </Button>
      </div>
      {shown.text === '' ? null : (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling area must be reachable by keyboard
        <section className={textStyles['text']} aria-label="Response body so far" tabIndex={0}>
          <pre ref={end}>{inShortLines(shown.text)}</pre>
        </section>
      )}
    </>
  );
}

/** A line that is far too long takes seconds to be laid out, each time that something comes. */
function inShortLines(text: string): string {
  return textBlocks(visibleText(text))
    .map((block) => block.text)
    .join('\n');
}
