import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  escapeTemplate,
  isVariableName,
  parseTemplate,
  variablesIn,
} from '../../../../src/shared/variable-template.ts';

const text = (value: string) => ({ kind: 'text', text: value });
const variable = (name: string) => ({ kind: 'variable', name });

describe('variables in a text', () => {
  it.each([
    ['nothing', '', []],
    ['none', 'plain', [text('plain')]],
    ['one', '{{host}}/v1', [variable('host'), text('/v1')]],
    ['spaces inside', 'a{{ host\t}}b', [text('a'), variable('host'), text('b')]],
    ['two that touch', '{{a}}{{b}}', [variable('a'), variable('b')]],
    ['braces of JSON', '{"a":{"b":{{count}}}}', [text('{"a":{"b":'), variable('count'), text('}}')]],
    ['no name', '{{}} {{1a}} {{a b}} {{a} }', [text('{{}} {{1a}} {{a b}} {{a} }')]],
    ['a third brace', '{{{a}}}', [text('{'), variable('a'), text('}')]],
    ['one that another program computes', '{{$guid}}', [variable('$guid')]],
    ['the braces themselves', String.raw`\{{a}}`, [text('{{a}}')]],
    ['a backslash before one', String.raw`\\{{a}}`, [text('\\'), variable('a')]],
    ['three backslashes', String.raw`\\\{{a}}`, [text(String.raw`\{{a}}`)]],
    ['backslashes elsewhere', String.raw`C:\\x\{y`, [text(String.raw`C:\\x\{y`)]],
  ])('finds %s', (_, given, parts) => {
    expect(parseTemplate(given)).toEqual(parts);
  });

  it('reads an escaped text as that text, whatever it is', () => {
    const piece = fc.oneof(fc.string(), fc.constantFrom('{{a}}', '\\', '{{', '}}', '{{ b }}', '{{$c}}'));
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const given = pieces.join('');
        expect(parseTemplate(escapeTemplate(given))).toEqual(given === '' ? [] : [text(given)]);
      }),
      { numRuns: 2000 },
    );
  });

  it('names each variable once', () => {
    expect(variablesIn(String.raw`{{b}}{{a}}{{b}}\{{c}}`)).toEqual(['b', 'a']);
  });

  it('knows what a variable may be called', () => {
    expect(['a', '_1', 'api-key', 'base.url', 'A'.repeat(100)].every(isVariableName)).toBe(true);
    expect(['', '1', '$a', 'a b', 'é', 'a}}', 'a\n', 'A'.repeat(101)].some(isVariableName)).toBe(false);
  });
});
