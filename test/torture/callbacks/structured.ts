import type { Transaction } from '../../../src/core/oauth/types.ts';
import { written } from './genuine.ts';
import type { Material } from './mutations.ts';
import { scheme } from './world.ts';

const schemes = [
  scheme,
  scheme,
  scheme.toUpperCase(),
  'http',
  'https',
  'app.latchkey',
  'app.latchkey.desktop.dev',
  'javascript',
  '',
];
const authorities = [
  '',
  '',
  '/',
  '//',
  '//callback',
  '//127.0.0.1:49152',
  '//[::1]:49153',
  '//localhost:49152',
  '//user:pw@127.0.0.1:49152',
  '//evil.test',
  '//callback:443',
  '//@callback',
  '///',
];
const folders = [
  '/callback/',
  '/callback/',
  '/callback',
  'callback/',
  '/Callback/',
  '/callback//',
  '//callback/',
  '/%63allback/',
  '/x/../callback/',
  '/logged-out',
  '/',
];
const names = [
  'code',
  'state',
  'iss',
  'error',
  'error_description',
  'response',
  'access_token',
  'id_token',
  'scope',
  'session_state',
  'Code',
  ' state',
  'iss ',
];

/** A URL made from the grammar up: every part from a list of right and wrong ones, in any number. */
export function structured(running: readonly Transaction[], material: Material): string {
  const { random, pieces } = material;
  const tag = (): string => random.pick(running).redirectUri.split('/').at(-1) ?? '';
  const path = random.chance(0.5)
    ? random.pick(running).redirectUri
    : `${random.pick(schemes)}:${random.pick(authorities)}${random.pick(folders)}${random.chance(0.8) ? tag() : random.pick(pieces)}`;
  const value = (): string => {
    const one = random.pick(running);
    const known = random.pick([one.state, one.issuer, 'code-1', '', tag()]);
    return random.chance(0.85) ? written(known, random) : random.pick(pieces);
  };
  const pair = (): string =>
    `${random.chance(0.9) ? random.pick(names) : random.pick(pieces)}${random.chance(0.95) ? '=' : ''}${value()}`;
  const pairs = Array.from({ length: random.below(8) }, pair);
  const separator = random.chance(0.95) ? '&' : random.pick([';', '&amp;', '&&', '?', '\n']);
  const query = pairs.join(separator);
  const fragment = random.chance(0.8)
    ? ''
    : `#${random.pick(['', '?', '/', '/x?', '!'])}${random.chance(0.5) ? pair() : random.pick(pieces)}`;
  return `${path}${random.chance(0.97) ? '?' : random.pick(['', '??', '#', '%3f', '&'])}${query}${fragment}`;
}
