import { array, assert, constantFrom, property, stringMatching } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hideCookieValues, tellingValues, valuesSet } from '../../../../src/core/broker/set-cookie.ts';

const hidden = (line: string): string | undefined => hideCookieValues([['set-cookie', line]])[0]?.[1];

describe('what is shown of a Set-Cookie header', () => {
  it.each([
    ['sid=abc', 'sid=[cookie value]'],
    ['sid=abc; Path=/; HttpOnly', 'sid=[cookie value]; Path=/; HttpOnly'],
    ['sid="a=b"; Max-Age=1', 'sid=[cookie value]; Max-Age=1'],
    ['=abc; Path=/', '=[cookie value]; Path=/'],
    ['abc; Path=/', '[cookie value]; Path=/'],
    ['abc', '[cookie value]'],
    ['', '[cookie value]'],
    [';a=b', '[cookie value];a=b'],
  ])('%s becomes %s', (line, shown) => {
    expect(hidden(line)).toBe(shown);
  });

  it('other headers stay as they are', () => {
    const headers = [
      ['x-cookie', 'a=b'],
      ['Set-Cookie', 'a=b'],
    ] as const;
    expect(hideCookieValues(headers)).toEqual([headers[0], ['Set-Cookie', 'a=[cookie value]']]);
  });

  it('never holds the value', () => {
    const value = stringMatching(/^[0-9a-f]{16,40}$/);
    const attributes = array(constantFrom('; Path=/', '; Secure', ';', ' ; x'), { maxLength: 4 });
    assert(
      property(value, constantFrom('sid=', '=', '', ' a b ='), attributes, (secret, name, rest) => {
        const line = `${name}${secret}${rest.join('')}`;
        expect(hidden(line)).not.toContain(secret);
        expect(valuesSet([['set-cookie', line]])).toEqual([secret]);
      }),
    );
  });

  it('ten thousand lines and one of a megabyte are hidden at once', () => {
    const headers = Array.from(
      { length: 10_000 },
      (_, at) => ['set-cookie', `c${String(at)}=${'v'.repeat(20)}`] as const,
    );
    const long = ['set-cookie', `long=${'x'.repeat(1_000_000)}`] as const;
    expect(JSON.stringify(hideCookieValues([...headers, long]))).not.toMatch(/vvv|xxx/);
    expect(tellingValues(valuesSet([...headers, long])).length).toBeLessThanOrEqual(50);
  });
});

describe('values that are looked for in an answer', () => {
  it('are those that cannot stand there by chance, each once, and few', () => {
    const session = '0123456789abcdef';
    expect(tellingValues(['dark', '', session, session, 'with a space in it', 'é'.repeat(20)])).toEqual([
      session,
    ]);
    expect(tellingValues(Array.from({ length: 200 }, (_, at) => `${session}${String(at)}`))).toHaveLength(50);
  });
});
