import { array, assert, constantFrom, property } from 'fast-check';
import { describe, expect, test } from 'vitest';

import { answerName } from '../../../../../src/renderer/requests/compare/answer-name.ts';
import {
  compareLines,
  ownPart,
  shownParts,
} from '../../../../../src/renderer/requests/compare/compare-lines.ts';
import { compareTexts } from '../../../../../src/renderer/requests/compare/compare-texts.ts';
import {
  isComparable,
  longestCompared,
  type Side,
} from '../../../../../src/renderer/requests/compare/compared-answer.ts';
import { comparisonWords } from '../../../../../src/renderer/requests/compare/comparison-words.ts';
import { scenario } from '../../../../renderer-fake/scenario.ts';

/** The rows of two texts whose lines are single letters: both sides of each, in brackets where they differ. */
function rowsOf(left: string, right: string): string {
  return compareLines(left.split(''), right.split(''))
    .rows.map(({ kind, left: at, right: beside }) => {
      const sides = `${at === null ? '.' : (left[at] ?? '')}${beside === null ? '.' : (right[beside] ?? '')}`;
      return kind === 'same' ? sides : `(${sides})`;
    })
    .join(' ');
}

const side = (text: string, json = true): Side => ({ text, json });

describe('compareLines', () => {
  test.each([
    ['the same', 'abc', 'abc', 'aa bb cc'],
    ['one line changed', 'abc', 'axc', 'aa (bx) cc'],
    ['one line more', 'ac', 'abc', 'aa (.b) cc'],
    ['one line less', 'abc', 'ac', 'aa (b.) cc'],
    ['two become one', 'abcd', 'axd', 'aa (bx) (c.) dd'],
    ['nothing at the left', '', 'ab', '(.a) (.b)'],
    ['nothing at all', '', '', ''],
    ['repeated lines', 'aaa', 'aa', 'aa aa (a.)'],
  ])('%s', (_, left, right, expected) => {
    expect(rowsOf(left, right)).toBe(expected);
  });

  test('read down each side, the rows are the two texts, and same lines are the same', () => {
    const lines = array(constantFrom('a', 'b', 'c', '{', '}'), { maxLength: 60 });
    assert(
      property(lines, lines, (left, right) => {
        const { rows, different } = compareLines(left, right);
        expect(rows.flatMap((row) => (row.left === null ? [] : [left[row.left]]))).toEqual(left);
        expect(rows.flatMap((row) => (row.right === null ? [] : [right[row.right]]))).toEqual(right);
        const same = rows.map(
          (row) => row.left !== null && row.right !== null && left[row.left] === right[row.right],
        );
        expect(rows.map(({ kind }) => kind === 'same')).toEqual(same);
        expect(different).toEqual(same.flatMap((is, index) => (is ? [] : [index])));
      }),
    );
  });

  test('two long texts that have nothing in common are set side by side as they are', () => {
    const left = ['begin', ...Array.from({ length: 20_000 }, (_, line) => `left ${String(line)}`), 'end'];
    const right = ['begin', ...Array.from({ length: 30_000 }, (_, line) => `right ${String(line)}`), 'end'];
    const compared = compareLines(left, right);
    expect(compared.matched).toBe(false);
    expect(compared.rows).toHaveLength(30_002);
    expect(compared.different).toHaveLength(30_000);
    expect(compared.rows.at(-1)).toEqual({ kind: 'same', left: 20_001, right: 30_001 });
    expect(comparisonWords(compared, null)).toMatch(/^30000 of 30002 lines differ\. They are too different/);
  });

  test('a hundred thousand lines with a few differences are matched', () => {
    const left = Array.from({ length: 100_000 }, (_, line) => `line ${String(line)}`);
    const right = left.map((line, index) => (index % 10_000 === 5000 ? `${line}!` : line));
    expect(compareLines(left, right)).toMatchObject({ matched: true, different: { length: 10 } });
  });
});

describe('ownPart', () => {
  test.each([
    ['"a": 1,', '"a": 2,', ['"a": ', '1', ',']],
    ['same', 'same', ['same', '', '']],
    ['aa', 'aaa', ['aa', '', '']],
    ['aaa', 'aa', ['aa', 'a', '']],
    ['abc', '', ['', 'abc', '']],
    // Both are two units each, of which the first, or the last, is the same.
    ['a😀b', 'a😁b', ['a', '😀', 'b']],
    ['a😀b', 'a🨀b', ['a', '😀', 'b']],
  ])('of %j beside %j', (line, other, expected) => {
    expect(ownPart(line, other)).toEqual(expected);
    expect(ownPart(line, other).join('')).toBe(line);
  });
});

describe('shownParts', () => {
  test('a difference is in sight however far in its line it stands, and what is cut off says so', () => {
    const far = 'x'.repeat(9000);
    expect(shownParts([`${far}y`, '1', `z${far}`], 10)).toEqual(['…xxxxxxxxxy', '1', 'zxxxxxxxxx…']);
    expect(shownParts(['', far, ''], 10)).toEqual(['', 'xxxxxxxxxx…', '']);
    expect(shownParts(['0123456789', 'a', '0123456789'], 10)).toEqual(['0123456789', 'a', '0123456789']);
  });
});

describe('compareTexts', () => {
  test('JSON that is written differently and says the same is the same', () => {
    const compared = compareTexts(side('{"a":1,"b":[2]}'), side('{ "a": 1,\n"b": [ 2 ] }'));
    expect(compared.different).toEqual([]);
    expect(comparisonWords(compared, null)).toBe('The bodies are the same.');
  });

  test('a long number that differs in its last digit differs', () => {
    const { left, different } = compareTexts(
      side('{"id":12345678901234567890}'),
      side('{"id":12345678901234567891}'),
    );
    expect(different.map((row) => left[row])).toEqual(['  "id": 12345678901234567890']);
  });

  test('text beside JSON is compared as it is', () => {
    expect(compareTexts(side('{"a":1}'), side('{"a":1}', false)).different).toEqual([]);
  });

  test('line ends of Windows are line ends', () => {
    expect(compareTexts(side('a\r\nb', false), side('a\nb', false)).different).toEqual([]);
  });
});

describe('what is compared', () => {
  const { response } = scenario();

  test('up to two mebibytes, and never nothing', () => {
    expect(isComparable(response)).toBe(true);
    expect(isComparable({ ...response, bytes: longestCompared + 1 })).toBe(false);
    expect(isComparable({ ...response, body: { kind: 'empty' } })).toBe(false);
  });

  test('an answer is told from others by when it came, what it was, and what was asked', () => {
    const at = new Date(2026, 10, 27, 14, 5, 9).getTime();
    const named = (url: string): string => answerName(response, { method: 'GET', url, at });
    expect(named('https://api.test/v1/notes?x=1')).toBe('14:05:09, 200, 1.8 kB, GET /v1/notes?x=1');
    expect(named('https://api.test')).toBe('14:05:09, 200, 1.8 kB, GET /');
    expect(named('{{base}}/notes')).toBe('14:05:09, 200, 1.8 kB, GET {{base}}/notes');
    expect(named(`https://api.test/${'x'.repeat(200)}`)).toMatch(/GET \/x{79}…$/);
    expect(answerName(response, undefined)).toBe('200, 1.8 kB');
  });
});
