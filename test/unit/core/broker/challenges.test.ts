import { describe, expect, test } from 'vitest';
import { parseChallenges } from '../../../../src/core/broker/challenges.ts';

/** What was read, as plain values. */
function read(...lines: readonly string[]): readonly unknown[] {
  const headers = lines.map((line) => ['WWW-Authenticate', line] as const);
  return parseChallenges(headers).map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)]);
}

describe('parseChallenges (RFC 9110 §11.6.1)', () => {
  test.each<[string, string, readonly unknown[]]>([
    ['nothing', '', []],
    ['a scheme alone', 'Negotiate', [['negotiate', {}]]],
    [
      'tokens and quoted strings',
      'Bearer realm="a b", error=invalid_token',
      [['bearer', { realm: 'a b', error: 'invalid_token' }]],
    ],
    [
      'several in one line',
      'Basic realm="x", Bearer error="y" , DPoP algs="ES256"',
      [
        ['basic', { realm: 'x' }],
        ['bearer', { error: 'y' }],
        ['dpop', { algs: 'ES256' }],
      ],
    ],
    [
      'token68 before another',
      'NTLM TlRMTVNTUAAB==, Bearer error="y"',
      [
        ['ntlm', {}],
        ['bearer', { error: 'y' }],
      ],
    ],
    [
      'any case, spaces around the mark',
      'BEARER Error = "y" ,, ,scope="a  b"',
      [['bearer', { error: 'y', scope: 'a  b' }]],
    ],
    [
      'escapes',
      'Bearer error_description="say \\"no\\" \\\\ yes"',
      [['bearer', { error_description: 'say "no" \\ yes' }]],
    ],
    ['the first of two', 'Bearer error="a", error="b"', [['bearer', { error: 'a' }]]],
    [
      'a challenge inside of a quoted string',
      'Basic realm="x, Bearer error=\\"y\\""',
      [['basic', { realm: 'x, Bearer error="y"' }]],
    ],
    ['a quote that does not end', 'Bearer error="y", realm="x', [['bearer', { error: 'y' }]]],
    ['names of objects', 'Bearer __proto__="x"', [['bearer', Object.fromEntries([['__proto__', 'x']])]]],
  ])('reads %s', (_what, line, expected) => {
    expect(read(line)).toEqual(expected);
  });

  test('reads every line, and a line that is broken spoils no other', () => {
    expect(read('Basic realm="x', '=', 'Bearer error="y"')).toEqual([
      ['basic', {}],
      ['bearer', { error: 'y' }],
    ]);
    expect(parseChallenges([['content-type', 'Bearer error="y"']])).toEqual([]);
  });

  test('F26-: more than 16 kB are not looked at', () => {
    expect(read(`Bearer error="${'x'.repeat(16_384)}"`)).toEqual([]);
  });
});
