import type { Random } from '../support/random.ts';
import { escaped } from './genuine.ts';

/** What a mutation may use beside the answer itself. */
export interface Material {
  readonly random: Random;
  readonly pieces: readonly string[];
  /** Another genuine answer: of the same or of another sign-in. */
  readonly other: () => string;
}

type Mutation = (url: string, material: Material) => string;

const marks = ['?', '#', '&', '=', ':', '/'];

/** Something that an attacker, a browser, a shell or a faulty server could have done to an answer on its way. */
export const mutations: readonly Mutation[] = [
  // Characters.
  (url, { random }) =>
    at(url, random, (character) =>
      String.fromCharCode((character.charCodeAt(0) ^ (1 << random.below(7))) & 0xffff),
    ),
  (url, { random, pieces }) => at(url, random, () => random.pick(pieces)),
  (url, { random, pieces }) => at(url, random, (character) => character + random.pick(pieces)),
  (url, { random }) => at(url, random, (character) => escaped(character, random)),
  (url, { random }) => at(url, random, (character) => escaped(escaped(character, random), random)),
  (url, { random }) =>
    at(url, random, (character) => (random.chance(0.5) ? character.toUpperCase() : character.toLowerCase())),
  (url, { random }) => span(url, random, () => ''),
  (url, { random }) => span(url, random, (some) => some + some),
  (url, { random }) => span(url, random, (some) => encodeURIComponent(Buffer.from(some).toString())),
  (url, { random }) => url.slice(0, random.below(url.length + 1)),
  (url, { random }) => url.slice(random.below(url.length + 1)),
  (url, { random }) => url.replaceAll('&', random.pick([';', '&amp;', '%26', '&&', '\n'])),
  (url, { random }) => url.replaceAll(random.pick(marks), random.pick(marks)),
  (url, { random }) => random.pick([' ', '\t', '\n', '"', "'", '-- ', '<']) + url,
  (url, { random }) => url + random.pick([' ', '\n', '\u0000', '"', '/', '#', '&', '%']),
  // Two answers.
  (url, { random, other }) => url.slice(0, random.below(url.length)) + another(other(), random),
  (url, { random, other }) => beforeMark(url, random) + afterMark(other(), random),
  (url, { other }) => `${addressOf(url)}?${queryOf(other())}`,
  (url, { other }) => `${url}&${queryOf(other())}`,
  (url, { random, other }) => withPairs(url, (pairs) => swapped(pairs, pairsOf(other()), random)),
  (url, { random, other }) => withPairs(url, (pairs) => [...pairs, random.pick(pairsOf(other()))]),
  // Parameters.
  (url, { random }) => withPairs(url, (pairs) => random.shuffled(pairs)),
  (url, { random }) => withPairs(url, (pairs) => [...pairs, random.pick(pairs)]),
  (url, { random }) => withPairs(url, (pairs) => without(pairs, random.below(pairs.length))),
  (url, { random, pieces }) => withPairs(url, (pairs) => [...pairs, random.pick(pieces)]),
  (url, { random }) => withPair(url, random, (pair) => pair.split('=')[0] ?? ''),
  (url, { random }) => withPair(url, random, (pair) => `${pair.split('=')[0] ?? ''}=`),
  (url, { random }) =>
    withPair(url, random, (pair) => random.pick([' ', '+', '%20', '?', '%00', '.', 'x']) + pair),
  (url, { random }) =>
    withPair(url, random, (pair) =>
      pair.replace('=', random.pick(['%3D', '==', ' =', '[]=', '%00=', '\t=', '.x=', '=%20', '=+'])),
    ),
  (url, { random }) =>
    withPair(
      url,
      random,
      (pair) => pair + random.pick(['/', '%2F', '%20', '+', '%00', ':443', '.', '#', '%', '%2', '\u200b']),
    ),
  (url, { random }) =>
    withPair(url, random, (pair) => pair.replace(/(.)(?==)/, (character) => escaped(character, random))),
  (url, { random }) =>
    url.replace(/iss=/, `iss=${random.pick(['https%3A//evil.test/', 'HTTPS', '+', '%20', '//'])}`),
  (url, { random }) => `${url}#${random.pick(pairsOf(url))}`,
  (url, { random }) => `${addressOf(url)}#${random.pick(['', '?', '/', '!', '/x?', '#'])}${queryOf(url)}`,
  // The address.
  (url, { random }) =>
    url.replace(
      /:\/*/,
      random.pick([':', ':/', '://', ':///', ':\\', ':/\\', '%3A/', '://user@', '://evil.test/']),
    ),
  (url, { random, pieces }) => url.replace('callback/', `callback/${random.pick(pieces)}`),
  (url, { random, pieces }) => url.replace('?', `${random.pick(pieces)}?`),
  (url, { random }) =>
    url.replace(
      /callback/,
      random.pick([
        'Callback',
        'callback/',
        './callback',
        'x/../callback',
        '%63allback',
        'callback;x',
        'logged-out',
      ]),
    ),
  (url, { random }) =>
    url.replace(/:(\d{5})/, random.pick([':49152', ':49153', ':80', '', ':0049152', ':49152:', '.:49152'])),
  (url, { random }) =>
    url.replace(
      /127\.0\.0\.1|\[::1\]/,
      random.pick([
        'localhost',
        '127.0.0.1',
        '[::1]',
        '127.1',
        '2130706433',
        '0',
        '[::ffff:7f00:1]',
        '127.0.0.1.evil.test',
        'user@127.0.0.1',
      ]),
    ),
  (url, { random }) => random.pick(['x', 'web+', 'https:', 'view-source:', 'app.latchkey.desktop:']) + url,
  (url, { random }) =>
    url.replace(/^[^:]*/, (scheme) =>
      random.pick([
        `${scheme}x`,
        scheme.slice(1),
        `${scheme}.`,
        scheme.replace('k', '\u212a'),
        scheme.replace('s', '\u017f'),
        'http',
        'https',
        '',
      ]),
    ),
  // Size: around the limit, and far beyond it.
  (url, { random }) => padded(url, 8192 - random.below(4) + random.below(4)),
  (url, { random }) => padded(url, 8192 + random.below(60_000)),
];

function at(url: string, random: Random, change: (character: string) => string): string {
  const position = random.below(url.length);
  return url.slice(0, position) + change(url.charAt(position)) + url.slice(position + 1);
}

function span(url: string, random: Random, change: (some: string) => string): string {
  const from = random.below(url.length + 1);
  const to = Math.min(url.length, from + random.below(12));
  return url.slice(0, from) + change(url.slice(from, to)) + url.slice(to);
}

function another(url: string, random: Random): string {
  return url.slice(random.below(url.length + 1));
}

function beforeMark(url: string, random: Random): string {
  const position = url.indexOf(random.pick(marks));
  return position < 0 ? url : url.slice(0, position);
}

function afterMark(url: string, random: Random): string {
  const position = url.indexOf(random.pick(marks));
  return position < 0 ? url : url.slice(position);
}

function addressOf(url: string): string {
  return url.split(/[?#]/)[0] ?? '';
}

function queryOf(url: string): string {
  const position = url.indexOf('?');
  return position < 0 ? '' : (url.slice(position + 1).split('#')[0] ?? '');
}

function pairsOf(url: string): readonly string[] {
  return queryOf(url).split('&');
}

function withPairs(url: string, change: (pairs: readonly string[]) => readonly string[]): string {
  return `${addressOf(url)}?${change(pairsOf(url)).join('&')}`;
}

function withPair(url: string, random: Random, change: (pair: string) => string): string {
  return withPairs(url, (pairs) => {
    const position = random.below(pairs.length);
    return pairs.map((pair, index) => (index === position ? change(pair) : pair));
  });
}

function without(pairs: readonly string[], position: number): readonly string[] {
  return pairs.filter((_, index) => index !== position);
}

/** One parameter of one answer in the place of the same one of the other. */
function swapped(pairs: readonly string[], others: readonly string[], random: Random): readonly string[] {
  const other = random.pick(others);
  const name = other.split('=')[0] ?? '';
  return pairs.map((pair) => (pair.startsWith(`${name}=`) ? other : pair));
}

function padded(url: string, bytes: number): string {
  const missing = bytes - Buffer.byteLength(url);
  return missing < 3 ? url : url.replace('?', `?${'x'.repeat(missing - 1)}&`);
}
