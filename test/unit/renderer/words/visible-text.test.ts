import { assert, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';

import { visibleLine, visibleText } from '../../../../src/renderer/words/visible-text.ts';

/** Whether a character acts instead of being seen. */
function acts(point: number): boolean {
  return (
    (point < 0x20 && point !== 0x09 && point !== 0x0a) ||
    (point >= 0x7f && point <= 0x9f) ||
    (point >= 0x20_2a && point <= 0x20_2e) ||
    (point >= 0x20_66 && point <= 0x20_69)
  );
}

describe('visibleText', () => {
  test('ordinary text, tabs, line feeds, emoji and joiners stay as they are', () => {
    const text = 'Ada\tLovelace\n👩‍💻 می‌خواهم é';
    expect(visibleText(text)).toBe(text);
  });

  test('characters that reorder text are shown as themselves', () => {
    expect(visibleText('invoice\u202Efdp.exe')).toBe('invoice⟨U+202E⟩fdp.exe');
    expect(visibleText('\u2066a\u2069')).toBe('⟨U+2066⟩a⟨U+2069⟩');
  });

  test('control characters are shown as their pictures', () => {
    expect(visibleText('\u001b[31mred\u0000')).toBe('␛[31mred␀');
    expect(visibleText('\u007f\u0085')).toBe('␡⟨U+0085⟩');
  });

  test('a line end of two characters becomes one, a lone carriage return is shown', () => {
    expect(visibleText('a\r\nb\rc')).toBe('a\nb␍c');
  });

  test('no text whatever leaves a reordering or control character in it', () => {
    assert(
      property(string({ unit: 'binary' }), (text) => {
        const points = Array.from(visibleText(text), (character) => character.codePointAt(0) ?? 0);
        expect(points.filter(acts)).toEqual([]);
      }),
    );
  });

  test('a line is one line', () => {
    expect(visibleLine('a\n\tb')).toBe('a b');
  });
});
