import { array, assert, constantFrom, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { JsonDocument } from '../../../../../src/renderer/requests/json/document/json-document.ts';
import { allRows, documentOf, jsonText } from './documents.ts';

/** Looks to the end, a little at a time, and says which values were found. */
function found(document: JsonDocument, text: string): readonly number[] {
  document.find(text);
  while (document.searchOn(1));
  const count = document.state.search?.count ?? 0;
  const nodes: number[] = [];
  for (let match = document.findFrom(0, 'first'); nodes.length < count && match !== null;) {
    nodes.push(match.node);
    match = document.findFrom(match.node, 'next');
  }
  return nodes;
}

/** A name is shown without its quotation marks where it needs none, and is looked through with them. */
const inMarks = (name: string): string => (name.startsWith('"') ? name : `"${name}"`);

describe('search', () => {
  test('finds what stands in names and scalars, whatever the case, and counts it', () => {
    const text = '{"Title": "x", "b": {"title": [1, "a TITLE"]}, "c": "no", "d": 12345, "titles": {}}';
    const document = documentOf(text);
    expect(found(document, 'title').map((node) => document.path(node))).toEqual([
      '$.Title',
      '$.b.title',
      '$.b.title[1]',
      '$.titles',
    ]);
    expect(found(document, '234')).toHaveLength(1);
    expect(found(document, 'nothing')).toEqual([]);
    expect(document.findFrom(0, 'next')).toBeNull();
    document.find('');
    expect(document.state.search).toBeNull();
  });

  test('finds a character whether it was sent as itself or as an escape, and what is beyond ASCII', () => {
    const document = documentOf(String.raw`["gr\u00fcn", "GRÜN", "a\nb", "\ud83d\ude00", "K", "\u202e"]`);
    expect(found(document, 'grün')).toEqual([1, 2]);
    expect(found(document, '😀')).toEqual([4]);
    expect(found(document, 'k')).toEqual([5]);
    expect(found(document, 'a\nb')).toEqual([3]);
    expect(found(document, String.raw`\n`)).toEqual([3]);
    expect(found(document, String.raw`\u202e`)).toEqual([6]);
  });

  test('finds what is an escape in the middle, and what has its small letter in ASCII', () => {
    const document = documentOf(
      String.raw`["ne\u0065dle", "a\/b", "NEE\u0044LE", "nee", "300 \u212a", "300 ` +
        '\u212A", "İ", "needlé"]',
    );
    expect(found(document, 'needle')).toEqual([1, 3]);
    expect(found(document, 'a/b')).toEqual([2]);
    expect(found(document, '300 k')).toEqual([5, 6]);
    expect(found(document, 'needlé')).toEqual([8]);
    expect(found(document, 'i')).toEqual([7]);
  });

  test('finds exactly the rows that hold it', () => {
    const needle = string({
      unit: constantFrom('a', 'B', 'e', '1', 'ä', 't', '"'),
      minLength: 1,
      maxLength: 2,
    });
    assert(
      property(jsonText, needle, ({ text }, wanted) => {
        const document = documentOf(text);
        const holds = (shown: string): boolean => shown.toLowerCase().includes(wanted.toLowerCase());
        const nodes = found(document, wanted);
        const rows = allRows(document);
        const expected = rows.filter(
          ({ name, kind, text: shown, children }) =>
            (name !== null && holds(inMarks(name))) ||
            (children === 0 && kind !== 'object' && kind !== 'array' && holds(shown)),
        );
        expect(nodes).toEqual(expect.arrayContaining(expected.map(({ node }) => node)));
        expect(nodes).toEqual(nodes.toSorted((a, b) => a - b));
      }),
    );
  });

  test('goes on around the end, backwards as well, and unfolds what hides a match', () => {
    const document = documentOf('[[["hit"]], "no", ["hit"]]');
    document.foldAll(true);
    expect(found(document, 'hit')).toEqual([3, 6]);
    expect(document.findFrom(6, 'next')).toMatchObject({ node: 3, row: 3, position: 0 });
    expect(document.findFrom(3, 'previous')).toMatchObject({ node: 6, row: 6, position: 1 });
    expect(document.findFrom(6, 'first')).toMatchObject({ node: 6 });
    expect(allRows(document)).toHaveLength(7);
  });

  test('what was cut anywhere is found all the same', () => {
    assert(
      property(array(constantFrom(0, 5, 9, 14), { maxLength: 3 }), (cuts) => {
        expect(found(documentOf('["needle", "Needle"]', cuts), 'needle')).toEqual([1, 2]);
      }),
    );
  });
});
