import { describe, expect, it } from 'vitest';
import { icnsOf, icoOf } from '../../../scripts/lib/icon-formats.mjs';

const images = [
  { size: 16, png: Buffer.from('sixteen') },
  { size: 256, png: Buffer.from('large') },
];

describe('icon containers', () => {
  it('writes an .ico whose entries point at their images', () => {
    const ico = icoOf(images);
    expect(ico.readUInt16LE(4)).toBe(2);
    const offset = ico.readUInt32LE(6 + 16 + 12);
    expect(ico.subarray(offset).toString()).toBe('large');
    expect(ico.readUInt8(6 + 16)).toBe(0);
  });

  it('writes an .icns with the lengths of its parts, high-resolution ones included', () => {
    const icns = icnsOf(images);
    expect(icns.toString('latin1', 0, 4)).toBe('icns');
    expect(icns.readUInt32BE(4)).toBe(icns.length);
    expect(icns.toString('latin1')).toContain('ic13');
  });
});
