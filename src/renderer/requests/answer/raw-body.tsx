import { assertNever } from '../../../shared/result.ts';
import type { ResponseBody, ResponseView } from '../../../shared/request.ts';
import { InertText } from '../inert-text.tsx';
import { LargeBody } from '../large-body.tsx';
import { textOfBytes } from './base64.ts';

/** A body as the text that it is, or would be. */
export function RawBody({ response: { body, requestId, bytes } }: { readonly response: ResponseView }) {
  return body.kind === 'large' ? (
    <LargeBody key={requestId} requestId={requestId} size={bytes} start={body.start} />
  ) : (
    <InertText text={rawText(body)} name="Response body" />
  );
}

function rawText(body: Exclude<ResponseBody, { kind: 'large' }>): string {
  switch (body.kind) {
    case 'empty':
      return '';
    case 'json':
    case 'text':
      return body.text;
    case 'bytes':
      return textOfBytes(body.base64);
    default:
      return assertNever(body);
  }
}
