import { describe, expect, test } from 'vitest';
import { variableOf, variablesOfUrl } from '../../../../../src/renderer/requests/params/url-variables.ts';

describe('the variables of a URL', () => {
  test('are those that main puts a value in for, each once, in their order', () => {
    expect(variablesOfUrl('{{base}}/{{id}}?a={{ id }}&b={{a-b.c}}')).toEqual(['base', 'id', 'a-b.c']);
  });

  test.each(['', '{{1}}', '{{}}', '{ {id} }', '\\{{id}}', '{{$guid}}', '{{i d}}'])(
    'are none in %j',
    (url) => {
      expect(variablesOfUrl(url)).toEqual([]);
    },
  );

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
