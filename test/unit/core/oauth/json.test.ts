import { describe, expect, test } from 'vitest';
import { judgeMetadata } from '../../../../src/core/oauth/metadata.ts';
import { parseJsonObject } from '../../../../src/core/oauth/json.ts';
import { failureOf } from '../../../support/results.ts';
import { issuer } from './fixtures.ts';

function nested(levels: number): string {
  return '['.repeat(levels) + ']'.repeat(levels);
}

describe('parseJsonObject', () => {
  test('reads an object, whatever its strings hold', () => {
    const value = { a: '[{"\\', b: [{ c: '\\"[' }], d: 'é漢', '[': 1 };
    expect(parseJsonObject(Buffer.from(JSON.stringify(value)))).toEqual(value);
  });

  test.each(['', 'null', '[]', '"x"', '{', '{"a":1}x', '<html>', '\u{feff}['])(
    'gives null for %j',
    (text) => {
      expect(parseJsonObject(Buffer.from(text))).toBeNull();
    },
  );

  test('F8-: nesting that nobody can write out again is no document', () => {
    expect(parseJsonObject(Buffer.from(`{"a":${nested(90)}}`))).toHaveProperty('a');
    expect(parseJsonObject(Buffer.from(`{"a":${nested(110)}}`))).toBeNull();
    expect(parseJsonObject(Buffer.from(`{"a":${nested(200_000)}}`))).toBeNull();
  });

  test('F8+: an endpoint of ninety levels is told as what it is', () => {
    const document = parseJsonObject(
      Buffer.from(`{"issuer":"${issuer}","authorization_endpoint":${nested(90)}}`),
    );
    expect(failureOf(judgeMetadata(document ?? {}, issuer, {}, 'issuer')).code).toBe('metadata-invalid');
  });
});
