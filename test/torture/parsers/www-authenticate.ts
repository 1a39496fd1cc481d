import { parseChallenges } from '../../../src/core/broker/challenges.ts';
import type { Random } from '../support/random.ts';
import { damaged } from './hostile-json.ts';
import type { TryCase } from './parser-share.ts';

const schemes = ['Bearer', 'bearer', 'DPoP', 'Basic', 'Negotiate', 'X-Odd!#$%'];
const names = [
  'realm',
  'error',
  'error_description',
  'scope',
  'acr_values',
  'max_age',
  'resource_metadata',
  '__proto__',
  'constructor',
];
const tokens = ['x', 'insufficient_user_authentication', 'insufficient_scope', '5', 'a!#$%&*+-.^_`|~b'];
const quoted = [
  '',
  'a b',
  'x, Bearer error="y"',
  'back\\slash',
  '"',
  'é',
  'a=b',
  ',',
  ' ',
  'urn:acr:gold silver',
];

type Plain = readonly (readonly [string, Readonly<Record<string, string>>])[];

/** Challenges written from the grammar have to be read as they were meant; altered ones must do no harm. */
export const tryChallenges: TryCase = (random, count) => {
  const meant = Array.from({ length: 1 + random.below(3) }, () => challenge(random));
  const perLine = random.chance(0.5);
  const texts = meant.map((one) => one.text);
  const lines = perLine ? texts : [texts.join(random.pick([', ', ',', ' ,, ']))];
  if (random.chance(0.5)) {
    count('right');
    const read = plain(lines);
    const wanted = meant.map((one) => one.meaning);
    return JSON.stringify(read) === JSON.stringify(wanted)
      ? null
      : `${JSON.stringify(lines)} was read as ${JSON.stringify(read)}`;
  }
  count('altered');
  const altered = lines.map((line) =>
    random.chance(0.95) ? damaged(Buffer.from(line), random).toString('latin1') : line.repeat(3000),
  );
  const read = plain(altered);
  const given = altered.join('\n').length;
  // No more can be read than was there.
  const taken = read.reduce(
    (sum, [scheme, parameters]) => sum + scheme.length + Object.entries(parameters).flat().join('').length,
    0,
  );
  if (taken > given) return `Out of ${String(given)} characters ${String(taken)} were read.`;
  return given > 16_400 && read.length > 0 ? `${String(given)} characters were read.` : null;
};

function challenge(random: Random): { text: string; meaning: Plain[number] } {
  const scheme = random.pick(schemes);
  if (random.chance(0.15))
    return {
      text: `${scheme}${random.pick(['', ' abc', ' YWJj==', ' a.b~c/d+e='])}`,
      meaning: [scheme.toLowerCase(), {}],
    };
  const used = random.shuffled(names).slice(0, 1 + random.below(4));
  const pairs = used.map((name) => {
    const value = random.chance(0.5) ? random.pick(tokens) : random.pick(quoted);
    const bare = tokens.includes(value) && random.chance(0.6);
    const text = bare ? value : `"${value.replaceAll(/["\\]/g, '\\$&')}"`;
    const shown = random.chance(0.2) ? name.toUpperCase() : name;
    return { name, value, text: `${shown}${random.pick(['=', '=', '=', ' = '])}${text}` };
  });
  return {
    text: `${scheme} ${pairs.map(({ text }) => text).join(random.pick([', ', ',', ' , ']))}`,
    meaning: [scheme.toLowerCase(), Object.fromEntries(pairs.map(({ name, value }) => [name, value]))],
  };
}

function plain(lines: readonly string[]): Plain {
  const challenges = parseChallenges(lines.map((line) => ['www-authenticate', line] as const));
  return challenges.map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)] as const);
}
