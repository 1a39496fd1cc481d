import { byteSize } from '../../shared/byte-size.ts';
import { longestCountedBody, type Advice } from '../../shared/request.ts';
import { isBodyStream, type BodyStream } from '../ports/fetch.ts';

/**
 * What a 411 (RFC 9110 §15.5.12) or a 501 (RFC 9112 §6.1) means where the body was sent chunked; null for any other answer, and
 * where its length was announced. Pure.
 */
export function explainUpload(status: number, body: Uint8Array | BodyStream | null): Advice | null {
  if (status !== 411 && status !== 501) return null;
  if (body === null || !isBodyStream(body) || body.size <= longestCountedBody) return null;
  return {
    what: 'The server does not take a file of this size in this way.',
    why: `It wants to know the length before. Latchkey tells that of files up to ${byteSize(longestCountedBody)}, and sends a larger one in pieces as it reads it.`,
    next: 'Send a smaller file, or several parts where the API takes them.',
  };
}
