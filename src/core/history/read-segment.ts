import { FileSeal, frameHead, frameHeadBytes, headerBytes, headerOf } from './segment-seal.ts';

/** A frame of a segment, opened. */
export interface Frame {
  readonly number: number;
  /** Where it begins in the file, and its bytes there. */
  readonly offset: number;
  readonly length: number;
  readonly plain: Uint8Array;
}

export interface SegmentReading {
  readonly frames: readonly Frame[];
  /**
   * Whether something does not open that was written whole. What a killed run was writing at the end is no damage: it is
   * left out, and everything before it is there.
   */
  readonly damaged: boolean;
}

/** Reads a whole segment. Null where it is no segment of a version that is known. Never throws. */
export function readSegment(historyKey: Uint8Array, content: Uint8Array): SegmentReading | null {
  const header = headerOf('segment', content);
  // Shorter: a run was killed while it began one.
  if (header === null) return content.byteLength < headerBytes ? { frames: [], damaged: false } : null;
  const seal = new FileSeal(historyKey, 'segment', header);
  const frames: Frame[] = [];
  let damaged = false;
  let before = -1;
  for (let at = headerBytes; at + frameHeadBytes <= content.byteLength;) {
    const rest = content.subarray(at);
    const head = frameHead(rest);
    // Where the computer lost its power there may be room for what never came.
    if (head === null) return { frames, damaged: damaged || rest.some((byte) => byte !== 0) };
    const length = frameHeadBytes + head.length;
    if (length > rest.byteLength) break;
    const sealed = rest.subarray(frameHeadBytes, length);
    const plain = head.number > before ? seal.open(head.number, sealed) : null;
    if (plain !== null) frames.push({ number: head.number, offset: at, length, plain });
    else damaged ||= length < rest.byteLength || sealed.subarray(-16).some((byte) => byte !== 0);
    before = Math.max(before, head.number);
    at += length;
  }
  return { frames, damaged };
}

/** Opens one frame as it was read from its place. Null where it is not what was written there. */
export function openFrame(historyKey: Uint8Array, header: Uint8Array, bytes: Uint8Array): Uint8Array | null {
  const own = headerOf('segment', header);
  const head = bytes.byteLength < frameHeadBytes ? null : frameHead(bytes);
  if (own === null || head === null) return null;
  return new FileSeal(historyKey, 'segment', own).open(head.number, bytes.subarray(frameHeadBytes));
}
