import { assert, integer, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bodyPart } from '../../../../../src/core/broker/bodies/body-part.ts';

function textOf(part: ReturnType<typeof bodyPart>): string {
  return part.content.kind === 'text' ? part.content.text : '';
}

/** Reads a body as the page does: each part from where the one before ended. */
function readOn(bytes: Buffer, charset: string, length: number): string {
  let text = '';
  for (let at = 0; at < bytes.byteLength;) {
    const end = Math.min(bytes.byteLength, at + length);
    const part = bodyPart(bytes.subarray(at, end), at, charset, end === bytes.byteLength);
    expect(part.to).toBeGreaterThan(at);
    text += textOf(part);
    at = part.to;
  }
  return text;
}

describe('a part of a body', () => {
  it('parts of a text, read one after the other, are the text, wherever they are cut', () => {
    assert(
      property(string({ unit: 'binary', maxLength: 60 }), integer({ min: 4, max: 30 }), (raw, length) => {
        // A mark at the beginning is not part of the text.
        const text = `x${raw.replaceAll(/[\ud800-\udfff]/g, '')}`;
        expect(readOn(Buffer.from(text), 'utf-8', length)).toBe(text);
        expect(readOn(Buffer.from(text, 'utf16le'), 'utf-16le', length)).toBe(text);
      }),
    );
  });

  it('characters outside the basic plane and of older charsets are not cut either', () => {
    expect(readOn(Buffer.from('😀a😀😀b'), 'utf-8', 5)).toBe('😀a😀😀b');
    expect(readOn(Buffer.from('😀a😀😀b', 'utf16le'), 'utf-16le', 7)).toBe('😀a😀😀b');
    expect(readOn(Buffer.from([0x83, 0x65, 0x83, 0x58, 0x83, 0x67]), 'shift_jis', 5)).toBe('テスト');
    expect(readOn(Buffer.from([0x93, 0x61, 0x94]), 'windows-1252', 2)).toBe('“a”');
  });

  it('begun in the middle of a character, it begins with the next', () => {
    const bytes = Buffer.from('é€😀x');
    expect(bodyPart(bytes.subarray(1), 1, 'utf-8', true)).toMatchObject({
      from: 2,
      content: { text: '€😀x' },
    });
    expect(bodyPart(bytes.subarray(6), 6, 'utf-8', true)).toMatchObject({ from: 9, content: { text: 'x' } });
  });

  it('bytes that are no text are shown as such and never hold a reader up', () => {
    const bytes = Buffer.from([0x61, 0xff, 0x80, 0x80, 0x80, 0x80, 0x80, 0xe2, 0x82]);
    expect(readOn(bytes, 'utf-8', 4)).toContain('\ufffd');
    expect(readOn(Buffer.alloc(50, 0x80), 'utf-8', 4)).toContain('\ufffd');
  });

  it('a mark in the middle is a character', () => {
    const bytes = Buffer.from('\ufeffab\ufeffc');
    expect(readOn(bytes, 'utf-8', 5)).toBe('ab\ufeffc');
  });

  it('not as text: every byte', () => {
    expect(bodyPart(Buffer.from([0, 255]), 7, null, false)).toEqual({
      from: 7,
      to: 9,
      content: { kind: 'bytes', base64: 'AP8=' },
    });
  });
});
