import { array, assert, constantFrom, integer, oneof, property, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CredentialFilter } from '../../../../src/core/broker/credential-filter.ts';

const token = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhZGEifQ.s1g+na/tu_re~-==';

function filtered(bytes: Buffer, chunkSize: number, secrets: readonly string[] = [token]) {
  const filter = new CredentialFilter(secrets);
  const stream = filter.stream();
  const parts: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += chunkSize)
    parts.push(stream.push(bytes.subarray(at, at + chunkSize)));
  parts.push(stream.end());
  return { text: Buffer.concat(parts), replaced: filter.replaced };
}

/** The ways in which servers write what they were sent. */
const spellings: readonly (readonly [string, (text: string) => string])[] = [
  ['as it is', (text) => text],
  ['percent-encoded', encodeURIComponent],
  [
    'percent-encoded in lower case',
    (text) => encodeURIComponent(text).replace(/%../g, (code) => code.toLowerCase()),
  ],
  [
    'percent-encoded throughout',
    (text) => [...Buffer.from(text)].map((byte) => `%${byte.toString(16)}`).join(''),
  ],
  ['JSON with escaped slashes', (text) => text.replaceAll('/', String.raw`\/`)],
  [
    'JSON with + and = as code points',
    (text) => text.replace(/[+=]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`),
  ],
  [
    'JSON with every character as a code point',
    (text) => [...Buffer.from(text)].map((byte) => `\\u00${byte.toString(16).toUpperCase()}`).join(''),
  ],
];

describe('an echo of the token is replaced', () => {
  it.each(spellings)('%s, whatever the size of the chunks', (_name, spell) => {
    const body = Buffer.from(`{"authorization":"Bearer ${spell(token)}","again":"${spell(token)}"}`);
    for (const size of [1, 2, 3, 7, 64, body.length]) {
      const { text, replaced } = filtered(body, size);
      expect(text.toString()).toBe('{"authorization":"Bearer [access token]","again":"[access token]"}');
      expect(replaced).toBe(true);
    }
  });

  it.each(['utf16le', 'utf16be'])('in %s', (encoding) => {
    const encode = (text: string) =>
      encoding === 'utf16le' ? Buffer.from(text, 'utf16le') : Buffer.from(text, 'utf16le').swap16();
    for (const size of [1, 5, 1000]) {
      expect(filtered(encode(`<a>${token}</a>`), size).text).toEqual(encode('<a>[access token]</a>'));
    }
  });

  it('in the value of a header', () => {
    const filter = new CredentialFilter([token]);
    expect(filter.text(`Bearer ${token}; x=${encodeURIComponent(token)}`)).toBe(
      'Bearer [access token]; x=[access token]',
    );
    expect(filter.replaced).toBe(true);
  });

  it('of both tokens after a renewal', () => {
    expect(
      filtered(Buffer.from('old-token-1 new-token-2'), 4, ['new-token-2', 'old-token-1']).text.toString(),
    ).toBe('[access token] [access token]');
  });

  it('when a beginning of it stands right before it', () => {
    const { text } = filtered(Buffer.from(`${token.slice(0, 20)}${token}`), 3);
    expect(text.toString()).toBe(`${token.slice(0, 20)}[access token]`);
  });

  it('when it holds the signs that escapes begin with', () => {
    const odd = 'a%b\\c"d/e';
    expect(filtered(Buffer.from(odd), 1, [odd]).text.toString()).toBe('[access token]');
    expect(filtered(Buffer.from(JSON.stringify(odd)), 2, [odd]).text.toString()).toBe('"[access token]"');
    expect(filtered(Buffer.from(encodeURIComponent(odd)), 2, [odd]).text.toString()).toBe('[access token]');
  });
});

describe('what is no echo stays as it is', () => {
  it.each([
    token.slice(0, -1),
    token.slice(1),
    token.toLowerCase(),
    `${token.slice(0, 30)} ${token.slice(30)}`,
    '%',
    '%6',
    '\\',
    '\\u00',
    '\u0000\u0000',
    '',
  ])('%j', (text) => {
    for (const size of [1, 4, 1000]) {
      const answer = filtered(Buffer.from(text), size);
      expect(answer.text.toString()).toBe(text);
      expect(answer.replaced).toBe(false);
    }
  });

  it('nothing is touched when no token was sent', () => {
    expect(filtered(Buffer.from(token), 5, []).text.toString()).toBe(token);
    expect(new CredentialFilter(['']).text('abc')).toBe('abc');
  });

  it('any bytes in any chunks come out whole, and with every token replaced', () => {
    const piece = oneof(
      uint8Array({ maxLength: 20 }).map((bytes) => ({ bytes: Buffer.from(bytes), token: false })),
      constantFrom(...spellings).map(([, spell]) => ({
        bytes: Buffer.from(spell('Qz9-x/Y+Z=')),
        token: true,
      })),
    );
    assert(
      property(array(piece, { maxLength: 12 }), integer({ min: 1, max: 40 }), (pieces, size) => {
        const { text, replaced } = filtered(Buffer.concat(pieces.map(({ bytes }) => bytes)), size, [
          'Qz9-x/Y+Z=',
        ]);
        const wanted = Buffer.concat(
          pieces.map((part) => (part.token ? Buffer.from('[access token]') : part.bytes)),
        );
        expect(text).toEqual(wanted);
        expect(replaced).toBe(pieces.some((part) => part.token));
      }),
    );
  });
});
