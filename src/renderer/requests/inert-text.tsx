import { useMemo } from 'react';

import { visibleText } from '../words/visible-text.ts';
import { lineBlocks } from './body-text.ts';
import styles from './response-body-view.module.css';

const linesPerBlock = 200;

/** Text that came from a server: shown, never interpreted. */
export function InertText({ text, name }: { readonly text: string; readonly name: string }) {
  const blocks = useMemo(() => lineBlocks(visibleText(text), linesPerBlock), [text]);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling area must be reachable by keyboard
    <section className={styles['text']} aria-label={name} tabIndex={0}>
      {blocks.map((block, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- blocks never move
        <pre key={index}>{block}</pre>
      ))}
    </section>
  );
}
