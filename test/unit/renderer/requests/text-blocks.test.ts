import { array, assert, constantFrom, nat, oneof, property, string, tuple } from 'fast-check';
import { describe, expect, test } from 'vitest';

import { textBlocks, type TextBlock } from '../../../../src/renderer/requests/text-blocks.ts';

function together(blocks: readonly TextBlock[]): string {
  const last = blocks.length - 1;
  return blocks.map(({ text, goesOn }, index) => text + (goesOn || index === last ? '' : '\n')).join('');
}

describe('textBlocks', () => {
  test('blocks put together are the text, and none is large or cuts a character', () => {
    const line = tuple(string({ unit: constantFrom('x', 'ä', '😀', ' '), maxLength: 5 }), nat(3000)).map(
      ([text, times]) => text.repeat(times),
    );
    const lines = oneof(
      array(line, { maxLength: 6 }),
      nat(700).map((count) => Array<string>(count).fill('x')),
    );
    assert(
      property(lines, (all) => {
        const text = all.join('\n');
        const blocks = textBlocks(text);
        expect(together(blocks)).toBe(text);
        for (const block of blocks) {
          expect(block.text.length).toBeLessThanOrEqual(4000);
          expect(block.text.split('\n').length).toBeLessThanOrEqual(200);
          expect(/^[\udc00-\udfff]|[\ud800-\udbff]$/.test(block.text)).toBe(false);
        }
      }),
    );
  });

  test('short lines stay together, also an empty last one', () => {
    expect(textBlocks('')).toEqual([{ text: '', goesOn: false }]);
    expect(textBlocks('a\nb\n')).toEqual([{ text: 'a\nb\n', goesOn: false }]);
    expect(textBlocks(`a\n${'b'.repeat(4001)}\nc`).map(({ text, goesOn }) => [text.length, goesOn])).toEqual([
      [1, false],
      [4000, true],
      [3, false],
    ]);
  });
});
