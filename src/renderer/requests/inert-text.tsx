import { useMemo, useRef, type ClipboardEvent } from 'react';

import { visibleText } from '../words/visible-text.ts';
import styles from './response-body-view.module.css';
import { selectedText, textBlocks } from './text-blocks.ts';

/** Text that came from a server: shown, never interpreted. */
export function InertText({ text, name }: { readonly text: string; readonly name: string }) {
  const section = useRef<HTMLElement>(null);
  const blocks = useMemo(() => textBlocks(visibleText(text)), [text]);
  const onCopy = (event: ClipboardEvent): void => {
    const selection = window.getSelection();
    if (selection === null || selection.rangeCount === 0 || section.current === null) return;
    const copied = selectedText(blocks, section.current, selection.getRangeAt(0));
    if (copied === null) return;
    event.clipboardData.setData('text/plain', copied);
    event.preventDefault();
  };
  return (
    <section
      ref={section}
      className={styles['text']}
      aria-label={name}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling area must be reachable by keyboard
      tabIndex={0}
      onCopy={onCopy}
    >
      {blocks.map((block, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- blocks never move
        <pre key={index}>{block.text}</pre>
      ))}
    </section>
  );
}
