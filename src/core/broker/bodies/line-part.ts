import type { BodyPart } from '../../../shared/request.ts';
import { beginOf } from './body-part.ts';
import { decode } from './charsets.ts';

/** Bytes behind the place of a border in which the end of a line is looked for. */
export const lineSearchBytes = 4096;

const lineFeed = 0x0a;
/** No character of a charset with several bytes ends with a byte below this one (WHATWG Encoding), ISO-2022-JP aside. */
const lowestTrail = 0x30;

/**
 * A piece of a text that begins and ends between lines: behind the first line feed from its place on, and where none is near,
 * between characters. A border depends on the bytes behind it alone, so pieces whose places meet are the text, in any order.
 * @param bytes the body from `from` on: `length` and `lineSearchBytes` more, as far as there are so many
 */
export function linePart(bytes: Uint8Array, from: number, length: number, charset: string): BodyPart {
  const begin = from === 0 ? 0 : borderBehind(bytes, 0, from, charset);
  const end = borderBehind(bytes, length, from + length, charset);
  const text = decode(bytes.subarray(begin, end), charset, { fatal: false, keepMark: from > 0 }) ?? '';
  return { from: from + begin, to: from + end, content: { kind: 'text', text } };
}

/**
 * Where the first line begins behind a place in `bytes`.
 * @param place the same in the whole body
 */
function borderBehind(bytes: Uint8Array, at: number, place: number, charset: string): number {
  if (at >= bytes.byteLength) return bytes.byteLength;
  const near = bytes.subarray(at, at + lineSearchBytes);
  return (
    at +
    (charset.startsWith('utf-16') ? borderOfUnits(near, place % 2, charset) : borderOfBytes(near, charset))
  );
}

function borderOfBytes(near: Uint8Array, charset: string): number {
  const end = near.indexOf(lineFeed);
  if (end !== -1) return end + 1;
  if (charset === 'utf-8') return beginOf(near, charset);
  const between = near.findIndex((byte) => byte < lowestTrail);
  if (between !== -1) return between + 1;
  // The body ends here, or this may be the middle of a character.
  return near.length < lineSearchBytes ? near.length : 0;
}

/** @param begin where the first whole unit begins */
function borderOfUnits(near: Uint8Array, begin: number, charset: string): number {
  const [high, low] = charset === 'utf-16be' ? [0, 1] : [1, 0];
  for (let at = begin; at + 1 < near.length; at += 2) {
    if (near[at + high] === 0 && near[at + low] === lineFeed) return at + 2;
  }
  // Not between the halves of a surrogate pair.
  return ((near[begin + high] ?? 0) & 0xfc) === 0xdc
    ? Math.min(begin + 2, near.length)
    : Math.min(begin, near.length);
}
