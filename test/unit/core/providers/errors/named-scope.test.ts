import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { namedScope } from '../../../../../src/core/providers/errors/named-scope.ts';
import { longestPageWords } from '../../../../../src/shared/provider.ts';

const asked = ['openid', 'profile', 'read:notes', 'https://api.acme.test/notes.read', 'offline_access'];

function named(description: string | null, scope: string | null = null, of: readonly string[] = asked) {
  return namedScope({ at: 'authorization', error: 'invalid_scope', description, scope, asked: of });
}

describe('a scope that an error names', () => {
  test.each([
    ['The scope profile is not allowed.', 'profile'],
    ['Unknown scope: read:notes.', 'read:notes'],
    ['read:notes: no such scope', 'read:notes'],
    ["Scope 'read:notes' is unknown", 'read:notes'],
    ['Scope “read:notes”, which nobody knows', 'read:notes'],
    [
      'Some requested scopes were invalid. {valid=[email], invalid=[https://api.acme.test/notes.read]}',
      asked[3],
    ],
    ['Is profile, profile, or (profile) meant?', 'profile'],
    ['invalid scopes: openid profile', 'profile'],
    ['{"error":"invalid_scope","error_description":"offline_access"}', 'offline_access'],
    ['https://id.acme.test/error?error=invalid_scope&scope=openid read:notes&state=x', 'read:notes'],
    ['AADSTS650053: The application asked for scope "read:notes" that doesn’t exist.', 'read:notes'],
  ])('is found in “%s”', (description, scope) => {
    expect(named(description)).toBe(scope);
  });

  test('is found in the error’s own `scope`, too', () => {
    expect(named(null, 'read:notes')).toBe('read:notes');
    expect(named('It is not allowed.', 'openid read:notes')).toBe('read:notes');
    expect(named('profile', 'profile')).toBe('profile');
  });

  test('that holds what stands around others is found as a whole', () => {
    const odd = ['a,b', 'a', 'b', 'notes.', '(x)'];
    expect(named('No a,b here', null, odd)).toBe('a,b');
    expect(named('No notes. here', null, odd)).toBe('notes.');
    expect(named('No (x) here', null, odd)).toBe('(x)');
  });
});

describe('no scope is named', () => {
  test.each([
    ['by nothing', ''],
    ['by its code alone', 'invalid_scope'],
    ['by one that was not asked for', 'The scope admin is not allowed.'],
    ['by `openid`, without which nobody is known', 'The scope openid is not allowed.'],
    ['by the whole request repeated', `Invalid scopes: ${asked.join(' ')}`],
    ['by two of it', 'Neither profile nor read:notes'],
    ['in another case', 'The scope Profile is not allowed.'],
    ['by a part of another word', 'profiles read:notes:all my-profile profile_2 offline_access2 xread:notes'],
    ['by a part of an address', 'https://api.acme.test/notes.read/all api.acme.test/profile'],
    ['with something hidden in it', 'pro\u200bfile read\u202e:notes \u2066profile\u2069'],
    ['in letters that look like it', 'рrofile ｐｒｏｆｉｌｅ'],
    ['where its end is cut off', 'The scopes are prof… and offline_acc…'],
    ['as a name that all objects have', '__proto__ constructor toString'],
  ])('%s', (_, description) => {
    expect(named(description)).toBeNull();
  });

  test('where the description and `scope` disagree', () => {
    expect(named('profile', 'read:notes')).toBeNull();
  });

  test('where nobody knows what was asked for', () => {
    expect(namedScope({ at: 'page', description: 'profile' })).toBeNull();
    expect(named('profile', 'profile', [])).toBeNull();
  });

  test('by the part of a word at which a text is cut, and by nothing behind that', () => {
    const cut = `${' '.repeat(longestPageWords - 7)}profile:more`;
    expect(named(cut)).toBeNull();
    expect(named(`${' '.repeat(longestPageWords)}profile`)).toBeNull();
    expect(named(`${' '.repeat(longestPageWords - 8)}profile more`)).toBe('profile');
  });
});

describe('whatever a server says', () => {
  const token = fc.stringMatching(/^[!#-[\]-~]{1,12}$/u);
  const scopes = fc.uniqueArray(token, { minLength: 1, maxLength: 8 });
  const separators = Array.from(' ,;:.!?=&|()[]{}<>"\'`\u202e\u200b\u0000\n…');
  /** Anything, often with what was asked for in it, and often that alone. */
  const textAbout = (of: readonly string[]): fc.Arbitrary<string> =>
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc
        .array(fc.oneof(token, fc.constantFrom(...separators), fc.constantFrom('openid', ...of)), {
          maxLength: 40,
        })
        .map((parts) => parts.join('')),
      fc.tuple(fc.constantFrom(...of), fc.constantFrom(...separators)).map(([one, mark]) => `${one}${mark}`),
    );
  const seen = scopes.chain((of) => fc.tuple(fc.constant(of), textAbout(of), fc.option(textAbout(of))));

  test('it names one that was asked for, and never `openid`, or none', () => {
    fc.assert(
      fc.property(seen, ([of, description, scope]) => {
        const found = named(description, scope, ['openid', ...of]);
        expect([null, ...of.filter((one) => one !== 'openid')]).toContain(found);
        expect(`${description} ${scope ?? ''}`).toContain(found ?? '');
      }),
    );
  });

  test('the one that stands in it alone is named, in whatever quotes, beside words that are no scopes', () => {
    const quotes = fc.constantFrom(
      ['', ''],
      ['"', '"'],
      ['“', '”'],
      ['[', ']'],
      ['(', ').'],
      ['', ','],
      ['scope=', '&x'],
    );
    const simple = fc.stringMatching(/^[a-z][a-z0-9:/._-]{0,10}[a-z0-9]$/u);
    const words = fc
      .array(fc.stringMatching(/^[A-Z]{1,8}$/u), { maxLength: 5 })
      .map((some) => some.join(' '));
    fc.assert(
      fc.property(
        fc.uniqueArray(simple, { minLength: 1, maxLength: 6 }),
        quotes,
        words,
        words,
        (of, [open, close], before, after) => {
          const [one = ''] = of;
          fc.pre(one !== 'openid' && !of.includes('scope') && !of.includes('x'));
          expect(named(`${before} ${open}${one}${close} ${after}`, null, ['openid', ...of])).toBe(one);
        },
      ),
    );
  });

  test('it is read at once, a megabyte of it too', () => {
    for (const long of [
      'x'.repeat(1_000_000),
      '.'.repeat(1_000_000),
      '((('.repeat(400_000),
      'a b '.repeat(300_000),
    ]) {
      expect(named(long, long)).toBeNull();
    }
  });
});
