import { array, assert, integer, property, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BytePairs } from '../../../../src/core/broker/byte-pairs.ts';

describe('pairs of bytes', () => {
  it('holds those that were added and no other', () => {
    const byte = integer({ min: 0, max: 255 });
    assert(
      property(array(tuple(byte, byte), { maxLength: 40 }), (added) => {
        const pairs = new BytePairs();
        for (const [first, second] of added) pairs.add(first, second);
        const held = new Set(added.map(([first, second]) => first * 256 + second));
        const found = Array.from({ length: 65_536 }, (_, pair) => pair).filter((pair) =>
          pairs.has(pair >> 8, pair & 255),
        );
        expect(found).toEqual([...held].toSorted((a, b) => a - b));
      }),
      { numRuns: 30 },
    );
  });
});
