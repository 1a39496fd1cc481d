import * as fc from 'fast-check';

/** What is put where something else belongs: marks of the grammar, escapes, what looks alike, what other readers pass over. */
const tricks: readonly string[] = [
  // One of these lines is a list; no member holds a space.
  '& = ? # ; + % / // \\ : @ . .. /../ /./ ?? ## &&',
  '%00 %09 %0a %0d%0a %20 %23 %26 %2F %2f.. %3d %3f %c0%af %ff %u0063 %%36',
  '\u0000 \u007f \u200b \u202e \ud800 \udc00 \u212a \u017f \uff43 \u0441 \u2044 \uff0f \uff1f \uff06 é \u{1f511}',
  'user@ user:pw@ :443 :0 evil.test 127.0.0.1 [::1] localhost javascript: file:/// https://evil.test/',
  'code=x &code=x &state=x &iss=https://evil.test &error=access_denied &response=x &access_token=x &id_token=x',
  '&code &state &iss &iss= &code= &error= &code[]=x &code%00=x &%63ode=x &CODE=x ;code=x',
  '__proto__ constructor &__proto__=x $ne [object&Object] null undefined -1 1e999',
].flatMap((line) => line.split(' '));

/** What other readers pass over. */
const blanks: readonly string[] = [' ', '\t', '\n', '\r\n', '\u00a0', '\ufeff', '\u2028'];

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({ unit: 'binary-ascii', maxLength: 60 }),
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.webFragments(),
  fc.webQueryParameters(),
  fc.domain(),
  fc.ipV6(),
);

/** Tricks and arbitrary texts, the same for the same seed. */
export function piecesOf(seed: number): readonly string[] {
  const arbitrary = fc.sample(text, { seed: seed | 0, numRuns: 600 });
  return [...tricks, ...tricks, ...tricks, ...blanks, ...blanks, ...arbitrary];
}
