import { describe, expect, it } from 'vitest';
import { replaceSignedTokens } from '../../../../src/core/collections/signed-tokens.ts';

const header = 'eyJhbGciOiJSUzI1NiJ9';
const payload = 'eyJzdWIiOiJhZGEifQ';
const mark = (text: string) => replaceSignedTokens(text, (token) => `<${String(token.length)}>`);
const length = String(`${header}.${payload}.c2ln`.length);

describe('a signed token in a text', () => {
  it.each([
    [`Bearer ${header}.${payload}.c2ln, then`, `Bearer <${length}>, then`],
    [`id=${header}.${payload}.c2ln&x=1`, `id=<${length}>&x=1`],
    [`x-${header}.${payload}.c2ln`, `x-<${length}>`],
    [`a.b.${header}.${payload}.c2ln.d`, `a.b.<${length}>.d`],
    [`${header}.${payload}.c2ln.${header}.${payload}.c2ln`, `<${length}>.<${length}>`],
    [`"${header}.${payload}."`, `"<${String(header.length + payload.length + 2)}>"`],
  ])('is found: %s', (text, expected) => {
    expect(mark(text)).toBe(expected);
  });

  it.each([
    `${header}.${payload}`,
    `${header}.x.${payload}`,
    'eyJ.eyJ.eyJ',
    'a.eyJb.c',
    `${header} . ${payload}.x`,
  ])('is not: %s', (text) => {
    expect(mark(text)).toBe(text);
  });

  it('a text that is made to look like many is read to its end, unchanged', () => {
    for (const piece of ['eyJ', 'eyJabcdefgh', '.eyJ', 'eyJabcdefgh.', '.eyJabcdefgh-']) {
      const text = piece.repeat(400_000);
      expect(mark(text).replaceAll(/<\d+>/g, '').length).toBeLessThanOrEqual(text.length);
    }
  });
});
