import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inOrder, parseOrder, writeOrder } from '../../../../src/core/collections/order-file.ts';
import { freeName, safeName } from '../../../../src/core/collections/safe-name.ts';

describe('the file name of a saved request', () => {
  it.each([
    ['Create a note', 'Create a note'],
    ['GET /v1/notes', 'GET -v1-notes'],
    ['  ..hidden.. ', 'hidden'],
    ['a<b>c:d"e/f\\g|h?i*j', 'a-b-c-d-e-f-g-h-i-j'],
    ['con', 'con-'],
    ['NUL.http', 'NUL-.http'],
    ['com1', 'com1-'],
    ['console', 'console'],
    ['tab\tand\nline', 'tab-and-line'],
    ['...', 'Unnamed'],
    ['', 'Unnamed'],
    ['-rf', 'rf'],
    ['\u202Egpj.exe', 'gpj.exe'],
    ['קבל הערות', 'קבל הערות'],
    ['e\u0301', '\u00E9'],
    ['../../etc/passwd', 'etc-passwd'],
  ])('%j becomes %j', (name, file) => {
    expect(safeName(name)).toBe(file);
  });

  it('is safe on the three systems, whatever was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (name) => {
        const file = safeName(name);
        expect(file).not.toMatch(/[<>:"/\\|?*\p{Cc}\p{Cf}\p{Cs}]|^[\s.-]|[\s.]$|^$/u);
        expect(Buffer.byteLength(file)).toBeLessThanOrEqual(121);
        expect(safeName(file)).toBe(file);
      }),
      { numRuns: 2000 },
    );
  });

  it('is one that nothing has, whatever the case', () => {
    expect(freeName('Note', '.http', [])).toBe('Note.http');
    expect(freeName('Note', '.http', ['note.HTTP', 'Note 2.http'])).toBe('Note 3.http');
  });
});

describe('the order of a folder', () => {
  it('is read as written, and what is damaged in it costs nothing', () => {
    expect(parseOrder(writeOrder(['b.http', 'a']))).toEqual(['b.http', 'a']);
    const merged = '<<<<<<< HEAD\r\nb.http\r\n=======\nb.http\n>>>>>>> theirs\n\na.http\n';
    const items = ['a.http', 'b.http', 'c10.http', 'c9.http'];
    expect(inOrder(items, (name) => name, parseOrder(new TextEncoder().encode(merged)))).toEqual([
      'b.http',
      'a.http',
      'c9.http',
      'c10.http',
    ]);
    expect(parseOrder(null)).toEqual([]);
  });
});
