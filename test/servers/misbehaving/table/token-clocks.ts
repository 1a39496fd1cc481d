import type { Behaviour, Lie } from '../behaviour.ts';
import { accepted, falseClaim, refused } from '../expectations.ts';
import { all, timedClaims } from '../lies.ts';

const step = 'token';

/** Clocks (F9): against the server's `Date`, which decides within five minutes and is not believed beyond. */
const clocks: readonly Behaviour[] = [-60, -6, -5, 5, 6, 60].map((minutes) => ({
  id: `token-clock-${minutes < 0 ? 'behind' : 'ahead'}-${String(Math.abs(minutes))}`,
  step,
  does: `has a clock that is ${String(Math.abs(minutes))} minutes ${minutes < 0 ? 'behind' : 'ahead'}`,
  source: 'fault F9',
  lie: (_server, { ahead }) => ahead(minutes),
  expected: Math.abs(minutes) <= 5 ? accepted() : refused('clock-wrong'),
}));

/** Of two clocks that are four minutes apart the server's counts, because it made the token. */
const apart: readonly Behaviour[] = [
  {
    id: 'token-clock-behind-short',
    step,
    does: 'is four minutes behind, and gives an ID token for one minute',
    source: 'fault F9',
    lie: all(
      (_server, { ahead }) => ahead(-4),
      timedClaims((now) => ({ exp: now - 180 })),
    ),
    expected: accepted(),
  },
  {
    id: 'token-clock-ahead-late',
    step,
    does: 'is four minutes ahead, and gives an ID token that ran out three minutes ago',
    source: 'fault F9',
    lie: all(
      (_server, { ahead }) => ahead(4),
      timedClaims((now) => ({ exp: now + 60 })),
    ),
    expected: falseClaim('exp'),
  },
  {
    id: 'token-clock-behind-future',
    step,
    does: 'is four minutes behind, and gives an ID token that will be issued in six',
    source: 'fault F9',
    lie: all(
      (_server, { ahead }) => ahead(-4),
      timedClaims((now) => ({ iat: now + 120, exp: now + 600 })),
    ),
    expected: falseClaim('iat'),
  },
];

const undated: readonly Behaviour[] = [
  {
    id: 'token-date-missing',
    step,
    does: 'gives no Date, and an ID token that ran out 299 seconds ago',
    source: 'fault F9',
    lie: all(
      timedClaims((now) => ({ exp: now - 299 })),
      withoutDate(),
    ),
    expected: accepted(),
  },
  {
    id: 'token-date-missing-late',
    step,
    does: 'gives no Date, and an ID token that ran out 300 seconds ago',
    source: 'fault F9',
    lie: all(
      timedClaims((now) => ({ exp: now - 300 })),
      withoutDate(),
    ),
    expected: falseClaim('exp'),
  },
  {
    id: 'token-date-odd',
    step,
    does: 'gives a Date that is none',
    source: 'fault F9',
    lie: withoutDate('yesterday at noon'),
    expected: accepted(),
  },
];

function withoutDate(instead: string | null = null): Lie {
  return (server) =>
    server.rewrite('/token', (body, response) => {
      response.sendDate = false;
      response.removeHeader('date');
      if (instead !== null) response.setHeader('date', instead);
      response.end(body);
    });
}

export const tokenClocks: readonly Behaviour[] = [...clocks, ...apart, ...undated];
