import { array, assert, constantFrom, integer, property, record, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CredentialFilter } from '../../../../src/core/broker/credential-filter.ts';
import { CredentialProbe } from '../../../../src/core/broker/credential-probe.ts';

const token = `eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhZGEiLCJ4IjoiLysrPT0ifQ.${'s1g+na/tu_re~-'.repeat(12)}==`;

/** One character in one of its spellings: plain, or escaped in either case of the digits. */
function spelled(character: string, way: number): string {
  const code = character.charCodeAt(0).toString(16);
  switch (way) {
    case 0:
      return `%${code}`;
    case 1:
      return `%${code.toUpperCase()}`;
    case 2:
      return `\\u00${code}`;
    case 3:
      return `\\u00${code.toUpperCase()}`;
    case 4:
      return character === '/' ? '\\/' : character;
    default:
      return character;
  }
}

/** What is between the tokens: of every kind, also of the bytes that a token is made of. */
const fillers: readonly ((length: number) => Buffer)[] = [
  (length) => Buffer.alloc(length),
  (length) => Buffer.alloc(length, token.slice(0, 40)),
  (length) => Buffer.alloc(length, '{"e":"%65\\u0065'),
  (length) => Buffer.alloc(length, Buffer.from(Array.from({ length: 256 }, (_, index) => index))),
];

const echo = record({
  filler: constantFrom(...fillers),
  length: integer({ min: 0, max: 60_000 }),
  ways: array(integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 40 }),
});

describe('a probe of a large body', () => {
  it('misses no credential, however it is spelled and wherever it lies', () => {
    assert(
      property(
        tuple(array(echo, { minLength: 1, maxLength: 4 }), integer({ min: 4096, max: 70_000 })),
        ([echoes, size]) => {
          const parts: Buffer[] = [];
          const wanted: Buffer[] = [];
          for (const { filler, length, ways } of echoes) {
            const between = filler(length);
            const text = Array.from(token, (sign, at) => spelled(sign, ways[at % ways.length] ?? 12)).join(
              '',
            );
            // A space, so that nothing before it counts as the beginning of the token.
            parts.push(between, Buffer.from(` ${text} `));
            wanted.push(between, Buffer.from(' [access token] '));
          }
          const bytes = Buffer.concat(parts);
          const stream = new CredentialFilter([token]).stream();
          const clean: Uint8Array[] = [];
          for (let at = 0; at < bytes.length; at += size)
            clean.push(stream.push(bytes.subarray(at, at + size)));
          clean.push(stream.end());
          expect(Buffer.concat(clean).equals(Buffer.concat(wanted))).toBe(true);
        },
      ),
      { numRuns: 150 },
    );
  });

  it.each(['utf16le', 'utf16be'])('misses none in %s', (encoding) => {
    const probe = new CredentialProbe([Buffer.from(token)]);
    const text = Buffer.from(token, 'utf16le');
    const echoed = encoding === 'utf16le' ? text : Buffer.from(text).swap16();
    for (let before = 0; before < 600; before += 1) {
      const bytes = Buffer.concat([Buffer.alloc(before, 'x'), echoed, Buffer.alloc(600, 'x')]);
      expect(probe.clearUntil(bytes)).toBeLessThanOrEqual(before);
    }
  });

  it('says how far bytes are clear, and nothing of a credential that is too short to be probed for', () => {
    const bytes = Buffer.alloc(5000, 'nothing of the kind');
    expect(new CredentialProbe([Buffer.from(token)]).clearUntil(bytes)).toBeGreaterThan(4500);
    expect(new CredentialProbe([Buffer.from(token), Buffer.from('short')]).clearUntil(bytes)).toBe(0);
  });

  it('what is cut off within a credential does not show its beginning', () => {
    const filter = new CredentialFilter([token]);
    const stream = filter.stream();
    const passed = stream.push(Buffer.from(`Bearer ${token.slice(0, 60)}`));
    expect(Buffer.concat([passed, stream.cut()]).toString()).toBe('Bearer [access token]');
    expect(filter.replaced).toBe(true);
    const innocent = new CredentialFilter([token]).stream();
    const text = [innocent.push(Buffer.from('the e')), innocent.cut()];
    expect(Buffer.concat(text).toString()).toBe('the e');
  });
});
