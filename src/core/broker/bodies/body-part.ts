import type { BodyPart } from '../../../shared/request.ts';
import { decode } from './charsets.ts';

/** Bytes that one character can have in any charset that is decoded here. */
const longestCharacter = 4;

/**
 * A piece of a body as the page gets it. Text is cut between characters, so the part may begin a little later and end a
 * little earlier than `bytes`; whoever asks for the next part begins at `to`.
 * @param from where `bytes` begins in the body
 * @param charset null: not as text
 * @param final whether nothing follows
 */
export function bodyPart(bytes: Uint8Array, from: number, charset: string | null, final: boolean): BodyPart {
  if (charset === null) {
    const base64 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
    return { from, to: from + bytes.byteLength, content: { kind: 'bytes', base64 } };
  }
  const begin = from === 0 ? 0 : beginOf(bytes, charset);
  const end = final ? bytes.byteLength : endOf(bytes, begin, charset);
  const text = decode(bytes.subarray(begin, end), charset, { fatal: false, keepMark: from > 0 }) ?? '';
  return { from: from + begin, to: from + end, content: { kind: 'text', text } };
}

/** The first whole character, where a reader begins in the middle of one. */
export function beginOf(bytes: Uint8Array, charset: string): number {
  if (charset !== 'utf-8') return 0;
  let begin = 0;
  while (begin < longestCharacter && isContinuation(bytes[begin])) begin += 1;
  return begin === longestCharacter ? 0 : begin;
}

/** Behind the last whole character; at least one byte further than `begin`, so that a reader always gets on. */
function endOf(bytes: Uint8Array, begin: number, charset: string): number {
  const length = bytes.byteLength;
  if (charset === 'utf-8') return endOfUtf8(bytes, begin);
  for (let end = length; end > Math.max(begin, length - longestCharacter); end -= 1) {
    if (decode(bytes.subarray(begin, end), charset, { fatal: true, keepMark: true }) !== null) return end;
  }
  return length;
}

function endOfUtf8(bytes: Uint8Array, begin: number): number {
  const length = bytes.byteLength;
  for (let back = 1; back < longestCharacter && length - back > begin; back += 1) {
    const byte = bytes[length - back];
    if (isContinuation(byte)) continue;
    // What begins here needs more bytes than there are.
    return widthOf(byte ?? 0) > back ? length - back : length;
  }
  return length;
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}

/** Bytes of the UTF-8 character that begins so. */
function widthOf(lead: number): number {
  if (lead >= 0xf0) return 4;
  if (lead >= 0xe0) return 3;
  return lead >= 0xc0 ? 2 : 1;
}
