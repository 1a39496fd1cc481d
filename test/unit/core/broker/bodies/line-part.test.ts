import { assert, constantFrom, integer, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linePart, lineSearchBytes } from '../../../../../src/core/broker/bodies/line-part.ts';

/** The pieces of a body, each read for itself, the last one first. */
function pieces(bytes: Buffer, charset: string, length: number): readonly string[] {
  const texts: string[] = [];
  let next = bytes.byteLength;
  const last = Math.ceil(bytes.byteLength / length) - 1;
  for (let from = last * length; from >= 0; from -= length) {
    const part = linePart(bytes.subarray(from, from + length + lineSearchBytes), from, length, charset);
    expect(part.to).toBe(next);
    expect(part.from).toBeLessThanOrEqual(part.to);
    next = part.from;
    texts.unshift(part.content.kind === 'text' ? part.content.text : '');
  }
  expect(next).toBe(0);
  return texts;
}

const character = string({ unit: 'binary', maxLength: 40 });

describe('a piece of a text, cut between lines', () => {
  it('pieces are the text, wherever their places are, in UTF-8 and UTF-16', () => {
    assert(
      property(character, constantFrom('', '\n', ' '), integer({ min: 2, max: 30 }), (raw, between, half) => {
        const text = `x${raw.replaceAll(/[\ud800-\udfff]/g, '')}${between}`.repeat(3);
        expect(pieces(Buffer.from(text), 'utf-8', half).join('')).toBe(text);
        expect(pieces(Buffer.from(text, 'utf16le'), 'utf-16le', 2 * half).join('')).toBe(text);
      }),
    );
  });

  it('no character is cut in two where no line ends for long', () => {
    const long = '😀é€'.repeat(3000);
    expect(pieces(Buffer.from(long), 'utf-8', 5000).join('')).toBe(long);
    expect(pieces(Buffer.from(long, 'utf16le'), 'utf-16le', 5002).join('')).toBe(long);
    // テスト, and a comma, whose trail bytes could be taken for letters: never for what stands between words.
    const word = Buffer.from([0x83, 0x65, 0x83, 0x58, 0x83, 0x67, 0x2c]);
    const japanese = Buffer.concat(Array.from({ length: 3000 }, () => word));
    expect(pieces(japanese, 'shift_jis', 5001).join('')).toBe('テスト,'.repeat(3000));
  });

  it('each piece begins with the beginning of a line, and a short line is never cut', () => {
    const text = Array.from({ length: 2000 }, (_, index) => `line ${String(index)} ❄\n`).join('');
    const found = pieces(Buffer.from(text), 'utf-8', 1000);
    expect(found.length).toBeGreaterThan(20);
    for (const piece of found.filter((one) => one !== '')) {
      expect(piece).toMatch(/^line \d+ ❄\n/);
      expect(piece.endsWith('\n')).toBe(true);
    }
    const wide = pieces(Buffer.from(text, 'utf16le'), 'utf-16le', 1000);
    expect(wide.every((piece) => piece === '' || /^line \d+ ❄\n/.test(piece))).toBe(true);
    // Half of U+0A0A is no line feed.
    const tricky = Buffer.from('\u0a0a\u0a0a\n\u0a0ax', 'utf16le');
    expect(pieces(tricky, 'utf-16le', 2)).toEqual(['\u0a0a\u0a0a\n', '', '', '\u0a0a', 'x']);
  });

  it('a mark at the beginning is no character, and bytes that are no text are shown as such', () => {
    expect(pieces(Buffer.from('\ufeffa\nb\n'), 'utf-8', 3).join('')).toBe('a\nb\n');
    expect(pieces(Buffer.from([0x61, 0xff, 0x80, 0x0a, 0xe2, 0x82]), 'utf-8', 2).join('')).toContain(
      '\ufffd',
    );
    expect(pieces(Buffer.alloc(9000, 0x80), 'utf-8', 2000).join('')).toContain('\ufffd');
  });
});
