import { useMemo } from 'react';

import { byteSize } from '../../../shared/byte-size.ts';
import type { ResponseView } from '../../../shared/request.ts';
import { FailureView } from '../../components/failure-view.tsx';
import { AudioPreview } from './audio-preview.tsx';
import { ImagePreview } from './image-preview.tsx';
import { previewKind, type PreviewKind } from './preview-kind.ts';
import styles from './preview-body.module.css';
import { useWholeBody } from './use-whole-body.ts';

/** Bytes up to which a body is handed to Chromium’s decoders. */
const longest: Readonly<Record<'image' | 'audio', number>> = { image: 16_777_216, audio: 33_554_432 };

/** A body as what it is, where that is something to see or to hear. */
export function PreviewBody({ response }: { readonly response: ResponseView }) {
  const preview = previewKind(response.body);
  return preview === null ? null : <Media response={response} {...preview} />;
}

function Media({ response, kind, mediaType }: PreviewKind & { readonly response: ResponseView }) {
  const limit = longest[kind];
  const whole = useWholeBody(response, limit);
  const address = useMemo(
    () => (whole.kind === 'read' ? `data:${mediaType};base64,${whole.base64}` : null),
    [whole, mediaType],
  );
  if (whole.kind === 'failed') return <FailureView failure={whole.failure} />;
  if (whole.kind === 'too-large') {
    return (
      <p className={styles['note']}>
        This is too large to be shown here: it has {byteSize(response.bytes)}, and up to {byteSize(limit)} are
        shown. Save it, and open it in another program.
      </p>
    );
  }
  if (address === null) return <p className={styles['note']}>Reading…</p>;
  return kind === 'image' ? <ImagePreview address={address} /> : <AudioPreview address={address} />;
}
