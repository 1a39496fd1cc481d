import { describe, expect, it } from 'vitest';
import { openFrame, readSegment } from '../../../../src/core/history/read-segment.ts';
import { FileSeal, headerBytes, newHeader } from '../../../../src/core/history/segment-seal.ts';

const key = new Uint8Array(32).fill(7);
const texts = ['first', 'the second, which is longer', 'third'];

/** A segment with three frames, and where each of them ends. */
function segment() {
  const header = newHeader('segment');
  const seal = new FileSeal(key, 'segment', header);
  const frames = texts.map((text, number) => seal.frame(number, Buffer.from(text)));
  const ends: number[] = [];
  let end = headerBytes;
  for (const frame of frames) {
    end += frame.byteLength;
    ends.push(end);
  }
  return { header, content: Buffer.concat([header, ...frames]), ends };
}

const read = (content: Uint8Array, historyKey = key) => {
  const reading = readSegment(historyKey, content);
  return {
    texts: reading?.frames.map(({ plain }) => Buffer.from(plain).toString()),
    damaged: reading?.damaged,
  };
};

describe('a segment', () => {
  it('gives what was written', () => {
    expect(read(segment().content)).toEqual({ texts, damaged: false });
  });

  it('that was cut off at any byte gives every frame before it, and is not damaged', () => {
    const { content, ends } = segment();
    for (let length = 0; length < content.byteLength; length += 1) {
      const whole = ends.filter((end) => end <= length).length;
      expect([length, read(content.subarray(0, length))]).toEqual([
        length,
        { texts: texts.slice(0, whole), damaged: false },
      ]);
    }
  });

  it('whose end is zeros, as after a power failure, gives every frame before it, and is not damaged', () => {
    const { content, ends } = segment();
    const torn = Uint8Array.from(content).fill(0, ends[1]);
    expect(read(torn)).toEqual({ texts: texts.slice(0, 2), damaged: false });
  });

  it('gives no frame in which any bit was changed, and says that it is damaged', () => {
    const { content, ends } = segment();
    for (let at = 0; at < content.byteLength; at += 1) {
      const changed = Uint8Array.from(content);
      changed[at] = (changed[at] ?? 0) ^ 1;
      const reading = read(changed);
      const frame = ends.findIndex((end) => at < end);
      for (const text of reading.texts ?? []) expect(texts.filter((_, own) => own !== frame)).toContain(text);
      expect([at, reading.damaged === true || at < headerBytes]).toEqual([at, true]);
    }
  });

  it('opens under no other key, and its frames in no other file and no other order', () => {
    const { content, ends, header } = segment();
    expect(read(content, new Uint8Array(32)).texts).toEqual([]);
    const [first = 0, second = 0] = ends;
    const swapped = Buffer.concat([
      header,
      content.subarray(first, second),
      content.subarray(headerBytes, first),
      content.subarray(second),
    ]);
    expect(read(swapped)).toEqual({ texts: [texts[1], texts[2]], damaged: true });
    const elsewhere = Buffer.concat([newHeader('segment'), content.subarray(headerBytes)]);
    expect(read(elsewhere)).toEqual({ texts: [], damaged: true });
    const frame = content.subarray(headerBytes, first);
    expect(openFrame(key, header, frame)).not.toBeNull();
    expect(openFrame(key, newHeader('segment'), frame)).toBeNull();
  });

  it('of a newer version is not read', () => {
    const { content } = segment();
    content.writeUInt16BE(2, 8);
    expect(readSegment(key, content)).toBeNull();
  });
});
