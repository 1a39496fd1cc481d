import { array, assert, constantFrom, nat, oneof, pre, property, string, tuple } from 'fast-check';
import { describe, expect, test } from 'vitest';

import { JsonDocument } from '../../../../../src/renderer/requests/json/document/json-document.ts';
import { allRows, documentOf, jsonText } from './documents.ts';

const mostBytes = 1_000_000;

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The rows that a value should have, from JSON.parse: depth, name and place, value, number of children. */
interface Expected {
  readonly depth: number;
  readonly name: string | null;
  readonly place: number;
  readonly value: unknown;
  readonly children: number;
}

function expected(value: unknown, depth = 0, name: string | null = null, place = 0): readonly Expected[] {
  const entries: readonly (readonly [string | null, unknown])[] = Array.isArray(value)
    ? value.map((item: unknown) => [null, item] as const)
    : typeof value === 'object' && value !== null
      ? Object.entries(value)
      : [];
  const children = entries.flatMap(([key, item], index) => expected(item, depth + 1, key, index));
  return [{ depth, name, place, value, children: entries.length }, ...children];
}

describe('a JSON text as rows', () => {
  test('has the same values as JSON.parse, in the same places, however it was cut', () => {
    assert(
      property(jsonText, array(nat(), { maxLength: 5 }), ({ text }, cuts) => {
        // Names of whole numbers would be put in another order, and `__proto__` elsewhere.
        pre(!/"(?:\d+|__proto__)"\s*:/.test(text));
        const value: unknown = JSON.parse(text);
        const document = documentOf(
          text,
          cuts.filter((at) => isBoundary(text, at)),
        );
        expect(document.state.problem).toBeNull();
        const rows = allRows(document).map(({ node, depth, place, children, name, kind }) => {
          const source = document.value(node, mostBytes) ?? '';
          const of: unknown = kind === 'string' ? source : JSON.parse(source);
          return { depth, place, children, named: name !== null, value: of };
        });
        expect(rows).toEqual(expected(value).map(({ name, ...row }) => ({ ...row, named: name !== null })));
      }),
    );
  });

  test('is JSON exactly where JSON.parse says so', () => {
    const damaged = tuple(
      jsonText,
      nat(),
      constantFrom('', ',', '"', ']', '}', '{', '0', '-', '.', 'e', '\\', 'u', '\u0001', ':', 'true'),
    ).map(([{ text }, at, put]) => {
      const place = at % (text.length + 1);
      return text.slice(0, place) + put + text.slice(place + (at % 2));
    });
    const anything = oneof(
      damaged,
      string({ unit: constantFrom(...Array.from('{}[],:"\\/bfu019-+.eE tn')), maxLength: 12 }),
    );
    assert(
      property(anything, array(nat(), { maxLength: 3 }), (text, cuts) => {
        const { problem } = documentOf(
          text,
          cuts.filter((at) => isBoundary(text, at)),
        ).state;
        expect(problem === null).toBe(isJson(text));
      }),
      { numRuns: 2000 },
    );
  });

  test('a slice of the rows is what stands there among all of them, also when some are folded', () => {
    const places = tuple(nat(60), nat(60), array(nat(40), { maxLength: 6 }));
    assert(
      property(jsonText, places, ({ text }, [from, count, folded]) => {
        const document = documentOf(text);
        const whole = allRows(document);
        for (const node of folded) document.fold(node, true);
        const hidden = whole.filter(({ node, children }) => folded.includes(node) && children > 0);
        const shown = whole.filter(
          ({ node }) => !hidden.some((at) => node > at.node && node < endOf(whole, at.node)),
        );
        const all = allRows(document);
        expect(all.map(({ node, depth, place }) => [node, depth, place])).toEqual(
          shown.map(({ node, depth, place }) => [node, depth, place]),
        );
        expect(document.rows(from, from + count)).toEqual(all.slice(from, from + count));
        all.forEach(({ node }, row) => {
          expect(document.rowOf(node)).toBe(row);
        });
        document.foldAll(false);
        expect(allRows(document)).toEqual(whole);
      }),
    );
  });

  test('rows grow while it comes, and what is open counts what came', () => {
    const document = new JsonDocument(0);
    document.append('{"notes": [{"id": 1}, {"id"');
    expect(document.state).toMatchObject({ rows: 5, finished: false });
    document.append(': 2}, {"id": 3}');
    expect(document.rows(1, 2)).toMatchObject([{ name: 'notes', children: 3, kind: 'array' }]);
    document.append(']}');
    document.finish();
    expect(document.state).toMatchObject({ rows: 8, finished: true, problem: null });
  });

  test('places in a long array are right from both ends, while it comes and afterwards', () => {
    const document = new JsonDocument(0);
    document.append(`[${Array.from({ length: 3000 }, (_, at) => `[${String(at)}]`).join(',')}`);
    expect(document.rows(0, 1)).toMatchObject([{ children: 3000 }]);
    document.append(',[3000,1');
    expect(document.rows(0, 1)).toMatchObject([{ children: 3001 }]);
    expect(document.rows(0, 1)).toMatchObject([{ children: 3001 }]);
    document.append(']]');
    document.finish();
    document.foldAll(true);
    expect(document.rows(2990, 2993).map(({ place }) => place)).toEqual([2989, 2990, 2991]);
    expect(document.rows(3001, 3002)).toMatchObject([{ place: 3000, siblings: 3001, text: '[3000,1]' }]);
    expect(document.rows(1, 2)).toMatchObject([{ place: 0 }]);
  });
});

describe('what is shown is what was sent', () => {
  test('numbers keep every digit, and names that stand twice are there twice', () => {
    const document = documentOf('{"id": 12345678901234567890, "id": 1.0e+400, "id": -0.10}');
    expect(allRows(document).map(({ name, text, kind }) => [name, text, kind])).toEqual([
      [null, '{"id": 12345678901234567890, "id": 1.0e+400, "id": -0.10}', 'object'],
      ['id', '12345678901234567890', 'number'],
      ['id', '1.0e+400', 'number'],
      ['id', '-0.10', 'number'],
    ]);
    expect(document.value(1, mostBytes)).toBe('12345678901234567890');
  });

  test('what acts instead of being seen is inert, and lone surrogates stay escapes', () => {
    const text =
      String.raw`{"a\u202Eb": "\u001b[31mred\u001b[0m", "b": "x` + '\u202E\u0007' + String.raw`y"}`;
    const bell = documentOf(text);
    expect(bell.state.problem).toMatchObject({ fault: 'control', line: 1 });
    const rows = allRows(documentOf(text.replace('\u0007', '')));
    expect(rows.map(({ name }) => name)).toEqual([null, String.raw`"a\u202Eb"`, 'b']);
    expect(rows.map(({ text: shown }) => shown).slice(1)).toEqual([
      String.raw`"\u001b[31mred\u001b[0m"`,
      '"x⟨U+202E⟩y"',
    ]);
    const lone = allRows(
      documentOf(String.raw`["\ud83d\ude00 \ud800 gr\u00fcn \u0022 \u005c \/ \n \\u0041"]`),
    );
    expect(lone[1]?.text).toBe(String.raw`"😀 \ud800 grün \u0022 \u005c / \n \\u0041"`);
  });

  test('long ones are cut between characters, and say so', () => {
    const long = 'ä'.repeat(5000);
    const [, row] = allRows(documentOf(JSON.stringify([long])));
    expect(row).toMatchObject({ kind: 'string', cut: true });
    expect(row?.text).toMatch(/^"ä{100,400}$/);
    expect(allRows(documentOf(JSON.stringify({ [long]: 1 })))[1]?.name).toMatch(/^"ä+…$/);
  });
});

describe('where a value stands', () => {
  test('is said as JSONPath, with names in quotation marks where they need them', () => {
    const document = documentOf('{"notes": [1, {"odd name": {"": [{"$x": 0, "ä\\"]": 1, "_a1": 2}]}}]}');
    expect(allRows(document).map(({ node }) => document.path(node))).toEqual([
      '$',
      '$.notes',
      '$.notes[0]',
      '$.notes[1]',
      '$.notes[1]["odd name"]',
      '$.notes[1]["odd name"][""]',
      '$.notes[1]["odd name"][""][0]',
      '$.notes[1]["odd name"][""][0]["$x"]',
      String.raw`$.notes[1]["odd name"][""][0]["ä\"]"]`,
      '$.notes[1]["odd name"][""][0]._a1',
    ]);
  });

  test('leads, as JavaScript, to the value that JSON.parse has there', () => {
    assert(
      property(jsonText, ({ text, value }) => {
        pre(!text.includes('__proto__'));
        const document = documentOf(text);
        for (const { node, kind } of allRows(document)) {
          const source = document.value(node, mostBytes) ?? '';
          const of: unknown = kind === 'string' ? source : JSON.parse(source);
          expect(of).toEqual(follow(value, document.path(node)));
        }
      }),
      { numRuns: 50 },
    );
  });

  test('a value that is larger than allowed is not handed out', () => {
    const document = documentOf('[1, 2, 3]');
    expect(document.value(0, 9)).toBe('[1, 2, 3]');
    expect(document.value(0, 8)).toBeNull();
  });
});

/** Follows a path of this app through a value, without evaluating anything. */
function follow(value: unknown, path: string): unknown {
  const segments = path.matchAll(/\.([A-Za-z_]\w*)|\[(\d+|"(?:[^"\\]|\\.)*")\]/gu);
  let at = value;
  for (const [, name, place] of segments) {
    const key: unknown = name ?? JSON.parse(place ?? '');
    at = Reflect.get(Object(at), String(key));
  }
  return at;
}

function isBoundary(text: string, at: number): boolean {
  const unit = text.charCodeAt(at % (text.length + 1));
  return !(unit >= 0xdc_00 && unit <= 0xdf_ff);
}

function endOf(rows: readonly { readonly node: number; readonly depth: number }[], node: number): number {
  const depth = rows[node]?.depth ?? 0;
  const next = rows.findIndex((row) => row.node > node && row.depth <= depth);
  return next === -1 ? rows.length : next;
}

describe('a hostile text', () => {
  test('of two million levels is read, gone through and folded without recursion', () => {
    const levels = 2_000_000;
    const document = documentOf(`${'['.repeat(levels)}${']'.repeat(levels)}`);
    expect(document.state).toMatchObject({ rows: levels, problem: null });
    expect(document.rows(levels - 1, levels)).toMatchObject([{ depth: levels - 1, text: '[]', children: 0 }]);
    expect(document.path(levels - 1)).toHaveLength(1 + 3 * (levels - 1));
    expect(document.value(levels - 4, mostBytes)).toBe('[[[[]]]]');
    document.foldAll(true);
    expect(document.rows(0, 10)).toHaveLength(2);
  });

  test('that opens more than it closes keeps what came', () => {
    const { rows, problem } = documentOf('{"a":['.repeat(100_000)).state;
    expect([rows, problem?.fault]).toEqual([200_000, 'ended']);
  });

  test('that is one string of ten megabytes shows its beginning', () => {
    const [row] = allRows(documentOf(`"${String.raw`\"`.repeat(5_000_000)}"`));
    expect(row).toMatchObject({ kind: 'string', cut: true });
    expect(row?.text.length).toBeLessThan(500);
  });

  test('that has more values than an index holds says so', () => {
    const document = new JsonDocument(0, 2000);
    document.append(`[${'1,'.repeat(3000)}1]`);
    expect(document.state).toMatchObject({
      values: 2000,
      finished: true,
      problem: { fault: 'too-many', line: 1, column: 4000 },
    });
    expect(document.rows(1999, 2000)).toMatchObject([{ place: 1998, text: '1' }]);
  });
});
