import { describe, expect, test } from 'vitest';

import { hexLines, readOffset } from '../../../../../src/renderer/requests/answer/hex-lines.ts';

describe('hexLines', () => {
  test('offset, bytes and what of them is printable', () => {
    const bytes = Buffer.from('latchkey: \u0000\u001b[2J\u202e end', 'utf8');
    expect(hexLines(bytes, 0x1000)).toBe(
      [
        '00001000  6c 61 74 63 68 6b 65 79 3a 20 00 1b 5b 32 4a e2  latchkey: ..[2J.',
        '00001010  80 ae 20 65 6e 64                                .. end',
      ].join('\n'),
    );
  });

  test('behind 4 GiB an offset has the digits that it takes', () => {
    expect(hexLines(Uint8Array.of(1), 0x1_2345_6789)).toMatch(/^123456789 {2}01/);
  });

  test('nothing gives nothing', () => {
    expect(hexLines(new Uint8Array(), 0)).toBe('');
  });
});

describe('readOffset', () => {
  test.each([
    ['4096', 4096],
    [' 0x1000 ', 4096],
    ['0', 0],
    ['', null],
    ['-1', null],
    ['1e9', null],
    ['0xg', null],
    ['9'.repeat(16), null],
  ])('%j is %j', (text, offset) => {
    expect(readOffset(text)).toBe(offset);
  });
});
