import { useMemo } from 'react';

import type { ResponseView } from '../../../shared/request.ts';
import { assertNever } from '../../../shared/result.ts';
import { FailureView } from '../../components/failure-view.tsx';
import { AudioPreview } from './audio-preview.tsx';
import { ImagePreview } from './image-preview.tsx';
import { PagePreview } from './page-preview.tsx';
import { previewKind } from './preview-kind.ts';
import styles from './preview-body.module.css';
import { TooLarge } from './too-large.tsx';
import { useWholeBody } from './use-whole-body.ts';

/** Bytes up to which a body is handed to Chromium’s decoders. */
const longest: Readonly<Record<'image' | 'audio', number>> = { image: 16_777_216, audio: 33_554_432 };

/** A body as what it is, where that is something to see or to hear. */
export function PreviewBody({ response }: { readonly response: ResponseView }) {
  const preview = previewKind(response.body);
  if (preview === null) return null;
  switch (preview.kind) {
    case 'image':
    case 'audio':
      return <Media response={response} kind={preview.kind} mediaType={preview.mediaType} />;
    case 'page':
      return <PagePreview response={response} />;
    default:
      return assertNever(preview.kind);
  }
}

function Media({
  response,
  kind,
  mediaType,
}: {
  readonly response: ResponseView;
  readonly kind: 'image' | 'audio';
  readonly mediaType: string;
}) {
  const limit = longest[kind];
  const whole = useWholeBody(response, limit);
  const address = useMemo(
    () => (whole.kind === 'read' ? `data:${mediaType};base64,${whole.base64}` : null),
    [whole, mediaType],
  );
  if (whole.kind === 'failed') return <FailureView failure={whole.failure} />;
  if (whole.kind === 'too-large') {
    return <TooLarge bytes={response.bytes} limit={limit} />;
  }
  if (address === null) return <p className={styles['note']}>Reading…</p>;
  return kind === 'image' ? <ImagePreview address={address} /> : <AudioPreview address={address} />;
}
