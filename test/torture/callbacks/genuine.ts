import type { Transaction } from '../../../src/core/oauth/types.ts';
import type { Random } from '../support/random.ts';

/** What real servers add to an answer, and what means nothing. */
const extras = [
  'session_state=0f6a-42',
  'scope=openid%20profile',
  'client_id=another',
  'nonce=x',
  'strategy=y',
  'Code=no',
  'error_description=none',
  'x[]=1',
  'state%20=z',
  '',
];
const fragments = ['', '', '', '', '#', '#_', '#_=_', '#top?x=1', '#codes=1', '#/'];
const codeCharacters = 'abcXYZ0189-._~!$*(),:@/?&=+% #é漢\u{1f511}';

/** An answer that a server could really give to this sign-in, in one of the ways in which it can be written. */
export function genuine(one: Transaction, random: Random, code: string | null = null): string {
  const answer = random.chance(0.8)
    ? `${named('code', random)}=${written(code ?? codeOf(random), random)}`
    : `error=access_denied&error_description=${written('You said no.', random)}`;
  const namesIssuer = one.issParameterSupported || random.chance(0.4);
  const issuer = namesIssuer ? [`${named('iss', random)}=${written(one.issuer, random)}`] : [];
  const state = `${named('state', random)}=${written(one.state, random)}`;
  const more = Array.from({ length: random.below(3) }, () => random.pick(extras));
  const query = random.shuffled([answer, state, ...issuer, ...more]).join('&');
  return `${anyCase(one.redirectUri, random)}?${query}${random.pick(fragments)}`;
}

function codeOf(random: Random): string {
  return `c${random.text(random.below(60), codeCharacters)}`;
}

/** Sometimes with a character escaped that needs none. */
function named(name: string, random: Random): string {
  if (random.chance(0.9)) return name;
  const at = random.below(name.length);
  return name.slice(0, at) + escaped(name.charAt(at), random) + name.slice(at + 1);
}

/** A form value (RFC 6749 appendix B): what must be escaped is, and some of what need not be. */
export function written(value: string, random: Random): string {
  const needless = random.chance(0.3) ? 0.2 : 0;
  let text = '';
  for (const character of value) {
    const safe = /[\w.~!$*(),:@/?-]/.test(character) && character.length === 1;
    if (character === ' ' && random.chance(0.5)) text += '+';
    else text += safe && !random.chance(needless) ? character : escaped(character, random);
  }
  return text;
}

export function escaped(character: string, random: Random): string {
  const hex = Array.from(Buffer.from(character), (octet) => `%${octet.toString(16).padStart(2, '0')}`).join(
    '',
  );
  return random.chance(0.5) ? hex : hex.toUpperCase();
}

/** Schemes are compared without case (RFC 3986 §3.1), and some systems write them in capitals. */
function anyCase(address: string, random: Random): string {
  if (random.chance(0.9)) return address;
  const colon = address.indexOf(':');
  const scheme = Array.from(address.slice(0, colon), (character) =>
    random.chance(0.5) ? character.toUpperCase() : character,
  );
  return scheme.join('') + address.slice(colon);
}
