import { describe, expect, test } from 'vitest';

import { statusMeaning } from '../../../../../src/renderer/requests/answer/status-meaning.ts';
import { wireSize, type WireSize } from '../../../../../src/renderer/requests/answer/wire-size.ts';
import type { HeaderList, ResponseView } from '../../../../../src/shared/request.ts';
import { failure, scenario } from '../../../../renderer-fake/scenario.ts';

describe('what a status means', () => {
  test('every status that Node knows of a final answer has a sentence of its own', async () => {
    const { STATUS_CODES } = await import('node:http');
    const known = Object.keys(STATUS_CODES)
      .map(Number)
      // 509 was never registered.
      .filter((status) => status >= 200 && status !== 509);
    const sentences = known.map((status) => statusMeaning(status) ?? '');
    expect(new Set(sentences).size).toBe(known.length);
    for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z].*\.$/);
    expect(sentences.filter((sentence) => sentence.includes('number of its own'))).toEqual([]);
  });

  test('one that nobody registered has that of its first digit, and what is none has none', () => {
    expect(statusMeaning(299)).toContain('The request succeeded');
    expect(statusMeaning(499)).toContain('finds the request at fault');
    expect(statusMeaning(599)).toContain('failed');
    expect(statusMeaning(999)).toBeNull();
    expect(statusMeaning(0)).toBeNull();
  });
});

function size(headers: HeaderList, changes: Partial<ResponseView> = {}): WireSize {
  return wireSize({ ...scenario().response, headers, ...changes });
}

describe('what a body was on the wire', () => {
  test.each([
    ['as it is', [['content-length', '1840']], { bytes: 1840, coding: null }],
    ['as it is, in pieces', [['transfer-encoding', 'chunked']], { bytes: 1840, coding: null }],
    [
      'packed',
      [
        ['Content-Encoding', 'GZIP'],
        ['Content-Length', '620'],
      ],
      { bytes: 620, coding: 'gzip' },
    ],
    [
      'packed twice',
      [
        ['content-encoding', 'br'],
        ['content-encoding', 'gzip'],
        ['content-length', '620'],
      ],
      { bytes: 620, coding: 'br, gzip' },
    ],
    ['packed, in pieces', [['content-encoding', 'br']], { bytes: null, coding: 'br' }],
    [
      'packed, with a length that is none',
      [
        ['content-encoding', 'br'],
        ['content-length', '-1'],
      ],
      { bytes: null, coding: 'br' },
    ],
    ['called identity', [['content-encoding', 'identity']], { bytes: 1840, coding: null }],
  ] as const)('%s', (_, headers, expected) => {
    expect(size(headers)).toEqual(expected);
  });

  test('of what broke off, and of nothing, the length that was announced says nothing', () => {
    const packed: HeaderList = [
      ['content-encoding', 'gzip'],
      ['content-length', '620'],
    ];
    expect(size(packed, { incomplete: failure() })).toEqual({ bytes: null, coding: 'gzip' });
    expect(size(packed, { bytes: 0 })).toEqual({ bytes: 0, coding: null });
  });
});
