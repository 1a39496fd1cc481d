import { describe, expect, it } from 'vitest';
import { demandedScopes } from '../../../../src/core/broker/scope-demand.ts';

function demanded(challenge: string | null, status = 403): readonly string[] {
  return demandedScopes({ status, headers: challenge === null ? [] : [['WWW-Authenticate', challenge]] });
}

const many = (count: number): string => Array.from({ length: count }, (_, at) => `s${String(at)}`).join(' ');

describe('the scopes that an API wants', () => {
  it.each([
    ['Bearer error="insufficient_scope", scope="notes.write"', ['notes.write']],
    ['Bearer realm="api", error=insufficient_scope, scope="a  b a"', ['a', 'b']],
    [
      'Basic realm="x", DPoP error="insufficient_scope", scope="https://api.example.test/write"',
      ['https://api.example.test/write'],
    ],
    [`Bearer error="insufficient_scope", scope="${many(20)}"`, many(20).split(' ')],
  ])('R84+: %s', (challenge, scopes) => {
    expect(demanded(challenge)).toEqual(scopes);
    expect(demanded(challenge, 401)).toEqual(scopes);
  });

  it.each([
    ['nothing is said', null],
    ['something else is the matter', 'Bearer error="invalid_token", scope="notes.write"'],
    ['no scope is named', 'Bearer error="insufficient_scope"'],
    ['it is another scheme', 'Basic error="insufficient_scope", scope="notes.write"'],
    ['one holds a quote', String.raw`Bearer error="insufficient_scope", scope="a\"b"`],
    ['one holds a backslash', String.raw`Bearer error="insufficient_scope", scope="a\\b"`],
    ['one is not ASCII', 'Bearer error="insufficient_scope", scope="nötes"'],
    ['one has a line end in it', 'Bearer error="insufficient_scope", scope="a\nb"'],
    ['one has a direction mark in it', 'Bearer error="insufficient_scope", scope="a\u202eb"'],
    ['one is endless', `Bearer error="insufficient_scope", scope="${'a'.repeat(301)}"`],
    ['there are too many', `Bearer error="insufficient_scope", scope="${many(21)}"`],
  ])('R84-: none where %s', (_, challenge) => {
    expect(demanded(challenge)).toEqual([]);
  });

  it.each([200, 302, 400, 404, 407, 500])('R84-: none of an answer with %i', (status) => {
    expect(demanded('Bearer error="insufficient_scope", scope="notes.write"', status)).toEqual([]);
  });
});
