import { onEveryCore } from '../support/every-core.ts';
import { sumOf } from '../support/tally.ts';
import type { Share, TryShare } from '../support/share.ts';
import type { Torture } from '../torture.ts';
import { tryThroughSessions } from './through-sessions.ts';
import { tryCallbacks } from './try-callbacks.ts';

const counts = { whole: 1_200_000, quick: 40_000 };
/** One in so many goes through whole sessions too. */
const throughSessions = 20;

/** URLs that an attacker, a browser or a faulty server could hand over, against sign-ins that run. */
export const callbacks: Torture = {
  name: 'callbacks',
  about: 'generated and altered callbacks against sign-ins that run',
  run: async ({ size, seed }) => onEveryCore('callbacks', counts[size], seed),
};

/** A share of them: through the redirect check, and some through sessions with a provider behind them. */
export const callbackShare: TryShare = async (share: Share) => {
  const { seed, from, to } = share;
  const some = { seed, from: Math.floor(from / throughSessions), to: Math.floor(to / throughSessions) };
  return sumOf([await tryCallbacks(share), await tryThroughSessions(some)]);
};
