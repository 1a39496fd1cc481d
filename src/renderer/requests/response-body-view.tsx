import { useMemo } from 'react';

import type { ResponseBody } from '../../shared/request.ts';
import { assertNever } from '../../shared/result.ts';
import { visibleText } from '../words/visible-text.ts';
import { hexDump, indentedJson, lineBlocks } from './body-text.ts';
import styles from './response-body-view.module.css';

const linesPerBlock = 200;
const hexBytes = 4096;

/** The kinds of image that are decoded and never run anything. SVG is left out: as text it can be read. */
const imageTypes = /^image\/(?:png|jpeg|gif|webp|avif|bmp|x-icon|vnd\.microsoft\.icon)$/;

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

export function ResponseBodyView({ body }: { readonly body: ResponseBody }) {
  const text = useMemo(() => (body.kind === 'json' ? indentedJson(body.text) : null), [body]);
  switch (body.kind) {
    case 'empty':
      return <p className={styles['none']}>The answer has no body.</p>;
    case 'json':
      return <InertText text={text ?? body.text} name="Response body" />;
    case 'text':
      return <InertText text={body.text} name="Response body" />;
    case 'bytes':
      return imageTypes.test(body.mediaType) ? (
        <img
          className={styles['image']}
          src={`data:${body.mediaType};base64,${body.base64}`}
          alt="What the server answered"
        />
      ) : (
        <InertText text={hexDump(body.base64, hexBytes)} name="Response body" />
      );
    default:
      return assertNever(body);
  }
}
