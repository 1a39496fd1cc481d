import { describe, expect, it } from 'vitest';
import { References } from '../../../../src/core/openapi/references.ts';
import { exampleOf } from '../../../../src/core/openapi/schema-example.ts';

const example = (schema: unknown, root: unknown = {}) => exampleOf(schema, new References(root));

describe('exampleOf', () => {
  it('takes what the author gave before it makes anything up', () => {
    expect(example({ type: 'string', example: 'given', default: 'other', enum: ['one'] })).toBe('given');
    expect(example({ type: 'string', examples: ['first'] })).toBe('first');
    expect(example({ type: 'integer', default: 7, enum: [1] })).toBe(7);
    expect(example({ enum: ['red', 'blue'] })).toBe('red');
    expect(example({ const: 'fixed' })).toBe('fixed');
  });

  it('makes values of type, format and bounds', () => {
    expect(example({ type: 'string', format: 'date' })).toBe('2025-01-31');
    expect(example({ type: 'string', minLength: 6, maxLength: 8 })).toBe('textxx');
    expect(example({ type: 'string', maxLength: 2 })).toBe('te');
    expect(example({ type: 'integer', minimum: 3 })).toBe(3);
    expect(example({ type: 'integer', minimum: 3, exclusiveMinimum: true })).toBe(4);
    expect(example({ type: 'integer', exclusiveMinimum: 3 })).toBe(4);
    expect(example({ type: 'integer', maximum: -2 })).toBe(-2);
    expect(example({ type: ['null', 'boolean'] })).toBe(true);
    expect(example({ type: 'null' })).toBeNull();
    expect(example(true)).toBeUndefined();
  });

  it('composes: all of allOf, one of oneOf and anyOf, and leaves out what only the server writes', () => {
    const id = { type: 'integer', readOnly: true };
    expect(
      example({
        allOf: [
          { type: 'object', properties: { id, a: { type: 'string' } } },
          { properties: { b: { type: 'boolean' } } },
        ],
        oneOf: [{ $ref: '#/nowhere' }, { properties: { c: { const: 1 } } }],
      }),
    ).toEqual({ a: 'text', b: true, c: 1 });
    expect(example({ anyOf: [{ type: 'integer' }, { type: 'string' }] })).toBe(0);
    const items = { properties: { a: { type: 'string' } } };
    expect(example({ type: 'array', items })).toEqual([{ a: 'text' }]);
  });

  it('a loop is cut where it begins again, and depth and width have an end', () => {
    const properties = {
      name: { type: 'string' },
      next: { $ref: '#/Node' },
      all: { type: 'array', items: { $ref: '#/Node' } },
    };
    const root = { Node: { type: 'object', properties } };
    expect(example({ $ref: '#/Node' }, root)).toEqual({ name: 'text', all: [] });
    let deep: unknown = { type: 'string' };
    for (let level = 0; level < 100; level += 1) deep = { properties: { a: deep } };
    expect(JSON.stringify(example(deep)).length).toBeLessThan(100);
    const names = Array.from(
      { length: 5000 },
      (_, index) => [`p${String(index)}`, { type: 'string' }] as const,
    );
    const wide = JSON.stringify(example({ properties: Object.fromEntries(names) }));
    expect(wide.match(/"p\d+"/g)).toHaveLength(200);
  });

  it('members that are called like those of every object are members', () => {
    const properties: unknown = JSON.parse('{"__proto__": {"const": 1}, "constructor": {"const": 2}}');
    const made = example({ properties });
    expect(JSON.stringify(made)).toBe('{"__proto__":1,"constructor":2}');
    expect(Object.getPrototypeOf(made)).toBe(Object.prototype);
  });
});
