import { Buffer } from 'node:buffer';
import { isJson, isText, type MediaType } from '../media-type.ts';

interface DecodeOptions {
  /** Whether bytes that are not in the charset give null; else they give U+FFFD. */
  readonly fatal: boolean;
  /** Whether a byte order mark at the beginning is a character: in the middle of a text it is. */
  readonly keepMark?: boolean;
}

/** The text of bytes in a charset that is known here; null, where `fatal`, when they are not in it. */
export function decode(bytes: Uint8Array, charset: string, options: DecodeOptions): string | null {
  try {
    const { fatal, keepMark = false } = options;
    const decoder = new TextDecoder(charset, { fatal, ignoreBOM: keepMark });
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

/** As what a body can be read. */
export type Reading =
  | { readonly kind: 'json'; readonly charset: string }
  | { readonly kind: 'text'; readonly charset: string }
  | { readonly kind: 'bytes' };

/**
 * How a body that begins so can be read. The media type decides; without one, what is valid UTF-8 is text. What calls itself
 * JSON but is no text in UTF-8, UTF-16 or the charset that it names is bytes.
 * @param decodes whether the beginning, up to its last whole character, is in a charset
 */
export function readingOf(
  start: Uint8Array,
  type: MediaType,
  decodes: (charset: string) => boolean,
): Reading {
  const marked = markedCharset(start);
  if (isJson(type.essence)) {
    // RFC 8259 §8.1: UTF-8; a byte order mark is ignored, and UTF-16 with one, or another charset that is named, is read as
    // older servers send it.
    const candidates = [marked ?? 'utf-8', canonical(type.charset)];
    const charset = candidates.find((candidate) => candidate !== null && decodes(candidate)) ?? null;
    return charset === null ? { kind: 'bytes' } : { kind: 'json', charset };
  }
  if (isText(type.essence)) {
    // Byte order mark, then the charset of the header, then UTF-8, then what browsers assume of old pages (WHATWG Encoding).
    const candidates = [marked, canonical(type.charset), 'utf-8'];
    const charset = candidates.find((candidate) => candidate !== null && decodes(candidate));
    return { kind: 'text', charset: charset ?? 'windows-1252' };
  }
  // A NUL is valid UTF-8 and the surest sign of a file that is no text.
  const charset = marked ?? 'utf-8';
  return type.essence === '' && decodes(charset) && (marked !== null || !start.includes(0))
    ? { kind: 'text', charset }
    : { kind: 'bytes' };
}

/** The name that the Encoding standard has for a charset; null for one that is unknown here. */
function canonical(charset: string | null): string | null {
  try {
    return charset === null ? null : new TextDecoder(charset.trim()).encoding;
  } catch {
    return null;
  }
}

function markedCharset(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return null;
}
