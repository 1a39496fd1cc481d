import { describe, expect, test } from 'vitest';
import { providerText, providerTextLimit } from '../../../../src/core/failures/provider-text.ts';

describe('providerText', () => {
  test('F25+: plain words stay as they are', () => {
    expect(providerText('You declined. Ärgerlich, 残念!')).toBe('You declined. Ärgerlich, 残念!');
  });

  test('F25-: control, bidi and invisible characters become spaces', () => {
    expect(providerText('a\u0000b\u001b[31mc\r\nd\u202ee\u2066f\u200bg\u2028h\ufeffi\u007fj')).toBe(
      'a b [31mc d e f g h i j',
    );
  });

  test('F25-: 5,000 characters are cut to the limit', () => {
    const text = providerText('x'.repeat(5000)) ?? '';
    expect(Array.from(text)).toHaveLength(providerTextLimit);
    expect(text.endsWith('…')).toBe(true);
  });

  test('an astral character is never cut in two', () => {
    expect(providerText('😀'.repeat(400))).toBe(`${'😀'.repeat(providerTextLimit - 1)}…`);
  });

  test.each([undefined, null, 3, {}, [], '', ' \u202e '])('%j is no text', (value) => {
    expect(providerText(value)).toBeNull();
  });
});
