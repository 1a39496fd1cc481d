import { assert, json, property } from 'fast-check';
import { describe, expect, test } from 'vitest';

import { indentedJson } from '../../../../src/renderer/requests/body-text.ts';
import { originAskedFor } from '../../../../src/renderer/requests/exchange-store.ts';
import { failure } from '../../../renderer-fake/scenario.ts';

describe('indentedJson', () => {
  test('JSON is indented', () => {
    expect(indentedJson('{"a":[1]}')).toBe('{\n  "a": [\n    1\n  ]\n}');
  });

  test('text that is no JSON stays as it came', () => {
    expect(indentedJson('{"a":')).toBe('{"a":');
  });

  test('a number too long for a double is never shown as another one', () => {
    expect(indentedJson('{"id":12345678901234567890,"id":1.10}')).toBe(
      '{\n  "id": 12345678901234567890,\n  "id": 1.10\n}',
    );
  });

  test('brackets in strings and empty lists stay as they are', () => {
    const text = '{"a":"x{\\"],","b":[],"c":{}}';
    expect(indentedJson(text)).toBe('{\n  "a": "x{\\"],",\n  "b": [],\n  "c": {}\n}');
  });

  test('levels without end are not made white space without end', () => {
    const deep = `${'[{"a":'.repeat(50_000)}1${'}]'.repeat(50_000)}`;
    const indented = indentedJson(deep);
    expect(indented.length).toBeLessThan(16_000_001);
    expect(indented.replaceAll(/\s/g, '')).toBe(deep);
    expect(indented).toMatch(/^\[\n {2}\{\n {4}"a": \[\n {6}\{/);
    const hopeless = '['.repeat(500_000) + ']'.repeat(500_000);
    expect(indentedJson(hopeless)).toBe(hopeless);
  });

  test('values are what they were', () => {
    assert(
      property(json(), (text) => {
        const indented: unknown = JSON.parse(indentedJson(text));
        expect(JSON.stringify(indented)).toBe(JSON.stringify(JSON.parse(text)));
      }),
    );
  });
});

describe('originAskedFor', () => {
  test('a request that would leave the listed origins asks for its origin', () => {
    const refused = failure({ code: 'origin-not-allowed', details: {} });
    expect(originAskedFor(refused, 'https://other.test/v1?x=1')).toBe('https://other.test');
  });

  test('other failures ask nothing', () => {
    expect(originAskedFor(failure({ code: 'request-url-insecure' }), 'http://other.test/')).toBeNull();
    expect(originAskedFor(failure({ code: 'origin-not-allowed', details: {} }), 'not a URL')).toBeNull();
  });
});
