import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatJson } from '../../../../src/renderer/requests/format-json.ts';

function bare(written: string): string {
  return written.replace(/\s/g, '');
}

describe('Format', () => {
  it('writes JSON as JSON.stringify does with two spaces, however it was written', () => {
    const spaces = fc.constantFrom('', ' ', '\n\t', '    ');
    fc.assert(
      fc.property(fc.json(), spaces, (text, space) => {
        const value: unknown = JSON.parse(text);
        expect(formatJson(JSON.stringify(value, null, space))).toBe(JSON.stringify(value, null, 2));
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps digits, doubled names, variables and escapes', () => {
    expect(formatJson('{"a":12345678901234567890.10,"a":{{b}},"{{c}}":["\\u00e9\\"]",{}, [ ]]}')).toBe(
      '{\n  "a": 12345678901234567890.10,\n  "a": {{b}},\n  "{{c}}": [\n    "\\u00e9\\"]",\n    {},\n    []\n  ]\n}',
    );
  });

  it('makes no white space without end of levels without end', () => {
    const deep = `${'[{"a":'.repeat(50_000)}{{x}}`;
    const formatted = formatJson(deep);
    expect(formatted.length).toBeLessThan(16_000_001);
    expect(bare(formatted)).toBe(deep);
    const hopeless = '['.repeat(500_000);
    expect(formatJson(hopeless)).toBe(hopeless);
  });

  it('whatever it is given, it comes to an end and drops nothing but white space', () => {
    const piece = fc.constantFrom('{', '}', '[', ']', '"', '\\', ',', ':', ' ', 'a', '1', '{{x}}', '\n');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        expect(bare(formatJson(text))).toBe(bare(text));
      }),
      { numRuns: 2000 },
    );
  });
});
