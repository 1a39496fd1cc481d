import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { variablesIn } from '../../../../../src/core/variables/template.ts';
import { variableOf, variablesOfUrl } from '../../../../../src/renderer/requests/params/url-variables.ts';

describe('the variables of a URL', () => {
  test('are those that main puts a value in for', () => {
    const piece = fc.constantFrom(
      '{{',
      '}}',
      '{',
      '}',
      '\\',
      ' ',
      'id',
      'a-b.c',
      '$guid',
      '1',
      '/',
      '{{ id }}',
      '{{x}}',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const url = pieces.join('');
        expect(variablesOfUrl(url)).toEqual(variablesIn(url).filter((name) => !name.startsWith('$')));
      }),
      { numRuns: 3000 },
    );
    expect(variablesOfUrl('{{base}}/{{id}}?a={{ id }}')).toEqual(['base', 'id']);
  });

  test('are a connection’s own before those of all', () => {
    const own = { kind: 'plain', name: 'id', value: '1' } as const;
    const shared = { kind: 'plain', name: 'id', value: '2' } as const;
    expect(variableOf('id', 'c1', { connection: [own], global: [shared] })).toEqual({
      scope: 'c1',
      variable: own,
    });
    expect(variableOf('id', 'c1', { connection: [], global: [shared] })).toEqual({
      scope: 'global',
      variable: shared,
    });
    expect(variableOf('id', 'c1', { connection: [], global: [] })).toBeNull();
  });
});
