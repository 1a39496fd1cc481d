import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  emptyRow,
  readQuery,
  withName,
  withValue,
  writeQuery,
  type Query,
  type QueryRow,
} from '../../../../../src/renderer/requests/params/query-rows.ts';

const piece = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 6 }),
  fc.constantFrom('?', '#', '&', '=', '+', '%20', '%2', '{{x}}', '\\{{x}}', 'a', 'a=b', '&&', '==', ' ', ';'),
);
const url = fc
  .tuple(
    fc.constantFrom('https://api.test/v1', '{{base}}', '', 'https://api.test:8443/{{x}}/', 'http://[::1]/'),
    fc.array(piece, { maxLength: 10 }),
  )
  .map(([head, pieces]) => head + pieces.join(''));
const cell = fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join(''));

/** A request with rows of which some are switched off. */
const query: fc.Arbitrary<Query> = fc
  .tuple(url, fc.array(fc.tuple(fc.nat(6), cell, cell)))
  .map(([address, off]) => {
    const rows = [...readQuery({ url: address, offQuery: [] })];
    for (const [at, name, value] of off) {
      rows.splice(at, 0, { ...withValue(withName(emptyRow, name), value), on: false });
    }
    return writeQuery(address, rows);
  });

function replaced(rows: readonly QueryRow[], at: number, row: QueryRow): readonly QueryRow[] {
  return rows.map((each, index) => (index === at ? row : each));
}

/** The pairs of a URL as they stand there. */
function pairs(address: string): readonly string[] {
  const text = address.split('#', 1)[0]?.split('?').slice(1).join('?') ?? '';
  return text === '' ? [] : text.split('&');
}

describe('the query as a table', () => {
  it('URL to rows to URL changes nothing', () => {
    fc.assert(
      fc.property(query, (given) => {
        expect(writeQuery(given.url, readQuery(given))).toEqual(given);
      }),
      { numRuns: 2000 },
    );
  });

  it('a row that is changed changes its own pair, and nothing else of the URL', () => {
    fc.assert(
      fc.property(query, fc.nat(), cell, fc.boolean(), (given, which, text, isName) => {
        const rows = readQuery(given);
        const at = which % Math.max(rows.length, 1);
        const row = rows[at];
        if (row === undefined) return;
        const changed = isName ? withName(row, text) : withValue(row, text);
        const next = writeQuery(given.url, replaced(rows, at, changed));
        const before = pairs(given.url);
        const onBefore = rows.slice(0, at).filter(({ on }) => on).length;
        const expected = row.on
          ? before.map((pair, index) =>
              index === onBefore ? (pairs(`?${pairText(changed)}`)[0] ?? '') : pair,
            )
          : before;
        // A single pair without anything in it is no query at all.
        expect(pairs(next.url)).toEqual(expected.length === 1 && expected[0] === '' ? [] : expected);
        expect(next.url.split('#').slice(1)).toEqual(given.url.split('#').slice(1));
        expect(next.url.split(/[?#]/)[0]).toBe(given.url.split(/[?#]/)[0]);
      }),
      { numRuns: 2000 },
    );
  });

  it('whatever is typed into a cell stays in its cell', () => {
    fc.assert(
      fc.property(query, cell, cell, (given, name, value) => {
        const row = withValue(withName(emptyRow, name), value);
        const next = writeQuery(given.url, [...readQuery(given), row]);
        expect(readQuery(next).at(-1)).toEqual(row);
        expect(readQuery(next)).toHaveLength(readQuery(given).length + 1);
      }),
      { numRuns: 2000 },
    );
  });

  it('a row that is switched off and on again is where it was', () => {
    fc.assert(
      fc.property(query, fc.nat(), (given, which) => {
        const rows = readQuery(given);
        const at = which % Math.max(rows.length, 1);
        const row = rows[at];
        const others = rows.filter((each, index) => each.on && index !== at);
        // A single pair without anything in it is no query at all.
        if (row?.on !== true || (others.length === 1 && others.every((each) => pairText(each) === '')))
          return;
        if (rows.filter(({ on }) => on).length === 1 && pairText(row) === '') return;
        const off = writeQuery(given.url, replaced(rows, at, { ...row, on: false }));
        expect(pairs(off.url)).toHaveLength(pairs(given.url).length - 1);
        const rowsOff = readQuery(off);
        expect(rowsOff[at]).toEqual({ ...row, on: false });
        const back = writeQuery(off.url, replaced(rowsOff, at, row));
        expect(readQuery(back)).toEqual(rows);
        expect(back.offQuery).toEqual(given.offQuery);
      }),
      { numRuns: 2000 },
    );
  });

  it.each<[string, string, string]>([
    ['https://a.test/?a=1+2&b=%20&a={{x}}#top', 'new', 'https://a.test/?a=new&b=%20&a={{x}}#top'],
    ['https://a.test/?flag&b', 'new', 'https://a.test/?flag=new&b'],
    ['https://a.test/?=v', 'a&b#c=d', 'https://a.test/?=a%26b%23c=d'],
    ['{{base}}?q=x', '100% + é', '{{base}}?q=100%%20+%20é'],
  ])('%s: the first value becomes %j', (before, value, after) => {
    const [first, ...rest] = readQuery({ url: before, offQuery: [] });
    if (first === undefined) throw new Error('There is no row.');
    expect(writeQuery(before, [withValue(first, value), ...rest]).url).toBe(after);
  });

  it('the last one that is removed takes the question mark with it', () => {
    expect(writeQuery('https://a.test/?a=b#c', []).url).toBe('https://a.test/#c');
    expect(writeQuery('https://a.test/?#c', []).url).toBe('https://a.test/?#c');
    expect(writeQuery('https://a.test/#/x?y', [{ ...emptyRow, name: 'a' }]).url).toBe(
      'https://a.test/?a#/x?y',
    );
  });
});

function pairText({ name, sign, value }: QueryRow): string {
  return `${name}${sign}${value}`;
}
