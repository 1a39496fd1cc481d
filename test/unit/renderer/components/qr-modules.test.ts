import { decodeQR } from 'qr/decode.js';
import { describe, expect, test } from 'vitest';
import { qrModules } from '../../../../src/renderer/components/qr-modules.ts';

/** Draws the path as a screen does, in squares of some pixels, and reads it as a camera does. */
function scan({ size, path }: { readonly size: number; readonly path: string }): string {
  const scale = 4;
  const width = size * scale;
  const data = new Uint8Array(width * width * 4).fill(255);
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row += 1) {
      const from = (row * width + Number(x) * scale) * 4;
      for (let at = from; at < from + Number(length) * scale * 4; at += 1) if (at % 4 !== 3) data[at] = 0;
    }
  }
  return decodeQR({ width, height: width, data });
}

describe('the QR code of an address', () => {
  test.each([
    'https://id.example.test/activate',
    'https://id.example.test/activate?user_code=WDJB-MJHT',
    `https://id.example.test/${'a'.repeat(250)}?user_code=WDJB-MJHT`,
  ])('R81+: a reader finds %s in it', (text) => {
    expect(scan(qrModules(text))).toBe(text);
  });

  test('four modules of white are around it, or a reader in a dark window does not find it', () => {
    const { size, path } = qrModules('https://id.example.test/activate');
    for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
      expect(Number(x)).toBeGreaterThanOrEqual(4);
      expect(Number(y)).toBeGreaterThanOrEqual(4);
      expect(Number(x) + Number(length)).toBeLessThanOrEqual(size - 4);
      expect(Number(y)).toBeLessThan(size - 4);
    }
    expect(path).not.toBe('');
  });
});
