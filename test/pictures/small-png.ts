import { deflateSync, inflateSync } from 'node:zlib';
import { pngChunk, pngSignature } from '../../demo/api/png.ts';

/** As many as one byte names. */
const mostColors = 256;

/**
 * The same picture with at most 256 colours, each a byte: a third of the size for a window's page.
 * @param png as Chromium takes it: 8 bits a channel, not interlaced. @throws for any other.
 */
export function smallPng(png: Buffer): Buffer {
  const { width, height, colors } = decode(png);
  const palette = paletteOf(colors);
  const rows = Buffer.alloc(height * (width + 1));
  const nearest = new Map<number, number>();
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const color = colors[y * width + x] ?? 0;
      let index = nearest.get(color);
      if (index === undefined) {
        index = nearestIn(palette, color);
        nearest.set(color, index);
      }
      rows[y * (width + 1) + 1 + x] = index;
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    pngSignature,
    pngChunk('IHDR', head),
    pngChunk('PLTE', Buffer.from(palette.flatMap((color) => [color >> 16, (color >> 8) & 255, color & 255]))),
    pngChunk('IDAT', deflateSync(rows, { level: 9 })),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

/** 0xrrggbb for each pixel; what shines through is left out, since a page is opaque. */
function decode(png: Buffer): { width: number; height: number; colors: Uint32Array } {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const [depth, type, , , interlaced] = png.subarray(24, 29);
  const channels = type === 6 ? 4 : 3;
  if (depth !== 8 || (type !== 2 && type !== 6) || interlaced !== 0) {
    throw new TypeError(`A PNG of depth ${String(depth)} and type ${String(type)} is not read here.`);
  }
  const raw = inflateSync(Buffer.concat(dataOf(png)));
  const length = width * channels;
  let above = new Uint8Array(length);
  const colors = new Uint32Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const at = y * (length + 1);
    const line = unfiltered(raw[at] ?? 0, raw.subarray(at + 1, at + 1 + length), above, channels);
    for (let x = 0; x < width; x += 1) {
      const [red = 0, green = 0, blue = 0] = line.subarray(x * channels, x * channels + 3);
      colors[y * width + x] = (red << 16) | (green << 8) | blue;
    }
    above = line;
  }
  return { width, height, colors };
}

function dataOf(png: Buffer): readonly Buffer[] {
  const parts: Buffer[] = [];
  for (let at = pngSignature.length; at < png.length; at += png.readUInt32BE(at) + 12) {
    const type = png.toString('latin1', at + 4, at + 8);
    if (type === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  return parts;
}

/** One line as it was before it was filtered (PNG §9.2). */
function unfiltered(
  filter: number,
  line: Uint8Array,
  above: Uint8Array,
  step: number,
): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(line.length);
  for (const [index, value] of line.entries()) {
    const left = out[index - step] ?? 0;
    const up = above[index] ?? 0;
    const corner = above[index - step] ?? 0;
    const predicted = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0;
    out[index] = value + predicted;
  }
  return out;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [toLeft, toUp, toCorner] = [left, up, corner].map((one) => Math.abs(guess - one));
  if (toLeft === undefined || toUp === undefined || toCorner === undefined) return 0;
  return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
}

/** The commonest colours; of those that are nearly alike the commonest alone, where there are too many. */
function paletteOf(colors: Uint32Array): readonly number[] {
  const counts = new Map<number, number>();
  for (const color of colors) counts.set(color, (counts.get(color) ?? 0) + 1);
  const common = [...counts].toSorted(([, one], [, other]) => other - one).map(([color]) => color);
  if (common.length <= mostColors) return common;
  const coarse = new Map<number, number>();
  for (const color of common) {
    // Five bits a channel: what differs in the last three is hardly told apart.
    const alike = color & 0xf8f8f8;
    if (!coarse.has(alike)) coarse.set(alike, color);
  }
  return [...coarse.values()].slice(0, mostColors);
}

function nearestIn(palette: readonly number[], color: number): number {
  let [best, least] = [0, Infinity];
  for (const [index, one] of palette.entries()) {
    const [red, green, blue] = [
      (one >> 16) - (color >> 16),
      ((one >> 8) & 255) - ((color >> 8) & 255),
      (one & 255) - (color & 255),
    ];
    const distance = (red ?? 0) ** 2 + (green ?? 0) ** 2 + (blue ?? 0) ** 2;
    if (distance < least) [best, least] = [index, distance];
  }
  return best;
}
