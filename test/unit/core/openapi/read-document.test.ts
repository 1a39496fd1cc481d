import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDocument } from '../../../../src/core/openapi/read-document.ts';
import { valueOfText } from './documents.ts';

const read = (text: string) => readDocument(new TextEncoder().encode(text));

describe('readDocument', () => {
  it('reads JSON and YAML alike, a byte order mark or not', () => {
    expect(valueOfText('{"a": [1, null, "x"]}')).toEqual({ a: [1, null, 'x'] });
    expect(valueOfText('\ufeffa:\n  - 1\n  - ~\n  - x\n')).toEqual({ a: [1, null, 'x'] });
    expect(valueOfText('{a: 1, b: no}')).toEqual({ a: 1, b: 'no' });
    expect(valueOfText('base: &b {x: 1}\nmore:\n  <<: *b\n  y: 2\n')).toEqual({
      base: { x: 1 },
      more: { x: 1, y: 2 },
    });
  });

  it('names the line and the reason of what is broken', () => {
    expect(read('{\n  "a": 1,\n  "b": ]\n}')).toMatchObject({ kind: 'problem', line: 3 });
    expect(read('openapi: 3.1.0\ninfo:\n  title: a: b\n')).toMatchObject({ kind: 'problem', line: 3 });
    expect(read('a: [1, 2\nb: 3\n')).toMatchObject({ kind: 'problem' });
    const bytes = readDocument(new Uint8Array([0xff, 0xfe, 0x00]));
    expect(bytes).toEqual({ kind: 'problem', line: null, why: 'It is not text in UTF-8.' });
  });

  it('refuses aliases that repeat each other without end', () => {
    const levels = Array.from({ length: 12 }, (_, level) => {
      const inner = level === 0 ? 'x' : Array.from({ length: 9 }, () => `*a${String(level - 1)}`).join(', ');
      return `a${String(level)}: &a${String(level)} [${inner}]`;
    });
    const bomb = read(levels.join('\n'));
    expect(bomb.kind === 'problem' ? bomb.why : '').toContain('aliases');
  });

  it('what is nested deeper than the stack is a problem, in JSON and in YAML', () => {
    expect(read(`a: ${'['.repeat(100_000)}`).kind).toBe('problem');
    expect(read('- '.repeat(50_000)).kind).toBe('problem');
    expect(read('{"a":'.repeat(100_000)).kind).toBe('problem');
    expect(read(`a: ${'['.repeat(20_000)}${']'.repeat(20_000)}`).kind).toBe('problem');
  });

  it('members called like those of every object stay members, and change nothing', () => {
    for (const text of ['{"__proto__": {"polluted": true}}', '__proto__:\n  polluted: true\n']) {
      expect(Object.getPrototypeOf(valueOfText(text))).toBe(Object.prototype);
      expect(Reflect.get({}, 'polluted')).toBeUndefined();
    }
  });

  it('makes nothing but plain values, whatever a tag says', () => {
    expect(valueOfText('a: !!js/function "function () {}"\n')).toEqual({ a: 'function () {}' });
    expect(valueOfText('a: 2025-01-31\n')).toEqual({ a: '2025-01-31' });
  });

  it('never throws', () => {
    const signs = fc.string({ unit: fc.constantFrom(...Array.from('&*:-[]{}!|>#\'" \n\ta')) });
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), signs), (text) => {
        expect(['document', 'problem']).toContain(read(text).kind);
      }),
      { numRuns: 3000 },
    );
  });
});
