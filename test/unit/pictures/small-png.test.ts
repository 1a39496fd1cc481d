import { deflateSync, inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { smallPng } from '../../pictures/small-png.ts';

const [width, height] = [4, 6];

/** A PNG as Chromium writes it, but for its checksums, which nobody reads here. */
function png(lines: readonly (readonly number[])[], channels: 3 | 4): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(lines.length, 4);
  head.set([8, channels === 4 ? 6 : 2, 0, 0, 0], 8);
  const data = deflateSync(Buffer.from(lines.flat()));
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    ...[['IHDR', head] as const, ['IDAT', data] as const, ['IEND', Buffer.alloc(0)] as const].map(
      ([type, body]) => {
        const length = Buffer.alloc(4);
        length.writeUInt32BE(body.length, 0);
        return Buffer.concat([length, Buffer.from(type, 'latin1'), body, Buffer.alloc(4)]);
      },
    ),
  ]);
}

/** The colours of a picture that has a palette, as 0xrrggbb. */
function colorsOf(small: Buffer): readonly number[] {
  const part = (type: string): Buffer => {
    const at = small.indexOf(type, 0, 'latin1');
    return small.subarray(at + 4, at + 4 + small.readUInt32BE(at - 4));
  };
  const palette = part('PLTE');
  const rows = inflateSync(part('IDAT'));
  return Array.from({ length: (rows.length / (width + 1)) * width }, (_, pixel) => {
    const index = rows[Math.floor(pixel / width) * (width + 1) + 1 + (pixel % width)] ?? 0;
    return palette.readUIntBE(index * 3, 3);
  });
}

/** A line of one colour, a step further at each pixel. */
const line = (start: number, step: number, channels: number): number[] =>
  Array.from({ length: width * channels }, (_, index) =>
    index % channels === 3 ? 255 : (start + step * Math.floor(index / channels)) & 255,
  );

describe.each([3, 4] as const)('a picture with %i channels', (channels) => {
  test('keeps every colour, whichever filter its lines went through', () => {
    const wanted = Array.from({ length: height }, (_, y) => line(10 + y * 7, 3 + y, channels));
    const filtered = wanted.map((own, y) => {
      const filter = Math.min(y, 4);
      const above = wanted[y - 1] ?? own.map(() => 0);
      return [
        filter,
        ...own.map((value, index) => {
          const left = own[index - channels] ?? 0;
          const up = above[index] ?? 0;
          const corner = above[index - channels] ?? 0;
          const guess = left + up - corner;
          const nearest = [left, up, corner].toSorted(
            (one, other) => Math.abs(guess - one) - Math.abs(guess - other),
          );
          const predicted = [0, left, up, Math.floor((left + up) / 2), nearest[0] ?? 0][filter] ?? 0;
          return (value - predicted) & 255;
        }),
      ];
    });
    expect(colorsOf(smallPng(png(filtered, channels)))).toEqual(
      wanted.flatMap((own) => Array.from({ length: width }, (_, x) => (own[x * channels] ?? 0) * 0x01_01_01)),
    );
  });
});

test('of more than 256 colours the commonest stay, and no other is far from what it was', () => {
  // Black, white, and the shades between them with a tint, as the rims of letters have them.
  const lines = Array.from({ length: 512 }, (_, y) => {
    const shade = y >> 1;
    return [0, 0, 0, 0, 255, 255, 255, shade, shade, y >> 2, shade, Math.min(255, shade + 3), shade];
  });
  const colors = colorsOf(smallPng(png(lines, 3)));
  expect(colors.filter((_, index) => index % width === 0)).toEqual(lines.map(() => 0));
  expect(colors.filter((_, index) => index % width === 1)).toEqual(lines.map(() => 0xff_ff_ff));
  const far = colors.filter((color, index) => {
    const wanted = lines[Math.floor(index / width)]?.slice(1 + (index % width) * 3).slice(0, 3) ?? [];
    const got = [color >> 16, (color >> 8) & 255, color & 255];
    return got.some((one, channel) => Math.abs(one - (wanted[channel] ?? 0)) > 8);
  });
  expect(far).toEqual([]);
});

test('what is not as Chromium writes it is refused', () => {
  const interlaced = png([[0, 1, 2, 3]], 3);
  interlaced[28] = 1;
  expect(() => smallPng(interlaced)).toThrow(TypeError);
});
