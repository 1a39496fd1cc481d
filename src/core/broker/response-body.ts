import { Buffer } from 'node:buffer';
import type { ResponseBody } from '../../shared/request.ts';
import { isJson, isText, type MediaType } from './media-type.ts';

/**
 * How a body is shown: JSON and text decoded, anything else as bytes.
 * The media type decides; without one, what is valid UTF-8 is text. What calls itself JSON but is no UTF-8 or UTF-16 text is bytes.
 */
export function describeBody(bytes: Uint8Array, type: MediaType): ResponseBody {
  if (bytes.byteLength === 0) return { kind: 'empty' };
  const mediaType = type.essence === '' ? 'application/octet-stream' : type.essence;
  if (isJson(type.essence)) {
    // RFC 8259 §8.1: UTF-8; a byte order mark is ignored, and UTF-16 with one is read as older servers send it.
    const text = decode(bytes, bomCharset(bytes) ?? 'utf-8');
    return text === null ? asBytes(bytes, mediaType) : { kind: 'json', text, mediaType };
  }
  if (isText(type.essence)) return { kind: 'text', text: decodeText(bytes, type.charset), mediaType };
  if (type.essence === '') {
    const text = decode(bytes, bomCharset(bytes) ?? 'utf-8');
    // A NUL is valid UTF-8 and the surest sign of a file that is no text.
    if (text !== null && !text.includes('\u0000')) return { kind: 'text', text, mediaType: 'text/plain' };
  }
  return asBytes(bytes, mediaType);
}

/** Byte order mark, then the charset of the header, then UTF-8, then what browsers assume of old pages (WHATWG Encoding). */
function decodeText(bytes: Uint8Array, charset: string | null): string {
  const marked = bomCharset(bytes);
  return (
    (marked === null ? null : decode(bytes, marked)) ??
    (charset === null ? null : decode(bytes, charset)) ??
    decode(bytes, 'utf-8') ??
    windows1252(bytes)
  );
}

function bomCharset(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return null;
}

/** Null when the charset is unknown here or the bytes are not in it. */
function decode(bytes: Uint8Array, charset: string): string | null {
  try {
    const decoder = new TextDecoder(charset.trim(), { fatal: true });
    // Node decodes this one as ISO-8859-1, which leaves quotation marks and dashes out.
    return decoder.encoding === 'windows-1252' ? windows1252(bytes) : decoder.decode(bytes);
  } catch {
    return null;
  }
}

/** What 0x80 to 0x9f mean in windows-1252, which is also what ISO-8859-1 means on the web (WHATWG Encoding §9). */
const windows1252Signs = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

function windows1252(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('latin1')
    .replace(/[\u0080-\u009f]/g, (sign) => windows1252Signs[sign.charCodeAt(0) - 0x80] ?? sign);
}

function asBytes(bytes: Uint8Array, mediaType: string): ResponseBody {
  const base64 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
  return { kind: 'bytes', base64, mediaType };
}
