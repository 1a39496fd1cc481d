import type { ResponseBody } from '../../shared/request.ts';
import { bodyPart } from './bodies/body-part.ts';
import { decode, readingOf, type Reading } from './bodies/charsets.ts';
import type { GrowingBody } from './bodies/growing-body.ts';
import { mediaTypeOf, type MediaType } from './media-type.ts';

/** Bytes of a large body that the page gets with the answer, and by which the body is judged. */
export const startBytes = 65_536;

/**
 * How a body is shown: JSON and text decoded, anything else as bytes; one of more than `inlineBytes` only in its beginning,
 * the rest in parts. A body whose file cannot be read any more rejects as `GrowingBody.read`.
 */
export async function describeBody(body: GrowingBody, inlineBytes: number): Promise<ResponseBody> {
  const type = mediaTypeOf(body.head.headers);
  if (body.size > inlineBytes) {
    const start = await body.read(0, startBytes);
    const reading = readingOfStart(start, type, false);
    const charset = reading.kind === 'bytes' ? null : reading.charset;
    const part = bodyPart(start, 0, charset, false);
    return { kind: 'large', shownAs: reading.kind, mediaType: shownType(type, reading), start: part };
  }
  const bytes = await body.read(0, body.size);
  return describeBytes(bytes, type);
}

/** The same for bytes that are small enough to be shown whole. */
export function describeBytes(bytes: Uint8Array, type: MediaType): ResponseBody {
  if (bytes.byteLength === 0) return { kind: 'empty' };
  // Whatever is tried to know the charset is the text at once, where it worked.
  let tried: string | null = null;
  const reading = readingOf(bytes, type, (charset) => {
    tried = decode(bytes, charset, { fatal: true });
    return tried !== null;
  });
  const mediaType = shownType(type, reading);
  if (reading.kind !== 'bytes') {
    const text = tried ?? decode(bytes, reading.charset, { fatal: false }) ?? '';
    return { kind: reading.kind, text, mediaType };
  }
  const base64 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
  return { kind: 'bytes', base64, mediaType };
}

/** How a body that begins so can be read; `whole`: nothing follows. */
export function readingOfStart(start: Uint8Array, type: MediaType, whole: boolean): Reading {
  return readingOf(start, type, (charset) => {
    const part = whole ? start : start.subarray(0, bodyPart(start, 0, charset, false).to);
    return decode(part, charset, { fatal: true }) !== null;
  });
}

function shownType(type: MediaType, reading: Reading): string {
  if (type.essence !== '') return type.essence;
  return reading.kind === 'bytes' ? 'application/octet-stream' : 'text/plain';
}
