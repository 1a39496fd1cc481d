import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkJson } from '../../../src/shared/check-json.ts';

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('JSON as it is checked', () => {
  it('is what JSON.parse takes, and nothing else', () => {
    const piece = fc.oneof(
      fc.constantFrom(...'{}[],:"\\ \n\t\r0123.-+eE/\u0000'.split('')),
      fc.constantFrom(
        'true',
        'false',
        'null',
        '"a"',
        '\\u00e9',
        '\\n',
        '{"a":',
        '[1,',
        '1e5',
        'NaN',
        'x',
        "'",
      ),
      fc.json({ maxDepth: 2 }),
    );
    const texts = fc.oneof(
      fc.json(),
      fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join('')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        if (text.includes('{{')) return;
        expect(checkJson(text) === null).toBe(parses(text));
      }),
      { numRuns: 5000 },
    );
  });

  it.each([
    ['', 1, 1, 'There is nothing in it.'],
    ['{\n  "a": 1,\n}', 3, 1, 'Is the comma before it one too many?'],
    ['[1, 2,]', 1, 7, 'Is the comma before it one too many?'],
    ['{"a": 1 "b": 2}', 1, 9, 'A comma is missing before this.'],
    ['{"a" 1}', 1, 6, 'A colon is missing'],
    ['{a: 1}', 1, 2, '“a” needs double quotes'],
    ["{'a': 1}", 1, 2, 'not in single ones'],
    ['{"a": undefined}', 1, 7, '“undefined” needs double quotes'],
    ['[01]', 1, 2, '“01” is no number'],
    ['["a\nb"]', 1, 2, 'quotation mark of this text is missing in its line'],
    ['["a]', 1, 2, 'quotation mark of this text is missing'],
    ['["\\x"]', 1, 3, '“\\x” means nothing'],
    ['["\t"]', 1, 3, 'control character'],
    ['{"a": [1, 2}', 1, 12, 'A ] is missing before this }.'],
    ['{"a": [1, 2', 1, 12, 'A ] is missing at the end.'],
    ['{} x', 1, 4, 'Something stands after the end'],
    ['// x\n{}', 1, 1, 'JSON has no comments.'],
    ['{\r\n"a": 1, // x\r\n}', 2, 9, 'JSON has no comments.'],
  ])('%j is wrong at line %i, column %i', (text, line, column, reason) => {
    expect(checkJson(text)).toMatchObject({ line, column });
    expect(checkJson(text)?.reason).toContain(reason);
  });

  it('variables stand for values, for names and inside of texts', () => {
    for (const text of ['{{all}}', '{"a": {{ value }}, {{name}}: [{{$guid}}], "b": "x{{y}}z"}']) {
      expect(checkJson(text)).toBeNull();
    }
    expect(checkJson('{"a": {{1}}}')).toMatchObject({ column: 8 });
  });

  it('any depth is taken', () => {
    expect(checkJson('['.repeat(200_000) + ']'.repeat(200_000))).toBeNull();
    expect(checkJson('{"a":'.repeat(200_000))?.reason).toBe('A } is missing at the end.');
  });
});
