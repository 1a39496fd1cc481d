import type { AuthorizationServer } from '../../authorization-server.ts';
import type { Behaviour } from '../behaviour.ts';
import { accepted } from '../expectations.ts';
import { tokenAnswer } from '../lies.ts';
import { deviation, fapi } from './rows.ts';

const section = 'RFC 6749 §5.1';

/** Ten years in seconds: what longer lives are cut to. */
const longest = 315_360_000;

const infinite = 'no number';

/** What `expires_in` may be, and for how many seconds the token is then taken to work. */
const lifetimes: readonly (readonly [
  id: string,
  does: string,
  source: string,
  value: unknown,
  lifetime: number | null,
])[] = [
  [
    'missing',
    'does not say how long its token works',
    fapi('token-endpoint-response-without-expires_in'),
    undefined,
    null,
  ],
  ['text', 'says 3600 as a text', deviation, '3600', 3600],
  ['fraction', 'says 3599.9', section, 3599.9, 3599],
  ['negative', 'says -1', 'hostile', -1, null],
  ['zero', 'says 0', section, 0, 0],
  ['infinite', 'says 1e400', 'hostile', infinite, null],
  ['huge', 'says 2^64', 'hostile', 2 ** 64, longest],
  ['words', 'says “one hour”', 'hostile', 'one hour', null],
  ['null', 'says null', 'hostile', null, null],
  ['list', 'says a list', 'hostile', [3600], null],
  ['hexadecimal', 'says 0x10', 'hostile', '0x10', null],
];

/** A number that JSON can write and no program can hold. */
function saysInfinity(server: AuthorizationServer): void {
  server.rewrite('/token', (body, response) => {
    response.end(body.replace(/"expires_in":\d+/, '"expires_in":1e400'));
  });
}

export const tokenLifetimes: readonly Behaviour[] = lifetimes.map(([id, does, source, value, lifetime]) => ({
  id: `token-expires-${id}`,
  step: 'token',
  does,
  source,
  lie: value === infinite ? saysInfinity : tokenAnswer({ expires_in: value }),
  expected: accepted(),
  lifetime,
}));
