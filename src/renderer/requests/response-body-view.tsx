import { useMemo } from 'react';

import type { ResponseView } from '../../shared/request.ts';
import { assertNever } from '../../shared/result.ts';
import { hexDump, indentedJson } from './body-text.ts';
import { InertText } from './inert-text.tsx';
import { LargeBody } from './large-body.tsx';
import styles from './response-body-view.module.css';

const hexBytes = 4096;

/** The kinds of image that are decoded and never run anything. SVG is left out: as text it can be read. */
const imageTypes = /^image\/(?:png|jpeg|gif|webp|avif|bmp|x-icon|vnd\.microsoft\.icon)$/;

export function ResponseBodyView({ response }: { readonly response: ResponseView }) {
  const { body, requestId, bytes } = response;
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
        <InertText text={hexDump(body.base64, hexBytes, 0)} name="Response body" />
      );
    case 'large':
      return <LargeBody requestId={requestId} size={bytes} start={body.start} />;
    default:
      return assertNever(body);
  }
}
